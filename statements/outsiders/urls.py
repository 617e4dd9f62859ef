"""The addresses outsiders are given; they stand in no language, and no page leads to them."""

from django.urls import path

from . import pages
from .consent import consent, consent_file

unprefixed = [
    path("preview/<slug:token>/", pages.preview, name="preview"),
    path("preview/<slug:token>/files/<str:mark>", pages.preview_file, name="preview_file"),
    path("consent/<slug:token>/", consent, name="consent"),
    path("consent/<slug:token>/files/<str:mark>", consent_file, name="consent_file"),
]
