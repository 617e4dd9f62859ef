"""The app of statements: what is set up when it is ready and after a migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StatementsConfig(AppConfig):
    """Statements, editions, the editorial law, the archive and the desk."""

    name = "statements"
    verbose_name = _("Statements")

    def ready(self) -> None:
        from . import guards, house  # noqa: F401  (guards registers its system check)
        from .models import epoch
        from .outbox.embedded import embedded

        house.watch_public_models(epoch)
        post_migrate.connect(house.furnish, sender=self, dispatch_uid="statements-furnish")
        embedded.connect()
