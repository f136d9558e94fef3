"""The types understanding answers in. No behaviour lives here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Priority(StrEnum):
    """How soon somebody must look; the order of definition is the order of urgency."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Mood(StrEnum):
    """The tone an answer must meet."""

    CALM = "calm"
    ANGRY = "angry"
    DESPERATE = "desperate"
    THREATENING = "threatening"
    SELF_HARM = "self_harm"


class Intent(StrEnum):
    """What the writer wants of this message."""

    REQUEST = "request"
    STATUS_REQUEST = "status_request"
    THANKS = "thanks"
    COMPLAINT = "complaint"


class FactType(StrEnum):
    """The typed things a message may hold."""

    ADDRESS = "address"
    TX_HASH = "tx_hash"
    AMOUNT = "amount"
    ORDER_NO = "order_no"
    TRACKING_NO = "tracking_no"
    CHAIN = "chain"
    APP_VERSION = "app_version"
    OS = "os"
    DEVICE = "device"
    ERROR_TEXT = "error_text"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One typed, shape-checked thing found in a message.

    `value` is as written, without surrounding punctuation. `chain` is a chain id such as "evm",
    "btc" or "tron". `amount` is a plain decimal ("88.8") and `coin` upper case, both for AMOUNT
    only. `valid` is for an ADDRESS: False when its checksum is wrong, True when nothing speaks
    against it.
    """

    type: FactType
    value: str
    chain: str | None = None
    amount: str | None = None
    coin: str | None = None
    valid: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretFinding:
    """A secret was seen: its kind, certainty and place, never its value.

    `kind` is for instance "recovery_phrase" or "private_key"; `place` "subject", "text",
    "attachment 2" …; `level` "certain" or "likely".
    """

    kind: str
    level: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One of several matters of a message: `number` counts from 1, `text` is the writer's own.

    `category` is None where nobody can be sure. The text is for operators and never mailed.
    """

    number: int
    category: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What one message is about, with reasons an operator can follow.

    `category` is always the best guess; `unsure` says it must go to triage, and then `queue`
    already is the triage queue, `missing` is empty. Confidences are 0..1. `locale` is the BCP 47
    tag of the language written (the brand's default when nothing is), whether or not there are
    templates in it; `language_confidence` below the policy's threshold asks for a bilingual
    answer. `missing` are need ids still unanswered, in the order to ask them; `answered` are
    those the text tells in words that are no fact, or says it has no answer to. `issues` are the
    matters of a message that numbers several, empty for one matter.
    """

    category: str
    subtype: str | None = None
    queue: str
    priority: Priority
    locale: str
    language_confidence: float
    confidence: float
    unsure: bool
    reasons: tuple[str, ...] = ()
    mood: Mood = Mood.CALM
    intent: Intent = Intent.REQUEST
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    secrets: tuple[SecretFinding, ...] = ()
    issues: tuple[Issue, ...] = ()
