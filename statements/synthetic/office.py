"""The office of the made archive: bodies, topics and people, none of whom can log in."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import Group

from statements.models import IssuingBody, Membership, PressContact, Topic, User
from statements.models.people import ADMINISTRATORS
from statements.workflow import Role

from .texts import words

# Code, names, whom it is part of, approvals required, how often it speaks.
BODIES = [
    ("CV", "Confederation of Valley Unions", "घाटी यूनियन परिसंघ", "", 1, 40),
    ("CVF", "Farm Workers’ Section", "खेत मज़दूर विभाग", "CV", 1, 16),
    ("CVH", "Health Workers’ Section", "स्वास्थ्यकर्मी विभाग", "CV", 1, 12),
    ("CVR", "Rail and Road Section", "रेल और सड़क विभाग", "CV", 1, 10),
    ("CVT", "Teachers’ Section", "शिक्षक विभाग", "CV", 1, 7),
    ("CVW", "Women’s Committee", "महिला समिति", "CV", 1, 6),
    ("CVY", "Youth Committee", "युवा समिति", "CV", 1, 4),
    ("CVN", "Northern Region", "उत्तरी क्षेत्र", "CV", 1, 3),
    ("CVL", "Legal Cell", "विधि प्रकोष्ठ", "CV", 2, 1),
    ("PLC", "Plains Labour Council", "मैदानी श्रम परिषद", None, 1, 0),
]
TEAM = {Role.DRAFTER: 3, Role.REVIEWER: 2, Role.PUBLISHER: 1}  # of each body
FIRST_NAMES = ["Asha", "Birju", "Chitra", "Devan", "Ela", "Farid", "Gita", "Hamid", "Ila", "Jatin"]
LAST_NAMES = [
    "Kharwar",
    "Lodhia",
    "Mandavi",
    "Nagvanshi",
    "Oraon",
    "Paswan",
    "Qidwai",
    "Rawat",
    "Sahu",
    "Tirkey",
]


@dataclass
class Office:
    """Who speaks, about what, and who writes, reviews and publishes for each body."""

    bodies: list[IssuingBody] = field(default_factory=list)  # with a desk, the first above all others
    partner: IssuingBody = field(default_factory=IssuingBody)
    topics: list[Topic] = field(default_factory=list)
    teams: dict[tuple[int, Role], list[User]] = field(default_factory=dict)
    administrator: User = field(default_factory=User)

    @property
    def weights(self) -> list[int]:
        """How often each body speaks."""
        return [row[-1] for row in BODIES if row[3] is not None]

    def people(self, body: IssuingBody, role: Role) -> list[User]:
        """Who holds the role for a body: its own people, then those of the body above."""
        above = self.teams[self.bodies[0].pk, role] if body != self.bodies[0] else []
        return [*self.teams[body.pk, role], *above]


def set_up() -> Office:
    """Make the office; bodies, people and topics are the same every time."""
    office = Office()
    for code, english, hindi, above, required, _weight in BODIES:
        body = IssuingBody.objects.create(
            code=code,
            slug=code.lower(),
            names={"en": english, "hi": hindi},
            parent=office.bodies[0] if above else None,
            boilerplates={"en": f"{english} speaks for its members."},
            approvals_required=required,
            is_external=above is None,
        )
        if above is None:
            office.partner = body
        else:
            office.bodies.append(body)
            _make_team(office, body)
    PressContact.objects.create(
        body=office.bodies[0], name="Press desk", phone="011-5550-0100", is_published=True
    )
    for english, hindi in words()["topics"]:
        names = {"en": english, "hi": hindi}
        office.topics.append(Topic.objects.create(name=english, names=names, is_accepted=True))
    office.administrator = _person("archive-administrator", "Meher", "Usmani")
    office.administrator.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return office


def _make_team(office: Office, body: IssuingBody) -> None:
    for role, size in TEAM.items():
        for number in range(size):
            first_name = FIRST_NAMES[(len(office.teams) + 3 * number) % len(FIRST_NAMES)]
            last_name = LAST_NAMES[len(office.bodies) % len(LAST_NAMES)]
            person = _person(f"{body.code.lower()}-{role.value}-{number + 1}", first_name, last_name)
            Membership.objects.create(user=person, body=body, role=role)
            office.teams.setdefault((body.pk, role), []).append(person)


def _person(username: str, first_name: str, last_name: str) -> User:
    """A member of staff with a password nobody has."""
    person = User(username=username, first_name=first_name, last_name=last_name, is_staff=True)
    person.set_unusable_password()
    person.save()
    return person
