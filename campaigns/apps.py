"""The app of campaigns: what it declares to the statements when it is ready."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaigns, demands, causes, calls to action: what statements are about, and what came of it."""

    name = "campaigns"
    moves = tuple(  # with the desk to another installation, each after what it points to
        "Status Subject Addressee Campaign Demand Cause CallToAction Asked Mention Version DemandUpdate"
        " Evidence".split()
    )
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        from statements import carriers, filters, freshness, guards, parts, record_check
        from statements.demo import stories
        from statements.desk import front
        from statements.models.epoch import bump_on_change
        from statements.outbox.tellers import TELLERS

        from . import carried, house
        from . import record_check as of_record
        from .demo.scenes import scenes
        from .desk.front import columns
        from .filters import OfCampaigns, OfCauses, OfDemands
        from .guarded import guarded
        from .mails import OfSubjects
        from .models import CallToAction, DemandUpdate, Status, Subject
        from .parts import PARTS

        parts.declare(*PARTS)
        filters.FILTERS += [OfCampaigns(), OfDemands(), OfCauses()]
        guards.DECLARED.append(guarded)
        TELLERS.update(dict.fromkeys(Subject.Kind.values, OfSubjects()))
        carriers.CARRIERS += [carried.by_evidence, carried.by_campaign]
        record_check.LOOKS.append(of_record.proposals)
        front.DECLARED.append(columns)
        stories.DECLARED.append(scenes)
        freshness.CHANGING += [DemandUpdate.objects, CallToAction.objects]
        bump_on_change(Status)
        post_migrate.connect(house.furnish, sender=self, dispatch_uid="campaigns-furnish")
