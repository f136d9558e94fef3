"""What SES makes of a mail of ours: its own Message-ID, its events, the console's view."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from email import message_from_bytes
from typing import Any

import pytest

from frontdesk.local.sent import SentMail, events_of, outbox_json, parse_sent

NOW = datetime(2026, 7, 30, 2, 0, tzinfo=UTC)
RAW = (
    b"From: Demo <support@desk.example>\r\nTo: li@customer.example\r\n"
    b"Message-ID:\r\n <own@desk.example>\r\nSubject: =?utf-8?b?5oKo5aW9?=\r\n"
    b"Content-Language: zh-Hans\r\nReferences: <a@b>\r\n <c@d>\r\n"
    b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.b64encode("您好".encode())
    + b"\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>hello</p>\r\n--b--\r\n"
)


def a_sent_mail(recipient: str = "li@customer.example", region: str = "us-east-1") -> SentMail:
    """Return an acknowledgement as SES accepted it."""
    request = {
        "FromEmailAddress": "support@desk.example",
        "Destination": {"ToAddresses": [recipient]},
        "Content": {"Raw": {"Data": base64.b64encode(RAW).decode()}},
        "EmailTags": [{"Name": "entry", "Value": "C4TQU-PKMKT-acknowledgement-1"}],
        "ConfigurationSetName": "desk",
    }
    return parse_sent(request, message_id="0100-ses", region=region, sent_at=NOW)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("us-east-1", "<0100-ses@email.amazonses.com>"),
        ("eu-west-1", "<0100-ses@eu-west-1.amazonses.com>"),
    ],
)
def test_parse_sent_puts_ses_own_message_id_in_place_of_ours(region: str, expected: str) -> None:
    """SES overrides the header; a customer's reply names SES's id, and the rest stays."""
    mail = a_sent_mail(region=region)

    parsed = message_from_bytes(mail.raw)
    assert parsed.get_all("Message-ID") == [expected]
    assert parsed["References"].split() == ["<a@b>", "<c@d>"]
    assert mail.raw.endswith(b"<p>hello</p>\r\n--b--\r\n")


def test_outbox_json_has_what_the_stable_surface_names() -> None:
    """Decoded texts, and kind and ticket from the entry's tag."""
    shown = outbox_json(a_sent_mail())

    assert shown["id"] == "0100-ses"
    assert shown["to"] == ["li@customer.example"]
    assert shown["from"] == "Demo <support@desk.example>"
    assert shown["subject"] == "您好"
    assert shown["text"] == "您好"
    assert shown["html"].strip() == "<p>hello</p>"
    assert shown["headers"]["References"] == "<a@b> <c@d>"
    assert (shown["kind"], shown["ticket"]) == ("acknowledgement", "C4TQU-PKMKT")
    assert (shown["locale"], shown["sent_at"]) == ("zh-Hans", "2026-07-30T02:00:00.000Z")


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        ("li@customer.example", ["Send", "Delivery"]),
        ("bounce@simulator.amazonses.com", ["Send", "Bounce"]),
        ("complaint@simulator.amazonses.com", ["Send", "Delivery", "Complaint"]),
    ],
)
def test_events_of_tells_what_ses_would(recipient: str, expected: list[str]) -> None:
    """Delivered, but for the addresses of SES's mailbox simulator."""
    told = events_of(a_sent_mail(recipient), at=NOW)

    assert [event["eventType"] for event in told] == expected


def test_events_of_carries_the_message_tags() -> None:
    """The entry's tag is how feedback finds its entry."""
    told: tuple[dict[str, Any], ...] = events_of(a_sent_mail(), at=NOW)

    assert {event["mail"]["messageId"] for event in told} == {"0100-ses"}
    assert all(
        event["mail"]["tags"]["entry"] == ["C4TQU-PKMKT-acknowledgement-1"] for event in told
    )
    assert told[1]["delivery"]["recipients"] == ["li@customer.example"]
