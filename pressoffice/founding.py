"""A newsroom's beginning: what is asked, how each answer is judged, and what is made of them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from statements import text
from statements.models import IssuingBody, Membership, Newsroom, User
from statements.models.people import ADMINISTRATORS, check_zone
from statements.people import letters, record
from statements.people.links import INVITATION
from statements.people.record import Deed
from statements.workflow import Role

from .set_apart import EVERY_LANGUAGE

EVERYTHING = (Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)


@dataclass(frozen=True)
class Question:
    """One answer that is needed: its name as an option, what is asked, an example, how it is judged."""

    name: str
    asked: str
    example: str
    judged: Callable[[str], str]  # the answer as it is kept; raises ValidationError with a sentence
    usual: str = ""  # taken where nothing is answered


def _words(longest: int) -> Callable[[str], str]:
    def judge(answer: str) -> str:
        tidied = text.line(answer)
        if not tidied or len(tidied) > longest:
            raise ValidationError(f"Write something of {longest} characters at most.")
        return tidied

    return judge


def _languages(answer: str) -> str:
    known = dict(EVERY_LANGUAGE)
    asked = [code for code in re.split(r"[,\s]+", answer.lower()) if code]
    if unknown := [code for code in asked if code not in known]:
        raise ValidationError(f"There is no {', '.join(unknown)} here. Known: {', '.join(known)}.")
    if not asked or asked[0] not in dict(settings.LANGUAGES):
        screens = " or ".join(code for code, _name in settings.LANGUAGES)
        raise ValidationError(f"The first is the language of the pages: {screens}.")
    return ",".join(dict.fromkeys(asked))


def _zone(answer: str) -> str:
    check_zone(answer)
    return answer


def _code(answer: str) -> str:
    code = answer.strip().upper()
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,11}", code):
        raise ValidationError("Write two to twelve letters A to Z or digits, a letter first.")
    return code


def _username(answer: str) -> str:
    User.username_validator(answer)
    return answer


def _mail(answer: str) -> str:
    validate_email(answer)
    return answer


def _address(answer: str) -> str:
    parts = urlsplit(answer)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValidationError("Write the address as readers type it: https://press.example.org")
    return answer.rstrip("/")


QUESTIONS = (
    Question("name", "What is the newsroom called?", "Press office of the Council", _words(120)),
    Question(
        "languages",
        "In which languages are statements written, that of the pages first?",
        "en,hi",
        _languages,
        "en,hi",
    ),
    Question("time-zone", "In which time zone does it work?", "Asia/Kolkata", _zone, "Asia/Kolkata"),
    Question(
        "address",
        "At which address will readers find it?",
        "https://press.example.org",
        _address,
        "http://127.0.0.1:8000",
    ),
    Question("body", "Who speaks? The name of the first issuing body:", "Central Council", _words(255)),
    Question("code", "Its short code, which stands in every reference:", "CC", _code),
    Question("administrator", "The first administrator's username:", "asha", _username),
    Question("email", "The administrator's e-mail address:", "asha@example.org", _mail),
)


def found(answers: dict[str, str]) -> str:
    """Make the newsroom: its name, its first body, its first administrator, who may do everything there.

    Returns the link with which the administrator chooses a password: it works once and for three days.
    """
    language = answers["languages"].split(",")[0]
    with transaction.atomic():
        Newsroom.objects.update_or_create(pk=1, defaults={"names": {language: answers["name"]}})
        code, name = answers["code"], answers["body"]
        body = IssuingBody(code=code, slug=slugify(code), names={language: name})
        body.full_clean()
        body.save()
        person = _administrator(answers, language, body)
    return letters.address(INVITATION, person)


def environment(answers: dict[str, str]) -> str:
    """The settings of this newsroom, a line each, with a key made now."""
    host = urlsplit(answers["address"]).hostname or ""
    lines = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": ",".join(dict.fromkeys([host, "127.0.0.1", "localhost"])),
        "SITE_URL": answers["address"],
        "TIME_ZONE": answers["time-zone"],
        "LANGUAGE_CODE": answers["languages"].split(",")[0],
        "CONTENT_LANGUAGES": answers["languages"],
    }
    return "".join(f"{name}={value}\n" for name, value in lines.items())


def write_settings(path: Path, answers: dict[str, str]) -> None:
    """Write them into the file that this installation reads, for its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(environment(answers), encoding="utf-8")


def _administrator(answers: dict[str, str], language: str, body: IssuingBody) -> User:
    person = User(username=answers["administrator"], email=answers["email"], is_staff=True, language=language)
    person.is_superuser = True
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    person.groups.add(Group.objects.get(name=ADMINISTRATORS))
    Membership.objects.bulk_create(Membership(user=person, body=body, role=role) for role in EVERYTHING)
    record.write(Deed.INVITED, person, by=person, note="the first administrator")
    return person
