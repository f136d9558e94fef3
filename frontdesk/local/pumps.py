"""From queues, stream and schedules to functions, as Lambda's event source mappings do it.

Each pump does one round when asked and says how much it handled; nothing here waits or loops.
Failures follow Lambda: a failed message stays in its queue until its visibility timeout ends and
the queue's redrive policy has its say; a failed stream batch is tried again, halved, and in the
end told of to the failure destination.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from frontdesk.applied import QueueSource, StreamSource
from frontdesk.local.filters import is_wanted, parse_patterns
from frontdesk.local.functions import FunctionFailedError, Functions

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class QueuePump:
    """Messages of one queue → one function."""

    def __init__(
        self, function: str, source: QueueSource, *, sqs: SQSClient, functions: Functions
    ) -> None:
        self._function = function
        self._source = source
        self._sqs = sqs
        self._functions = functions

    def round(self) -> int:
        """Hand over one batch, delete what succeeded, return how many messages there were."""
        source = self._source
        batch = self._sqs.receive_message(
            QueueUrl=source.queue_url,
            MaxNumberOfMessages=min(source.batch_size, 10),
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
            WaitTimeSeconds=0,
        ).get("Messages", [])
        if not batch:
            return 0
        event = {"Records": [queue_record(m, source.queue_arn) for m in batch]}
        try:
            answer = self._functions.invoke(self._function, event)
        except FunctionFailedError:
            return len(batch)
        failed = failed_ids(answer) if source.partial else frozenset()
        if failed is not None:
            self._delete([m for m in batch if m["MessageId"] not in failed])
        return len(batch)

    def _delete(self, messages: Sequence[Mapping[str, Any]]) -> None:
        entries: list[Any] = [
            {"Id": str(index), "ReceiptHandle": message["ReceiptHandle"]}
            for index, message in enumerate(messages)
        ]
        if entries:
            self._sqs.delete_message_batch(QueueUrl=self._source.queue_url, Entries=entries)


def queue_record(message: Mapping[str, Any], queue_arn: str) -> dict[str, Any]:
    """Return an SQS message as Lambda's event has it."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message.get("Attributes", {})),
        "messageAttributes": {
            name: {
                "stringValue": value.get("StringValue"),
                "stringListValues": [],
                "binaryListValues": [],
                "dataType": value["DataType"],
            }
            for name, value in message.get("MessageAttributes", {}).items()
        },
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": queue_arn.split(":")[3],
    }


def failed_ids(answer: Any) -> frozenset[str] | None:
    """Return the ids a partial batch response names; None when the whole batch failed.

    As Lambda reads it: no answer or an empty list is success, a malformed one failure of all.
    """
    if not answer or not answer.get("batchItemFailures"):
        return frozenset()
    failures = answer["batchItemFailures"]
    ids = [str(item.get("itemIdentifier") or "") for item in failures]
    return frozenset(ids) if all(ids) else None


class StreamPump:
    """New records of one table stream → one function, in order."""

    def __init__(
        self,
        function: str,
        source: StreamSource,
        *,
        streams: Any,
        sqs: SQSClient,
        functions: Functions,
    ) -> None:
        self._function = function
        self._source = source
        self._patterns = parse_patterns(source.patterns)
        self._streams = streams
        self._sqs = sqs
        self._functions = functions
        self._iterators: dict[str, str | None] = {}

    def round(self) -> int:
        """Hand over what is new in all shards; return how many records passed the filter."""
        self._find_shards()
        return sum(self._read(shard) for shard in list(self._iterators))

    def _find_shards(self) -> None:
        if any(iterator is not None for iterator in self._iterators.values()):
            return
        found = self._streams.describe_stream(StreamArn=self._source.stream_arn)
        for shard in found["StreamDescription"]["Shards"]:
            if shard["ShardId"] not in self._iterators:
                self._iterators[shard["ShardId"]] = self._streams.get_shard_iterator(
                    StreamArn=self._source.stream_arn,
                    ShardId=shard["ShardId"],
                    ShardIteratorType="TRIM_HORIZON",
                )["ShardIterator"]

    def _read(self, shard: str) -> int:
        iterator = self._iterators[shard]
        if iterator is None:
            return 0
        answer = self._streams.get_records(ShardIterator=iterator, Limit=1000)
        self._iterators[shard] = answer.get("NextShardIterator")
        records = [stream_record(r, self._source.stream_arn) for r in answer["Records"]]
        wanted = [r for r in records if is_wanted(r, self._patterns)]
        size = self._source.batch_size
        for start in range(0, len(wanted), size):
            self._deliver(wanted[start : start + size])
        return len(wanted)

    def _deliver(self, records: Sequence[Mapping[str, Any]]) -> None:
        for _ in range(self._source.max_attempts + 1):
            records = records[self._first_failed(records) :]
            if not records:
                return
            if self._source.bisect and len(records) > 1:
                middle = len(records) // 2
                self._deliver(records[:middle])
                self._deliver(records[middle:])
                return
        self._tell_of_failure(records)

    def _first_failed(self, records: Sequence[Mapping[str, Any]]) -> int:
        """Return the index of the first record that failed; their number when none did."""
        try:
            answer = self._functions.invoke(self._function, {"Records": list(records)})
        except FunctionFailedError:
            return 0
        failed = failed_ids(answer) if self._source.partial else frozenset()
        if failed is None:
            return 0
        for index, record in enumerate(records):
            if record["dynamodb"]["SequenceNumber"] in failed:
                return index
        return len(records)

    def _tell_of_failure(self, records: Sequence[Mapping[str, Any]]) -> None:
        if not self._source.failure_queue_url:
            return
        self._sqs.send_message(
            QueueUrl=self._source.failure_queue_url,
            MessageBody=json.dumps(failure_notice(records, self._function, self._source)),
        )


def stream_record(record: Mapping[str, Any], stream_arn: str) -> dict[str, Any]:
    """Return a record of the streams API as Lambda's event has it: numbers and base64, no types."""
    change = record["dynamodb"]
    created = change.get("ApproximateCreationDateTime")
    return {
        "eventID": record["eventID"],
        "eventName": record["eventName"],
        "eventVersion": record.get("eventVersion", "1.1"),
        "eventSource": "aws:dynamodb",
        "awsRegion": stream_arn.split(":")[3],
        "dynamodb": {
            **{key: _plain(value) for key, value in change.items()},
            "ApproximateCreationDateTime": created.timestamp() if created else 0,
        },
        "eventSourceARN": stream_arn,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.timestamp()
    return value


def failure_notice(
    records: Sequence[Mapping[str, Any]], function: str, source: StreamSource
) -> dict[str, Any]:
    """Return what Lambda writes to the failure destination: where the records lie, not them."""
    numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
    return {
        "version": "1.0",
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "requestContext": {
            "functionArn": function,
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": source.max_attempts + 1,
        },
        "DDBStreamBatchInfo": {
            "streamArn": source.stream_arn,
            "startSequenceNumber": numbers[0],
            "endSequenceNumber": numbers[-1],
            "batchSize": len(numbers),
        },
    }
