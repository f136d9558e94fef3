"""The index of facts: which tickets of a brand are known by the same thing. Written with intake.

    how     condition                                          write
    ──────  ─────────────────────────────────────────────────  ──────────────────────────────
    claim   none there, or this ticket is among its tickets    its first ticket, or nothing new
    join    –                                                  added to the tickets
    renew   –                                                  written anew, the expired one gone

A fact is kept 30 days after its last ticket. The digest is a keyed hash: the table holds no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.items import to_item
from chalicelib.aws.dynamodb.table import Refusal, Table
from chalicelib.desk.decision import FactKey, FactWrite, IntakeDecision, RecordVerdict
from chalicelib.services.stores import Shared
from chalicelib.ticket_number import TicketNumber

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef, TransactWriteItemTypeDef

    from chalicelib.aws.dynamodb.attributes import Item, ReadItem

FACT_KEPT = timedelta(days=30)
"""How long after its last ticket a fact is known again."""


def fact_writes(table: Table, decision: IntakeDecision) -> list[TransactWriteItemTypeDef]:
    """Return the writes by which a decision's ticket is known by its facts, in their order."""
    if isinstance(decision, RecordVerdict):
        return []
    ticket = decision.ticket
    return [
        _fact_write(table, ticket.brand, ticket.number, fact, ticket.updated_at)
        for fact in decision.facts
    ]


def shared_facts(
    decision: IntakeDecision, refused: Mapping[int, Refusal], *, first: int
) -> Shared | None:
    """Return the tickets other facts are known by; None when something else was refused too.

    `first` is the position of the first fact's write in the transaction.
    """
    if isinstance(decision, RecordVerdict):
        return None
    positions = range(first, first + len(decision.facts))
    if not all(position in positions for position in refused):
        return None
    now = decision.ticket.updated_at
    return Shared(
        {
            decision.facts[position - first].digest: _tickets_in(refusal.item, now)
            for position, refusal in refused.items()
        }
    )


def _fact_write(
    table: Table, brand: str, number: TicketNumber, fact: FactKey, at: datetime
) -> TransactWriteItemTypeDef:
    key = keys.fact(brand, fact.digest)
    end: AttributeValueTypeDef = {"N": str(int((at + FACT_KEPT).timestamp()))}
    tickets: AttributeValueTypeDef = {"SS": [number]}
    if fact.how is FactWrite.RENEW:
        item: Item = {"ticket": {"S": number}, "tickets": tickets, "expires_at": end}
        return table.put({**key.attributes(), **item})
    claim = "attribute_not_exists(#pk) OR contains(#tickets, :number)"
    return table.update(
        key,
        "ADD #tickets :tickets SET #ticket = if_not_exists(#ticket, :number), #expires_at = :end",
        only_if=claim if fact.how is FactWrite.CLAIM else "",
        values={":tickets": tickets, ":number": {"S": number}, ":end": end},
    )


def _tickets_in(item: ReadItem, now: datetime) -> tuple[TicketNumber, ...]:
    if int(item["expires_at"]["N"]) < int(now.timestamp()):
        return ()
    first = item["ticket"]["S"]
    others = sorted(number for number in item["tickets"]["SS"] if number != first)
    return tuple(TicketNumber(number) for number in (first, *others))


def link_writes(table: Table, decision: IntakeDecision) -> list[TransactWriteItemTypeDef]:
    """Return the writes by which earlier tickets name a decision's, each with its history line."""
    if isinstance(decision, RecordVerdict):
        return []
    number, at = decision.ticket.number, decision.ticket.updated_at
    writes = []
    for link in decision.links:
        change = table.update(
            keys.head(link.ticket),
            "SET #linked = list_append(if_not_exists(#linked, :none), :numbers),"
            " #updated_at = :now, #version = #version + :one",
            only_if="attribute_exists(#pk) AND NOT contains(#linked, :number)",
            values={
                ":numbers": {"L": [{"S": number}]},
                ":number": {"S": number},
                ":none": {"L": []},
                ":one": {"N": "1"},
                ":now": {"S": keys.time_text(at)},
            },
        )
        writes += [change, table.put(to_item(link.history))]
    return writes
