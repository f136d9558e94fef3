"""The event functions, woken as AWS wakes them: one bad record or entry stays alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import receive_mail, reconcile, record_feedback, tick
from chalicelib import bootstrap
from chalicelib.desk.outbox import OutboxState
from chalicelib.errors import OperatorError, TransientError
from tests.services.conftest import Desk, a_mail

EVENTS = Path(__file__).parent.parent / "golden" / "events"
SECRET = "abandon abandon about"
MINUTE = {
    "version": "0",
    "account": "123456789012",
    "region": "eu-west-1",
    "detail": {},
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "time": "2026-07-30T02:00:00Z",
    "id": "e1",
    "resources": [],
}


class Context:
    """A Lambda context with this much time left."""

    function_name = "frontdesk-test"
    memory_limit_in_mb = "512"
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:frontdesk-test"
    aws_request_id = "request-1"

    def __init__(self, left_ms: int = 50_000) -> None:
        self.left_ms = left_ms

    def get_remaining_time_in_millis(self) -> int:
        """Return the time left."""
        return self.left_ms


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Run the app on fakes."""
    made = Desk()
    with bootstrap.use(made.ports):
        yield made


def notice(key: str, *, receives: int = 1) -> dict[str, Any]:
    """Return the event of one SES notice, as SQS hands it out for the nth time."""
    event = json.loads((EVENTS / "sqs_sns_ses_receipt.json").read_text(encoding="utf-8"))
    record = event["Records"][0]
    outer = json.loads(record["body"])
    inner = json.loads(outer["Message"])
    inner["receipt"]["action"].update(bucketName="mail-bucket", objectKey=key)
    for check in ("spam", "virus", "spf", "dkim", "dmarc"):
        inner["receipt"][f"{check}Verdict"] = {"status": "PASS"}
    outer["Message"] = json.dumps(inner)
    record.update(body=json.dumps(outer), attributes={"ApproximateReceiveCount": str(receives)})
    return dict(event)


def test_a_notice_becomes_a_ticket(desk: Desk) -> None:
    """The way in, from SQS's record to the ticket."""
    desk.stored(a_mail(), key="inbound/object-1")

    answer = receive_mail(notice("inbound/object-1"), Context())

    assert answer == {"batchItemFailures": []}
    assert desk.only_ticket().category == "transaction_issue"


def test_a_mail_that_storage_has_no_time_for_goes_back_to_its_queue(desk: Desk) -> None:
    """The record alone is given back; nothing is raised, nothing is lost."""
    desk.stored(a_mail(), key="inbound/object-1")
    desk.tickets.failures = [TransientError("throttled")]

    answer = receive_mail(notice("inbound/object-1"), Context())
    again = receive_mail(notice("inbound/object-1", receives=2), Context())

    assert len(answer["batchItemFailures"]) == 1
    assert again == {"batchItemFailures": []}
    assert desk.only_ticket().flags == ()


def test_a_mail_whose_object_is_gone_ends_as_a_ticket_for_a_person(desk: Desk) -> None:
    """From its third receive: somebody must ask where it went."""
    outcomes = [receive_mail(notice("inbound/nowhere", receives=n), Context()) for n in (1, 2, 3)]

    assert [len(o["batchItemFailures"]) for o in outcomes] == [1, 1, 0]
    assert desk.only_ticket().flags == ("unreadable",)


def test_one_bad_entry_keeps_no_other_from_leaving(desk: Desk) -> None:
    """Whatever it raises."""
    desk.receive(a_mail())
    desk.receive(a_mail("Another.", message_id="m2@customer.example"), key="object-2")
    desk.outbox.failures = [ValueError(SECRET)]

    answer = tick(MINUTE, Context())

    assert answer == {"handled": 2}
    assert len(desk.mailer.sent) == 1


def test_a_tick_begins_no_mail_it_may_not_end(desk: Desk) -> None:
    """A function that is killed in the middle of a mail leaves its result unknown."""
    desk.receive(a_mail())

    answer = tick(MINUTE, Context(left_ms=20_000))

    assert answer == {"handled": 0}
    assert desk.entry("acknowledgement").state is OutboxState.PENDING


def test_an_unforeseen_error_is_told_by_type_alone(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A foreign exception may quote a customer: not in the log, not in what Lambda prints."""
    desk.outbox.due = lambda **_: (_ for _ in ()).throw(ValueError(SECRET))  # type: ignore[method-assign]

    with pytest.raises(OperatorError) as raised:
        reconcile(MINUTE, Context())

    said = capsys.readouterr().out + str(raised.value)
    assert SECRET not in said
    assert "ValueError" in said
    assert raised.value.__suppress_context__


def test_an_event_of_a_stranger_is_nobodys(desk: Desk) -> None:
    """A mail of another sender of the same account changes nothing."""
    event = json.loads(
        (EVENTS / "sqs_sns_ses_event_of_another_sender.json").read_text(encoding="utf-8")
    )

    assert record_feedback(event, Context()) == {"batchItemFailures": []}
