"""The outbox in the single table: entries are claimed, marked and merged by conditions alone.

    who            condition on the entry                               then
    ─────────────  ───────────────────────────────────────────────────  ─────────────────────────
    claim          state and attempt as read; pending, or lease over    sending, attempt + 1
                   and the ticket as read, or alive
    mark_accepted  its rank is at most `accepted`                       accepted, out of the index
    mark_notified  as mark_accepted                                     the same, and nothing else
    record_event   its state and SES id as read, its rank below         that state, out of the index
    release        state and attempt as read; pending or sending        pending, not before …
    postpone       state and attempt as read; sending                   looked at later
    end            state and attempt as read; pending or sending        cancelled or failed

An entry stands in the due index (`due_shard`, `due_at`) exactly while it is pending or sending.
Two writers at one item at the same moment make DynamoDB cancel one of them: that one asks again.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.acceptance import Acceptance, Part
from chalicelib.aws.dynamodb.attributes import MAX_LINE_CHARS
from chalicelib.aws.dynamodb.items import WAITING, from_item, to_item
from chalicelib.aws.dynamodb.outbox_writes import (
    AS_READ,
    OUT_OF_INDEX,
    Told,
    accept,
    as_read,
    merge_event,
    noted,
    notified,
    take,
    ticket_as_read,
    unanswered,
)
from chalicelib.aws.dynamodb.references import references
from chalicelib.aws.dynamodb.table import Refusal, Table
from chalicelib.desk.outbox import EntryId, Follow, OutboxEntry, OutboxState, lease_of, merged
from chalicelib.desk.ticket import Message, Ticket
from chalicelib.errors import ConflictError, OperatorError, TransientError
from chalicelib.services.stores import Recorded

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from chalicelib.aws.dynamodb.attributes import Item, ReadItem

_Answer = TypeVar("_Answer")

_ROUNDS = 4
_NOTED = (OutboxState.BOUNCED, OutboxState.COMPLAINED)
_PAGE = 25


def _settled(act: Callable[[], _Answer]) -> _Answer:
    """Return what `act` returns once no other writer is at the same items.

    Raises:
        TransientError: there was one four times running.
    """
    for _ in range(_ROUNDS):
        try:
            return act()
        except ConflictError as err:
            last = err
    raise TransientError("other writers were at the same items four times running") from last


class DynamoOutbox:
    """stores.Outbox over the table."""

    def __init__(self, client: DynamoDBClient, table_name: str) -> None:
        self._table = Table(client, table_name)

    def claim(
        self, entry: OutboxEntry, *, ticket: Ticket | None, now: datetime
    ) -> OutboxEntry | None:
        """Take the entry for one attempt and return it as claimed, or None when it was not free."""
        claimed = replace(
            entry,
            state=OutboxState.SENDING,
            attempt=entry.attempt + 1,
            unanswered=unanswered(entry),
            lease_until=now + lease_of(entry),
            not_before=None,
        )
        writes = [
            take(self._table, entry, lease_until=now + lease_of(entry), now=now),
            ticket_as_read(self._table, entry, ticket),
        ]
        refused = _settled(lambda: self._table.transact("claim", writes))
        return None if refused else claimed

    def mark_accepted(
        self, entry: OutboxEntry, *, ses_message_id: str, message: Message, follow: Follow
    ) -> None:
        """Record that SES took the mail: state, thread message, ids, and what follows from it.

        Safe to repeat; never lowers a state. What happened meanwhile is left as it is: a state
        raised by SES's events, a next entry that is there, a ticket that has moved on. Nothing is
        written for an entry that was erased.
        """
        left: Acceptance | None = Acceptance(
            entry=entry,
            ses_message_id=ses_message_id,
            message=message,
            move=follow.move,
            next_entry=follow.next_entry,
            queue=entry.queue,
        )
        while left is not None:
            refused = self._accept(left)
            if not refused:
                return
            left = left.without(refused)

    def _accept(self, acceptance: Acceptance) -> Mapping[Part, Refusal]:
        """Write all of it, or nothing and return which parts were refused."""
        parts = acceptance.writes(self._table)
        writes = [write for _, write in parts]
        refused = _settled(lambda: self._table.transact("accepted", writes))
        return {parts[place][0]: refusal for place, refusal in refused.items()}

    def mark_notified(self, entry: OutboxEntry, *, notice_id: str, now: datetime) -> None:
        """Record that the people on call were told, with a history entry. Safe to repeat."""
        writes = [
            accept(self._table, keys.outbox(entry.id), notice_id),
            self._table.put(to_item(notified(entry, now))),
        ]
        _settled(lambda: self._table.transact("notified", writes))

    def record_event(
        self,
        entry: EntryId,
        state: OutboxState,
        *,
        ses_message_id: str,
        at: datetime,
        detail: str,
        unmarked: Callable[[OutboxEntry], None],
    ) -> Recorded | None:
        """Merge what SES tells of an entry, by rank; return what came of it, None if unknown.

        `unmarked` is called first for an entry whose worker has not marked it. In the usual order
        (marked, then the Send event) nothing is left to write. An entry knows its SES message
        ids, so a second Send event of the same mail is not a second sending.
        """
        try:
            key = keys.outbox(entry)
        except ValueError:
            return None

        def merge() -> Recorded | None:
            item = self._table.get(key)
            if item is None:
                return None
            known = from_item(OutboxEntry, item)
            if known.state is OutboxState.SENDING:
                unmarked(known)
                raise ConflictError("the entry was marked just now")
            further = item.get("further_ses_ids", {}).get("SS", ())
            told = Told(state, ses_message_id, at, detail)
            return self._merge(known, told, is_further=ses_message_id in further)

        return _settled(merge)

    def _merge(self, known: OutboxEntry, told: Told, *, is_further: bool) -> Recorded:
        after = merged(known.state, told.state)
        is_first = known.ses_message_id is None
        is_second = (
            told.state is OutboxState.ACCEPTED
            and known.ses_message_id not in (None, told.ses_message_id)
            and not is_further
        )
        writes = []
        if is_first or is_second:
            ids = (told.ses_message_id,)
            writes += references(self._table, known.brand, known.ticket, ids, told.at)
        if after != known.state and after in _NOTED:
            writes.append(self._table.put(to_item(noted(known, after, told.detail, told.at))))
        if writes or after != known.state:
            change = merge_event(self._table, known, told, is_second=is_second)
            if self._table.transact("event", [change, *writes]):
                raise ConflictError("the entry is not as it was read")
        return Recorded(after, sent_twice=is_second)

    def release(self, entry: OutboxEntry, *, until: datetime, reason: str) -> None:
        """Give a claimed or pending entry back, not before `until`. It was certainly not sent.

        Nothing happens when it is no longer as it was read.
        """
        values: Item = {
            ":pending": {"S": OutboxState.PENDING},
            ":reason": {"S": reason[:MAX_LINE_CHARS]},
        }
        change = ", #state = :pending, #last_reason = :reason REMOVE #lease_until"
        self._put_off(entry, until, change, values)

    def postpone(self, entry: OutboxEntry, *, until: datetime) -> None:
        """Look at an entry of unknown result again at `until`; it stays claimed.

        Nothing happens when it is no longer as it was read.
        """
        self._put_off(entry, until, "", {})

    def _put_off(self, entry: OutboxEntry, until: datetime, change: str, values: Item) -> None:
        if entry.state not in WAITING:
            return
        values = {**as_read(entry), ":until": {"S": keys.time_text(until)}, **values}
        change = f"SET #not_before = :until, #due_at = :until{change}"
        key = keys.outbox(entry.id)
        _settled(lambda: self._table.change(key, change, only_if=AS_READ, values=values))

    def end(self, entry: OutboxEntry, state: OutboxState, *, reason: str, now: datetime) -> None:
        """Close an entry as CANCELLED or FAILED, with a history entry.

        Nothing happens when it is no longer as it was read.
        """
        if entry.state not in WAITING:
            return
        writes = [
            self._table.update(
                keys.outbox(entry.id),
                f"SET #state = :ended {OUT_OF_INDEX}",
                only_if=AS_READ,
                values={**as_read(entry), ":ended": {"S": state}},
            ),
            self._table.put(to_item(noted(entry, state, reason, now))),
        ]
        _settled(lambda: self._table.transact("end", writes))

    def find(self, entry: EntryId) -> OutboxEntry | None:
        """Return the entry, read consistently; None also when the id is not one of ours."""
        try:
            item = self._table.get(keys.outbox(entry))
        except ValueError:
            return None
        return None if item is None else from_item(OutboxEntry, item)

    def due(self, *, until: datetime, limit: int) -> Iterator[OutboxEntry]:
        """Yield entries due at or before `until`, over all shards by time.

        Pending ones, and sending ones whose lease is over. Read from the index, which follows the
        table within a second or so: a claim tells whether an entry is still free.

        Raises:
            OperatorError: after all others were yielded, when stored entries cannot be read.
        """
        shards = [self._due_in(shard, until, min(limit, _PAGE)) for shard in range(keys.DUE_SHARDS)]
        ordered = heapq.merge(*shards, key=lambda item: item["due_at"]["S"])
        unreadable = 0
        for item in islice(ordered, limit):
            try:
                entry = from_item(OutboxEntry, item)
            except OperatorError:
                unreadable += 1  # told of at the end: it must not keep the others waiting
                continue
            yield entry
        if unreadable:
            raise OperatorError(f"{unreadable} stored outbox entries cannot be read")

    def _due_in(self, shard: int, until: datetime, page_size: int) -> Iterator[ReadItem]:
        values: Item = {
            ":shard": {"S": keys.due_partition(shard)},
            ":until": {"S": keys.time_text(until)},
        }
        where = "#due_shard = :shard AND #due_at <= :until"
        return self._table.query("due", where, values, index=keys.DUE_INDEX, page_size=page_size)
