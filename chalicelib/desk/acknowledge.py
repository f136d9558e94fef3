"""The first answer: to whom, with which steps and questions, and which plan it starts. Pure."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.desk import danger, proof
from chalicelib.desk.decision import Registration
from chalicelib.desk.outbox import Letter, MailKind, OutboxEntry, entry_id
from chalicelib.desk.ticket import Ticket
from chalicelib.reading.message import Contact, InboundMessage
from chalicelib.rules import Rules
from chalicelib.understanding.findings import FactType, Mood, Understanding


def may_answer(contact: Contact, registration: Registration, rules: Rules) -> bool:
    """Return whether a new ticket's contact is somebody to mail: known, not us, and reading."""
    return (
        registration.recipient_known
        and rules.brand_for(str(contact.address)) is None
        and not proof.takes_no_mail(contact)
    )


def acknowledgement(
    ticket: Ticket,
    contact: Contact,
    inbound: InboundMessage,
    understanding: Understanding,
    rules: Rules,
) -> OutboxEntry:
    """Return the first answer to a new ticket, due now; `contact` must have passed `may_answer`.

    A reply that tells of a danger not known before is answered with it too, at its turn. Where
    something is asked and the category has a plan, the acknowledgement starts it: the ticket
    waits for the customer as soon as SES has taken the question. Other categories ask as well,
    and wait for us.
    """
    category = None if understanding.unsure else understanding.category
    return OutboxEntry(
        id=entry_id(ticket.number, MailKind.ACKNOWLEDGEMENT, ticket.turn),
        ticket=ticket.number,
        brand=ticket.brand,
        queue=ticket.queue,
        kind=MailKind.ACKNOWLEDGEMENT,
        recipient=contact,
        locale=ticket.locale,
        turn=ticket.turn,
        letter=replace(
            reply_letter(ticket, contact, inbound),
            category=category,
            facts=tuple(f for f in ticket.facts if f.type in _TOLD_BACK),
            missing=ticket.missing,
            answer_by=ticket.answer_by,
            bilingual=understanding.language_confidence < rules.bilingual_below,
            steps=danger.steps_for(understanding, rules),
            advice=category is not None and rules.categories[category].danger,
            mood=understanding.mood,
            points=_points(understanding),
        ),
        created_at=ticket.updated_at,
        due_at=ticket.updated_at,
        due_now=True,
        plan=_plan(understanding, rules) if ticket.turn == 1 else None,
    )


def reply_letter(ticket: Ticket, contact: Contact, inbound: InboundMessage) -> Letter:
    """Return a letter that answers a message and says nothing yet.

    Name and subject are repeated only to a proven writer who is answered at their own address.
    """
    personal = proof.is_proven(inbound) and contact == inbound.sender
    return Letter(
        category=None,
        name=_plain_name(contact.name) if personal else "",
        subject=ticket.subject if personal else "",
        in_reply_to=inbound.message_id,
        references=inbound.references,
    )


def _points(understanding: Understanding) -> tuple[str, ...]:
    """Return the categories of the matters a message numbers, "" for one nobody can name."""
    issues = understanding.issues[:_MAX_POINTS]
    return tuple(issue.category or "" for issue in issues) if len(issues) > 1 else ()


def _plan(understanding: Understanding, rules: Rules) -> str | None:
    """Return the plan a question starts; who speaks of self-harm is reminded of nothing."""
    if understanding.unsure or not understanding.missing or understanding.mood is Mood.SELF_HARM:
        return None
    return rules.categories[understanding.category].follow_up


_MAX_POINTS = 20
_TOLD_BACK = frozenset({FactType.TX_HASH, FactType.ADDRESS, FactType.AMOUNT, FactType.ORDER_NO})


def _plain_name(name: str) -> str:
    """Return a display name when it is one: letters, spaces and name punctuation, at most 40."""
    plain = " ".join(name.split())
    fits = 0 < len(plain) <= 40 and all(c.isalpha() or c in " .'’·-" for c in plain)
    return plain if fits else ""
