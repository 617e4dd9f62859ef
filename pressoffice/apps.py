"""The project in Django's terms: its commands, and the desk as Django's admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PressOfficeConfig(AppConfig):
    """What composes the house: its commands. It has no data."""

    name = "pressoffice"


class DeskConfig(AdminConfig):
    """Django's admin, made the desk."""

    default_site = "statements.desk.site.DeskSite"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers itself)

        super().ready()
