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
from chalicelib.desk.secrets import with_image_warning, with_secrets
from chalicelib.desk.ticket import Ticket
from chalicelib.errors import ConflictError, TransientError
from chalicelib.reading.message import Channel, InboundMessage, Kind, MailReceipt
from chalicelib.rules import Brand
from chalicelib.services import cleansing
from chalicelib.services.linking import commit_linked
from chalicelib.services.ports import Duplicate, Ports, RawMail
from chalicelib.services.takers import Taker, number_of, registration_of, takers_of
from chalicelib.services.threading import find_ticket
from chalicelib.ticket_number import TicketNumber
from chalicelib.understanding.findings import SecretFinding, Understanding
from chalicelib.understanding.guard import guard
from chalicelib.understanding.picture_cues import picture_may_show_secret
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

    `ticket` is None for a verdict that tells of no ticket. `secrets` are the kinds of secrets that
    were taken out of the message. No field holds customers' text.
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
    secrets: tuple[str, ...] = ()


def receive_mail(receipt: MailReceipt, ports: Ports) -> tuple[IntakeResult, ...]:
    """Take in one stored mail, once for each brand it was sent to.

    Raises:
        MissingRawError: the raw object is gone.
        TransientError: storage is not to be had, or three races in a row were lost.
        OperatorError: policy or permissions are wrong.
    """
    return receive_stored(ports.archive.fetch(receipt.raw), receipt, ports)


def receive_stored(stored: RawMail, receipt: MailReceipt, ports: Ports) -> tuple[IntakeResult, ...]:
    """Take in a mail whose bytes are at hand; cleanse its object, at no call when it is clean.

    Raises:
        TransientError: storage is not to be had, or three races in a row were lost.
        OperatorError: policy or permissions are wrong.
    """
    read = cleansing.read_mail(stored, receipt, ports)
    message = _Message(read.inbound, read.origin.identity, read.findings, dirty=read.is_dirty)
    results = _take_in(message, takers_of(read.inbound.recipients, ports), ports)
    if read.is_dirty or stored.origin is not None:
        cleansing.cleanse(read, receipt.raw, ports)
    return results


def receive_form(
    inbound: InboundMessage, ports: Ports, *, found: tuple[SecretFinding, ...] = ()
) -> IntakeResult:
    """Take in one checked form, without the secrets in it; `inbound.brand` names its brand.

    A form sent again is answered with its ticket's own promise, not with a new one. `found` are
    the secrets that were taken out of its fields before they were read.

    Raises:
        TransientError: storage is not to be had.
        OperatorError: policy or permissions are wrong.
    """
    brand = ports.rules.brands[inbound.brand or ports.rules.default_brand.id]
    guarded = guard(inbound)
    identity = cleansing.identity_of(inbound, ports)
    message = _Message(guarded.inbound, identity, (*found, *guarded.findings), dirty=False)
    (result,) = _take_in(message, (Taker(brand, brand.mailboxes[0], known=True),), ports)
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
    takers = takers_of(receipt.recipients, ports)
    if ports.tickets.is_recorded(receipt.raw):
        brand = takers[0].brand.id
        return (_result(Outcome.DUPLICATE, None, inbound, brand),)
    return tuple(_unreadable(inbound, taker, takers, ports) for taker in takers)


def _unreadable(
    inbound: InboundMessage, taker: Taker, takers: tuple[Taker, ...], ports: Ports
) -> IntakeResult:
    raw = inbound.raw
    place = (raw.bucket, raw.key) if raw else ("", "")
    key = ports.keys.keyed_hash("unreadable", taker.brand.id, *place).hex()
    registration = registration_of(taker, takers, key, (), ports)
    return _commit(decide_unreadable(inbound, registration, ports.rules), inbound, ports)


@dataclass(frozen=True, slots=True)
class _Message:
    """A message as it may be kept. `identity` is the same for every delivery of it.

    `dirty`: its raw object still holds the secrets that were found.
    """

    inbound: InboundMessage
    identity: str
    secrets: tuple[SecretFinding, ...]
    dirty: bool


def _take_in(
    message: _Message, takers: tuple[Taker, ...], ports: Ports
) -> tuple[IntakeResult, ...]:
    """Take a message in for each brand; each ticket names those of the others.

    The numbers are known before anything is written: of the ticket a message belongs to, else of
    the one its dedupe key makes.
    """
    keys = {taker.brand.id: _dedupe_key(message, taker.brand, ports) for taker in takers}
    known = {taker.brand.id: find_ticket(message.inbound, taker.brand, ports) for taker in takers}
    numbers = {id_: number_of(keys[id_], known[id_], ports) for id_ in keys}
    return tuple(
        _take_in_for(
            message,
            known[taker.brand.id],
            registration_of(
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


def _dedupe_key(message: _Message, brand: Brand, ports: Ports) -> str:
    form = message.inbound.form or ""
    return ports.keys.keyed_hash("dedupe", brand.id, form, message.identity).hex()


def _take_in_for(
    message: _Message, known: Ticket | None, registration: Registration, ports: Ports
) -> IntakeResult:
    inbound = message.inbound
    understood = understand(inbound, registration.brand, ports.rules)
    understanding = replace(understood, secrets=message.secrets)
    for _ in range(_TRIES):
        decision = _decide(message, understanding, known, registration, ports)
        try:
            return _commit(decision, inbound, ports, understanding=understanding)
        except ConflictError:
            if isinstance(decision, OpenTicket) and _is_taken_in(decision, ports):
                number, brand = registration.number, registration.brand.id
                return _result(Outcome.DUPLICATE, number, inbound, brand)
            known = find_ticket(inbound, registration.brand, ports)
    raise TransientError("three races for one ticket were lost in a row")


def _decide(
    message: _Message,
    understanding: Understanding,
    known: Ticket | None,
    registration: Registration,
    ports: Ports,
) -> IntakeDecision:
    rules, inbound = ports.rules, message.inbound
    decision = decide_intake(inbound, understanding, known, registration, rules)
    decision = with_secrets(decision, inbound, understanding, registration, rules)
    if picture_may_show_secret(inbound):
        decision = with_image_warning(decision)
    return replace(decision, dirty=message.dirty)


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
    decision: IntakeDecision,
    inbound: InboundMessage,
    ports: Ports,
    *,
    understanding: Understanding | None = None,
) -> IntakeResult:
    decision, written = commit_linked(decision, ports)
    brand = decision.brand if isinstance(decision, RecordVerdict) else decision.ticket.brand
    if isinstance(written, Duplicate):
        return _result(Outcome.DUPLICATE, written.ticket, inbound, brand)
    match decision:
        case RecordVerdict():
            result = _result(Outcome.VERDICT, decision.ticket, inbound, brand)
            return replace(result, secrets=_kinds(understanding))
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
        unsure=understanding is not None and understanding.unsure,
        acknowledged=bool(decision.outbox),
        answer_by=ticket.answer_by,
        secrets=_kinds(understanding),
    )


def _kinds(understanding: Understanding | None) -> tuple[str, ...]:
    found = understanding.secrets if understanding else ()
    return tuple(dict.fromkeys(secret.kind for secret in found))


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
