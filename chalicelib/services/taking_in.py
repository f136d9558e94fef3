"""A message, read and guarded, becomes a ticket, a part of one, or a verdict: read, decide, commit.

Whom it belongs to and what it is about is settled for all its brands before anything is written.
A lost race is decided again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from chalicelib.desk.decide import decide_intake
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
from chalicelib.reading.message import InboundMessage
from chalicelib.rules import Brand
from chalicelib.services.consulting import Understood, understand_for
from chalicelib.services.intake_result import IntakeResult, Outcome, result_of
from chalicelib.services.linking import commit_linked
from chalicelib.services.ports import Ports
from chalicelib.services.stores import Duplicate
from chalicelib.services.takers import Taker, number_of, registration_of
from chalicelib.services.threading import find_ticket
from chalicelib.understanding.findings import SecretFinding, Understanding
from chalicelib.understanding.picture_cues import picture_may_show_secret

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it may be kept. `identity` is the same for every delivery of it.

    `dirty`: its raw object still holds the secrets that were found.
    """

    inbound: InboundMessage
    identity: str
    secrets: tuple[SecretFinding, ...]
    dirty: bool


def take_in(message: Message, takers: tuple[Taker, ...], ports: Ports) -> tuple[IntakeResult, ...]:
    """Take a message in for each brand; each ticket names those of the others.

    The numbers are known before anything is written: of the ticket a message belongs to, else of
    the one its dedupe key makes.

    Raises:
        TransientError: storage is not to be had, or three races in a row were lost.
        OperatorError: policy or permissions are wrong.
    """
    keys = {taker.brand.id: _dedupe_key(message, taker.brand, ports) for taker in takers}
    known = {taker.brand.id: find_ticket(message.inbound, taker.brand, ports) for taker in takers}
    numbers = {id_: number_of(keys[id_], known[id_], ports) for id_ in keys}
    understood = understand_for(message.inbound, takers, numbers, ports)
    return tuple(
        _take_in_for(
            message,
            understood[taker.brand.id],
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


def _dedupe_key(message: Message, brand: Brand, ports: Ports) -> str:
    form = message.inbound.form or ""
    return ports.keys.keyed_hash("dedupe", brand.id, form, message.identity).hex()


def _take_in_for(
    message: Message,
    understood: Understood,
    known: Ticket | None,
    registration: Registration,
    ports: Ports,
) -> IntakeResult:
    inbound = message.inbound
    understanding = replace(understood.understanding, secrets=message.secrets)
    for _ in range(_TRIES):
        decision = _decide(message, understanding, known, registration, ports)
        try:
            result = commit(decision, inbound, ports, understanding=understanding)
            return replace(result, consulted=understood.consulted)
        except ConflictError:
            if isinstance(decision, OpenTicket) and _is_taken_in(decision, ports):
                number, brand = registration.number, registration.brand.id
                return result_of(Outcome.DUPLICATE, number, inbound, brand)
            known = find_ticket(inbound, registration.brand, ports)
    raise TransientError("three races for one ticket were lost in a row")


def _decide(
    message: Message,
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


def commit(
    decision: IntakeDecision,
    inbound: InboundMessage,
    ports: Ports,
    *,
    understanding: Understanding | None = None,
) -> IntakeResult:
    """Write a decision, and return what came of it.

    Raises:
        ConflictError: the ticket changed since it was read, or its number is taken.
        TransientError: storage is not to be had.
    """
    decision, written = commit_linked(decision, ports)
    brand = decision.brand if isinstance(decision, RecordVerdict) else decision.ticket.brand
    if isinstance(written, Duplicate):
        return result_of(Outcome.DUPLICATE, written.ticket, inbound, brand)
    match decision:
        case RecordVerdict():
            result = result_of(Outcome.VERDICT, decision.ticket, inbound, brand)
            return replace(result, secrets=_kinds(understanding))
        case OpenTicket():
            outcome = Outcome.CREATED
        case AppendMessage():
            outcome = Outcome.HELD if decision.message.held else Outcome.APPENDED
    ticket = decision.ticket
    return replace(
        result_of(outcome, ticket.number, inbound, brand),
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
