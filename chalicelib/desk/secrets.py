"""What the desk does about a secret somebody sent: tell them at once, tell operators what. Pure.

The warning goes out before the ordinary acknowledgement and at any hour (M65): whoever saw the
message can take the funds. Operators are told kind and place, never a value.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.desk import proof
from chalicelib.desk.acknowledge import may_answer, reply_letter
from chalicelib.desk.decision import (
    AppendMessage,
    IntakeDecision,
    OpenTicket,
    RecordVerdict,
    Registration,
)
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import MailKind, OutboxEntry, entry_id
from chalicelib.desk.records import history_line, with_flags
from chalicelib.desk.ticket import NOT_REACHED, HistoryEntry, Ticket
from chalicelib.reading.message import InboundMessage
from chalicelib.rules import Rules
from chalicelib.understanding.findings import Understanding

SECRET_REMOVED = "secret_removed"  # noqa: S105 — the name of a flag
"""The flag of a ticket, and the line of its history, that tells of a secret taken out."""

IMAGE_MAY_SHOW_SECRET = "image_may_show_secret"  # noqa: S105 — the name of a flag
"""The flag of a ticket with a picture beside words about secrets: pictures cannot be read."""

_MOST_TOLD = 20
_BEFORE = timedelta(milliseconds=1)
"""Due a moment before the acknowledgement: whoever goes by time sends the warning first."""


def with_secrets(
    decision: IntakeDecision,
    inbound: InboundMessage,
    understanding: Understanding,
    registration: Registration,
    rules: Rules,
) -> IntakeDecision:
    """Return the decision with what follows from `understanding.secrets`, if there are any.

    `dirty` of the decision is for the caller to say: forms have no object to cleanse.
    """
    if isinstance(decision, RecordVerdict) or not understanding.secrets:
        return decision
    ticket = replace(decision.ticket, flags=with_flags(decision.ticket.flags, SECRET_REMOVED))
    warning = _warning(
        replace(decision, ticket=ticket), inbound, understanding, registration, rules
    )
    return replace(
        decision,
        ticket=ticket,
        history=(*decision.history, _line(ticket, understanding, registration)),
        outbox=(*warning, *decision.outbox),
    )


def with_image_warning(decision: IntakeDecision) -> IntakeDecision:
    """Return the decision with the flag that a picture may show a secret."""
    if isinstance(decision, RecordVerdict):
        return decision
    flags = with_flags(decision.ticket.flags, IMAGE_MAY_SHOW_SECRET)
    return replace(decision, ticket=replace(decision.ticket, flags=flags))


def _line(ticket: Ticket, understanding: Understanding, registration: Registration) -> HistoryEntry:
    found = understanding.secrets[:_MOST_TOLD]
    return history_line(
        registration,
        ticket.number,
        "desk",
        SECRET_REMOVED,
        found=", ".join(f"{one.kind} ({one.level}) in {one.place}" for one in found),
    )


def _warning(
    decision: OpenTicket | AppendMessage,
    inbound: InboundMessage,
    understanding: Understanding,
    registration: Registration,
    rules: Rules,
) -> tuple[OutboxEntry, ...]:
    """Return the warning, () where no automatic mail may go out at all (DESIGN 16)."""
    ticket, contact = decision.ticket, decision.ticket.contact
    if contact is None or decision.message.held or ticket.status is Status.SPAM:
        return ()
    if NOT_REACHED in ticket.flags or not may_answer(contact, registration, rules):
        return ()
    unwanted = not (understanding.unsure or rules.categories[understanding.category].acknowledged)
    if unwanted and not proof.is_proven(inbound):
        return ()  # advertising under a forged address must not make us mail a stranger
    letter = replace(
        reply_letter(ticket, contact, inbound),
        secrets=tuple(dict.fromkeys(found.kind for found in understanding.secrets)),
        bilingual=understanding.language_confidence < rules.bilingual_below,
    )
    return (
        OutboxEntry(
            id=entry_id(ticket.number, MailKind.SECRET_RECEIVED, ticket.turn),
            ticket=ticket.number,
            brand=ticket.brand,
            queue=ticket.queue,
            kind=MailKind.SECRET_RECEIVED,
            recipient=contact,
            locale=ticket.locale,
            turn=ticket.turn,
            letter=letter,
            created_at=ticket.updated_at,
            due_at=ticket.updated_at - _BEFORE,
            due_now=True,
        ),
    )
