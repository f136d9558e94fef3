"""The console: what it answers, to whom, and how hostile texts stay texts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from frontdesk.local import console_pages as pages
from frontdesk.local.clock import DeskClock
from frontdesk.local.console import Console, Sources, is_from_here
from frontdesk.local.desk_data import DeskData
from frontdesk.local.emf import Metrics
from frontdesk.local.webserver import HttpRequest
from frontdesk.local.worker import Advance

NOW = datetime(2026, 7, 30, 2, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def a_request(method: str, target: str, body: bytes = b"", **headers: str) -> HttpRequest:
    """Return a request as a program on this machine makes it."""
    given = {"Host": "127.0.0.1:8025"} | headers
    return HttpRequest(
        method=method, target=target, headers=tuple(given.items()), body=body, peer="127.0.0.1"
    )


def a_console(moved: list[timedelta]) -> Console:
    """Return a console without tickets and mails; `moved` notes how the clock was moved."""

    def advance(by: timedelta) -> Advance:
        moved.append(by)
        return Advance(now=NOW + by, ticks=1)

    return Console(
        Sources(
            data=cast("DeskData", None),  # what is asked here needs none
            metrics=Metrics(),
            clock=DeskClock(real=lambda: NOW),
            sent=tuple,
            advance=advance,
            addresses={},
        )
    )


@pytest.mark.parametrize(
    ("headers", "here"),
    [
        ({}, True),
        ({"Host": "localhost:8025"}, True),
        ({"Host": "[::1]:8025"}, True),
        ({"Host": "127.0.0.1:8025", "Origin": "http://127.0.0.1:8025"}, True),
        ({"Host": "evil.example"}, False),
        ({"Host": "127.0.0.1.evil.example:8025"}, False),
        ({"Host": "127.0.0.1:8025", "Origin": "https://evil.example"}, False),
        ({"Host": "127.0.0.1:8025", "Origin": "null"}, False),
    ],
)
def test_is_from_here_refuses_other_names_and_other_sites(
    headers: dict[str, str], *, here: bool
) -> None:
    """A page on the web can neither read the console by a name of its own nor post to it."""
    found = is_from_here(a_request("POST", "/api/clock", **headers))

    assert found is here


def test_clock_moves_by_what_was_sent() -> None:
    """The stable surface: POST /api/clock {"advance_s": n}."""
    moved: list[timedelta] = []

    response = a_console(moved).respond(a_request("POST", "/api/clock", b'{"advance_s": 86400}'))

    assert moved == [timedelta(days=1)]
    assert json.loads(response.body) == {
        "now": "2026-07-31T02:00:00.000Z",
        "ticks": 1,
        "sent": 0,
    }


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"x", b"[]", b"{}"),
        *(
            b'{"advance_s": %s}' % step
            for step in (b'"1"', b"-1", b"true", b"NaN", b"1e12", b"null")
        ),
    ],
)
def test_clock_stays_when_what_was_sent_is_no_step_forward(body: bytes) -> None:
    """A wrong body is told as such and moves nothing."""
    moved: list[timedelta] = []

    response = a_console(moved).respond(a_request("POST", "/api/clock", body))

    assert (response.status, moved) == (400, [])
    assert "error" in json.loads(response.body)


@pytest.mark.parametrize("path", ["/nope", "/api/nope", "/api/outbox/none", "/outbox/none"])
def test_respond_gives_404_when_there_is_nothing(path: str) -> None:
    """Unknown addresses and unknown ids are the same to the asker."""
    response = a_console([]).respond(a_request("GET", path))

    assert response.status == 404


def test_ticket_page_shows_hostile_texts_as_texts() -> None:
    """No element of a customer's stands in a page, and the page's policy would run none."""
    ticket: dict[str, Any] = dict.fromkeys(
        (
            *("brand", "mailbox", "channel", "queue", "category", "subtype", "priority"),
            *("locale", "sender_proven", "answer_by", "created_at", "updated_at", "turn"),
            "version",
        ),
        HOSTILE,
    )
    contact = {"name": HOSTILE, "address": HOSTILE}
    message = {
        **{"direction": "inbound", "at": "now", "kind": "email", "held": False},
        **{"sender": contact, "subject": HOSTILE, "text": HOSTILE, "attachments": []},
    }
    ticket |= {
        **{"number": "N", "status": "new", "subject": HOSTILE, "contact": contact},
        **{"missing": [HOSTILE], "flags": [HOSTILE], "linked": [], "facts": [{"v": HOSTILE}]},
        **{"messages": [message], "outbox": [], "history": []},
    }

    response = pages.response(pages.ticket(ticket))

    page = response.body.decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in dict(response.headers)["Content-Security-Policy"]


def test_mail_html_runs_nothing_and_fetches_nothing() -> None:
    """A mail's HTML is shown as it is, under a policy that sandboxes it."""
    response = pages.mail_html(HOSTILE)

    policy = dict(response.headers)["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none';")
    assert "script-src" not in policy
