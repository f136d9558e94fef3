"""The writes an outbox entry's life is made of, as values: each with the condition it rests on.

The states and their ranks are desk/outbox.py's; who uses which write is said in outbox.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.items import to_item
from chalicelib.aws.dynamodb.table import Table
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import RANK, OutboxEntry, OutboxState, merged
from chalicelib.desk.ticket import HistoryEntry, Ticket

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from chalicelib.aws.dynamodb.attributes import Item

AS_READ = "#state = :seen_state AND #attempt = :seen_attempt"
"""The condition that nobody has touched an entry; its values are `as_read`."""

OUT_OF_INDEX = "REMOVE #lease_until, #due_shard, #due_at"
"""The change that ends an entry's waiting."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one SES event says of an entry."""

    state: OutboxState
    ses_message_id: str
    at: datetime
    detail: str


def take(
    table: Table, entry: OutboxEntry, *, lease_until: datetime, now: datetime
) -> TransactWriteItemTypeDef:
    """Return the entry's part of a claim: one attempt more, leased."""
    return table.update(
        keys.outbox(entry.id),
        "SET #state = :sending, #attempt = :attempt, #lease_until = :lease, #due_at = :lease",
        only_if=f"{AS_READ} AND (#state = :pending OR #lease_until <= :now)",
        values={
            **as_read(entry),
            ":sending": {"S": OutboxState.SENDING},
            ":pending": {"S": OutboxState.PENDING},
            ":attempt": {"N": str(entry.attempt + 1)},
            ":lease": {"S": keys.time_text(lease_until)},
            ":now": {"S": keys.time_text(now)},
        },
    )


def move(
    table: Table, entry: OutboxEntry, status: Status | None, *, ticket: Ticket | None, now: datetime
) -> list[TransactWriteItemTypeDef]:
    """Return the ticket's part of a claim: its condition, and its new status if it has one."""
    head = keys.head(entry.ticket)
    if ticket is None:
        never: Item = {":spam": {"S": Status.SPAM}, ":merged": {"S": Status.MERGED}}
        alive = "attribute_exists(#pk) AND NOT #status IN (:spam, :merged)"
        return [table.check(head, alive, never)]
    seen: Item = {":seen": {"N": str(ticket.version)}}
    if status in (None, ticket.status):
        return [table.check(head, "#version = :seen", seen)]
    moved = replace(ticket, status=status, version=ticket.version + 1, updated_at=now)
    return [
        table.update(
            head,
            "SET #status = :status, #version = :next, #updated_at = :now, #queue_pk = :queue",
            only_if="#version = :seen",
            values={
                **seen,
                ":status": {"S": moved.status},
                ":next": {"N": str(moved.version)},
                ":now": {"S": keys.time_text(now)},
                ":queue": {"S": keys.queue_key(moved)[0]},
            },
        ),
        table.put(to_item(_status_changed(entry, ticket, moved))),
    ]


def accept(table: Table, key: keys.Key, ses_message_id: str) -> TransactWriteItemTypeDef:
    """Return the change to `accepted`, unless SES's events have raised the entry higher."""
    below, values = _ranked_below(OutboxState.ACCEPTED)
    return table.update(
        key,
        "SET #state = :told, #ses_message_id = if_not_exists(#ses_message_id, :ses)"
        f" {OUT_OF_INDEX}",
        only_if=f"#state = :told OR {below}",
        values={
            **values,
            ":told": {"S": OutboxState.ACCEPTED},
            ":ses": {"S": ses_message_id},
        },
    )


def merge_event(
    table: Table, known: OutboxEntry, told: Told, *, is_second: bool
) -> TransactWriteItemTypeDef:
    """Return the change of an entry by an event, if nobody has changed what it rests on."""
    values: Item = {":seen_state": {"S": known.state}, ":ses": {"S": told.ses_message_id}}
    change = "SET #ses_message_id = :ses"
    only_if = "#state = :seen_state AND attribute_not_exists(#ses_message_id)"
    if known.ses_message_id is not None:
        values[":ses"] = {"S": known.ses_message_id}
        only_if = "#state = :seen_state AND #ses_message_id = :ses"
    if merged(known.state, told.state) != known.state:
        values[":told"] = {"S": told.state}
        change += f", #state = :told {OUT_OF_INDEX}"
    if is_second:
        values[":further"] = {"SS": [told.ses_message_id]}
        change += " ADD #further_ses_ids :further"
    return table.update(keys.outbox(known.id), change, only_if=only_if, values=values)


def as_read(entry: OutboxEntry) -> Item:
    """Return the values of AS_READ for an entry."""
    return {":seen_state": {"S": entry.state}, ":seen_attempt": {"N": str(entry.attempt)}}


def _ranked_below(state: OutboxState) -> tuple[str, Item]:
    """Return the condition that an entry's rank is below a state's, and its values."""
    lower = [other for other in RANK if RANK[other] < RANK[state]]
    values: Item = {f":below{i}": {"S": other} for i, other in enumerate(lower)}
    return f"#state IN ({', '.join(values)})", values


def _status_changed(entry: OutboxEntry, before: Ticket, after: Ticket) -> HistoryEntry:
    return HistoryEntry(
        id=f"{entry.id}-{after.status}",
        ticket=after.number,
        at=after.updated_at,
        actor="desk",
        event="status_changed",
        detail={"from": before.status, "to": after.status, "mail": entry.id},
    )


def noted(entry: OutboxEntry, state: OutboxState, reason: str, at: datetime) -> HistoryEntry:
    """Return what the ticket's history says of the end of a mail; the same on each repeat."""
    return HistoryEntry(
        id=f"{entry.id}-{state}",
        ticket=entry.ticket,
        at=at,
        actor="desk",
        event=f"mail_{state}",
        detail={"mail": entry.id, "reason": reason},
    )
