"""The addresses outsiders are given; they stand in no language, and no page leads to them."""

from django.urls import path

from . import pages
from .consent import consent

unprefixed = [
    path("preview/<slug:token>/", pages.preview, name="preview"),
    path("consent/<slug:token>/", consent, name="consent"),
]
