"""The writes an outbox entry's life is made of, as values: each with the condition it rests on.

The states and their ranks are desk/outbox.py's; who uses which write is said in outbox.py.
"""

from __future__ import annotations

from dataclasses import dataclass
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

OUT_OF_INDEX = "REMOVE #lease_until, #not_before, #due_shard, #due_at"
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
        "SET #state = :sending, #attempt = :attempt, #unanswered = :unanswered,"
        " #lease_until = :lease, #due_at = :lease REMOVE #not_before",
        only_if=f"{AS_READ} AND (#state = :pending OR #lease_until <= :now)",
        values={
            **as_read(entry),
            ":sending": {"S": OutboxState.SENDING},
            ":pending": {"S": OutboxState.PENDING},
            ":attempt": {"N": str(entry.attempt + 1)},
            ":unanswered": {"N": str(unanswered(entry))},
            ":lease": {"S": keys.time_text(lease_until)},
            ":now": {"S": keys.time_text(now)},
        },
    )


def unanswered(entry: OutboxEntry) -> int:
    """Return how many answers of SES are lost once an entry is claimed again."""
    return entry.unanswered + (entry.state is OutboxState.SENDING)


def ticket_as_read(
    table: Table, entry: OutboxEntry, ticket: Ticket | None
) -> TransactWriteItemTypeDef:
    """Return the ticket's part of a claim: the condition that it may still be mailed about."""
    head = keys.head(entry.ticket)
    if ticket is None:
        never: Item = {":spam": {"S": Status.SPAM}, ":merged": {"S": Status.MERGED}}
        alive = "attribute_exists(#pk) AND NOT #status IN (:spam, :merged)"
        return table.check(head, alive, never)
    return table.check(head, "#version = :seen", {":seen": {"N": str(ticket.version)}})


def moved(
    table: Table, entry: OutboxEntry, move: tuple[Status, Status], queue: str, now: datetime
) -> list[TransactWriteItemTypeDef]:
    """Return the writes that move a ticket once its mail has left, if nothing came between.

    The ticket was not read: its status, turn and queue are conditions instead.
    """
    before, after = move
    return [
        table.update(
            keys.head(entry.ticket),
            "SET #status = :after, #version = #version + :one, #updated_at = :now,"
            " #queue_pk = :queue_pk",
            only_if="#status = :before AND #turn = :turn AND #queue = :queue",
            values={
                ":before": {"S": before},
                ":after": {"S": after},
                ":turn": {"N": str(entry.turn)},
                ":one": {"N": "1"},
                ":queue": {"S": queue},
                ":now": {"S": keys.time_text(now)},
                ":queue_pk": {"S": keys.queue_partition(entry.brand, queue, after)},
            },
        ),
        table.put(to_item(_status_changed(entry, move, now))),
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


def keep_ses_id(table: Table, key: keys.Key, ses_message_id: str) -> TransactWriteItemTypeDef:
    """Return the note of SES's id on an entry whose state its events have raised already."""
    return table.update(
        key,
        "SET #ses_message_id = if_not_exists(#ses_message_id, :ses)",
        only_if="attribute_exists(#pk)",
        values={":ses": {"S": ses_message_id}},
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


def _status_changed(entry: OutboxEntry, move: tuple[Status, Status], at: datetime) -> HistoryEntry:
    before, after = move
    return HistoryEntry(
        id=f"{entry.id}-{after}",
        ticket=entry.ticket,
        at=at,
        actor="desk",
        event="status_changed",
        detail={"from": before, "to": after, "mail": entry.id},
    )


def notified(entry: OutboxEntry, at: datetime) -> HistoryEntry:
    """Return what the ticket's history says of a notice that went out; the same on each repeat."""
    return HistoryEntry(
        id=f"{entry.id}-{OutboxState.ACCEPTED}",
        ticket=entry.ticket,
        at=at,
        actor="desk",
        event="oncall_notified",
        detail={"notice": entry.id, "reason": entry.notice.reason if entry.notice else ""},
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
