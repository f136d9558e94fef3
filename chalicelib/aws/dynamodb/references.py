"""Message ids that lead to tickets: written with every mail, read to find a reply's ticket."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from chalicelib.aws.dynamodb import keys
from chalicelib.aws.dynamodb.items import expires_at
from chalicelib.aws.dynamodb.table import MAX_BATCH, Table
from chalicelib.ticket_number import TicketNumber

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_MAX_REFERENCES = 20
_MAX_FOUND = 10


def references(
    table: Table, brand: str, number: TicketNumber, message_ids: Sequence[str], at: datetime
) -> list[TransactWriteItemTypeDef]:
    """Return the writes by which message ids lead to a ticket, each id once, 20 at the most.

    They add to a set: a second ticket that knows the same id neither fails nor takes it away.
    """
    wanted = dict.fromkeys(keys.reference(brand, id_) for id_ in message_ids if id_)
    return [
        table.update(
            key,
            "ADD #tickets :number SET #expires_at = :end",
            values={":number": {"SS": [number]}, ":end": expires_at(at)},
        )
        for key in list(wanted)[:_MAX_REFERENCES]
    ]


def find_tickets(table: Table, brand: str, message_ids: Sequence[str]) -> tuple[TicketNumber, ...]:
    """Return the tickets that know any of these ids, in the ids' order.

    Only the first 100 different ids are looked up, and ten tickets returned: an id that more
    tickets know is no id.
    """
    wanted = list(dict.fromkeys(keys.reference(brand, id_) for id_ in message_ids))[:MAX_BATCH]
    if not wanted:
        return ()
    known = {keys.key_of(item): item for item in table.get_many(wanted)}
    numbers = (
        TicketNumber(number)
        for key in wanted
        if key in known
        for number in sorted(known[key]["tickets"]["SS"])
    )
    return tuple(islice(dict.fromkeys(numbers), _MAX_FOUND))
