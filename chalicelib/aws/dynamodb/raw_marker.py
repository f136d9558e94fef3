"""The note that a raw object was dealt with, and whether it may hold a secret still.

Tickets of two brands share one, since one mail may go to both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.attributes import encode_record
from chalicelib.aws.dynamodb.items import expires_at
from chalicelib.desk.decision import IntakeDecision, RecordVerdict
from chalicelib.ticket_number import TicketNumber

if TYPE_CHECKING:
    from chalicelib.aws.dynamodb.attributes import Item


@dataclass(frozen=True, slots=True)
class RawMarker:
    """What one decision adds to the note: key, update expression and its values."""

    key: keys.Key
    change: str
    values: Item


def raw_marker(decision: IntakeDecision, number: TicketNumber | None) -> RawMarker | None:
    """Return what is to be noted of a decision's raw object, None if it has none.

    Args:
        decision: what was decided of the message.
        number: the ticket it is in, None for a verdict.
    """
    if isinstance(decision, RecordVerdict):
        raw, at = decision.raw, decision.at
    else:
        raw, at = decision.message.raw, decision.ticket.updated_at
    if raw is None:
        return None
    brand = decision.brand if isinstance(decision, RecordVerdict) else decision.ticket.brand
    name, value = ("tickets", number) if number else ("verdicts", decision.dedupe_key)
    change = f"ADD #{name} :one, #done :brand SET #brands = :brands, #expires_at = :end"
    values: Item = {
        ":one": {"SS": [value]},
        ":brand": {"SS": [brand]},
        ":brands": {"SS": sorted({brand, *decision.brands})},
        ":end": expires_at(at),
    }
    if not decision.dirty:
        return RawMarker(keys.raw_marker(raw), change, values)
    # The key is a digest: whoever finishes the cleansing needs the object's name.
    return RawMarker(
        keys.raw_marker(raw),
        f"{change}, #dirty = :raw, #due_shard = :shard, #due_at = :at",
        {
            **values,
            ":raw": {"M": encode_record(raw)},
            ":shard": {"S": keys.DIRTY_PARTITION},
            ":at": {"S": keys.time_text(at)},
        },
    )
