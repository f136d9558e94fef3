"""The desk on the engine, looked at and woken from the outside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.items import from_item
from chalicelib.aws.dynamodb.keys import ItemKind
from chalicelib.desk.outbox import OutboxEntry
from chalicelib.desk.ticket import Ticket
from frontdesk.applied import AppliedStack
from frontdesk.local import inbound
from frontdesk.staging_engine import Engine, StagingError


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """The desk on the engine: `http` is the API's path, stage included."""

    engine: Engine
    stack: AppliedStack
    rule: inbound.ReceiptRule
    http: str

    def tickets(self) -> list[Ticket]:
        """Return all tickets; a look from outside, so a scan will do."""
        return [from_item(Ticket, item) for item in self._items(ItemKind.HEAD)]

    def entries(self) -> list[OutboxEntry]:
        """Return all outbox entries."""
        return [from_item(OutboxEntry, item) for item in self._items(ItemKind.OUTBOX)]

    def _items(self, kind: ItemKind) -> Iterator[dict[str, Any]]:
        table = self.engine.client("dynamodb")
        for page in table.get_paginator("scan").paginate(TableName=self.stack.ref("DeskTable")):
            for item in page["Items"]:
                if keys.parse(keys.key_of(item))[0] is kind:
                    yield item

    def sent_to(self, address: str) -> list[dict[str, Any]]:
        """Return the mails SES was given for an address."""
        return [m for m in self.engine.sent() if any(address in to for to in m["To"])]

    def invoke(self, logical_id: str, event: dict[str, Any]) -> str:
        """Call a function and return its answer as text: JSON, but ministack's strings are bare.

        Raises:
            StagingError: it raised.
        """
        answer = self.engine.client("lambda").invoke(
            FunctionName=self.stack.ref(logical_id), Payload=json.dumps(event)
        )
        payload = answer["Payload"].read().decode()
        if answer.get("FunctionError"):
            raise StagingError(f"{logical_id} raised: {payload[:500]}")
        return str(payload)

    def set_queue(self, logical_id: str, **attributes: str) -> None:
        """Change what makes a queue slow, so that a proof need not wait for minutes."""
        self.engine.client("sqs").set_queue_attributes(
            QueueUrl=self.stack.ref(logical_id), Attributes=attributes
        )

    def waiting_in(self, logical_id: str) -> int:
        """Return how many messages lie in a queue."""
        answer = self.engine.client("sqs").get_queue_attributes(
            QueueUrl=self.stack.ref(logical_id), AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])
