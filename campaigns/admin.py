"""What the desk offers of campaigns; Django looks for this module."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from .desk import status_desk  # noqa: F401  (registers itself)
from .desk.subject_desk import SubjectDesk
from .models import Addressee, CallToAction, Campaign, Cause, Demand


@admin.register(Campaign)
class CampaignDesk(SubjectDesk):
    """Campaigns."""

    add_words = gettext_lazy("Begin a campaign")


@admin.register(Demand)
class DemandDesk(SubjectDesk):
    """Demands."""

    add_words = gettext_lazy("Begin a demand")


class BesideCampaigns(SubjectDesk):
    """A kind whose list is reached from that of campaigns."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """It has no place of its own in the navigation."""
        return False


@admin.register(Cause)
class CauseDesk(BesideCampaigns):
    """Causes."""

    add_words = gettext_lazy("Begin a cause")


@admin.register(Addressee)
class AddresseeDesk(BesideCampaigns):
    """Addressees."""

    add_words = gettext_lazy("Begin an addressee")


@admin.register(CallToAction)
class ActionDesk(BesideCampaigns):
    """Calls to action."""

    add_words = gettext_lazy("Begin a call to action")
