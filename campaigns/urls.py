"""The public addresses of campaigns, demands, causes, addressees and calls to action."""

from django.urls import path

from . import demand_files, views

# Under every language's prefix.
pages = [
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/<slug:slug>/", views.campaign, name="campaign"),
    path("demands/", views.demands, name="demands"),
    path("demands/<slug:slug>/", views.demand, name="demand"),
    path("causes/", views.causes, name="causes"),
    path("causes/<slug:slug>/", views.cause, name="cause"),
    path("addressees/<slug:slug>/", views.addressee, name="addressee"),
    path("actions/", views.actions, name="actions"),
    path("actions/<slug:slug>/", views.action, name="action"),
    path("actions/<slug:slug>.ics", views.action_ics, name="action_ics"),
]

# In no language: what machines read.
unprefixed = [
    path("actions.ics", views.actions_ics, name="actions_ics"),
    path("demands/<slug:slug>.atom", demand_files.atom, name="demand_feed"),
    path("demands/<slug:slug>.json", demand_files.json, name="demand_json"),
    path("demands/<slug:slug>.csv", demand_files.csv, name="demand_csv"),
]
