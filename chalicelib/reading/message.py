"""The types a message is read into, whatever its channel. No behaviour lives here.

Header words are RFC 5322's, media types RFC 2045's, machine-mail kinds RFC 3834's and RFC 3464's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """How a message reached us."""

    EMAIL = "email"
    FORM = "form"
    PHONE = "phone"
    CHAT = "chat"
    SOCIAL = "social"
    FORUM = "forum"
    APP = "app"
    STORE_REVIEW = "store_review"


class Kind(StrEnum):
    """Who wrote: a person, or which sort of machine. Only HUMAN is ever answered."""

    HUMAN = "human"
    BOUNCE = "bounce"  # RFC 3464 delivery reports, delays included
    AUTO_REPLY = "auto_reply"  # RFC 3834 responders, read receipts, challenges
    MAILING_LIST = "mailing_list"
    BULK = "bulk"
    COMPLAINT = "complaint"  # RFC 5965 abuse reports
    OWN = "own"  # sent by this desk


class Verdict(StrEnum):
    """What SES said of one check; kept as SES says it."""

    PASS = "PASS"  # noqa: S105 — SES's word, not a password
    FAIL = "FAIL"
    GRAY = "GRAY"
    PROCESSING_FAILED = "PROCESSING_FAILED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """SES's verdicts on one delivery. None: SES said nothing of that check.

    `dmarc_policy` is what the sender's domain asks for on failure: none, quarantine or reject.
    """

    spam: Verdict | None = None
    virus: Verdict | None = None
    spf: Verdict | None = None
    dkim: Verdict | None = None
    dmarc: Verdict | None = None
    dmarc_policy: str | None = None


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An RFC 5322 addr-spec: the local part as written, the domain in lower case."""

    local: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def key(self) -> str:
        """The address for comparing: lower case, since no customer means two boxes by case."""
        return f"{self.local.lower()}@{self.domain}"


def parse_address(text: str) -> EmailAddress | None:
    """Return the bare addr-spec in `text`, or None when it is none.

    >>> parse_address(" Li.Wei@Example.COM ")
    EmailAddress(local='Li.Wei', domain='example.com')
    """
    local, at, domain = text.strip().strip("<>").rpartition("@")
    if not at or not local or "." not in domain or any(c.isspace() for c in local + domain):
        return None
    return EmailAddress(local, domain.rstrip(".").lower())


@dataclass(frozen=True, slots=True)
class Contact:
    """A person as a header or a form names them. `name` is empty when none was given."""

    name: str
    address: EmailAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One attached file; its bytes stay in the raw message and are decoded when wanted.

    `filename` is made safe (no path, no control characters) and never empty.
    `content_type` is as declared, lower case; `sniffed_type` is what the content shows, "" when
    it shows nothing known. `part` is the path of the MIME part: "2", "2.1"; "2-1" is the first
    file packed inside part 2.
    """

    filename: str
    content_type: str
    size_bytes: int
    sha256: str
    inline: bool
    part: str
    sniffed_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """What a delivery report says (RFC 3464); empty text where it says nothing.

    `status` is an enhanced status code (RFC 3463, "5.1.1"); `action` is failed, delayed,
    delivered, relayed or expanded; `original_message_id` has no angle brackets.
    """

    final_recipient: str
    status: str
    action: str
    reason: str
    original_message_id: str


@dataclass(frozen=True, slots=True)
class RawObject:
    """Where the raw message lies."""

    bucket: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReceipt:
    """One delivery as SES tells of it: never from headers a sender could write.

    `recipients` are the envelope's, `mail_from` the envelope sender (empty for a null one).
    """

    raw: RawObject
    ses_message_id: str
    recipients: tuple[EmailAddress, ...]
    mail_from: str
    received_at: datetime
    verdicts: Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """One message from outside, read. Texts are NFC-normalised with LF line ends.

    `text` is the whole text and is always kept; `reply` (no quotes, no delimited signature),
    `unquoted` (only quotes gone) and `unsigned` (closing lines gone too) are views of it, never
    empty when `text` is not. `html_text` is the HTML part as text ("" without one).
    Message ids carry no angle brackets. `content_digest` is a SHA-256 (hex) over From, Date,
    Subject and body, trace headers left out: equal for two deliveries of one mail.
    `warnings` name what had to be repaired or could not be read.
    `forwarded_from` is who a mail passed on in the text says it is from, outermost first: offered
    to read, never trusted, since the sender could have typed it.

    `answers` is what a form stated in its own fields, by need id; an empty value means "I don't
    have it". `category`, `locale`, `brand` and `form` are known for forms only.
    `idempotency_key` is the form token's nonce or the caller's Idempotency-Key; a form without
    either has its day (UTC), so that the same words next month are another message. Mails: "".
    """

    channel: Channel
    kind: Kind = Kind.HUMAN
    kind_reason: str = ""
    sender: Contact | None = None
    reply_to: tuple[Contact, ...] = ()
    to: tuple[Contact, ...] = ()
    cc: tuple[Contact, ...] = ()
    recipients: tuple[EmailAddress, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    received_at: datetime
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    html_text: str = ""
    reply: str = ""
    unquoted: str = ""
    unsigned: str = ""
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()
    bounce: Bounce | None = None
    forwarded_from: tuple[Contact, ...] = ()
    verdicts: Verdicts = field(default_factory=Verdicts)
    raw: RawObject | None = None
    content_digest: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    category: str | None = None
    locale: str | None = None
    brand: str | None = None
    form: str | None = None
    idempotency_key: str = ""
