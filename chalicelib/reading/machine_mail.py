"""Who wrote: a person or a machine, and by what sign. Only people are answered (RFC 3834 §2).

Signs are tried from the strongest to the weakest: our own address, report formats (RFC 5965,
RFC 3464, RFC 8098), headers machines set, the sender's name, the subject, an empty envelope
sender. `Auto-Submitted: no` is what a person's mail may carry (RFC 3834 §5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.reading import machine_words as words
from chalicelib.reading.addresses import parse_contacts
from chalicelib.reading.headers import decode_value
from chalicelib.reading.message import Contact, Kind
from chalicelib.reading.mime_tree import Part, header, walk

_AUTO_HEADER = re.compile(
    r"x-(?:.*-)?auto-?(?:reply|replied|respond|response|responder|answer|generated)(?:-from|ed)?"
)
_DENIALS = frozenset({"", "no", "none", "false", "0"})
_TEXT_WINDOW = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a verdict rests on. `mail_from` is None when the envelope is not known, "" for null."""

    message: Part
    mail_from: str | None
    sender: Contact | None
    subject: str
    text: str
    own_addresses: frozenset[str]


@dataclass(frozen=True, slots=True)
class MachineVerdict:
    """The kind of a mail and the sign it was told by; `reason` is "" for people."""

    kind: Kind
    reason: str = ""

    @property
    def is_report(self) -> bool:
        """Return whether a delivery report should be read out of the mail."""
        return self.kind is Kind.BOUNCE


def judge(evidence: Evidence) -> MachineVerdict:
    """Return who wrote, by the first sign that speaks."""
    for look in _LOOKS:
        verdict = look(evidence)
        if verdict is not None:
            return verdict
    return MachineVerdict(Kind.HUMAN)


def _own(evidence: Evidence) -> MachineVerdict | None:
    if evidence.sender is None:
        return None
    local, _, domain = evidence.sender.address.key.rpartition("@")
    if f"{local.partition('+')[0]}@{domain}" in evidence.own_addresses:
        return MachineVerdict(Kind.OWN, "sent from one of our mailboxes")
    return None


def _report(evidence: Evidence) -> MachineVerdict | None:
    """RFC 6522: the container names the report, or one of its parts is one."""
    types = {leaf.part.media_type() for leaf in walk(evidence.message)}
    report = evidence.message.parameters().get("report-type", "").lower()
    if report == "feedback-report" or "message/feedback-report" in types:
        return MachineVerdict(Kind.COMPLAINT, "abuse report (RFC 5965)")
    if report in words.RECEIPT_REPORTS or "message/disposition-notification" in types:
        return MachineVerdict(Kind.AUTO_REPLY, "read receipt (RFC 8098)")
    if report == "delivery-status" or types & words.STATUS_TYPES:
        return MachineVerdict(Kind.BOUNCE, "delivery report (RFC 3464)")
    return None


def _bounce_headers(evidence: Evidence) -> MachineVerdict | None:
    for name in words.BOUNCE_HEADERS:
        if header(evidence.message, name):
            return MachineVerdict(Kind.BOUNCE, f"header {name}")
    if words.BOUNCE_CLASS.search(header(evidence.message, "content-class")):
        return MachineVerdict(Kind.BOUNCE, "header content-class")
    return None


def _system_sender(evidence: Evidence) -> MachineVerdict | None:
    """A mail system signs: a bounce, unless its subject says it answers for somebody."""
    if not _is_from_system(evidence):
        return None
    if words.AUTO_REPLY_SUBJECT.match(evidence.subject):
        return MachineVerdict(Kind.AUTO_REPLY, "subject of an automatic reply")
    return MachineVerdict(Kind.BOUNCE, "sent by a mail system")


def _is_from_system(evidence: Evidence) -> bool:
    # In From any system's name counts; behind it only a mailer's, since services that carry
    # people's mail put a box for bounces there.
    if words.SYSTEM_SENDER.search(decode_value(header(evidence.message, "from")[:500], [])):
        return True
    behind = (header(evidence.message, "sender"), evidence.mail_from or "")
    return any(words.MAILER.search(sender[:500]) for sender in behind)


def _bounce_subject(evidence: Evidence) -> MachineVerdict | None:
    if words.BOUNCE_SUBJECT.match(evidence.subject):
        return MachineVerdict(Kind.BOUNCE, "subject of a delivery report")
    is_nobodys = evidence.sender is None or evidence.mail_from == ""
    if is_nobodys and words.BOUNCE_TEXT.search(evidence.text[:_TEXT_WINDOW]):
        return MachineVerdict(Kind.BOUNCE, "text of a delivery report")
    return None


def _auto_headers(evidence: Evidence) -> MachineVerdict | None:
    submitted = header(evidence.message, "auto-submitted").strip().lower().partition(";")[0].strip()
    if submitted.startswith("auto-replied"):
        return MachineVerdict(Kind.AUTO_REPLY, "Auto-Submitted: auto-replied (RFC 3834)")
    for name, value in evidence.message.raw_items():
        lowered = name.lower()
        marks = lowered in words.REPLY_HEADERS or _AUTO_HEADER.fullmatch(lowered)
        if marks and str(value).strip().lower() not in _DENIALS:
            return MachineVerdict(Kind.AUTO_REPLY, f"header {lowered}")
    if words.AUTO_REPLY_SUBJECT.match(evidence.subject):
        return MachineVerdict(Kind.AUTO_REPLY, "subject of an automatic reply")
    return _auto_generated(evidence, submitted)


def _auto_generated(evidence: Evidence, submitted: str) -> MachineVerdict | None:
    if submitted not in _DENIALS:
        kind = Kind.AUTO_REPLY if header(evidence.message, "in-reply-to") else Kind.BULK
        return MachineVerdict(kind, f"Auto-Submitted: {submitted[:40]} (RFC 3834)")
    precedence = header(evidence.message, "precedence").strip().lower()
    if precedence in ("auto_reply", "auto-reply"):
        return MachineVerdict(Kind.AUTO_REPLY, "Precedence: auto_reply")
    return None


def _list_headers(evidence: Evidence) -> MachineVerdict | None:
    for name in words.LIST_HEADERS:
        if header(evidence.message, name):
            return MachineVerdict(Kind.MAILING_LIST, f"header {name} (RFC 2369)")
    precedence = header(evidence.message, "precedence").strip().lower()
    if precedence == "list":
        return MachineVerdict(Kind.MAILING_LIST, "Precedence: list")
    if precedence in ("bulk", "junk"):
        return MachineVerdict(Kind.BULK, f"Precedence: {precedence}")
    for name in words.BULK_HEADERS:
        if header(evidence.message, name):
            return MachineVerdict(Kind.BULK, f"header {name}")
    return None


def _suppressing(evidence: Evidence) -> MachineVerdict | None:
    """MS-OXCMAIL: a sender that wants no automatic answer is one itself."""
    wanted = header(evidence.message, "x-auto-response-suppress").lower()
    if any(word in wanted for word in ("all", "oof", "autoreply")):
        return MachineVerdict(Kind.BULK, "header x-auto-response-suppress")
    return None


def _complaint(evidence: Evidence) -> MachineVerdict | None:
    if words.COMPLAINT_SUBJECT.match(evidence.subject):
        return MachineVerdict(Kind.COMPLAINT, "subject of an abuse report")
    return None


def _no_reply(evidence: Evidence) -> MachineVerdict | None:
    """A box nobody reads, unless the mail names another one to answer to."""
    answer_to = parse_contacts(header(evidence.message, "reply-to"), [])
    sender = answer_to[0] if answer_to else evidence.sender
    if sender is None or not words.NO_REPLY.fullmatch(sender.address.local.lower()):
        return None
    text = evidence.text[:_TEXT_WINDOW]
    event = words.SES_EVENT.search(text)
    if event and event[1] == "Complaint":
        return MachineVerdict(Kind.COMPLAINT, "complaint event of SES")
    if event or words.BOUNCE_TEXT.search(text):
        return MachineVerdict(Kind.BOUNCE, "delivery report from a box without replies")
    return MachineVerdict(Kind.BULK, "the sender takes no replies")


def _null_sender(evidence: Evidence) -> MachineVerdict | None:
    if evidence.mail_from == "":
        return MachineVerdict(Kind.BOUNCE, "empty envelope sender (RFC 5321 §4.5.5)")
    return None


_LOOKS: tuple[Callable[[Evidence], MachineVerdict | None], ...] = (
    _own,
    _report,
    _bounce_headers,
    _complaint,
    _system_sender,
    _bounce_subject,
    _auto_headers,
    _list_headers,
    _suppressing,
    _no_reply,
    _null_sender,
)
