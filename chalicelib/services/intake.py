"""Taking messages in: mail or form → one ticket, one appended message, or one recorded verdict.

Each brand a mail was sent to registers it under its own key, in one transaction. Whatever is run
twice, late or in parallel ends at the same key, the same number and therefore the same ticket.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.desk.decide import decide_intake, decide_unreadable
from chalicelib.desk.decision import (
    AppendMessage,
    IntakeDecision,
    OpenTicket,
    RecordVerdict,
    Registration,
)
from chalicelib.desk.proof import is_proven
from chalicelib.desk.ticket import Ticket
from chalicelib.errors import ConflictError, TransientError
from chalicelib.reading import mime, threads
from chalicelib.reading.message import Channel, InboundMessage, Kind, MailReceipt
from chalicelib.rules import Brand
from chalicelib.services.ports import Duplicate, Ports
from chalicelib.ticket_number import TicketNumber, number_from
from chalicelib.understanding.findings import Understanding
from chalicelib.understanding.understand import understand

_TRIES = 3


class Outcome(StrEnum):
    """What taking in one message came to."""

    CREATED = "created"
    APPENDED = "appended"
    HELD = "held"
    VERDICT = "verdict"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeResult:
    """One message in one brand: what became of it, in words fit for logs and metrics.

    `ticket` is None for a verdict that tells of no ticket. No field holds customers' text.
    """

    outcome: Outcome
    ticket: TicketNumber | None
    brand: str
    channel: Channel
    kind: Kind
    reason: str = ""
    queue: str = ""
    category: str = ""
    priority: str = ""
    locale: str = ""
    unsure: bool = False
    acknowledged: bool = False
    answer_by: datetime | None = None
    received_at: datetime
    warnings: int = 0


def receive_mail(receipt: MailReceipt, ports: Ports) -> tuple[IntakeResult, ...]:
    """Take in one stored mail, once for each brand it was sent to.

    Raises:
        MissingRawError: the raw object is gone.
        TransientError: storage is not to be had, or three races in a row were lost.
        OperatorError: policy or permissions are wrong.
    """
    raw = ports.archive.fetch(receipt.raw)
    own = frozenset(ports.rules.brand_of_mailbox)
    return _take_in(mime.parse(raw.content, receipt, own_addresses=own), ports)


def receive_form(inbound: InboundMessage, ports: Ports) -> IntakeResult:
    """Take in one checked form; `inbound.brand` names its brand.

    Raises:
        TransientError: storage is not to be had.
        OperatorError: policy or permissions are wrong.
    """
    brand = ports.rules.brands[inbound.brand or ports.rules.default_brand.id]
    return _take_in_for(inbound, brand, brand.mailboxes[0], _Recipient(known=True), ports)


def receive_unreadable(receipt: MailReceipt, ports: Ports) -> IntakeResult:
    """Make the ticket of a mail that could not be taken in: a person must look at the raw mail.

    Only what the receipt says is used, so nothing in the mail can make this fail as well.

    Raises:
        TransientError: storage is not to be had.
    """
    brand, mailbox, known = next(_brands(receipt.recipients, ports))
    inbound = InboundMessage(
        channel=Channel.EMAIL,
        recipients=receipt.recipients,
        received_at=receipt.received_at,
        verdicts=receipt.verdicts,
        raw=receipt.raw,
        warnings=("unreadable",),
    )
    key = ports.keys.keyed_hash("unreadable", brand.id, receipt.raw.bucket, receipt.raw.key).hex()
    registration = _registration(brand, mailbox, _Recipient(known=known), key, ports)
    if ports.tickets.is_recorded(receipt.raw):
        return _result(Outcome.DUPLICATE, None, inbound, None, registration)
    decision = decide_unreadable(inbound, registration, ports.rules)
    return _commit(decision, inbound, None, registration, ports)


@dataclass(frozen=True, slots=True)
class _Recipient:
    """How a brand comes to a message: by its own mailbox or not, and with which other tickets."""

    known: bool
    linked: tuple[TicketNumber, ...] = ()


def _take_in(inbound: InboundMessage, ports: Ports) -> tuple[IntakeResult, ...]:
    brands = tuple(_brands(inbound.recipients, ports))
    numbers = {
        brand.id: number_from(ports.keys.keyed_hash("ticket", _dedupe_key(inbound, brand, ports)))
        for brand, _, _ in brands
    }
    return tuple(
        _take_in_for(
            inbound,
            brand,
            mailbox,
            _Recipient(known, tuple(n for id_, n in numbers.items() if id_ != brand.id)),
            ports,
        )
        for brand, mailbox, known in brands
    )


def _brands(recipients: tuple[object, ...], ports: Ports) -> Iterator[tuple[Brand, str, bool]]:
    """Yield each brand once, with its mailbox; mail to none of ours goes to the default brand."""
    found: dict[str, tuple[Brand, str, bool]] = {}
    for recipient in recipients:
        brand = ports.rules.brand_for(str(recipient))
        if brand is not None:
            found.setdefault(brand.id, (brand, _mailbox(str(recipient)), True))
    default = ports.rules.default_brand
    yield from found.values() or ((default, default.mailboxes[0], False),)


def _mailbox(recipient: str) -> str:
    """Return the mailbox of an envelope recipient: lower case, without a "+" part."""
    local, _, domain = recipient.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _dedupe_key(inbound: InboundMessage, brand: Brand, ports: Ports) -> str:
    sender = inbound.sender.address.key if inbound.sender else ""
    return ports.keys.keyed_hash(
        "dedupe",
        brand.id,
        inbound.form or "",
        inbound.message_id or inbound.idempotency_key,
        sender,
        inbound.content_digest,
    ).hex()


def _registration(
    brand: Brand, mailbox: str, recipient: _Recipient, key: str, ports: Ports
) -> Registration:
    return Registration(
        brand=brand,
        mailbox=mailbox,
        recipient_known=recipient.known,
        number=number_from(ports.keys.keyed_hash("ticket", key)),
        dedupe_key=key,
        linked=recipient.linked,
        now=ports.clock.now(),
    )


def _take_in_for(
    inbound: InboundMessage, brand: Brand, mailbox: str, recipient: _Recipient, ports: Ports
) -> IntakeResult:
    understanding = understand(inbound, brand, ports.rules)
    key = _dedupe_key(inbound, brand, ports)
    registration = _registration(brand, mailbox, recipient, key, ports)
    for _ in range(_TRIES):
        known = _find_ticket(inbound, brand, ports)
        decision = decide_intake(inbound, understanding, known, registration, ports.rules)
        try:
            return _commit(decision, inbound, understanding, registration, ports)
        except ConflictError:
            if isinstance(decision, OpenTicket) and _is_taken_in(decision, ports):
                return _result(
                    Outcome.DUPLICATE, registration.number, inbound, understanding, registration
                )
    raise TransientError("three races for one ticket were lost in a row")


def _is_taken_in(decision: OpenTicket, ports: Ports) -> bool:
    """Return whether a ticket of this number holds this very message.

    A mail delivered again after its dedupe record expired meets its own ticket; two mails whose
    numbers are equal by chance must not be taken for one.
    """
    if ports.tickets.find(decision.ticket.number) is None:
        return False
    messages, _ = ports.tickets.thread(decision.ticket.number)
    return any(message.id == decision.message.id for message in messages)


def _find_ticket(inbound: InboundMessage, brand: Brand, ports: Ports) -> Ticket | None:
    """Return the ticket the threading keys lead to, the surest key first, in this brand."""
    keys = threads.candidates(inbound, ports.keys)
    for number in keys.proven:
        ticket = ports.tickets.find(number)
        if ticket is not None and ticket.brand == brand.id:
            return ticket
    found = (
        (
            ports.tickets.find(number)
            for number in ports.tickets.find_by_message_ids(brand.id, keys.message_ids)
        )
        if keys.message_ids
        else ()
    )
    known = [ticket for ticket in found if ticket is not None and ticket.brand == brand.id]
    return (
        _of_sender(known, inbound)
        or next(iter(known), None)
        or _mentioned(keys.mentioned, inbound, brand, ports)
    )


def _of_sender(tickets: list[Ticket], inbound: InboundMessage) -> Ticket | None:
    key = inbound.sender.address.key if inbound.sender else ""
    return next((t for t in tickets if key in t.known_addresses), None)


def _mentioned(
    numbers: tuple[TicketNumber, ...], inbound: InboundMessage, brand: Brand, ports: Ports
) -> Ticket | None:
    """Return a ticket whose number was merely written down, if its own proven customer wrote."""
    if not is_proven(inbound):
        return None
    found = [ports.tickets.find(number) for number in numbers]
    return _of_sender([t for t in found if t is not None and t.brand == brand.id], inbound)


def _commit(
    decision: IntakeDecision,
    inbound: InboundMessage,
    understanding: Understanding | None,
    registration: Registration,
    ports: Ports,
) -> IntakeResult:
    written = ports.tickets.commit(decision)
    if isinstance(written, Duplicate):
        outcome, number = Outcome.DUPLICATE, written.ticket
    else:
        outcome, number = _outcome(decision), _ticket_of(decision)
    return _result(outcome, number, inbound, understanding, registration, decision=decision)


def _outcome(decision: IntakeDecision) -> Outcome:
    match decision:
        case OpenTicket():
            return Outcome.CREATED
        case AppendMessage():
            return Outcome.HELD if decision.message.held else Outcome.APPENDED
        case RecordVerdict():
            return Outcome.VERDICT


def _ticket_of(decision: IntakeDecision) -> TicketNumber | None:
    return decision.ticket if isinstance(decision, RecordVerdict) else decision.ticket.number


def _result(
    outcome: Outcome,
    number: TicketNumber | None,
    inbound: InboundMessage,
    understanding: Understanding | None,
    registration: Registration,
    *,
    decision: IntakeDecision | None = None,
) -> IntakeResult:
    ticket = None if decision is None or isinstance(decision, RecordVerdict) else decision.ticket
    return IntakeResult(
        outcome=outcome,
        ticket=number,
        brand=registration.brand.id,
        channel=inbound.channel,
        kind=inbound.kind,
        reason=inbound.kind_reason,
        queue=ticket.queue if ticket else "",
        category=ticket.category if ticket else "",
        priority=ticket.priority if ticket else "",
        locale=ticket.locale if ticket else "",
        unsure=understanding.unsure if understanding else False,
        acknowledged=bool(getattr(decision, "outbox", ())),
        answer_by=ticket.answer_by if ticket else None,
        received_at=inbound.received_at,
        warnings=len(inbound.warnings),
    )
