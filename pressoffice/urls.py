"""Every address of the house: the desk, the newsroom in each language, and what stands in no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path

from campaigns import urls as campaigns
from statements import urls as statements
from statements.desk.calendar.subscription import calendar
from statements.outsiders import urls as outsiders

from . import for_machines, health, sitemaps, views
from .doctor.page import doctor

admin.site.pages.append(path("doctor/", admin.site.admin_view(doctor), name="doctor"))  # type: ignore[attr-defined]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("calendar/<str:token>.ics", calendar, name="calendar"),
    *statements.unprefixed,
    *outsiders.unprefixed,
    *campaigns.unprefixed,
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.sitemap_of_pages, name="sitemap_of_pages"),
    path(
        "sitemaps/statements-<number:number>.xml",
        sitemaps.sitemap_of_statements,
        name="sitemap_of_statements",
    ),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("robots.txt", for_machines.robots, name="robots"),
    path(".well-known/security.txt", for_machines.security, name="security"),
    path("opensearch.xml", for_machines.opensearch, name="opensearch"),
    *i18n_patterns(
        path("", views.front, name="front"),
        *statements.pages,
        *campaigns.pages,
        prefix_default_language=False,
    ),
]

handler400 = "pressoffice.views.request_refused"
handler403 = "pressoffice.views.not_allowed"
handler404 = "pressoffice.views.page_not_found"
handler500 = "pressoffice.views.failed"
