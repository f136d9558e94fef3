"""What SES makes of a mail that comes in: whom it takes mail for, verdicts, the notice."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.reading.message import RawObject, Verdict, Verdicts
from chalicelib.reading.trace import receipt_from_trace, write_trace
from frontdesk.local.inbound import (
    ALL_PASS,
    EICAR,
    GTUBE,
    ReceiptRule,
    is_recipient,
    notice,
    receipt_for,
    scanned,
    stated_verdicts,
)

NOW = datetime(2026, 7, 30, 2, 0, tzinfo=UTC)
RULE = ReceiptRule(
    recipients=("support@desk.example", ".sub.example"),
    bucket="mails",
    key_prefix="inbound/",
    topic_arn="arn:aws:sns:us-east-1:123456789012:intake",
)
MAIL = b"From: li@customer.example\r\nSubject: hello\r\nTo: support@desk.example\r\n\r\nhello\r\n"


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("support@desk.example", True),
        ("Support@DESK.example", True),
        ("support+7k3mq.abc@desk.example", True),
        ("sales@desk.example", False),
        ("supporter@desk.example", False),
        ("support@other.example", False),
        ("anybody@a.sub.example", True),
        ("anybody@sub.example", False),
        ("support", False),
        ("", False),
    ],
)
def test_is_recipient_matches_as_a_receipt_rule_does(address: str, *, known: bool) -> None:
    """A mailbox takes its sub-addresses along; a leading dot means subdomains."""
    found = is_recipient(address, RULE)

    assert found is known


def test_notice_has_the_members_of_an_s3_action_notice() -> None:
    """The shape SES publishes: mail, receipt with verdicts, and where the object lies."""
    receipt = receipt_for(
        RULE,
        mail_from="bounces@customer.example",
        recipients=("support@desk.example",),
        verdicts=ALL_PASS,
        now=NOW,
    )

    told = json.loads(json.dumps(notice(receipt, MAIL, RULE)))

    assert told["notificationType"] == "Received"
    assert told["mail"]["source"] == "bounces@customer.example"
    assert told["mail"]["messageId"] == receipt.ses_message_id
    assert told["mail"]["commonHeaders"]["subject"] == "hello"
    assert told["receipt"]["recipients"] == ["support@desk.example"]
    assert told["receipt"]["dmarcVerdict"] == {"status": "PASS"}
    assert "dmarcPolicy" not in told["receipt"]
    assert told["receipt"]["action"] == {
        "type": "S3",
        "topicArn": RULE.topic_arn,
        "bucketName": "mails",
        "objectKeyPrefix": "inbound/",
        "objectKey": f"inbound/{receipt.ses_message_id}",
    }


def test_receipt_for_gives_a_receipt_its_trace_block_tells_again() -> None:
    """Reconcile reads from the object what the notice said, but PASS, which could be forged."""
    receipt = receipt_for(
        RULE,
        mail_from="li@customer.example",
        recipients=("support@desk.example",),
        verdicts=ALL_PASS,
        now=NOW,
    )

    read = receipt_from_trace(write_trace(receipt) + MAIL, receipt.raw, stored_at=NOW)

    assert read == replace(receipt, verdicts=Verdicts())
    assert read.raw == RawObject(bucket="mails", key=f"inbound/{receipt.ses_message_id}")


def test_stated_verdicts_reads_the_header_and_cuts_it_off() -> None:
    """What a started-with-the-switch desk takes from a mail, and nobody behind it ever sees."""
    stated = b"X-Desk-Verdicts: spam=FAIL dmarc=FAIL/reject virus=NONSENSE\r\n" + MAIL

    verdicts, kept = stated_verdicts(stated)

    assert kept == MAIL
    assert (verdicts.spam, verdicts.dmarc) == (Verdict.FAIL, Verdict.FAIL)
    assert verdicts.dmarc_policy == "reject"
    assert verdicts.virus is Verdict.PASS


def test_stated_verdicts_leaves_a_mail_alone_when_only_its_body_speaks_of_them() -> None:
    """The header is a header, not a line of text."""
    mail = MAIL + b"X-Desk-Verdicts: spam=FAIL\r\n"

    verdicts, kept = stated_verdicts(mail)

    assert (verdicts, kept) == (ALL_PASS, mail)


def test_notice_names_the_policy_when_dmarc_failed() -> None:
    """SES adds dmarcPolicy to a failure only."""
    verdicts, _ = stated_verdicts(b"X-Desk-Verdicts: dmarc=FAIL/quarantine\r\n" + MAIL)
    receipt = receipt_for(RULE, mail_from="", recipients=(), verdicts=verdicts, now=NOW)

    told = notice(receipt, MAIL, RULE)

    assert told["receipt"]["dmarcPolicy"] == "quarantine"


def test_scanned_fails_the_test_virus_when_it_is_in_an_encoded_attachment() -> None:
    """Scanners look inside; so does the played one."""
    encoded = base64.encodebytes(EICAR).replace(b"\n", b"\r\n")
    mail = (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee file\r\n--b\r\n"
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + encoded
        + b"--b--\r\n"
    )

    verdicts = scanned(ALL_PASS, mail)

    assert (verdicts.virus, verdicts.spam) == (Verdict.FAIL, Verdict.PASS)


def test_scanned_fails_the_test_spam_when_it_is_in_the_text() -> None:
    """GTUBE is to spam filters what EICAR is to virus scanners."""
    verdicts = scanned(ALL_PASS, MAIL + GTUBE)

    assert (verdicts.virus, verdicts.spam) == (Verdict.PASS, Verdict.FAIL)
