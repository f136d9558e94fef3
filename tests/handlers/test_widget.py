"""The ticket queue as a CloudWatch custom widget."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from chalicelib import bootstrap
from chalicelib.desk.lifecycle import Status
from chalicelib.handlers import ops
from chalicelib.ticket_number import number_from
from chalicelib.understanding.findings import Priority
from tests.builders import NOW, a_ticket
from tests.services.conftest import Desk


def asked(event: dict[str, Any], *tickets: Any) -> Any:
    """Return the widget's answer over these tickets."""
    desk = Desk()
    for n, changes in enumerate(tickets):
        ticket = a_ticket(number=number_from(bytes([n + 1]) * 16), **changes)
        desk.tickets.store.heads[ticket.number] = ticket
    with bootstrap.use(desk.ports):
        return ops.desk(event, None)


class Cells(HTMLParser):
    """Collects the elements and the texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note an element."""
        del attrs
        self.elements.add(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


def read(html: str) -> Cells:
    """Return what a browser would find."""
    cells = Cells()
    cells.feed(html)
    return cells


def test_describe_is_answered_with_the_documentation() -> None:
    """CloudWatch shows it, and takes its first YAML block for the parameters."""
    answer = asked({"describe": True})

    assert "brand: demo" in answer["markdown"]


def test_the_queue_shows_the_most_urgent_first_over_all_queues() -> None:
    """Then those that must be answered first, whatever their status."""
    page = asked(
        {},
        {"queue": "asset", "priority": Priority.LOW, "status": Status.NEW, "category": "c"},
        {"queue": "general", "priority": Priority.URGENT, "answer_by": NOW, "category": "b"},
        {
            "queue": "security",
            "priority": Priority.URGENT,
            "answer_by": NOW - timedelta(hours=1),
            "category": "a",
        },
    )

    assert [text for text in read(page).texts if text in ("a", "b", "c")] == ["a", "b", "c"]


def test_no_value_of_a_ticket_becomes_an_element() -> None:
    """An unescaped `<cwdb-action>` would be a button with the operator's rights."""
    page = asked({}, {"locale": "<cwdb-action action='call'>x</cwdb-action><svg>"})

    assert read(page).elements == {"table", "thead", "tbody", "tr", "th", "td"}


def test_an_unknown_brand_is_answered_in_a_sentence() -> None:
    """A dashboard outlives a brand."""
    assert asked({"brand": "<b>sold</b>"}) == "<p>No such brand in the policy.</p>"
