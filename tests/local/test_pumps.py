"""Lambda's event shapes, and how it reads a partial batch response."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from frontdesk.applied import QueueSource, StreamSource
from frontdesk.local.emf import Metrics
from frontdesk.local.functions import Function, Functions
from frontdesk.local.pumps import QueuePump, StreamPump, failed_ids, queue_record, stream_record

QUEUE_ARN = "arn:aws:sqs:us-east-1:123456789012:intake"
STREAM_ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/desk/stream/2026"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, frozenset()),
        ({}, frozenset()),
        ({"batchItemFailures": []}, frozenset()),
        ({"batchItemFailures": [{"itemIdentifier": "a"}]}, frozenset({"a"})),
        ({"batchItemFailures": [{"itemIdentifier": ""}]}, None),
        ({"batchItemFailures": [{"wrong": "a"}]}, None),
    ],
)
def test_failed_ids_reads_an_answer_as_lambda_does(
    answer: Any, expected: frozenset[str] | None
) -> None:
    """Nothing named: all succeeded. Something malformed: all failed."""
    found = failed_ids(answer)

    assert found == expected


def test_queue_record_is_an_sqs_event_record() -> None:
    """The members Chalice and the handlers read."""
    message = {
        "MessageId": "m",
        "ReceiptHandle": "r",
        "Body": "{}",
        "MD5OfBody": "5",
        "Attributes": {"ApproximateReceiveCount": "2", "SentTimestamp": "1"},
    }

    record = queue_record(message, QUEUE_ARN)

    assert record == {
        "messageId": "m",
        "receiptHandle": "r",
        "body": "{}",
        "attributes": {"ApproximateReceiveCount": "2", "SentTimestamp": "1"},
        "messageAttributes": {},
        "md5OfBody": "5",
        "eventSource": "aws:sqs",
        "eventSourceARN": QUEUE_ARN,
        "awsRegion": "us-east-1",
    }


def test_stream_record_is_json_when_the_image_holds_bytes_and_times() -> None:
    """Lambda's event has base64 and seconds where the API has bytes and datetimes."""
    record = {
        "eventID": "1",
        "eventName": "INSERT",
        "dynamodb": {
            "ApproximateCreationDateTime": datetime(2026, 7, 30, tzinfo=UTC),
            "Keys": {"pk": {"S": "T#1"}},
            "NewImage": {"texts": {"B": b"\x00\x01"}, "due_now": {"BOOL": True}},
            "SequenceNumber": "7",
        },
    }

    told = json.loads(json.dumps(stream_record(record, STREAM_ARN)))

    assert told["eventSource"] == "aws:dynamodb"
    assert told["eventSourceARN"] == STREAM_ARN
    assert told["dynamodb"]["NewImage"] == {"texts": {"B": "AAE="}, "due_now": {"BOOL": True}}
    assert told["dynamodb"]["ApproximateCreationDateTime"] == 1785369600.0


class FakeSqs:
    """A queue with one batch in it; notes what is deleted and what is sent."""

    def __init__(self, *bodies: str) -> None:
        self.deleted: list[str] = []
        self.sent: list[str] = []
        self._messages = [
            {"MessageId": body, "ReceiptHandle": body, "Body": body, "MD5OfBody": ""}
            for body in bodies
        ]

    def receive_message(self, **_: Any) -> dict[str, Any]:
        """Return the batch."""
        return {"Messages": self._messages}

    def delete_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, str]]) -> None:  # noqa: ARG002, N803 — the client's names
        """Note what is deleted."""
        self.deleted += [entry["ReceiptHandle"] for entry in Entries]

    def send_message(self, *, QueueUrl: str, MessageBody: str) -> None:  # noqa: ARG002, N803 — the client's names
        """Note what is sent."""
        self.sent.append(MessageBody)


class FakeStreams:
    """A stream of one shard that holds some records once."""

    def __init__(self, *numbers: int) -> None:
        self._records = [
            {
                "eventID": str(number),
                "eventName": "INSERT",
                "dynamodb": {"SequenceNumber": str(number), "NewImage": {}},
            }
            for number in numbers
        ]

    def describe_stream(self, **_: Any) -> dict[str, Any]:
        """Return the one shard."""
        return {"StreamDescription": {"Shards": [{"ShardId": "shard"}]}}

    def get_shard_iterator(self, **_: Any) -> dict[str, Any]:
        """Return an iterator."""
        return {"ShardIterator": "first"}

    def get_records(self, *, ShardIterator: str, **_: Any) -> dict[str, Any]:  # noqa: N803 — the client's names
        """Return the records to the first iterator."""
        records = self._records if ShardIterator == "first" else []
        return {"Records": records, "NextShardIterator": "next"}


def the_function(handler: Callable[[Any, Any], Any]) -> Functions:
    """Return functions with one, called `work`."""
    function = Function(name="work", handler=handler, environment={}, timeout_s=3)
    return Functions({"work": function}, region="us-east-1", metrics=Metrics())


def a_queue_source() -> QueueSource:
    """Return a source that reports failures message by message."""
    return QueueSource(queue_url="url", queue_arn=QUEUE_ARN, batch_size=5, window_s=0, partial=True)


def a_stream_source() -> StreamSource:
    """Return a source that halves, tries twice more, and tells of failures."""
    return StreamSource(
        stream_arn=STREAM_ARN,
        table="desk",
        batch_size=10,
        patterns=(),
        max_attempts=2,
        max_age_s=300,
        bisect=True,
        partial=True,
        failure_queue_url="failures",
        failure_queue_arn="",
    )


def test_queue_pump_deletes_what_succeeded_when_some_of_a_batch_failed() -> None:
    """A failed message stays for its next delivery, its neighbours do not."""
    sqs: Any = FakeSqs("a", "b", "c")
    functions = the_function(
        lambda _event, _context: {"batchItemFailures": [{"itemIdentifier": "b"}]}
    )

    handled = QueuePump("work", a_queue_source(), sqs=sqs, functions=functions).round()

    assert (handled, sqs.deleted) == (3, ["a", "c"])


def test_queue_pump_deletes_nothing_when_the_function_raised(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An unhandled error is the whole batch's, and its traceback is for the developer."""

    def fail(_event: Any, _context: Any) -> None:
        raise ValueError("broken")

    sqs: Any = FakeSqs("a", "b")

    QueuePump("work", a_queue_source(), sqs=sqs, functions=the_function(fail)).round()

    assert sqs.deleted == []
    assert "ValueError: broken" in capsys.readouterr().err


def test_stream_pump_gives_up_only_the_record_that_fails() -> None:
    """Batches are halved until the bad record stands alone; then it is told of and left."""
    seen: list[str] = []

    def work(event: Any, _context: Any) -> Any:
        numbers = [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]
        seen.extend(number for number in numbers if numbers == [number])
        bad = [{"itemIdentifier": "3"}] if "3" in numbers else []
        return {"batchItemFailures": bad}

    sqs: Any = FakeSqs()
    pump = StreamPump(
        "work",
        a_stream_source(),
        streams=FakeStreams(1, 2, 3, 4),
        sqs=sqs,
        functions=the_function(work),
    )

    handled = [pump.round(), pump.round()]

    assert handled == [4, 0]
    assert seen == ["3", "3", "3", "4"]
    (told,) = [json.loads(body)["DDBStreamBatchInfo"] for body in sqs.sent]
    assert (told["startSequenceNumber"], told["batchSize"]) == ("3", 1)
