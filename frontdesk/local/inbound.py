"""A mail that came in by SMTP, as SES would see it: verdicts, the notice, the recipients' check.

Verdicts are PASS, but for the two test strings every scanner knows, and for what a header says
when the desk was started with `--verdict-header` (the header is cut off before the mail is
stored, and nothing but this listener ever reads it).
"""

from __future__ import annotations

import base64
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from typing import Any

from chalicelib.reading.message import MailReceipt, RawObject, Verdict, Verdicts, parse_address
from frontdesk.local.sent import iso

VERDICT_HEADER = "X-Desk-Verdicts"
# Put together from pieces, so that no scanner takes this file for what it only names.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"
GTUBE = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*" + b"GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
ALL_PASS = Verdicts(
    spam=Verdict.PASS,
    virus=Verdict.PASS,
    spf=Verdict.PASS,
    dkim=Verdict.PASS,
    dmarc=Verdict.PASS,
)
_HEADER = re.compile(rb"^x-desk-verdicts:[ \t]*([^\r\n]*)\r?\n", re.IGNORECASE | re.MULTILINE)
_WORD = re.compile(r"(spam|virus|spf|dkim|dmarc)=([A-Z_]+)(?:/(none|quarantine|reject))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRule:
    """What the receipt rule says: for whom, where the object goes, whom to tell."""

    recipients: tuple[str, ...]
    bucket: str
    key_prefix: str
    topic_arn: str


def is_recipient(address: str, rule: ReceiptRule) -> bool:
    """Return whether a rule takes mail for an address, as SES matches its recipients.

    A recipient is an address (sub-addresses included), a domain, or ".domain" for subdomains.
    """
    local, _, domain = address.lower().rpartition("@")
    wanted = {f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}", domain}
    for recipient in (r.lower() for r in rule.recipients):
        if recipient in wanted or (recipient.startswith(".") and domain.endswith(recipient)):
            return bool(local)
    return False


def new_message_id() -> str:
    """Return an id of the shape SES gives to incoming mail: 40 characters, a-z and 0-9."""
    return base64.b32encode(secrets.token_bytes(25)).decode().lower()


def stated_verdicts(content: bytes) -> tuple[Verdicts, bytes]:
    """Return the verdicts the header asks for, and the mail without it.

    `X-Desk-Verdicts: spam=FAIL dmarc=FAIL/reject`: what is not named is PASS.
    """
    head, separator, body = content.partition(b"\r\n\r\n")
    found = _HEADER.search(head + b"\r\n")
    if not found:
        return ALL_PASS, content
    verdicts = ALL_PASS
    for check, word, policy in _WORD.findall(found[1].decode("ascii", "replace")):
        if word in Verdict.__members__:
            verdicts = replace(verdicts, **{check: Verdict(word)})
        if check == "dmarc" and policy:
            verdicts = replace(verdicts, dmarc_policy=policy)
    cut = _HEADER.sub(b"", head + b"\r\n")
    return verdicts, cut + separator[2:] + body


def scanned(verdicts: Verdicts, content: bytes) -> Verdicts:
    """Return the verdicts after a look for the two test strings, in encoded parts as well."""
    parts = [content]
    for part in message_from_bytes(content).walk():
        decoded = part.get_payload(decode=True)
        if isinstance(decoded, bytes):
            parts.append(decoded)
    if any(EICAR in part for part in parts):
        verdicts = replace(verdicts, virus=Verdict.FAIL)
    if any(GTUBE in part for part in parts):
        verdicts = replace(verdicts, spam=Verdict.FAIL)
    return verdicts


def receipt_for(
    rule: ReceiptRule,
    *,
    mail_from: str,
    recipients: tuple[str, ...],
    verdicts: Verdicts,
    now: datetime,
) -> MailReceipt:
    """Return the receipt of one delivery, under a new SES message id."""
    message_id = new_message_id()
    addresses = (parse_address(recipient) for recipient in recipients)
    return MailReceipt(
        raw=RawObject(bucket=rule.bucket, key=f"{rule.key_prefix}{message_id}"),
        ses_message_id=message_id,
        recipients=tuple(address for address in addresses if address),
        mail_from=mail_from,
        received_at=now,
        verdicts=verdicts,
    )


def notice(receipt: MailReceipt, content: bytes, rule: ReceiptRule) -> dict[str, Any]:
    """Return the notice SES's S3 action publishes to its topic, in SES's own shape."""
    recipients = [str(recipient) for recipient in receipt.recipients]
    return {
        "notificationType": "Received",
        "mail": _mail(receipt, content, recipients),
        "receipt": {
            "timestamp": iso(receipt.received_at),
            "processingTimeMillis": 400,
            "recipients": recipients,
            **_verdict_members(receipt.verdicts),
            "action": {
                "type": "S3",
                "topicArn": rule.topic_arn,
                "bucketName": rule.bucket,
                "objectKeyPrefix": rule.key_prefix,
                "objectKey": receipt.raw.key,
            },
        },
    }


def _mail(receipt: MailReceipt, content: bytes, recipients: list[str]) -> dict[str, Any]:
    parsed = message_from_bytes(content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
    headers = [{"name": name, "value": _text(value)} for name, value in parsed.items()]
    # SES cuts the headers so that they stay under 10 kB.
    kept = headers[:100] if len(str(headers)) < 10_000 else headers[:10]
    return {
        "timestamp": iso(receipt.received_at),
        "source": receipt.mail_from,
        "messageId": receipt.ses_message_id,
        "destination": recipients,
        "headersTruncated": len(kept) < len(headers),
        "headers": kept,
        "commonHeaders": _common_headers(parsed, receipt),
    }


def _common_headers(parsed: Message, receipt: MailReceipt) -> dict[str, Any]:
    common: dict[str, Any] = {"returnPath": receipt.mail_from}
    for name, key in (("From", "from"), ("To", "to"), ("Cc", "cc")):
        if parsed.get(name):
            common[key] = [_text(parsed[name])]
    for name, key in (("Date", "date"), ("Message-ID", "messageId"), ("Subject", "subject")):
        if parsed.get(name):
            common[key] = _text(parsed[name])
    return common


def _text(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode("utf-8")[:2000]


def _verdict_members(verdicts: Verdicts) -> dict[str, Any]:
    members: dict[str, Any] = {
        f"{name}Verdict": {"status": str(verdict)}
        for name, verdict in (
            ("spam", verdicts.spam),
            ("virus", verdicts.virus),
            ("spf", verdicts.spf),
            ("dkim", verdicts.dkim),
            ("dmarc", verdicts.dmarc),
        )
        if verdict is not None
    }
    if verdicts.dmarc is Verdict.FAIL:
        members["dmarcPolicy"] = verdicts.dmarc_policy or "none"
    return members
