"""Mails for tests, built from their parts; nothing here is read from a real mailbox."""

from __future__ import annotations

from datetime import UTC, datetime

from chalicelib.reading.message import EmailAddress, MailReceipt, RawObject, Verdicts

AT = datetime(2026, 11, 2, 2, 5, tzinfo=UTC)


def a_receipt(
    *, mail_from: str = "wang.fang@customer.example", recipient: str = "support@desk.example"
) -> MailReceipt:
    """Return what SES tells of one delivery."""
    local, _, domain = recipient.rpartition("@")
    return MailReceipt(
        raw=RawObject("mails", "inbound/abc123"),
        ses_message_id="abc123",
        recipients=(EmailAddress(local, domain),),
        mail_from=mail_from,
        received_at=AT,
        verdicts=Verdicts(),
    )


def a_mail(
    body: bytes = b"My transfer has not arrived.\r\n",
    *,
    headers: bytes = b"",
    sender: bytes = b"Wang Fang <wang.fang@customer.example>",
    subject: bytes = b"Transfer",
) -> bytes:
    """Return a mail's bytes; `headers` are whole lines with CRLF."""
    return (
        b"From: " + sender + b"\r\nTo: support@desk.example\r\nSubject: " + subject + b"\r\n"
        b"Date: Mon, 2 Nov 2026 10:05:00 +0800\r\nMessage-ID: <m1@customer.example>\r\n"
        + headers
        + b"\r\n"
        + body
    )
