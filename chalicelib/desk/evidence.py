"""The evidence pack: what a ticket holds for a report to the police or an exchange. Pure.

Typed facts as they were written, when and from which stored mail they came, and what SES thought
of its sender; no free text of anybody's. It is derived from ticket and thread when it is wanted
and stored nowhere, so it is always as complete as the ticket (docs/adr/0010).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime

from chalicelib.desk.ticket import Direction, Message, Ticket
from chalicelib.understanding.findings import Fact, FactType

Pack = Mapping[str, object]

FORMAT = "frontdesk-evidence-1"
"""Names the form; it grows by new names only."""

_SECTIONS: Mapping[FactType, str] = {
    FactType.TX_HASH: "transactions",
    FactType.ADDRESS: "addresses",
    FactType.AMOUNT: "amounts",
    FactType.DATE: "times",
    FactType.CHAIN: "chains",
    FactType.ORDER_NO: "orders",
}


def evidence_pack(ticket: Ticket, messages: tuple[Message, ...]) -> Pack:
    """Return the pack as JSON types, the same for the same ticket; times are ISO 8601 in UTC.

    Each fact stands once, with `first_told` (the message) and whatever is known of it: `chain`,
    `valid` (its checksum), `amount`, `coin` and so on. `messages` are the inbound ones; facts of
    held ones, whose sender is doubtful, are marked `held`.
    """
    inbound = [m for m in messages if m.direction is Direction.INBOUND]
    return {
        "format": FORMAT,
        "ticket": ticket.number,
        "brand": ticket.brand,
        "category": ticket.category,
        "subtype": ticket.subtype,
        "opened_at": _iso(ticket.created_at),
        "linked_tickets": list(ticket.linked),
        **{section: _facts(inbound, type_) for type_, section in _SECTIONS.items()},
        "messages": [_message(message) for message in inbound],
    }


def _facts(inbound: list[Message], wanted: FactType) -> list[dict[str, object]]:
    found: dict[Fact, dict[str, object]] = {}
    for message in inbound:
        for fact in message.understanding.facts if message.understanding else ():
            if fact.type is wanted and fact not in found:
                origin = {"first_told": message.id, **({"held": True} if message.held else {})}
                found[fact] = {**_details(fact), **origin}
    return list(found.values())


def _details(fact: Fact) -> dict[str, object]:
    fields = (field.name for field in dataclasses.fields(fact) if field.name != "type")
    return {name: told for name in fields if (told := getattr(fact, name)) is not None}


def _message(message: Message) -> dict[str, object]:
    verdicts = message.verdicts
    return {
        "id": message.id,
        "channel": message.kind,
        "received_at": _iso(message.at),
        "held": message.held,
        "raw_object": message.raw.key if message.raw else None,
        "verdicts": {
            field.name: getattr(verdicts, field.name)
            for field in dataclasses.fields(verdicts)
            if getattr(verdicts, field.name) is not None
        },
        "attachments": [
            {"sha256": file.sha256, "size_bytes": file.size_bytes, "type": file.content_type}
            for file in message.attachments
        ],
    }


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
