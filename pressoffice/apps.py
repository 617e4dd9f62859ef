"""The desk in Django's terms: its admin site."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, made the desk."""

    default_site = "statements.desk.site.DeskSite"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers itself)

        super().ready()
