"""Taking messages in: mail or form → one ticket, one appended message, or one recorded verdict.

Each brand a mail was sent to registers it under its own key, in one transaction. Whatever is run
twice, late or in parallel ends at the same key, the same number and therefore the same ticket.
"""

from __future__ import annotations

from dataclasses import replace

from chalicelib.desk.decide import decide_unreadable
from chalicelib.reading.message import Channel, InboundMessage, MailReceipt
from chalicelib.services import cleansing
from chalicelib.services.intake_result import IntakeResult, Outcome, result_of
from chalicelib.services.ports import Ports
from chalicelib.services.stores import RawMail
from chalicelib.services.takers import Taker, registration_of, takers_of
from chalicelib.services.taking_in import Message, commit, take_in
from chalicelib.understanding.findings import SecretFinding
from chalicelib.understanding.guard import guard

__all__ = [
    "IntakeResult",
    "Outcome",
    "receive_form",
    "receive_mail",
    "receive_stored",
    "receive_unreadable",
]


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
    message = Message(read.inbound, read.origin.identity, read.findings, dirty=read.is_dirty)
    results = take_in(message, takers_of(read.inbound.recipients, ports), ports)
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
    message = Message(guarded.inbound, identity, (*found, *guarded.findings), dirty=False)
    (result,) = take_in(message, (Taker(brand, brand.mailboxes[0], known=True),), ports)
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
        return (result_of(Outcome.DUPLICATE, None, inbound, brand),)
    return tuple(_unreadable(inbound, taker, takers, ports) for taker in takers)


def _unreadable(
    inbound: InboundMessage, taker: Taker, takers: tuple[Taker, ...], ports: Ports
) -> IntakeResult:
    raw = inbound.raw
    place = (raw.bucket, raw.key) if raw else ("", "")
    key = ports.keys.keyed_hash("unreadable", taker.brand.id, *place).hex()
    registration = registration_of(taker, takers, key, (), ports)
    return commit(decide_unreadable(inbound, registration, ports.rules), inbound, ports)
