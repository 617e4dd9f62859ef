"""The desk: Django's admin under the newsroom's name."""

from django.contrib.admin import AdminSite


class DeskSite(AdminSite):
    """The desk."""
