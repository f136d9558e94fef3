"""What SES did with a mail of ours: the mail as it went out, and the events SES tells of it.

The JSON is that of SES event publishing to SNS. As SES does, the Message-ID is replaced by one of
SES's own; addresses of SES's mailbox simulator bounce or complain.
"""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from chalicelib.desk.outbox import EntryId, ticket_of

SIMULATOR = "simulator.amazonses.com"
_MESSAGE_ID = re.compile(rb"^message-id:[^\n]*\n(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentMail:
    """One mail SES accepted from us: `raw` as the recipient gets it, `id` SES's own for it."""

    id: str
    raw: bytes
    sender: str
    recipients: tuple[str, ...]
    tags: Mapping[str, str]
    configuration_set: str
    sent_at: datetime


def parse_sent(
    request: Mapping[str, Any], *, message_id: str, region: str, sent_at: datetime
) -> SentMail:
    """Return the mail in a SendEmail request (SESv2, Raw) that SES answered with `message_id`.

    Raises:
        KeyError: the request has no raw content.
    """
    raw = base64.b64decode(request["Content"]["Raw"]["Data"])
    host = "email" if region == "us-east-1" else region
    own = f"Message-ID: <{message_id}@{host}.amazonses.com>\r\n".encode()
    head, separator, body = raw.partition(b"\r\n\r\n")
    destination = request.get("Destination", {})
    lists = (destination.get(f"{kind}Addresses", ()) for kind in ("To", "Cc", "Bcc"))
    return SentMail(
        id=message_id,
        raw=own + _MESSAGE_ID.sub(b"", head + b"\r\n") + separator[2:] + body,
        sender=request.get("FromEmailAddress", ""),
        recipients=tuple(itertools.chain.from_iterable(lists)),
        tags={tag["Name"]: tag["Value"] for tag in request.get("EmailTags", ())},
        configuration_set=request.get("ConfigurationSetName", ""),
        sent_at=sent_at,
    )


def events_of(mail: SentMail, *, at: datetime) -> tuple[dict[str, Any], ...]:
    """Return the events SES publishes for an accepted mail, in the usual order."""
    told = [_event("Send", mail, {})]
    simulated = [box.partition("@")[0] for box in mail.recipients if box.endswith(f"@{SIMULATOR}")]
    if "bounce" in simulated:
        return (*told, _event("Bounce", mail, _bounce(mail, at)))
    told.append(_event("Delivery", mail, _delivery(mail, at)))
    if "complaint" in simulated:
        told.append(_event("Complaint", mail, _complaint(mail, at)))
    return tuple(told)


def _event(kind: str, mail: SentMail, detail: dict[str, Any]) -> dict[str, Any]:
    return {"eventType": kind, "mail": _mail(mail), kind.lower(): detail}


def _mail(mail: SentMail) -> dict[str, Any]:
    parsed = message_from_bytes(mail.raw)
    return {
        "timestamp": iso(mail.sent_at),
        "source": mail.sender,
        "sendingAccountId": "123456789012",
        "messageId": mail.id,
        "destination": list(mail.recipients),
        "headersTruncated": False,
        "headers": [{"name": name, "value": str(value)} for name, value in parsed.items()],
        "commonHeaders": {
            "from": [str(parsed.get("From", ""))],
            "to": list(mail.recipients),
            "messageId": mail.id,
            "subject": str(parsed.get("Subject", "")),
        },
        "tags": {
            "ses:configuration-set": [mail.configuration_set],
            "ses:from-domain": [mail.sender.rpartition("@")[2].rstrip(">")],
            "ses:caller-identity": ["local"],
            **{name: [value] for name, value in mail.tags.items()},
        },
    }


def _delivery(mail: SentMail, at: datetime) -> dict[str, Any]:
    return {
        "timestamp": iso(at),
        "processingTimeMillis": 500,
        "recipients": list(mail.recipients),
        "smtpResponse": "250 2.6.0 Message received",
        "reportingMTA": "a8-70.smtp-out.amazonses.com",
    }


def _bounce(mail: SentMail, at: datetime) -> dict[str, Any]:
    return {
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "bouncedRecipients": [
            {
                "emailAddress": recipient,
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 user unknown",
            }
            for recipient in mail.recipients
        ],
        "timestamp": iso(at),
        "feedbackId": f"{mail.id}-bounce",
        "reportingMTA": "dsn; a8-70.smtp-out.amazonses.com",
    }


def _complaint(mail: SentMail, at: datetime) -> dict[str, Any]:
    return {
        "complainedRecipients": [{"emailAddress": recipient} for recipient in mail.recipients],
        "timestamp": iso(at),
        "feedbackId": f"{mail.id}-complaint",
        "complaintFeedbackType": "abuse",
    }


def iso(moment: datetime) -> str:
    """Return a UTC moment as SES writes it: milliseconds and a Z."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def outbox_json(mail: SentMail) -> dict[str, Any]:
    """Return the console's view of a sent mail; texts are decoded, headers a list of pairs."""
    parsed = message_from_bytes(mail.raw)
    ticket, kind = _of_entry(mail.tags.get("entry", ""))
    return {
        "id": mail.id,
        "to": list(mail.recipients),
        "from": _header(parsed, "From"),
        "subject": _header(parsed, "Subject"),
        "headers": {name: _header(parsed, name) for name in dict.fromkeys(parsed.keys())},
        "text": _part(parsed, "text/plain"),
        "html": _part(parsed, "text/html"),
        "kind": kind,
        "ticket": ticket,
        "locale": mail.tags.get("locale") or _header(parsed, "Content-Language").partition(",")[0],
        "sent_at": iso(mail.sent_at),
        "tags": dict(mail.tags),
    }


def _of_entry(entry: str) -> tuple[str, str]:
    """Return ticket number and kind of an outbox entry's id, empty when it is none."""
    try:
        ticket = ticket_of(EntryId(entry))
    except ValueError:
        return "", ""
    return ticket, entry.removeprefix(f"{ticket}-").rpartition("-")[0]


def _header(parsed: Message, name: str) -> str:
    return str(make_header(decode_header(str(parsed.get(name, "")).replace("\r\n", ""))))


def _part(parsed: Message, content_type: str) -> str:
    for part in parsed.walk():
        if part.get_content_type() == content_type and part.get_filename() is None:
            content = part.get_payload(decode=True)
            charset = part.get_content_charset("utf-8")
            text = content.decode(charset, "replace") if isinstance(content, bytes) else ""
            return text.replace("\r\n", "\n")
    return ""
