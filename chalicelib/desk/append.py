"""What a message adds to the ticket it belongs to. Pure.

A failed verdict changes nothing but the thread. A doubtful sender opens the ticket for a person
and adds no facts. A customer's reply counts as a turn, unless it is mere thanks or only asks how
it stands: then nothing planned is voided and no status changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from chalicelib.desk import oncall, proof, sla, status_answer, tone
from chalicelib.desk.acknowledge import acknowledgement, may_answer
from chalicelib.desk.decision import AppendMessage, Registration
from chalicelib.desk.lifecycle import Status, Trigger, status_after
from chalicelib.desk.outbox import OutboxEntry
from chalicelib.desk.records import history_line, kept_message, with_flags
from chalicelib.desk.status_answer import Reply
from chalicelib.desk.ticket import NOT_REACHED, Ticket
from chalicelib.reading.message import InboundMessage
from chalicelib.rules import Rules
from chalicelib.understanding.findings import Priority, Understanding

_ENDED = (Status.CLOSED, Status.RESOLVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What becomes of the ticket, what its history says, and what goes out."""

    ticket: Ticket
    event: str
    held: bool = False
    detail: Mapping[str, str] = field(default_factory=dict)
    outbox: tuple[OutboxEntry, ...] = ()


def decide_append(
    inbound: InboundMessage,
    understanding: Understanding,
    known: Ticket,
    registration: Registration,
    rules: Rules,
) -> AppendMessage:
    """Return what a message adds to `known`, which must be ready to take it."""
    change = _change(inbound, understanding, known, registration, rules)
    detail = dict(change.detail)
    if known.status in _ENDED and change.ticket.status is Status.OPEN:
        detail["reopened_from"] = known.status.value
    actor = "unknown" if change.held else "customer"
    return AppendMessage(
        ticket=change.ticket,
        seen_version=known.version,
        message=kept_message(
            inbound, understanding, registration, held=change.held, number=known.number
        ),
        history=(history_line(registration, known.number, actor, change.event, **detail),),
        outbox=change.outbox,
        dedupe_key=registration.dedupe_key,
        message_ids=(inbound.message_id,) if inbound.message_id and not change.held else (),
        brands=registration.brands,
    )


def _change(
    inbound: InboundMessage,
    understanding: Understanding,
    known: Ticket,
    registration: Registration,
    rules: Rules,
) -> _Change:
    silence = proof.silence_reason(inbound.verdicts)
    ticket = replace(known, version=known.version + 1, updated_at=registration.now)
    if silence is not None:
        ticket = replace(ticket, flags=with_flags(ticket.flags, f"{silence}_verdict"))
        return _Change(ticket=ticket, event="held", held=True, detail={"reason": silence})
    if not proof.is_customer(inbound, known):
        return _of_a_doubtful_sender(understanding, known, ticket, rules)
    reply = status_answer.kind_of_reply(inbound, understanding, known, registration, rules)
    match reply:
        case Reply.THANKS:
            return _Change(ticket=ticket, event=reply)
        case Reply.ASKS_STATUS:
            return _asked_status(inbound, understanding, ticket, registration, rules)
    return _told_more(inbound, understanding, known, _next_turn(ticket), registration, rules)


def _next_turn(ticket: Ticket) -> Ticket:
    status = status_after(ticket.status, Trigger.CUSTOMER_WROTE)
    return replace(ticket, status=status, turn=ticket.turn + 1)


def _of_a_doubtful_sender(
    understanding: Understanding, known: Ticket, ticket: Ticket, rules: Rules
) -> _Change:
    """A person must look; who cannot prove themselves may be in danger all the same."""
    ticket = _next_turn(ticket)
    ticket = replace(ticket, flags=with_flags(ticket.flags, "unverified_reply"))
    reason = oncall.reason_to_call(understanding, known, rules, held=True)
    outbox: tuple[OutboxEntry, ...] = ()
    if reason is not None:
        ticket = replace(ticket, flags=with_flags(ticket.flags, reason))
        outbox = (oncall.notice_entry(ticket, understanding, reason, ticket.updated_at),)
    return _Change(
        ticket=ticket,
        event="held",
        held=True,
        detail={"reason": "unverified_sender"},
        outbox=outbox,
    )


def _asked_status(
    inbound: InboundMessage,
    understanding: Understanding,
    ticket: Ticket,
    registration: Registration,
    rules: Rules,
) -> _Change:
    contact = status_answer.whom_to_tell(inbound, ticket, registration, rules)
    priority = status_answer.chased(ticket.priority, ticket.flags)
    ticket = replace(
        ticket,
        priority=tone.raised(priority, understanding),
        flags=with_flags(ticket.flags, status_answer.CHASER, *tone.flags(understanding)),
    )
    if contact is None:
        return _Change(ticket=ticket, event=Reply.ASKS_STATUS)
    ticket = replace(ticket, status_told_at=registration.now)
    answer = status_answer.status_answer(ticket, contact, inbound, registration.now)
    return _Change(ticket=ticket, event=Reply.ASKS_STATUS, outbox=(answer,))


def _told_more(
    inbound: InboundMessage,
    understanding: Understanding,
    known: Ticket,
    ticket: Ticket,
    registration: Registration,
    rules: Rules,
) -> _Change:
    ticket = _informed(ticket, understanding, rules)
    reason = oncall.reason_to_call(understanding, known, rules)
    if reason is None:
        return _Change(ticket=ticket, event=Reply.SAYS_MORE)
    promise = sla.answer_by(registration.now, ticket.priority, registration.brand)
    needs = () if understanding.unsure else understanding.missing
    ticket = replace(
        ticket,
        flags=with_flags(ticket.flags, reason),
        answer_by=promise,
        missing=_unanswered((*ticket.missing, *needs), ticket, rules)[: rules.max_questions],
    )
    outbox: tuple[OutboxEntry, ...] = (
        oncall.notice_entry(ticket, understanding, reason, registration.now),
    )
    reached = NOT_REACHED not in known.flags
    if ticket.contact and reached and may_answer(ticket.contact, registration, rules):
        steps = acknowledgement(ticket, ticket.contact, inbound, understanding, rules)
        outbox = (steps, *outbox)
    return _Change(ticket=ticket, event=Reply.SAYS_MORE, outbox=outbox)


def _informed(ticket: Ticket, understanding: Understanding, rules: Rules) -> Ticket:
    """Return the ticket with what a reply of its customer adds; danger in a reply raises it."""
    facts = tuple(dict.fromkeys((*ticket.facts, *understanding.facts)))
    ticket = replace(ticket, facts=facts)
    urgent = understanding.priority is Priority.URGENT
    priority = Priority.URGENT if urgent else ticket.priority
    still_open = (need for need in ticket.missing if need not in understanding.answered)
    return replace(
        ticket,
        missing=_unanswered(tuple(still_open), ticket, rules),
        priority=tone.raised(priority, understanding),
        flags=with_flags(ticket.flags, *tone.flags(understanding)),
    )


def _unanswered(needs: tuple[str, ...], ticket: Ticket, rules: Rules) -> tuple[str, ...]:
    told = {fact.type for fact in ticket.facts}
    open_needs = (n for n in needs if not told.intersection(rules.needs.get(n, ())))
    return tuple(dict.fromkeys(open_needs))
