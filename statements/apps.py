"""The app of statements: what is set up when it is ready and after a migration."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class StatementsConfig(AppConfig):
    """Statements, editions, the editorial law, the archive and the desk."""

    name = "statements"
    # What moves with the desk to another installation (`exporting.desk`): no sessions, keys or traces.
    moves = tuple(
        "User IssuingBody Membership PressContact Newsroom Topic File Statement Revision Edition Attachment"
        " TopicOfStatement Withdrawal Flag Approval Confirmation ConsentLink Consent Note Deadline PlannedDay"
        " Prepared ModelText Pin QuietPeriod Address ReferenceCounter ChainHead Step Synonym ImportRun"
        " ImportItem".split()
    )
    verbose_name = _("Statements")

    def ready(self) -> None:
        from . import guards, house  # noqa: F401  (guards registers its system check)
        from .bounded import unbound
        from .models import epoch
        from .outbox.embedded import embedded
        from .upkeep import upkeep

        house.watch_public_models(epoch)
        pre_migrate.connect(house.clear_the_way, sender=self, dispatch_uid="statements-clear-the-way")
        post_migrate.connect(house.furnish, sender=self, dispatch_uid="statements-furnish")
        connection_created.connect(unbound, dispatch_uid="statements-unbound")
        embedded.connect()
        upkeep.connect()
