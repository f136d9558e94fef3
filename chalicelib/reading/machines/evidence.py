"""What a verdict on a mail's writer rests on, and the verdict: types only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.reading.message import Contact, Kind
from chalicelib.reading.structure.mime_tree import Part, header


class Sign(StrEnum):
    """What told the machine. A reason is one of these, most with a detail after it."""

    OWN_MAILBOX = "own_mailbox"
    REPORT = "report"  # the format's RFC
    HEADER = "header"  # its name, or "x-auto" for any of that sort
    AUTO_SUBMITTED = "auto_submitted"  # RFC 3834 §5; its keyword, or "other"
    PRECEDENCE = "precedence"
    SYSTEM_SENDER = "system_sender"
    SUBJECT = "subject"
    TEXT = "text"
    PROVIDER_EVENT = "provider_event"
    CALENDAR = "calendar"  # RFC 5546: an answer to an invitation
    CHALLENGE = "challenge"
    NO_REPLY = "no_reply"
    NULL_SENDER = "null_sender"  # RFC 5321 §4.5.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a verdict rests on. `mail_from` is None when the envelope is not known, "" for null.

    `text` is the whole text, `new_text` the part of it that is no quote.
    """

    message: Part
    mail_from: str | None
    sender: Contact | None
    subject: str
    text: str
    new_text: str
    own_addresses: frozenset[str]

    @property
    def is_null(self) -> bool:
        """Return whether the envelope names nobody to answer."""
        return self.mail_from == ""

    @property
    def is_answer(self) -> bool:
        """Return whether the mail says it answers another one."""
        return bool(header(self.message, "in-reply-to") or header(self.message, "references"))


@dataclass(frozen=True, slots=True)
class MachineVerdict:
    """The kind of a mail and the sign it was told by; people have none."""

    kind: Kind
    sign: Sign | None = None
    detail: str = ""

    @property
    def reason(self) -> str:
        """Return sign and detail, both from closed sets: "auto_submitted: auto-replied"."""
        return ": ".join(part for part in (self.sign, self.detail) if part)

    @property
    def is_report(self) -> bool:
        """Return whether a delivery report should be read out of the mail."""
        return self.kind is Kind.BOUNCE
