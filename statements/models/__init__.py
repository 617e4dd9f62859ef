"""The data of the newsroom; `docs/architecture.md` draws it."""

from .addresses import Address, ReferenceCounter
from .bodies import IssuingBody, PressContact
from .consents import Consent, ConsentLink, ConsentOpening
from .content import ChangeKind, Content, Kind
from .editions import Edition, Flag, Withdrawal
from .epoch import PublicEpoch
from .files import Attachment, File
from .imports import ImportFile, ImportItem, ImportRun
from .keys import DeskSession, FailedAttempt, RecoveryCodes
from .lists import SavedFilter
from .newsroom import Newsroom
from .outbox import Effect
from .outsiders import PreviewLink, PreviewOpening
from .people import Membership, User
from .pins import Pin
from .planning import CalendarAddress, PlannedDay
from .prepared import ModelText, Prepared
from .quiet import QuietPeriod, ReleaseGate
from .record import Approval, ChainHead, Confirmation, Revision, Step
from .review import Claim, Deadline, Look, Note
from .search import KnownWord, SearchRow
from .signs import Sign
from .statement import Statement
from .synonyms import Synonym
from .topics import Topic, TopicOfStatement
from .working import Presence, WorkingCopy

__all__ = [
    "Address",
    "Approval",
    "Attachment",
    "CalendarAddress",
    "ChainHead",
    "ChangeKind",
    "Claim",
    "Confirmation",
    "Consent",
    "ConsentLink",
    "ConsentOpening",
    "Content",
    "Deadline",
    "DeskSession",
    "Edition",
    "Effect",
    "FailedAttempt",
    "File",
    "Flag",
    "ImportFile",
    "ImportItem",
    "ImportRun",
    "IssuingBody",
    "Kind",
    "KnownWord",
    "Look",
    "Membership",
    "ModelText",
    "Newsroom",
    "Note",
    "Pin",
    "PlannedDay",
    "Prepared",
    "Presence",
    "PressContact",
    "PreviewLink",
    "PreviewOpening",
    "PublicEpoch",
    "QuietPeriod",
    "RecoveryCodes",
    "ReferenceCounter",
    "ReleaseGate",
    "Revision",
    "SavedFilter",
    "SearchRow",
    "Sign",
    "Statement",
    "Step",
    "Synonym",
    "Topic",
    "TopicOfStatement",
    "User",
    "Withdrawal",
    "WorkingCopy",
]
