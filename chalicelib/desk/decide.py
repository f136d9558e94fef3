"""The desk's decision on one message. Pure and total.

Product rules: each message ends as exactly one ticket, one appended message or one recorded
verdict; machines are never answered (RFC 3834 §2); a sender whose mail fails DMARC under a
reject or quarantine policy, or is spam or a virus, is never answered; nobody is closed who was
not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.desk import proof, sla
from chalicelib.desk.acknowledge import acknowledgement, may_answer
from chalicelib.desk.decision import (
    AppendMessage,
    IntakeDecision,
    OpenTicket,
    RecordVerdict,
    Registration,
)
from chalicelib.desk.lifecycle import Status, Trigger, status_after
from chalicelib.desk.outbox import OutboxEntry
from chalicelib.desk.ticket import Direction, HistoryEntry, Message, Ticket
from chalicelib.reading.message import InboundMessage, Kind
from chalicelib.rules import Rules
from chalicelib.ticket_number import TicketNumber
from chalicelib.understanding.findings import Priority, Understanding


def decide_intake(
    inbound: InboundMessage,
    understanding: Understanding,
    known: Ticket | None,
    registration: Registration,
    rules: Rules,
) -> IntakeDecision:
    """Return what one message leads to in one brand.

    Args:
        inbound: the message as read.
        understanding: what it is about.
        known: the ticket it belongs to, if the threading keys led to one.
        registration: who takes it in, and its keys.
        rules: the policy.
    """
    if inbound.kind is not Kind.HUMAN:
        return _record_machine(inbound, known, registration)
    if known is not None and _takes_more(known, inbound):
        return _append(inbound, understanding, known, registration, rules)
    if known is not None:
        registration = replace(registration, linked=(*registration.linked, known.number))
    return _open(inbound, understanding, registration, rules)


def decide_unreadable(
    inbound: InboundMessage, registration: Registration, rules: Rules
) -> OpenTicket:
    """Return the ticket of a mail that could not be taken in: for a person, at once, unanswered.

    `inbound` holds what the receipt alone says; nothing of the content is known.
    """
    ticket = Ticket(
        number=registration.number,
        brand=registration.brand.id,
        mailbox=registration.mailbox,
        channel=inbound.channel,
        status=Status.NEW,
        queue=rules.triage_queue,
        category="",
        subtype=None,
        priority=Priority.HIGH,
        locale=registration.brand.default_locale,
        contact=None,
        sender_proven=False,
        subject="",
        flags=("unreadable",),
        created_at=registration.now,
        updated_at=registration.now,
    )
    message = _message(inbound, None, registration, held=True)
    return OpenTicket(
        ticket=ticket,
        message=message,
        history=(_history(registration, ticket.number, "desk", "created", reason="unreadable"),),
        outbox=(),
        dedupe_key=registration.dedupe_key,
        message_ids=(),
        brands=registration.brands,
    )


def _takes_more(known: Ticket, inbound: InboundMessage) -> bool:
    """Return whether a message may join a ticket: not a merged one, and nobody's in quarantine.

    Who was taken for spam once, and writes again above suspicion, must be seen.
    """
    if known.status is Status.SPAM:
        return proof.silence_reason(inbound.verdicts) is not None
    return known.status is not Status.MERGED


def _record_machine(
    inbound: InboundMessage, known: Ticket | None, registration: Registration
) -> RecordVerdict:
    history: tuple[HistoryEntry, ...] = ()
    if known is not None:
        detail = {"kind": inbound.kind.value}
        if inbound.bounce is not None:
            detail["status"] = inbound.bounce.status
        history = (_history(registration, known.number, "desk", "machine_mail", **detail),)
    return RecordVerdict(
        brand=registration.brand.id,
        kind=inbound.kind,
        reason=inbound.kind_reason,
        at=registration.now,
        raw=inbound.raw,
        dedupe_key=registration.dedupe_key,
        ticket=None if known is None else known.number,
        history=history,
        brands=registration.brands,
    )


def _open(
    inbound: InboundMessage, understanding: Understanding, registration: Registration, rules: Rules
) -> OpenTicket:
    silence = proof.silence_reason(inbound.verdicts)
    contact = proof.contact_of(inbound)
    ticket = Ticket(
        number=registration.number,
        brand=registration.brand.id,
        mailbox=registration.mailbox,
        channel=inbound.channel,
        status=Status.NEW if silence is None else Status.SPAM,
        queue=understanding.queue,
        category=understanding.category,
        subtype=understanding.subtype,
        priority=understanding.priority,
        locale=understanding.locale,
        contact=contact,
        known_addresses=proof.known_addresses(inbound),
        sender_proven=proof.is_proven(inbound),
        subject=inbound.subject,
        facts=understanding.facts,
        linked=registration.linked,
        flags=_flags(understanding, registration, silence),
        created_at=registration.now,
        updated_at=registration.now,
    )
    outbox: tuple[OutboxEntry, ...] = ()
    category = rules.categories[understanding.category]
    wanted = silence is None and (category.acknowledged or understanding.unsure)
    if wanted and contact and may_answer(contact, registration, rules):
        promise = sla.answer_by(registration.now, ticket.priority, registration.brand)
        ticket = replace(ticket, missing=understanding.missing, answer_by=promise)
        outbox = (acknowledgement(ticket, contact, inbound, understanding, rules),)
    return OpenTicket(
        ticket=ticket,
        message=_message(inbound, understanding, registration, held=silence is not None),
        history=(_created(ticket, understanding, registration, silence),),
        outbox=outbox,
        dedupe_key=registration.dedupe_key,
        message_ids=(inbound.message_id,) if inbound.message_id else (),
        brands=registration.brands,
    )


def _append(
    inbound: InboundMessage,
    understanding: Understanding,
    known: Ticket,
    registration: Registration,
    rules: Rules,
) -> AppendMessage:
    silence = proof.silence_reason(inbound.verdicts)
    doubtful = not proof.is_customer(inbound, known)
    held = silence is not None or doubtful
    event, detail = "customer_wrote", {}
    ticket = replace(known, version=known.version + 1, updated_at=registration.now)
    if silence is not None:
        event, detail = "held", {"reason": silence}
        ticket = replace(ticket, flags=_with(ticket.flags, f"{silence}_verdict"))
    else:
        ticket = replace(
            ticket, status=status_after(known.status, Trigger.CUSTOMER_WROTE), turn=known.turn + 1
        )
        if doubtful:
            event, detail = "held", {"reason": "unverified_sender"}
            ticket = replace(ticket, flags=_with(ticket.flags, "unverified_reply"))
        else:
            ticket = _informed(ticket, understanding, rules)
    if known.status in (Status.CLOSED, Status.RESOLVED) and ticket.status is Status.OPEN:
        detail = {**detail, "reopened_from": known.status.value}
    return AppendMessage(
        ticket=ticket,
        seen_version=known.version,
        message=_message(inbound, understanding, registration, held=held, number=known.number),
        history=(
            _history(
                registration, known.number, "unknown" if held else "customer", event, **detail
            ),
        ),
        outbox=(),
        dedupe_key=registration.dedupe_key,
        message_ids=(inbound.message_id,) if inbound.message_id and not held else (),
        brands=registration.brands,
    )


def _informed(ticket: Ticket, understanding: Understanding, rules: Rules) -> Ticket:
    """Return the ticket with what a reply of its customer adds; danger in a reply raises it."""
    facts = tuple(dict.fromkeys((*ticket.facts, *understanding.facts)))
    told = {fact.type for fact in facts}
    urgent = understanding.priority is Priority.URGENT and not understanding.unsure
    return replace(
        ticket,
        facts=facts,
        missing=tuple(n for n in ticket.missing if not told.intersection(rules.needs.get(n, ()))),
        priority=Priority.URGENT if urgent else ticket.priority,
    )


def _message(
    inbound: InboundMessage,
    understanding: Understanding | None,
    registration: Registration,
    *,
    held: bool,
    number: TicketNumber | None = None,
) -> Message:
    return Message(
        id=f"in-{registration.dedupe_key[:20]}",
        ticket=number or registration.number,
        direction=Direction.INBOUND,
        at=inbound.received_at,
        sender=inbound.sender,
        subject=inbound.subject,
        text=inbound.text,
        reply=inbound.reply,
        message_id=inbound.message_id,
        kind=inbound.channel.value,
        held=held,
        attachments=inbound.attachments,
        warnings=inbound.warnings,
        verdicts=inbound.verdicts,
        understanding=understanding,
        raw=inbound.raw,
    )


def _created(
    ticket: Ticket, understanding: Understanding, registration: Registration, silence: str | None
) -> HistoryEntry:
    detail = {"queue": ticket.queue, "priority": ticket.priority.value}
    if understanding.unsure:
        detail["triage"] = "unsure"
    if silence is not None:
        detail["silence"] = silence
    return _history(registration, ticket.number, "customer", "created", **detail)


def _history(
    registration: Registration, number: TicketNumber, actor: str, event: str, **detail: str
) -> HistoryEntry:
    return HistoryEntry(
        id=f"{event}-{registration.dedupe_key[:20]}",
        ticket=number,
        at=registration.now,
        actor=actor,
        event=event,
        detail=detail,
    )


def _flags(
    understanding: Understanding, registration: Registration, silence: str | None
) -> tuple[str, ...]:
    flags = ["triage"] if understanding.unsure else []
    if not registration.recipient_known:
        flags.append("recipient_unknown")
    if silence is not None:
        flags.append(f"{silence}_verdict")
    return tuple(flags)


def _with(flags: Sequence[str], flag: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*flags, flag)))
