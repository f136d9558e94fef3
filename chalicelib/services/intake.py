"""Taking messages in: mail or form → one ticket, one appended message, or one recorded verdict.

Each brand a mail was sent to registers it under its own key, in one transaction. Whatever is run
twice, late or in parallel ends at the same key, the same number and therefore the same ticket.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from chalicelib.desk.ticket import Ticket
from chalicelib.errors import ConflictError, TransientError
from chalicelib.reading import mime
from chalicelib.reading.message import Channel, EmailAddress, InboundMessage, Kind, MailReceipt
from chalicelib.rules import Brand
from chalicelib.services.linking import commit_linked
from chalicelib.services.ports import Duplicate, Ports
from chalicelib.services.threading import find_ticket
from chalicelib.ticket_number import TicketNumber, number_from
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
    inbound = mime.parse(raw.content, receipt, own_addresses=own)
    return _take_in(inbound, _takers(inbound.recipients, ports), ports)


def receive_form(inbound: InboundMessage, ports: Ports) -> IntakeResult:
    """Take in one checked form; `inbound.brand` names its brand.

    A form sent again is answered with its ticket's own promise, not with a new one.

    Raises:
        TransientError: storage is not to be had.
        OperatorError: policy or permissions are wrong.
    """
    brand = ports.rules.brands[inbound.brand or ports.rules.default_brand.id]
    (result,) = _take_in(inbound, (_Taker(brand, brand.mailboxes[0], known=True),), ports)
    if result.outcome is not Outcome.DUPLICATE or result.ticket is None:
        return result
    ticket = ports.tickets.find(result.ticket)
    return replace(result, answer_by=ticket.answer_by if ticket else None)


def receive_unreadable(receipt: MailReceipt, ports: Ports) -> tuple[IntakeResult, ...]:
    """Make the tickets of a mail that could not be taken in: a person must look at the raw mail.

    Only what the receipt says is used, so nothing in the mail can make this fail as well. A mail
    that was taken in after all makes none.

    Raises:
        TransientError: storage is not to be had.
    """
    inbound = InboundMessage(
        channel=Channel.EMAIL,
        recipients=receipt.recipients,
        received_at=receipt.received_at,
        verdicts=receipt.verdicts,
        raw=receipt.raw,
        warnings=("unreadable",),
    )
    takers = _takers(receipt.recipients, ports)
    if ports.tickets.is_recorded(receipt.raw):
        brand = takers[0].brand.id
        return (_result(Outcome.DUPLICATE, None, inbound, brand),)
    return tuple(_unreadable(inbound, taker, takers, ports) for taker in takers)


def _unreadable(
    inbound: InboundMessage, taker: _Taker, takers: tuple[_Taker, ...], ports: Ports
) -> IntakeResult:
    raw = inbound.raw
    place = (raw.bucket, raw.key) if raw else ("", "")
    key = ports.keys.keyed_hash("unreadable", taker.brand.id, *place).hex()
    registration = _registration(taker, takers, key, (), ports)
    return _commit(decide_unreadable(inbound, registration, ports.rules), inbound, ports)


@dataclass(frozen=True, slots=True)
class _Taker:
    """A brand that takes a message in, and the mailbox it came to; `known` False: to none of us."""

    brand: Brand
    mailbox: str
    known: bool


def _takers(recipients: tuple[EmailAddress, ...], ports: Ports) -> tuple[_Taker, ...]:
    """Return each brand once, with its mailbox; mail to none of ours goes to the default brand."""
    found: dict[str, _Taker] = {}
    for recipient in recipients:
        brand = ports.rules.brand_for(str(recipient))
        if brand is not None:
            found.setdefault(brand.id, _Taker(brand, _mailbox(str(recipient)), known=True))
    default = ports.rules.default_brand
    return tuple(found.values()) or (_Taker(default, default.mailboxes[0], known=False),)


def _take_in(
    inbound: InboundMessage, takers: tuple[_Taker, ...], ports: Ports
) -> tuple[IntakeResult, ...]:
    """Take a message in for each brand; each ticket names those of the others.

    The numbers are known before anything is written: of the ticket a message belongs to, else of
    the one its dedupe key makes.
    """
    keys = {taker.brand.id: _dedupe_key(inbound, taker.brand, ports) for taker in takers}
    known = {taker.brand.id: find_ticket(inbound, taker.brand, ports) for taker in takers}
    numbers = {id_: _number(keys[id_], known[id_], ports) for id_ in keys}
    return tuple(
        _take_in_for(
            inbound,
            known[taker.brand.id],
            _registration(
                taker,
                takers,
                keys[taker.brand.id],
                tuple(n for id_, n in numbers.items() if id_ != taker.brand.id),
                ports,
            ),
            ports,
        )
        for taker in takers
    )


def _number(key: str, known: Ticket | None, ports: Ports) -> TicketNumber:
    return known.number if known else number_from(ports.keys.keyed_hash("ticket", key))


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
    taker: _Taker,
    takers: tuple[_Taker, ...],
    key: str,
    linked: tuple[TicketNumber, ...],
    ports: Ports,
) -> Registration:
    return Registration(
        brand=taker.brand,
        mailbox=taker.mailbox,
        recipient_known=taker.known,
        number=_number(key, None, ports),
        dedupe_key=key,
        linked=linked,
        brands=tuple(other.brand.id for other in takers),
        now=ports.clock.now(),
    )


def _take_in_for(
    inbound: InboundMessage, known: Ticket | None, registration: Registration, ports: Ports
) -> IntakeResult:
    understanding = understand(inbound, registration.brand, ports.rules)
    for _ in range(_TRIES):
        decision = decide_intake(inbound, understanding, known, registration, ports.rules)
        try:
            return _commit(decision, inbound, ports, unsure=understanding.unsure)
        except ConflictError:
            if isinstance(decision, OpenTicket) and _is_taken_in(decision, ports):
                number, brand = registration.number, registration.brand.id
                return _result(Outcome.DUPLICATE, number, inbound, brand)
            known = find_ticket(inbound, registration.brand, ports)
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


def _commit(
    decision: IntakeDecision, inbound: InboundMessage, ports: Ports, *, unsure: bool = False
) -> IntakeResult:
    decision, written = commit_linked(decision, ports)
    brand = decision.brand if isinstance(decision, RecordVerdict) else decision.ticket.brand
    if isinstance(written, Duplicate):
        return _result(Outcome.DUPLICATE, written.ticket, inbound, brand)
    match decision:
        case RecordVerdict():
            return _result(Outcome.VERDICT, decision.ticket, inbound, brand)
        case OpenTicket():
            outcome = Outcome.CREATED
        case AppendMessage():
            outcome = Outcome.HELD if decision.message.held else Outcome.APPENDED
    ticket = decision.ticket
    return replace(
        _result(outcome, ticket.number, inbound, brand),
        queue=ticket.queue,
        category=ticket.category,
        priority=ticket.priority,
        locale=ticket.locale,
        unsure=unsure,
        acknowledged=bool(decision.outbox),
        answer_by=ticket.answer_by,
    )


def _result(
    outcome: Outcome, number: TicketNumber | None, inbound: InboundMessage, brand: str
) -> IntakeResult:
    return IntakeResult(
        outcome=outcome,
        ticket=number,
        brand=brand,
        channel=inbound.channel,
        kind=inbound.kind,
        received_at=inbound.received_at,
        warnings=len(inbound.warnings),
    )
