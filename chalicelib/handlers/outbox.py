"""Mail out: what the table's stream tells of, and what the clock brings."""

from __future__ import annotations

from typing import Any

from chalicelib import bootstrap, observability
from chalicelib.aws import events

_PER_TICK = 200


def send(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Send the due entries in a batch of the table's stream.

    An entry that fails is left to `tick`: it must not block the entries of its shard behind it.
    """
    from chalicelib.services import sending  # the template engine: only senders pay for it

    for entry in events.stream_entries(event):
        try:
            observability.record_send(sending.send_entry(entry, bootstrap.ports()))
        except Exception as err:  # noqa: BLE001 — the batch boundary: `tick` sends it again
            observability.record_failure(err)
    return {"batchItemFailures": []}


def tick(_event: dict[str, Any], _context: Any) -> dict[str, int]:
    """Send what is due by now; return how many entries were handled."""
    from chalicelib.services import sending  # the template engine: only senders pay for it

    results = sending.tick(bootstrap.ports(), limit=_PER_TICK)
    for result in results:
        observability.record_send(result)
    return {"handled": len(results)}
