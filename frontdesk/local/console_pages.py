"""The console's pages: templates with autoescape, no script, and a policy that allows none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from frontdesk.local.webserver import HttpResponse

_FOLDER = Path(__file__).parent / "pages"
_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_MAIL_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its template and what it shows."""

    template: str
    values: Mapping[str, Any]


def overview(
    *,
    addresses: Mapping[str, str],
    now: str,
    sent: int,
    tickets: int,
    queues: Sequence[Mapping[str, Any]],
) -> Page:
    """Return the first page."""
    return Page(
        template="overview.html",
        values={
            "addresses": addresses,
            "now": now,
            "sent": sent,
            "ticket_count": tickets,
            "queues": queues,
        },
    )


def outbox(mails: Sequence[Mapping[str, Any]]) -> Page:
    """Return the list of sent mails, newest first."""
    return Page(template="outbox.html", values={"mails": list(reversed(mails))})


def mail(shown: Mapping[str, Any], raw: str) -> Page:
    """Return one sent mail: rendered, as text, as source."""
    return Page(template="mail.html", values={"mail": shown, "raw": raw})


def tickets(heads: Sequence[Mapping[str, Any]]) -> Page:
    """Return the list of tickets, newest first."""
    return Page(template="tickets.html", values={"tickets": list(reversed(heads))})


def ticket(shown: Mapping[str, Any]) -> Page:
    """Return one ticket: facts, thread, planned mails, history."""
    return Page(template="ticket.html", values={"ticket": shown})


def metrics(series: Sequence[Mapping[str, Any]], queues: Sequence[Mapping[str, Any]]) -> Page:
    """Return the numbers the dashboard would show."""
    return Page(template="metrics.html", values={"series": series, "queues": queues})


def response(page: Page) -> HttpResponse:
    """Return a page as an HTTP response."""
    html = _templates().get_template(page.template).render(page.values)
    return _html(html, _PAGE_POLICY)


def mail_html(html: str) -> HttpResponse:
    """Return a mail's HTML part for the sandboxed frame: no script, nothing fetched."""
    return _html(html or "<p>This mail has no HTML part.</p>", _MAIL_POLICY)


def style() -> HttpResponse:
    """Return the style sheet."""
    return HttpResponse(
        status=200,
        headers=(("Content-Type", "text/css; charset=utf-8"), ("Cache-Control", "max-age=60")),
        body=(_FOLDER / "style.css").read_bytes(),
    )


def _html(html: str, policy: str) -> HttpResponse:
    return HttpResponse(
        status=200,
        headers=(
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cache-Control", "no-store"),
        ),
        body=html.encode("utf-8", "replace"),
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
