"""Every address of the house: the desk, the newsroom in each language, and what stands in no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path

from statements import urls as statements
from statements.desk.calendar.subscription import calendar
from statements.outsiders import urls as outsiders

from . import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("calendar/<str:token>.ics", calendar, name="calendar"),
    *statements.unprefixed,
    *outsiders.unprefixed,
    *i18n_patterns(path("", views.front, name="front"), *statements.pages, prefix_default_language=False),
]

handler400 = "pressoffice.views.request_refused"
handler404 = "pressoffice.views.page_not_found"
