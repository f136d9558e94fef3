"""What operators and the schedule ask for."""

from __future__ import annotations

from typing import Any

from chalicelib import bootstrap, observability
from chalicelib.services import reconcile as reconciling

_COUNTED_AT_MOST = 1000


def reconcile(_event: dict[str, Any], _context: Any) -> dict[str, int]:
    """Count what was left lying; return the counts."""
    overdue = reconciling.count_overdue(bootstrap.ports(), limit=_COUNTED_AT_MOST)
    observability.record_overdue(overdue)
    return {"pending": overdue.pending, "leases_expired": overdue.leases_expired}


def desk(event: dict[str, Any], _context: Any) -> str | dict[str, str]:
    """Answer a custom widget call with HTML, or with its documentation when asked to describe.

    Contract: CloudWatch custom widgets. Every customer value is escaped, so that no text of a
    customer's can become an element, `<cwdb-action>` above all.
    """
    from chalicelib.handlers import widget

    if "describe" in event:
        return {"markdown": widget.DOCUMENTATION}
    return widget.queue_page(event, bootstrap.ports())
