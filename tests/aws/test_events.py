"""Events as AWS documents them (tests/golden/events) → values; malformed ones → one sentence."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.aws import events
from chalicelib.aws.events import StoredObject
from chalicelib.desk.outbox import OutboxState
from chalicelib.errors import OperatorError
from chalicelib.reading.message import (
    EmailAddress,
    MailReceipt,
    RawObject,
    Verdict,
    Verdicts,
)
from chalicelib.services.feedback import MailEvent
from tests.builders import an_entry
from tests.conftest import GOLDEN

SES_OBJECT = "o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1"
SES_ID = "0102018f6d4e4a5b-11111111-1111-4111-8111-111111111111-000000"


def event(name: str) -> dict[str, Any]:
    """Return a golden event."""
    content: dict[str, Any] = json.loads((GOLDEN / "events" / f"{name}.json").read_text("utf-8"))
    return content


def record(name: str) -> dict[str, Any]:
    """Return the only record of a golden SQS event."""
    first: dict[str, Any] = event(name)["Records"][0]
    return first


def with_body(body: object) -> dict[str, Any]:
    """Return an SQS record with this body."""
    return {"body": body if isinstance(body, str) else json.dumps(body), "attributes": {}}


def at(second: float, *, minute: int = 0, hour: int = 2) -> datetime:
    """Return a time on the golden events' day."""
    return datetime(2026, 7, 30, hour, minute, int(second), round(second % 1 * 1e6), tzinfo=UTC)


def test_mail_receipt_reads_a_notice_that_came_over_sns() -> None:
    """Key, envelope, time and verdicts are SES's own; headers in the notice are not looked at."""
    receipt = events.mail_receipt(record("sqs_sns_ses_receipt"))

    assert receipt == MailReceipt(
        raw=RawObject("frontdesk-mail", f"inbound/{SES_OBJECT}"),
        ses_message_id=SES_OBJECT,
        recipients=(
            EmailAddress("Support", "desk.example"),
            EmailAddress("support+7k3mq9xw2f.0abcdefgh", "desk.example"),
        ),
        mail_from="li.wei@customer.example",
        received_at=at(0.123),
        verdicts=Verdicts(
            spam=Verdict.PASS,
            virus=Verdict.PASS,
            spf=Verdict.PASS,
            dkim=Verdict.GRAY,
            dmarc=Verdict.FAIL,
            dmarc_policy="reject",
        ),
    )


def test_mail_receipt_reads_a_notice_delivered_raw() -> None:
    """Without SNS's envelope, with the null sender, and with a check that is switched off."""
    receipt = events.mail_receipt(record("sqs_raw_ses_receipt"))

    assert receipt is not None
    assert receipt.raw.key == SES_OBJECT
    assert receipt.mail_from == ""
    assert receipt.verdicts.spam is None
    assert receipt.verdicts.dmarc is Verdict.PROCESSING_FAILED


@pytest.mark.parametrize(
    "name", ["sqs_sns_ses_setup", "sqs_sns_topic_validation", "sqs_sns_subscription"]
)
def test_mail_receipt_drops_what_is_sent_when_things_are_set_up(name: str) -> None:
    """Neither SES's set-up object nor SNS's own messages are mails."""
    assert events.mail_receipt(record(name)) is None


def test_mail_receipt_refuses_the_notice_of_another_action() -> None:
    """A rule without an S3 action has stored nothing that could be taken in."""
    with pytest.raises(OperatorError, match="SES receipt notice"):
        events.mail_receipt(record("sqs_sns_ses_receipt_of_another_action"))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no JSON li.wei@customer.example",
        "[]",
        "{}",
        {"mail": "li.wei@customer.example"},
        {"mail": {}, "receipt": {"action": {"type": "S3"}}},
    ],
)
def test_malformed_events_are_described_without_their_contents(body: object) -> None:
    """Who reads the alarm learns which event was wrong and how, and no customer's address."""
    for read in (events.mail_receipt, events.stored_objects, events.mail_event):
        with pytest.raises(OperatorError) as failure:
            read(with_body(body))

        assert "customer" not in str(failure.value)
        assert failure.value.__suppress_context__


def test_receive_count_tells_how_often_a_message_was_handed_out() -> None:
    """From the third receive on a mail counts as unreadable."""
    assert events.receive_count(record("sqs_sns_ses_receipt")) == 1
    with pytest.raises(OperatorError, match="ApproximateReceiveCount"):
        events.receive_count(with_body("{}"))


def test_stored_objects_decodes_the_key() -> None:
    """S3 writes keys as a form would: blanks as plus signs, the rest in percent signs."""
    stored = events.stored_objects(record("sqs_s3_object_created"))

    assert stored == (
        StoredObject(
            raw=RawObject("frontdesk-mail", "inbound/a b+c屏"), stored_at=at(0.5), size_bytes=1024
        ),
    )


def test_stored_objects_leaves_out_the_set_up_object() -> None:
    """SES writes one object when a rule is made; it is no mail."""
    stored = events.stored_objects(record("sqs_s3_object_created_and_setup"))

    assert [each.raw.key for each in stored] == ["inbound/a b+c屏"]


def test_stored_objects_drops_a_test_event() -> None:
    """S3 sends one when notifications are switched on."""
    assert events.stored_objects(record("sqs_s3_test_event")) == ()


def test_stream_entries_yields_inserted_entries_that_are_due_now() -> None:
    """Heads, later entries, changes and removals wake nobody, should the filter let them pass."""
    assert list(events.stream_entries(event("dynamodb_stream"))) == [an_entry()]


def test_stream_entries_refuses_an_image_nobody_here_wrote() -> None:
    """A foreign item in the table is an operator's affair."""
    foreign = {"eventName": "INSERT", "dynamodb": {"NewImage": {"pk": {"S": "user#1"}}}}

    with pytest.raises(OperatorError):
        list(events.stream_entries({"Records": [foreign]}))


@pytest.mark.parametrize(
    ("name", "state", "told_at", "detail"),
    [
        ("send", OutboxState.ACCEPTED, at(1), ""),
        ("delivery", OutboxState.DELIVERED, at(3.5), ""),
        ("bounce", OutboxState.BOUNCED, at(4), "Permanent/General 5.1.1"),
        ("complaint", OutboxState.COMPLAINED, at(0, hour=8), "abuse"),
        ("reject", OutboxState.BOUNCED, at(1), "Reject/Bad content"),
        ("rendering_failure", OutboxState.BOUNCED, at(1), "Rendering Failure"),
    ],
)
def test_mail_event_says_what_became_of_an_entry(
    name: str, state: OutboxState, told_at: datetime, detail: str
) -> None:
    """The entry is named by its tag; detail holds SES's classes and codes and no address."""
    told = events.mail_event(record(f"sqs_sns_ses_event_{name}"))

    assert told == MailEvent(
        entry=an_entry(ticket="22222-2222A").id,
        state=state,
        ses_message_id=SES_ID,
        at=told_at,
        detail=detail,
    )


@pytest.mark.parametrize("name", ["delivery_delay", "of_another_sender"])
def test_mail_event_drops_what_changes_nothing_of_ours(name: str) -> None:
    """A delay is no end, and a mail without our tag is not ours."""
    assert events.mail_event(record(f"sqs_sns_ses_event_{name}")) is None


def test_mail_event_drops_the_line_that_tries_a_topic() -> None:
    """SES publishes one sentence, which is no JSON, when an event destination is made."""
    sentence = "Successfully validated SNS topic for Amazon SES event publishing."

    assert events.mail_event(record("sqs_sns_topic_validation")) is None
    assert events.mail_event(with_body(sentence)) is None


def test_mail_event_keeps_no_words_a_stranger_could_write() -> None:
    """A remote server's codes are repeated only when they have the shape of codes."""
    bounce = record("sqs_sns_ses_event_bounce")
    body = json.loads(bounce["body"])
    inner = json.loads(body["Message"])
    inner["bounce"]["bouncedRecipients"][0]["status"] = "5.1.1 call li.wei@customer.example"
    inner["bounce"]["bounceSubType"] = "<script>"

    told = events.mail_event(with_body(inner))

    assert told is not None
    assert told.detail == "Permanent"
