"""The desk's decision on one message. Pure and total.

Product rules: each message ends as exactly one ticket, one appended message or one recorded
verdict; machines are never answered (RFC 3834 §2); a sender whose mail fails DMARC under a
reject or quarantine policy, or is spam or a virus, is never answered; nobody is closed who was
not asked.
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.desk import oncall, proof, sla, tone
from chalicelib.desk.acknowledge import acknowledgement, may_answer
from chalicelib.desk.append import decide_append
from chalicelib.desk.decision import IntakeDecision, OpenTicket, RecordVerdict, Registration
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import OutboxEntry
from chalicelib.desk.records import history_line, kept_message, with_flags
from chalicelib.desk.ticket import HistoryEntry, Ticket
from chalicelib.reading.message import InboundMessage, Kind
from chalicelib.rules import Rules
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
        return decide_append(inbound, understanding, known, registration, rules)
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
    message = kept_message(inbound, None, registration, held=True)
    return OpenTicket(
        ticket=ticket,
        message=message,
        history=(
            history_line(registration, ticket.number, "desk", "created", reason="unreadable"),
        ),
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
        history = (history_line(registration, known.number, "desk", "machine_mail", **detail),)
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
        priority=tone.raised(understanding.priority, understanding),
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
    reason = None if silence else oncall.reason_to_call(understanding, None, rules)
    if reason is not None:
        ticket = replace(ticket, flags=with_flags(ticket.flags, reason))
        notice = oncall.notice_entry(ticket, understanding, reason, registration.now)
        outbox = (*outbox, notice)
    return OpenTicket(
        ticket=ticket,
        message=kept_message(inbound, understanding, registration, held=silence is not None),
        history=(_created(ticket, understanding, registration, silence),),
        outbox=outbox,
        dedupe_key=registration.dedupe_key,
        message_ids=(inbound.message_id,) if inbound.message_id else (),
        brands=registration.brands,
    )


def _created(
    ticket: Ticket, understanding: Understanding, registration: Registration, silence: str | None
) -> HistoryEntry:
    detail = {"queue": ticket.queue, "priority": ticket.priority.value}
    if understanding.unsure:
        detail["triage"] = "unsure"
    if silence is not None:
        detail["silence"] = silence
    return history_line(registration, ticket.number, "customer", "created", **detail)


def _flags(
    understanding: Understanding, registration: Registration, silence: str | None
) -> tuple[str, ...]:
    flags = [*(["triage"] if understanding.unsure else []), *tone.flags(understanding)]
    if not registration.recipient_known:
        flags.append("recipient_unknown")
    if silence is not None:
        flags.append(f"{silence}_verdict")
    return tuple(flags)
