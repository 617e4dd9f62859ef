"""The data of campaigns: subjects and the versions of their words, mentions in statements, updates."""

from .actions import CallToAction
from .addressees import Addressee
from .campaign import Campaign
from .causes import Cause
from .demands import Demand, Status
from .mentions import Mention
from .subject import Subject
from .updates import DemandUpdate, Evidence
from .versions import Version

__all__ = [
    "Addressee",
    "CallToAction",
    "Campaign",
    "Cause",
    "Demand",
    "DemandUpdate",
    "Evidence",
    "Mention",
    "Status",
    "Subject",
    "Version",
]
