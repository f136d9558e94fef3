"""Tickets in the single table: one transaction per intake, reads by key, no Scan.

What one intake writes, in this order (positions matter when DynamoDB says what refused):

    0  dedupe key      only if there is none, or it has expired: else the message is a duplicate
    1  ticket's head   only if new, or still in the version it was read in: else a conflict
    …  message, history, outbox entries, references of message ids, note on the raw object
    …  facts, each only if no other ticket stands there: else the decision shares them
    …  earlier tickets of the same matter, which name this one from now on

A duplicate answers with the ticket's number out of the refusal itself, without another read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, assert_never

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.attributes import decode_record
from chalicelib.aws.dynamodb.facts import fact_writes, link_writes, shared_facts
from chalicelib.aws.dynamodb.items import expires_at, from_item, to_item, verdict_item
from chalicelib.aws.dynamodb.raw_marker import raw_marker
from chalicelib.aws.dynamodb.references import find_tickets, references
from chalicelib.aws.dynamodb.table import Table
from chalicelib.desk.decision import AppendMessage, IntakeDecision, OpenTicket, RecordVerdict
from chalicelib.desk.ticket import HistoryEntry, Message, Ticket
from chalicelib.errors import ConflictError
from chalicelib.reading.message import RawObject
from chalicelib.services.stores import Committed, Duplicate, RawNote, Shared
from chalicelib.ticket_number import TicketNumber

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from chalicelib.aws.dynamodb.attributes import ReadItem

_DEDUPE, _HEAD = 0, 1


class DynamoTickets:
    """stores.Tickets over the table."""

    def __init__(self, client: DynamoDBClient, table_name: str) -> None:
        self._table = Table(client, table_name)

    def commit(self, decision: IntakeDecision) -> Committed | Duplicate | Shared:
        """Write all of `decision` in one transaction, or nothing.

        A duplicate that lies in another raw object is noted there too, so that nobody looks at
        it again; the same object delivered twice costs no further call.

        Raises:
            ConflictError: the ticket changed since it was read, or its number is taken, or
                another writer is at it right now.
        """
        writes = self._writes(decision)
        known_by = [*fact_writes(self._table, decision), *link_writes(self._table, decision)]
        refused = self._table.transact("intake", [*writes, *known_by])
        if not refused:
            return Committed()
        if _DEDUPE in refused:
            first = refused[_DEDUPE].item
            self._note_duplicate(decision, first)
            return Duplicate(_number_in(first))
        shared = shared_facts(decision, refused, first=len(writes))
        if shared is None:
            raise ConflictError("the ticket is not as it was read")
        return shared

    def _writes(self, decision: IntakeDecision) -> list[TransactWriteItemTypeDef]:
        put = self._table.put
        history = [put(to_item(entry)) for entry in decision.history]
        match decision:
            case OpenTicket() | AppendMessage():
                number, at = decision.ticket.number, decision.ticket.updated_at
                return [
                    self._dedupe(decision, number, at),
                    self._head(decision),
                    put(to_item(decision.message)),
                    *history,
                    *(put(to_item(entry)) for entry in decision.outbox),
                    *references(
                        self._table, decision.ticket.brand, number, decision.message_ids, at
                    ),
                    *self._raw_marker(decision, number),
                ]
            case RecordVerdict():
                return [
                    self._dedupe(decision, None, decision.at),
                    put(verdict_item(decision)),
                    *history,
                    *self._raw_marker(decision, None),
                ]
            case _ as never:
                assert_never(never)

    def _dedupe(
        self, decision: IntakeDecision, number: TicketNumber | None, at: datetime
    ) -> TransactWriteItemTypeDef:
        item = {**keys.dedupe(decision.dedupe_key).attributes(), "expires_at": expires_at(at)}
        if number is not None:
            item["ticket"] = {"S": number}
        if marker := raw_marker(decision, number):
            item["raw"] = {"S": marker.key.pk}
        return self._table.put(
            item,
            only_if="attribute_not_exists(#pk) OR #expires_at < :now",
            values={":now": {"N": str(int(at.timestamp()))}},
        )

    def _head(self, decision: OpenTicket | AppendMessage) -> TransactWriteItemTypeDef:
        if isinstance(decision, OpenTicket):
            return self._table.put(to_item(decision.ticket), only_if="attribute_not_exists(#pk)")
        return self._table.put(
            to_item(decision.ticket),
            only_if="#version = :seen",
            values={":seen": {"N": str(decision.seen_version)}},
        )

    def _raw_marker(
        self, decision: IntakeDecision, number: TicketNumber | None
    ) -> list[TransactWriteItemTypeDef]:
        marker = raw_marker(decision, number)
        return (
            [self._table.update(marker.key, marker.change, values=marker.values)] if marker else []
        )

    def _note_duplicate(self, decision: IntakeDecision, first: ReadItem) -> None:
        marker = raw_marker(decision, _number_in(first))
        if marker and first.get("raw") != {"S": marker.key.pk}:
            self._table.change(marker.key, marker.change, values=marker.values)

    def find(self, number: TicketNumber) -> Ticket | None:
        """Return the head, read consistently."""
        item = self._table.get(keys.head(number))
        return None if item is None else from_item(Ticket, item)

    def find_by_message_ids(
        self, brand: str, message_ids: Sequence[str]
    ) -> tuple[TicketNumber, ...]:
        """Return the tickets that know any of these ids, in the ids' order: ten at the most."""
        return find_tickets(self._table, brand, message_ids)

    def is_recorded(self, raw: RawObject) -> bool:
        """Return whether a ticket, message or verdict was recorded of it in each of its brands."""
        return self.note_of(raw).recorded

    def note_of(self, raw: RawObject) -> RawNote:
        """Return what is noted of a raw object, read consistently."""
        item = self._table.get(keys.raw_marker(raw)) or {}
        wanted = item.get("brands", {}).get("SS", ())
        done = set(item.get("done", {}).get("SS", ()))
        return RawNote(recorded=bool(wanted) and set(wanted) <= done, dirty="dirty" in item)

    def mark_clean(self, raw: RawObject) -> None:
        """Take back the note that a raw object may hold a secret."""
        self._table.change(
            keys.raw_marker(raw),
            "REMOVE #dirty, #due_shard, #due_at",
            only_if="attribute_exists(#dirty)",
            values={},
        )

    def dirty(self, *, until: datetime, limit: int) -> tuple[RawObject, ...]:
        """Return objects noted as dirty at `until` or before, the oldest first."""
        found = self._table.query(
            "dirty",
            "#due_shard = :dirty AND #due_at <= :until",
            {":dirty": {"S": keys.DIRTY_PARTITION}, ":until": {"S": keys.time_text(until)}},
            index=keys.DUE_INDEX,
            page_size=limit,
        )
        return tuple(decode_record(RawObject, item["dirty"]["M"]) for item in islice(found, limit))

    def begin_attempt(self, raw: RawObject, *, now: datetime) -> bool:
        """Note that somebody tries to take in this object; return whether a try before died."""
        begun = self._table.change(
            keys.raw_marker(raw),
            "SET #begun_at = :now, #expires_at = :end",
            only_if="attribute_not_exists(#begun_at)",
            values={":now": {"S": keys.time_text(now)}, ":end": expires_at(now)},
        )
        return not begun

    def end_attempt(self, raw: RawObject) -> None:
        """Note that the try ended, well or with an error."""
        self._table.change(keys.raw_marker(raw), "REMOVE #begun_at", values={})

    def add_flag(self, number: TicketNumber, flag: str, *, now: datetime) -> None:
        """Add a flag to a ticket, once; nothing happens when there is no such ticket."""
        self._table.change(
            keys.head(number),
            "SET #flags = list_append(if_not_exists(#flags, :none), :flags), #updated_at = :now,"
            " #version = #version + :one",
            only_if="attribute_exists(#pk) AND NOT contains(#flags, :flag)",
            values={
                ":flags": {"L": [{"S": flag}]},
                ":flag": {"S": flag},
                ":none": {"L": []},
                ":one": {"N": "1"},
                ":now": {"S": keys.time_text(now)},
            },
        )

    def thread(self, number: TicketNumber) -> tuple[tuple[Message, ...], tuple[HistoryEntry, ...]]:
        """Return the messages and the history of a ticket, oldest first, read consistently."""
        messages: list[Message] = []
        history: list[HistoryEntry] = []
        items = self._table.query(
            "thread",
            "#pk = :pk AND #sk BETWEEN :from AND :to",
            {
                ":pk": {"S": keys.ticket_partition(number)},
                ":from": {"S": keys.THREAD_FROM},
                ":to": {"S": keys.THREAD_TO},
            },
        )
        for item in items:
            if keys.parse(keys.key_of(item))[0] is keys.ItemKind.MESSAGE:
                messages.append(from_item(Message, item))
            else:
                history.append(from_item(HistoryEntry, item))
        return tuple(messages), tuple(history)

    def queue(self, brand: str, queue: str, status: str, limit: int) -> tuple[Ticket, ...]:
        """Return the tickets of a queue in one status, most urgent and oldest first.

        The index follows the table within a second or so.
        """
        found = self._table.query(
            "queue",
            "#queue_pk = :queue",
            {":queue": {"S": keys.queue_partition(brand, queue, status)}},
            index=keys.QUEUE_INDEX,
            page_size=limit,
        )
        return tuple(from_item(Ticket, item) for item in islice(found, limit))


def _number_in(dedupe: ReadItem) -> TicketNumber | None:
    return TicketNumber(dedupe["ticket"]["S"]) if "ticket" in dedupe else None
