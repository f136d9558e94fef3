"""The first answer: to whom, with which promise and questions, and what follows it. Pure."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.desk import followups, proof, sla
from chalicelib.desk.decision import Registration
from chalicelib.desk.lifecycle import Trigger, status_after
from chalicelib.desk.outbox import Letter, MailKind, OutboxEntry, entry_id
from chalicelib.desk.ticket import Ticket
from chalicelib.reading.message import Contact, InboundMessage
from chalicelib.rules import Rules
from chalicelib.understanding.findings import FactType, Understanding


def may_answer(contact: Contact, registration: Registration, rules: Rules) -> bool:
    """Return whether a new ticket's contact is somebody to mail: known, not us, and reading."""
    return (
        registration.recipient_known
        and rules.brand_for(str(contact.address)) is None
        and not proof.takes_no_mail(contact)
    )


def answered(
    ticket: Ticket,
    contact: Contact,
    inbound: InboundMessage,
    understanding: Understanding,
    registration: Registration,
    rules: Rules,
) -> tuple[Ticket, tuple[OutboxEntry, ...]]:
    """Return the ticket with its promise, the acknowledgement, and the first follow-up if any.

    A ticket whose category has a plan waits for the customer when something is asked; others ask
    as well, but wait for us. The contact must have passed `may_answer`.
    """
    brand, now = registration.brand, registration.now
    plan_id = None if understanding.unsure else rules.categories[ticket.category].follow_up
    asks = bool(understanding.missing) and plan_id is not None
    ticket = replace(
        ticket,
        missing=understanding.missing,
        answer_by=sla.answer_by(now, ticket.priority, brand),
        status=status_after(ticket.status, Trigger.INFORMATION_ASKED) if asks else ticket.status,
    )
    acknowledgement = _acknowledgement(ticket, contact, inbound, understanding, registration, rules)
    if not asks or plan_id is None:
        return ticket, (acknowledgement,)
    step = followups.first_step(acknowledgement, rules.plans[plan_id], brand)
    return ticket, (acknowledgement,) if step is None else (acknowledgement, step)


def _acknowledgement(
    ticket: Ticket,
    contact: Contact,
    inbound: InboundMessage,
    understanding: Understanding,
    registration: Registration,
    rules: Rules,
) -> OutboxEntry:
    personal = ticket.sender_proven and contact == inbound.sender
    return OutboxEntry(
        id=entry_id(ticket.number, MailKind.ACKNOWLEDGEMENT, ticket.turn),
        ticket=ticket.number,
        brand=ticket.brand,
        kind=MailKind.ACKNOWLEDGEMENT,
        recipient=contact,
        locale=ticket.locale,
        turn=ticket.turn,
        letter=Letter(
            category=None if understanding.unsure else ticket.category,
            facts=tuple(f for f in ticket.facts if f.type in _TOLD_BACK),
            missing=ticket.missing,
            answer_by=ticket.answer_by,
            name=_plain_name(contact.name) if personal else "",
            subject=ticket.subject if personal else "",
            in_reply_to=inbound.message_id,
            references=inbound.references,
            bilingual=understanding.language_confidence < rules.bilingual_below,
        ),
        created_at=registration.now,
        due_at=registration.now,
        due_now=True,
    )


_TOLD_BACK = frozenset({FactType.TX_HASH, FactType.ADDRESS, FactType.AMOUNT, FactType.ORDER_NO})


def _plain_name(name: str) -> str:
    """Return a display name when it is one: letters, spaces and name punctuation, at most 40."""
    plain = " ".join(name.split())
    fits = 0 < len(plain) <= 40 and all(c.isalpha() or c in " .'’·-" for c in plain)
    return plain if fits else ""
