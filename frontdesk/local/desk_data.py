"""What the console shows of the table and the queues, read past the service's own ports.

The console lists all tickets and needs what no use case asks for; a Scan has its place here and
nowhere in the service.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.items import from_item
from chalicelib.desk.evidence import Pack, evidence_pack
from chalicelib.desk.outbox import OutboxEntry
from chalicelib.desk.ticket import Ticket
from chalicelib.reading.message import EmailAddress
from chalicelib.services.ports import Ports
from chalicelib.ticket_number import TicketNumber
from frontdesk.local.sent import iso

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sqs import SQSClient


class DeskData:
    """Reads tickets, planned mails and queue depths; changes nothing."""

    def __init__(
        self,
        *,
        ports: Ports,
        dynamodb: DynamoDBClient,
        table: str,
        sqs: SQSClient,
        queues: Mapping[str, str],
    ) -> None:
        self._ports = ports
        self._dynamodb = dynamodb
        self._table = table
        self._sqs = sqs
        self._queues = queues

    def tickets(self) -> list[dict[str, Any]]:
        """Return the heads of all tickets, oldest first."""
        pages = self._dynamodb.get_paginator("scan").paginate(
            TableName=self._table,
            FilterExpression="sk = :head",
            ExpressionAttributeValues={":head": {"S": keys.head(TicketNumber("")).sk}},
        )
        heads = [from_item(Ticket, item) for page in pages for item in page["Items"]]
        return [to_json(head) for head in sorted(heads, key=lambda h: (h.created_at, h.number))]

    def ticket(self, number: TicketNumber) -> dict[str, Any] | None:
        """Return one ticket with messages, history and planned mails, None when unknown."""
        head = self._ports.tickets.find(number)
        if head is None:
            return None
        messages, history = self._ports.tickets.thread(number)
        return {
            **to_json(head),
            "messages": to_json(messages),
            "history": to_json(history),
            "outbox": to_json(self._entries(number)),
        }

    def evidence(self, number: TicketNumber) -> Pack | None:
        """Return the evidence pack of a ticket, None when it is unknown."""
        head = self._ports.tickets.find(number)
        if head is None:
            return None
        messages, _ = self._ports.tickets.thread(number)
        return evidence_pack(head, messages)

    def _entries(self, number: TicketNumber) -> list[OutboxEntry]:
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :ticket AND begins_with(sk, :outbox)",
            ExpressionAttributeValues={
                ":ticket": {"S": keys.ticket_partition(number)},
                ":outbox": {"S": f"{keys.ItemKind.OUTBOX}#"},
            },
        )
        entries = [from_item(OutboxEntry, item) for page in pages for item in page["Items"]]
        return sorted(entries, key=lambda entry: (entry.due_at, entry.id))

    def next_due(self, after: datetime, until: datetime) -> datetime | None:
        """Return when the first planned mail (or lease) falls due after a time, up to another."""
        found = []
        for shard in range(keys.DUE_SHARDS):
            items = self._dynamodb.query(
                TableName=self._table,
                IndexName=keys.DUE_INDEX,
                KeyConditionExpression="due_shard = :shard AND due_at BETWEEN :after AND :until",
                ExpressionAttributeValues={
                    ":shard": {"S": keys.due_partition(shard)},
                    ":after": {"S": keys.time_text(after)},
                    ":until": {"S": keys.time_text(until)},
                },
                Limit=1,
            )["Items"]
            found += [item["due_at"]["S"] for item in items]
        return keys.parse_time(min(found)) if found else None

    def queues(self) -> list[dict[str, Any]]:
        """Return each queue's name with its waiting, delayed and handed-out messages."""
        return [self._depth(name, url) for name, url in sorted(self._queues.items())]

    def _depth(self, name: str, url: str) -> dict[str, Any]:
        counts = self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        return {
            "name": name,
            "waiting": int(counts["ApproximateNumberOfMessages"]),
            "delayed": int(counts.get("ApproximateNumberOfMessagesDelayed", "0")),
            "handed_out": int(counts["ApproximateNumberOfMessagesNotVisible"]),
        }


def to_json(value: Any) -> Any:
    """Return a value of the desk as JSON types: times in ISO 8601, addresses as text."""
    if isinstance(value, EmailAddress):
        return str(value)
    if isinstance(value, datetime):
        return iso(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(inner) for key, inner in value.items()}
    if isinstance(value, (tuple, list, frozenset, set)):
        return [to_json(inner) for inner in value]
    return value
