"""Mail out: what the table's stream tells of, and what the clock brings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chalicelib import bootstrap, observability
from chalicelib.aws import events
from chalicelib.desk.outbox import OutboxEntry

_PER_TICK = 200

_LONGEST_SEND_MS = 30_000
"""A slow SES takes 20 s to answer, a claim and a mark some more: with less left, none is begun."""


def send(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Send the due entries in a batch of the table's stream; leave to `tick` what fails.

    They go by time, as in `tick`: within one transaction the stream knows no order, and a warning
    must leave before the acknowledgement.
    """
    due = sorted(events.stream_entries(event), key=lambda entry: entry.due_at)
    _send_each(due, context)
    return {"batchItemFailures": []}


def tick(_event: dict[str, Any], context: Any) -> dict[str, int]:
    """Send what is due by now; return how many entries were handled."""
    from chalicelib.services import sending  # the template engine: only senders pay for it

    due = sending.due_entries(bootstrap.ports(), limit=_PER_TICK)
    return {"handled": _send_each(due, context)}


def _send_each(entries: Iterable[OutboxEntry], context: Any) -> int:
    """Send one entry after the other while there is time; return how many were handled.

    Whatever one of them raises concerns it alone: the next tick finds it again, and it must not
    keep the others waiting.
    """
    from chalicelib.services import sending  # the template engine: only senders pay for it

    handled = 0
    for entry in entries:
        if context.get_remaining_time_in_millis() < _LONGEST_SEND_MS:
            break
        handled += 1
        try:
            observability.record_send(sending.send_entry(entry, bootstrap.ports()))
        except Exception as err:  # noqa: BLE001 — the boundary of one entry, see above
            observability.record_failure(err)
    return handled
