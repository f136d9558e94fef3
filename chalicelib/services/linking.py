"""Committing a decision, linked with the earlier tickets of the same matter.

What a message is known by is written in the transaction that takes it in, on condition that no
other ticket stands there: usually one call does all. Where one does, that ticket is read and the
decision is committed again with the link: three calls. Linking must never keep a message out, so
what goes wrong with it ends in the plain commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.desk import same_fact
from chalicelib.desk.decision import (
    AppendMessage,
    FactKey,
    FactWrite,
    IntakeDecision,
    OpenTicket,
    RecordVerdict,
)
from chalicelib.errors import ConflictError, TransientError
from chalicelib.services.ports import Ports
from chalicelib.services.stores import Committed, Duplicate, Shared
from chalicelib.ticket_number import TicketNumber

Linkable = OpenTicket | AppendMessage


def commit_linked(
    decision: IntakeDecision, ports: Ports
) -> tuple[IntakeDecision, Committed | Duplicate]:
    """Write the decision and return it as written, with what came of it.

    Raises:
        ConflictError: the ticket changed since it was read, or its number is taken.
        TransientError: storage is not to be had.
    """
    if isinstance(decision, RecordVerdict):
        return _plain(decision, ports)
    kinds = _keys(decision, ports)
    if not kinds:
        return _plain(decision, ports)
    try:
        return _with_facts(decision, kinds, ports) or _plain(decision, ports)
    except ConflictError:
        # A hot fact refuses as a changed ticket does; without facts only the ticket can.
        return _plain(decision, ports)


def _plain(decision: IntakeDecision, ports: Ports) -> tuple[IntakeDecision, Committed | Duplicate]:
    written = ports.tickets.commit(decision)
    if isinstance(written, Shared):
        raise TransientError("a decision without facts was said to share some")
    return decision, written


def _keys(decision: Linkable, ports: Ports) -> Mapping[str, str]:
    """Return what a message is known by: keyed hash → kind. No value reaches the table."""
    brand = decision.ticket.brand
    return {
        ports.keys.keyed_hash("fact", brand, known.kind, known.value).hex(): known.kind
        for known in same_fact.known_by(decision)
    }


def _with_facts(
    decision: Linkable, kinds: Mapping[str, str], ports: Ports
) -> tuple[IntakeDecision, Committed | Duplicate] | None:
    """Return the decision as written with its facts; None when others were at them meanwhile."""
    keyed = replace(decision, facts=tuple(FactKey(digest) for digest in kinds))
    written = ports.tickets.commit(keyed)
    if not isinstance(written, Shared):
        return keyed, written
    again = _linked(decision, kinds, written, ports)
    written = ports.tickets.commit(again)
    return None if isinstance(written, Shared) else (again, written)


def _linked(decision: Linkable, kinds: Mapping[str, str], shared: Shared, ports: Ports) -> Linkable:
    """Return the decision linked with the first ticket of each shared fact that is not common."""
    facts: list[FactKey] = []
    first: dict[TicketNumber, str] = {}
    for digest, kind in kinds.items():
        tickets = shared.tickets.get(digest)
        if tickets is None:
            facts.append(FactKey(digest))
        elif not tickets:
            facts.append(FactKey(digest, FactWrite.RENEW))
        elif len(tickets) < same_fact.MAX_SHARED:
            facts.append(FactKey(digest, FactWrite.JOIN))
            first.setdefault(tickets[0], kind)
    found = ((ports.tickets.find(number), kind) for number, kind in first.items())
    others = tuple(same_fact.Other(ticket, kind) for ticket, kind in found if ticket is not None)
    return replace(same_fact.linked(decision, others), facts=tuple(facts))
