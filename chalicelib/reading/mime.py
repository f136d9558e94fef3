"""Bytes of a mail → InboundMessage. Total: any bytes give a message with warnings.

RFC 5322 and RFC 2045–2047 as far as senders keep to them. What is trusted (envelope, verdicts)
comes from the receipt, never from the mail's own headers.
"""

from __future__ import annotations

import hashlib
import re

from chalicelib.reading import machine_mail
from chalicelib.reading.bounce import parse_bounce
from chalicelib.reading.machines.evidence import Evidence
from chalicelib.reading.message import Channel, Contact, InboundMessage, MailReceipt
from chalicelib.reading.quoting import is_forward, views_of
from chalicelib.reading.replies.forwarded import senders_of
from chalicelib.reading.structure.addresses import parse_contacts
from chalicelib.reading.structure.attachments import read_attachment
from chalicelib.reading.structure.bodies import Bodies, read_bodies
from chalicelib.reading.structure.headers import (
    decode_value,
    parse_date,
    parse_message_ids,
    raw_bytes,
)
from chalicelib.reading.structure.mime_tree import Part, header, header_values, parse_tree

_DIGESTED = ("from", "date", "subject")
_SPACES = re.compile(r"[ \t\r\n]+")
_BLANK_LINE = re.compile(rb"\n\r*\n")
_PIECE = 1 << 20
_MAX_CONTACTS = 1000


def parse(
    content: bytes, receipt: MailReceipt, *, own_addresses: frozenset[str] = frozenset()
) -> InboundMessage:
    """Return the mail in `content` as a message; never raises, whatever the bytes.

    Args:
        content: the raw mail as stored, SES's trace block included or not.
        receipt: what SES tells of this delivery.
        own_addresses: the desk's mailboxes in lower case; mail from one of them is our own.
    """
    warnings: list[str] = []
    message = parse_tree(content, warnings)
    bodies = read_bodies(message, warnings)
    subject = decode_value(header(message, "subject"), warnings, bodies.charset)
    views = views_of(
        bodies.text,
        quoted=bodies.quoted,
        signature=bodies.signature,
        forwarded=is_forward(subject),
    )
    senders = _contacts(message, "from", warnings, bodies)
    verdict = machine_mail.judge(
        Evidence(
            message=message,
            mail_from=receipt.mail_from if receipt.recipients else None,
            sender=senders[0] if senders else None,
            subject=subject,
            text=bodies.text,
            new_text=views.reply,
            own_addresses=own_addresses,
        )
    )
    return InboundMessage(
        channel=Channel.EMAIL,
        kind=verdict.kind,
        kind_reason=verdict.reason,
        sender=senders[0] if senders else None,
        reply_to=_contacts(message, "reply-to", warnings, bodies),
        to=_contacts(message, "to", warnings, bodies),
        cc=_contacts(message, "cc", warnings, bodies),
        recipients=receipt.recipients,
        subject=subject,
        sent_at=parse_date(header(message, "date")),
        received_at=receipt.received_at,
        message_id=next(iter(_ids(message, "message-id")), ""),
        in_reply_to=_ids(message, "in-reply-to"),
        references=_ids(message, "references"),
        text=bodies.text,
        html_text=bodies.html_text,
        reply=views.reply,
        unquoted=views.unquoted,
        unsigned=views.unsigned,
        attachments=bodies.attachments,
        warnings=tuple(dict.fromkeys(warnings)),
        bounce=parse_bounce(message, bodies.text) if verdict.is_report else None,
        forwarded_from=senders_of(views.forwarded),
        verdicts=receipt.verdicts,
        raw=receipt.raw,
        content_digest=content_digest(content, message),
    )


def attachment_bytes(content: bytes, part: str) -> bytes | None:
    """Return the decoded bytes of one attachment by its part path; None when there is none."""
    return read_attachment(parse_tree(content, []), part)


def _contacts(message: Part, name: str, warnings: list[str], bodies: Bodies) -> tuple[Contact, ...]:
    found: list[Contact] = []
    for value in header_values(message, name):
        found += parse_contacts(value, warnings, bodies.charset)
    return tuple(found[:_MAX_CONTACTS])


def _ids(message: Part, name: str) -> tuple[str, ...]:
    return parse_message_ids(header(message, name))


def content_digest(content: bytes, message: Part) -> str:
    """Return the hex SHA-256 of what two deliveries of one mail have in common.

    From, Date and Subject as written, folding aside, then the body without CR and without line
    ends at its end. The body is read a piece at a time, so that no copy of a large mail is made.
    """
    digest = hashlib.sha256()
    for name in _DIGESTED:
        value = _SPACES.sub(" ", header(message, name)).strip()
        digest.update(name.encode() + b":" + raw_bytes(value) + b"\n")
    digest.update(b"\n")
    blank = _BLANK_LINE.search(content)
    end = len(content.rstrip(b"\r\n"))
    for at in range(blank.end() if blank else end, end, _PIECE):
        digest.update(content[at : min(at + _PIECE, end)].replace(b"\r", b""))
    return digest.hexdigest()
