"""The same matter told twice: which facts are known again, and what links their tickets. Pure.

Product rule (M29, S16): tickets of one brand that hold the same transaction hash, order number or
address, or come from the same sender about the same category, within 30 days are linked both
ways and lie in one queue. The customer is told only when both tickets are provably theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chalicelib.desk.decision import AppendMessage, Link, OpenTicket
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import OutboxEntry
from chalicelib.desk.records import with_flags
from chalicelib.desk.ticket import HistoryEntry, Ticket
from chalicelib.understanding.findings import Fact, FactType, Priority

MAX_INDEXED = 3
"""So many facts of one message are looked for in other tickets: each is a write."""

MAX_SHARED = 5
"""What so many tickets hold is common, such as an exchange's address, and links no more."""

SENDER = "sender"
"""The kind of the one indexed thing that is no fact: who writes about what."""

_KINDS = (FactType.TX_HASH, FactType.ORDER_NO, FactType.ADDRESS)
_LIVE = (Status.NEW, Status.OPEN, Status.WAITING_CUSTOMER)
_NEVER = (Status.SPAM, Status.MERGED)
_URGENCY = tuple(Priority)


@dataclass(frozen=True, slots=True)
class Known:
    """Something a message is known by: its kind, and its one spelling."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Other:
    """An earlier ticket that is known by the same thing."""

    ticket: Ticket
    kind: str


def known_by(decision: OpenTicket | AppendMessage) -> tuple[Known, ...]:
    """Return what a message may share with other tickets, at most three, the surest first.

    Quarantined and held messages share nothing: anybody could tie strangers' tickets together.
    """
    understood = decision.message.understanding
    if decision.message.held or decision.ticket.status in _NEVER or understood is None:
        return ()
    found = list(dict.fromkeys(_facts(understood.facts)))[:MAX_INDEXED]
    contact = decision.ticket.contact
    new = isinstance(decision, OpenTicket) and bool(decision.outbox) and not understood.unsure
    if new and contact is not None and len(found) < MAX_INDEXED:
        found.append(Known(SENDER, f"{contact.address.key} {understood.category}"))
    return tuple(found)


def _facts(facts: tuple[Fact, ...]) -> Iterator[Known]:
    for kind in _KINDS:
        for fact in facts:
            if fact.type is kind and fact.valid is not False:
                yield Known(kind.value, _one_spelling(fact))


def _one_spelling(fact: Fact) -> str:
    """Return a value as it is compared: case matters in base58 and base64, which have both."""
    value = fact.value.strip()
    folded = value.lower()
    one_case = value in (folded, value.upper())  # bech32, CashAddr, NEAR
    plain_hex = all(c in "0123456789abcdef" for c in folded.removeprefix("0x"))
    return folded if one_case or plain_hex or fact.type is FactType.ORDER_NO else value


def linked(
    decision: OpenTicket | AppendMessage, others: tuple[Other, ...]
) -> OpenTicket | AppendMessage:
    """Return the decision with links to the earlier tickets of the same matter."""
    own = decision.ticket
    met = [o for o in others if _may_link(own, o.ticket)]
    numbers = tuple(dict.fromkeys((*own.linked, *(o.ticket.number for o in met))))
    decision = replace(
        decision,
        ticket=replace(own, linked=numbers),
        history=(*decision.history, *(_line(decision, own, o.ticket, o.kind) for o in met)),
        links=tuple(Link(o.ticket.number, _line(decision, o.ticket, own, o.kind)) for o in met),
    )
    if isinstance(decision, AppendMessage):
        return decision
    return _told(_owned(decision, met), met)


def _may_link(own: Ticket, other: Ticket) -> bool:
    is_other = other.number not in (own.number, *own.linked)
    return is_other and other.brand == own.brand and other.status not in _NEVER


def _line(
    decision: OpenTicket | AppendMessage, of: Ticket, names: Ticket, kind: str
) -> HistoryEntry:
    event = "same_sender" if kind == SENDER else "same_fact"
    return HistoryEntry(
        id=f"{event}-{names.number}-{decision.dedupe_key[:20]}",
        ticket=of.number,
        at=decision.ticket.updated_at,
        actor="desk",
        event=event,
        detail={"ticket": names.number, "kind": kind},
    )


def _owned(decision: OpenTicket, met: list[Other]) -> OpenTicket:
    """Return the decision with its ticket in the queue of the oldest live ticket of that fact.

    What is more urgent than the earlier ticket stays where its own kind of people look.
    """
    own = decision.ticket
    live = [o.ticket for o in met if o.kind != SENDER and o.ticket.status in _LIVE]
    if not live:
        return decision
    owner = min(live, key=lambda ticket: (ticket.created_at, ticket.number))
    if _URGENCY.index(own.priority) < _URGENCY.index(owner.priority):
        return decision
    ticket = replace(own, queue=owner.queue, flags=with_flags(own.flags, "same_fact"))
    # An entry names its ticket's queue: the ticket's move is conditioned on it.
    outbox = tuple(replace(entry, queue=owner.queue) for entry in decision.outbox)
    return replace(decision, ticket=ticket, outbox=outbox)


def _told(decision: OpenTicket, met: list[Other]) -> OpenTicket:
    """Return the decision with the acknowledgement naming an earlier ticket of this customer."""
    own = decision.ticket
    theirs = [
        o.ticket
        for o in met
        if o.kind != SENDER
        and own.sender_proven
        and o.ticket.sender_proven
        and set(own.known_addresses) & set(o.ticket.known_addresses)
    ]
    if not theirs:
        return decision
    earlier = min(theirs, key=lambda ticket: (ticket.created_at, ticket.number))

    def naming(entry: OutboxEntry) -> OutboxEntry:
        if entry.recipient is None:
            return entry
        return replace(entry, letter=replace(entry.letter, linked=earlier.number))

    return replace(decision, outbox=tuple(map(naming, decision.outbox)))
