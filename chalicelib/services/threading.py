"""Finding the ticket a message belongs to, by the keys reading/threads.py takes out of it."""

from __future__ import annotations

from chalicelib.desk.proof import is_proven
from chalicelib.desk.ticket import Ticket
from chalicelib.reading import threads
from chalicelib.reading.message import InboundMessage
from chalicelib.rules import Brand
from chalicelib.services.ports import Ports
from chalicelib.ticket_number import TicketNumber

_MAX_MENTIONED = 3
"""Of the numbers somebody wrote down so many are looked up: each costs a read."""


def find_ticket(inbound: InboundMessage, brand: Brand, ports: Ports) -> Ticket | None:
    """Return the ticket the threading keys lead to, the surest key first, in this brand.

    Raises:
        TransientError: storage is not to be had.
    """
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
    found = [ports.tickets.find(number) for number in numbers[:_MAX_MENTIONED]]
    return _of_sender([t for t in found if t is not None and t.brand == brand.id], inbound)
