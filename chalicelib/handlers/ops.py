"""What operators and the schedule ask for."""

from __future__ import annotations

from typing import Any

from chalicelib import bootstrap, observability
from chalicelib.services import reconcile as reconciling

_COUNTED_AT_MOST = 1000
_CLEANSED_AT_MOST = 100

_LONGEST_CLEANSING_MS = 20_000
"""A large mail takes some seconds to read and to write: with less left, none is begun."""


def reconcile(_event: dict[str, Any], context: Any) -> dict[str, int]:
    """Finish cleansing what was left dirty, count what else was left lying; return the counts."""
    cleansed = _cleanse_left(context)
    overdue = reconciling.count_overdue(bootstrap.ports(), limit=_COUNTED_AT_MOST)
    observability.record_overdue(overdue)
    return {
        "pending": overdue.pending,
        "leases_expired": overdue.leases_expired,
        "cleansed": cleansed,
    }


def _cleanse_left(context: Any) -> int:
    """Cleanse one object after the other; what one of them raises keeps no other waiting."""
    from chalicelib.services import cleansing  # hardly ever is anything left

    ports, cleansed = bootstrap.ports(), 0
    for raw in reconciling.left_dirty(ports, limit=_CLEANSED_AT_MOST):
        if context.get_remaining_time_in_millis() < _LONGEST_CLEANSING_MS:
            break
        try:
            cleansing.finish(raw, ports, stored_at=ports.clock.now())
            cleansed += 1
        except Exception as err:  # noqa: BLE001 — the boundary of one object, see above
            observability.record_failure(err)
    return cleansed


def desk(event: dict[str, Any], _context: Any) -> str | dict[str, str]:
    """Answer a custom widget call with HTML, or with its documentation when asked to describe.

    Contract: CloudWatch custom widgets. Every customer value is escaped, so that no text of a
    customer's can become an element, `<cwdb-action>` above all.
    """
    from chalicelib.handlers import widget

    if "describe" in event:
        return {"markdown": widget.DOCUMENTATION}
    return widget.queue_page(event, bootstrap.ports())
