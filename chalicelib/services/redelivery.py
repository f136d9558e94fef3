"""Mail that is delivered again: what failed for a moment is tried again, what kills is set aside.

A notice comes again for many reasons, most of which have nothing to do with its mail: an outage, a
deployment, a neighbour in its batch. Only a mail whose own reading was begun and never ended, or
that failed with an error of no passing kind, becomes a ticket marked unreadable (DESIGN 14).
"""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.errors import TransientError
from chalicelib.reading.message import MailReceipt
from chalicelib.services.intake import IntakeResult, receive_unreadable
from chalicelib.services.ports import Ports

UNREADABLE_FROM = 3
"""The receive from which a mail that cannot be taken in becomes a ticket marked unreadable."""


def try_again(
    receipt: MailReceipt,
    ports: Ports,
    *,
    receives: int,
    take_in: Callable[[], tuple[IntakeResult, ...]],
) -> tuple[IntakeResult, ...]:
    """Take in a mail that was delivered before.

    Args:
        receipt: what is known without opening the mail.
        ports: the outside world.
        receives: how often it was handed out, this time included; at least 2.
        take_in: the ordinary way.

    Raises:
        TransientError: storage is not to be had; the queue delivers again.
        Exception: what `take_in` raised, before the third receive.
    """
    killed = ports.tickets.begin_attempt(receipt.raw, now=ports.clock.now())
    last = receives >= UNREADABLE_FROM
    if killed and last:
        return receive_unreadable(receipt, ports)
    try:
        results = take_in()
    except TransientError:
        ports.tickets.end_attempt(receipt.raw)
        raise
    except Exception:
        ports.tickets.end_attempt(receipt.raw)
        if not last:
            raise
        return receive_unreadable(receipt, ports)
    ports.tickets.end_attempt(receipt.raw)
    return results
