"""Who takes a message in: each brand it was sent to, once, under numbers known beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.desk.decision import Registration
from chalicelib.desk.ticket import Ticket
from chalicelib.reading.message import EmailAddress
from chalicelib.rules import Brand
from chalicelib.services.ports import Ports
from chalicelib.ticket_number import TicketNumber, number_from


@dataclass(frozen=True, slots=True)
class Taker:
    """A brand that takes a message in, and the mailbox it came to; `known` False: to none of us."""

    brand: Brand
    mailbox: str
    known: bool


def takers_of(recipients: tuple[EmailAddress, ...], ports: Ports) -> tuple[Taker, ...]:
    """Return each brand once, with its mailbox; mail to none of ours goes to the default brand."""
    found: dict[str, Taker] = {}
    for recipient in recipients:
        brand = ports.rules.brand_for(str(recipient))
        if brand is not None:
            found.setdefault(brand.id, Taker(brand, _mailbox(str(recipient)), known=True))
    default = ports.rules.default_brand
    return tuple(found.values()) or (Taker(default, default.mailboxes[0], known=False),)


def _mailbox(recipient: str) -> str:
    """Return the mailbox of an envelope recipient: lower case, without a "+" part."""
    local, _, domain = recipient.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def number_of(key: str, known: Ticket | None, ports: Ports) -> TicketNumber:
    """Return the ticket a message goes to: the one it belongs to, else the one its key makes."""
    return known.number if known else number_from(ports.keys.keyed_hash("ticket", key))


def registration_of(
    taker: Taker,
    takers: tuple[Taker, ...],
    key: str,
    linked: tuple[TicketNumber, ...],
    ports: Ports,
) -> Registration:
    """Return how a brand takes a message in; `linked` are its tickets in the other brands."""
    return Registration(
        brand=taker.brand,
        mailbox=taker.mailbox,
        recipient_known=taker.known,
        number=number_of(key, None, ports),
        dedupe_key=key,
        linked=linked,
        brands=tuple(other.brand.id for other in takers),
        now=ports.clock.now(),
    )
