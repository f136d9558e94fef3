"""Lambda's event shapes, and how it reads a partial batch response."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from frontdesk.local.pumps import failed_ids, queue_record, stream_record

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
