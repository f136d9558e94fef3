"""The notice to the people on call: when one is due, and what it holds. Pure.

It goes out like a mail, as an outbox entry of the ticket's own transaction, so it survives what a
mail survives (docs/adr/0010). One for each ticket and reason: only what is new calls anybody.
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.desk.danger import is_dangerous
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import Letter, MailKind, Notice, OutboxEntry, entry_id
from chalicelib.desk.ticket import Ticket
from chalicelib.desk.tone import SELF_HARM
from chalicelib.rules import Rules
from chalicelib.understanding.findings import FactType, Mood, Understanding

DANGER = "danger"
"""The flag of a ticket whose customer may be losing money; the people on call know of it."""

HELD_DANGER = "held_danger"
"""The flag of a ticket in which a doubtful sender told of danger."""

_ON_CHAIN = frozenset({FactType.TX_HASH, FactType.ADDRESS})


def reason_to_call(
    understanding: Understanding, known: Ticket | None, rules: Rules, *, held: bool = False
) -> str | None:
    """Return why somebody must be called for a message, None when nobody need be.

    The reason is also the flag the ticket gets, by which a second call is spared, unless the
    ticket had come to its end meanwhile. `known` is the ticket as it was before the message;
    `held` says that its sender is doubtful.
    """
    ended = known is None or known.status in (Status.RESOLVED, Status.CLOSED)
    called_for = frozenset() if known is None or ended else frozenset(known.flags)
    dangerous = is_dangerous(understanding, rules) and DANGER not in called_for
    if held:
        return HELD_DANGER if dangerous and HELD_DANGER not in called_for else None
    if understanding.mood is Mood.SELF_HARM and SELF_HARM not in called_for:
        return SELF_HARM
    return DANGER if dangerous else None


def notice_entry(
    ticket: Ticket, understanding: Understanding, reason: str, now: datetime
) -> OutboxEntry:
    """Return the entry of a notice, due now; `ticket` is as it is after the message."""
    on_chain = [fact for fact in ticket.facts if fact.type in _ON_CHAIN]
    return OutboxEntry(
        id=entry_id(ticket.number, MailKind.ONCALL_NOTICE, ticket.turn),
        ticket=ticket.number,
        brand=ticket.brand,
        queue=ticket.queue,
        kind=MailKind.ONCALL_NOTICE,
        recipient=None,
        locale="en",
        turn=ticket.turn,
        letter=Letter(category=None),
        created_at=now,
        due_at=now,
        due_now=True,
        notice=Notice(
            reason=reason,
            category=understanding.category,
            subtype=understanding.subtype,
            priority=ticket.priority,
            chains=tuple(sorted({fact.chain for fact in ticket.facts if fact.chain})),
            facts=len(on_chain),
            answer_by=ticket.answer_by,
        ),
    )
