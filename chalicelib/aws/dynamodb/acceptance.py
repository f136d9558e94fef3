"""What SES's "yes" to a mail writes, and what is left of it when a condition refuses a part.

All of it is one transaction, so every part may be refused by what happened meanwhile: the entry was
raised higher by an event, the next step is planned already, the ticket has moved on. The rest is
then written without that part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.items import from_item, to_item
from chalicelib.aws.dynamodb.outbox_writes import accept, keep_ses_id, moved
from chalicelib.aws.dynamodb.references import references
from chalicelib.aws.dynamodb.table import Refusal, Table
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import OutboxEntry
from chalicelib.desk.ticket import Message, Ticket

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


class Part(StrEnum):
    """One part of the transaction that a condition may refuse."""

    ENTRY = "entry"
    MOVE = "move"
    NEXT = "next"
    REST = "rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """An accepted mail and what follows from it. `queue` is the one the ticket stands in.

    `raised` says that SES's events were faster and the entry's state needs no change.
    """

    entry: OutboxEntry
    ses_message_id: str
    message: Message
    move: tuple[Status, Status] | None
    next_entry: OutboxEntry | None
    queue: str
    raised: bool = False

    def writes(self, table: Table) -> list[tuple[Part, TransactWriteItemTypeDef]]:
        """Return the writes, each with the part it belongs to."""
        entry, at = self.entry, self.message.at
        key = keys.outbox(entry.id)
        mark = keep_ses_id if self.raised else accept
        found = [(Part.ENTRY, mark(table, key, self.ses_message_id))]
        if self.move is not None:
            found += [(Part.MOVE, w) for w in moved(table, entry, self.move, self.queue, at)]
        if self.next_entry is not None:
            new = "attribute_not_exists(#pk)"
            found.append((Part.NEXT, table.put(to_item(self.next_entry), only_if=new)))
        ids = (self.ses_message_id, self.message.message_id)
        rest = references(table, entry.brand, entry.ticket, ids, at)
        found += [(Part.REST, write) for write in (table.put(to_item(self.message)), *rest)]
        return found

    def without(self, refused: Mapping[Part, Refusal]) -> Acceptance | None:
        """Return what is left when these parts were refused; None when the entry was erased."""
        if Part.ENTRY in refused and (self.raised or not refused[Part.ENTRY].item):
            return None
        return replace(
            self,
            raised=self.raised or Part.ENTRY in refused,
            next_entry=None if Part.NEXT in refused else self.next_entry,
            **self._moved_on(refused[Part.MOVE]) if Part.MOVE in refused else {},
        )

    def _moved_on(self, refusal: Refusal) -> dict[str, Any]:
        """Follow a ticket into another queue; let go of one that is not as the mail left it."""
        head = from_item(Ticket, refusal.item) if refusal.item else None
        before = self.move[0] if self.move else None
        if head is None or (head.status, head.turn) != (before, self.entry.turn):
            return {"move": None}
        return {"move": None} if head.queue == self.queue else {"queue": head.queue}
