"""Sets up the demo newsroom's bodies, contacts, topics, synonyms, texts and people from `newsroom.json`."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group

from statements.models import IssuingBody, Membership, ModelText, Newsroom, PressContact, Synonym, Topic, User

FOLDER = Path(__file__).parent


def set_up() -> dict[str, str]:
    """Make the office; returns the password made for each username. Passwords are new every time."""
    office = json.loads((FOLDER / "newsroom.json").read_text(encoding="utf-8"))
    for body in office["bodies"]:
        _make_body(body)
    Newsroom.objects.update_or_create(pk=1, defaults=office["newsroom"])
    for topic in office["topics"]:
        Topic.objects.create(name=topic["name"], names=topic["names"], is_accepted=True)
    for expressions in office["synonyms"]:
        Synonym.objects.create(expressions="\n".join(expressions))
    for model in office["model_texts"]:
        ModelText.objects.create(**model)
    passwords = {person["username"]: secrets.token_urlsafe(12) for person in office["people"]}
    for person in office["people"]:
        _make_person(person, passwords[person["username"]])
    return passwords


def _make_body(body: dict[str, Any]) -> None:
    made = IssuingBody.objects.create(
        code=body["code"],
        slug=body["slug"],
        names=body["names"],
        parent=IssuingBody.objects.get(code=body["parent"]) if body["parent"] else None,
        boilerplates=body["boilerplate"],
        address=body["address"],
        is_external=body["external"],
        approvals_required=body["approvals_required"],
    )
    for contact in body["contacts"]:
        PressContact.objects.create(
            body=made,
            name=contact["name"],
            role=contact["role"],
            phone=contact["phone"],
            email=contact["email"],
            languages=contact["languages"],
            hours=contact["hours"],
            is_published=contact["published"],
        )


def _make_person(person: dict[str, Any], password: str) -> None:
    first, _space, last = person["full_name"].partition(" ")
    user = User.objects.create_user(
        person["username"], password=password, first_name=first, last_name=last, is_staff=True
    )
    user.groups.set(Group.objects.filter(name__in=person["groups"]))
    for membership in person["memberships"]:
        body = IssuingBody.objects.get(code=membership["body_code"])
        Membership.objects.create(user=user, body=body, role=membership["role"])
