"""The ticket queue as a CloudWatch custom widget: a table, nothing to click yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from chalicelib.desk.lifecycle import Status
from chalicelib.desk.ticket import Ticket
from chalicelib.services.ports import Ports
from chalicelib.understanding.findings import Priority

DOCUMENTATION = """## Frontdesk: ticket queue

Shows the tickets of one brand that wait for somebody, the most urgent first and then those to be
answered first, 200 at the most.

``` yaml
brand: demo
```

* `brand`: the brand's id in `policy/desk.toml`; the first one by default.
"""

_PER_LIST = 50
_SHOWN_AT_MOST = 200
_RANK = {priority: rank for rank, priority in enumerate(Priority)}
_SHOWN = (Status.NEW, Status.OPEN, Status.WAITING_CUSTOMER)
_HEAD = ("Ticket", "Queue", "Priority", "Status", "Category", "Language", "Answer by")


def queue_page(event: Mapping[str, Any], ports: Ports) -> str:
    """Return the queue as HTML. An unknown brand is answered by a sentence."""
    brand = ports.rules.brands.get(str(event.get("brand") or ports.rules.default_brand.id))
    if brand is None:
        return "<p>No such brand in the policy.</p>"
    tickets = [
        ticket
        for status in _SHOWN
        for queue in ports.rules.queues
        for ticket in ports.tickets.queue(brand.id, queue, status, _PER_LIST)
    ]
    tickets.sort(key=_urgency)
    head = "".join(f"<th>{title}</th>" for title in _HEAD)
    rows = (
        "".join(_row(ticket) for ticket in tickets[:_SHOWN_AT_MOST])
        or '<tr><td colspan="7">Empty</td></tr>'
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _urgency(ticket: Ticket) -> tuple[int, datetime]:
    return _RANK[ticket.priority], ticket.answer_by or ticket.created_at


def _row(ticket: Ticket) -> str:
    answer_by = ticket.answer_by.strftime("%Y-%m-%d %H:%M UTC") if ticket.answer_by else ""
    cells = (
        ticket.number,
        ticket.queue,
        ticket.priority,
        ticket.status,
        ticket.category,
        ticket.locale,
        answer_by,
    )
    return "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"
