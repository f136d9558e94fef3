"""The console's routes: JSON for programs, pages for people. Customers' texts are hostile here too.

Only this machine may ask (the Host must be loopback, and a browser's request must come from the
console itself), pages carry no script, and a mail's HTML is shown in a sandboxed frame.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from chalicelib.ticket_number import parse_number
from frontdesk.local import console_pages as pages
from frontdesk.local.clock import DeskClock
from frontdesk.local.desk_data import DeskData
from frontdesk.local.emf import Metrics
from frontdesk.local.sent import SentMail, iso, outbox_json
from frontdesk.local.webserver import HttpRequest, HttpResponse
from frontdesk.local.worker import Advance

MAX_BODY_BYTES = 65_536
_LONGEST_S = 10 * 366 * 86400
_EVIDENCE = "/evidence.json"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class BadRequestError(ValueError):
    """The request's body is not what the address takes; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the console gets what it shows."""

    data: DeskData
    metrics: Metrics
    clock: DeskClock
    sent: Callable[[], tuple[SentMail, ...]]
    advance: Callable[[timedelta], Advance]
    addresses: Mapping[str, str]


class Console:
    """Answers the console's requests."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def respond(self, request: HttpRequest) -> HttpResponse:
        """Return the response to one request."""
        if not is_from_here(request):
            return json_response(403, {"error": "the console answers to this machine only"})
        path = unquote(urlsplit(request.target).path).rstrip("/") or "/"
        if request.method in ("GET", "HEAD"):
            return self._get(path)
        if request.method == "POST" and path in ("/api/clock", "/clock"):
            return self._move_clock(request, path)
        return json_response(405, {"error": "nothing here takes this method"})

    def _get(self, path: str) -> HttpResponse:
        if path.startswith("/api/"):
            return self._get_json(path.removeprefix("/api/"))
        return self._get_page(path)

    def _get_json(self, name: str) -> HttpResponse:
        what, _, which = name.partition("/")
        if what == "outbox" and which.endswith(".eml"):
            return self._eml(which.removesuffix(".eml"))
        if what == "tickets" and which.endswith(_EVIDENCE):
            return self._evidence(which.removesuffix(_EVIDENCE))
        found = self._one(what, which) if which else self._all(what)
        return _not_found() if found is None else json_response(200, found)

    def _all(self, what: str) -> Any:
        match what:
            case "outbox":
                return [outbox_json(mail) for mail in self._sources.sent()]
            case "tickets":
                return self._sources.data.tickets()
            case "metrics":
                return self._sources.metrics.to_json()
            case "queues":
                return self._sources.data.queues()
            case "clock":
                return {"now": iso(self._sources.clock.now())}
        return None

    def _one(self, what: str, which: str) -> Any:
        if what == "tickets":
            return self._ticket(which)
        mail = self._mail(which) if what == "outbox" else None
        return outbox_json(mail) if mail else None

    def _get_page(self, path: str) -> HttpResponse:
        _, what, which, *_ = *path.split("/", 2), ""
        shown: pages.Page | None = None
        match (what, which):
            case ("", ""):
                shown = self._overview()
            case ("style.css", ""):
                return pages.style()
            case ("outbox", ""):
                shown = pages.outbox([outbox_json(mail) for mail in self._sources.sent()])
            case ("outbox", _):
                return self._mail_page(which)
            case ("tickets", ""):
                shown = pages.tickets(self._sources.data.tickets())
            case ("tickets", _):
                ticket = self._ticket(which)
                shown = pages.ticket(ticket) if ticket else None
            case ("metrics", ""):
                shown = pages.metrics(self._sources.metrics.to_json(), self._sources.data.queues())
        return _not_found() if shown is None else pages.response(shown)

    def _overview(self) -> pages.Page:
        return pages.overview(
            addresses=self._sources.addresses,
            now=iso(self._sources.clock.now()),
            sent=len(self._sources.sent()),
            tickets=len(self._sources.data.tickets()),
            queues=self._sources.data.queues(),
        )

    def _mail_page(self, which: str) -> HttpResponse:
        id_, _, part = which.partition("/")
        mail = self._mail(id_)
        if mail is None:
            return _not_found()
        if part == "html":
            return pages.mail_html(outbox_json(mail)["html"])
        raw = mail.raw.decode("utf-8", "replace")
        return pages.response(pages.mail(outbox_json(mail), raw))

    def _mail(self, id_: str) -> SentMail | None:
        return next((mail for mail in self._sources.sent() if mail.id == id_), None)

    def _eml(self, id_: str) -> HttpResponse:
        mail = self._mail(id_)
        if mail is None:
            return _not_found()
        return HttpResponse(
            status=200,
            headers=(
                ("Content-Type", "message/rfc822"),
                ("Content-Disposition", "attachment"),
                ("X-Content-Type-Options", "nosniff"),
            ),
            body=mail.raw,
        )

    def _ticket(self, which: str) -> dict[str, Any] | None:
        number = parse_number(which)
        return self._sources.data.ticket(number) if number else None

    def _evidence(self, which: str) -> HttpResponse:
        """Return the evidence pack as a file to keep."""
        number = parse_number(which)
        pack = self._sources.data.evidence(number) if number else None
        if pack is None:
            return _not_found()
        found = json_response(200, pack)
        name = f'attachment; filename="evidence-{number}.json"'
        return replace(found, headers=(*found.headers, ("Content-Disposition", name)))

    def _move_clock(self, request: HttpRequest, path: str) -> HttpResponse:
        try:
            by = _wanted_step(request, is_form=path == "/clock")
        except BadRequestError as err:
            return json_response(400, {"error": str(err)})
        before = len(self._sources.sent())
        moved = self._sources.advance(by)
        if path == "/clock":
            return HttpResponse(status=303, headers=(("Location", "/"),))
        sent = len(self._sources.sent()) - before
        return json_response(200, {"now": iso(moved.now), "ticks": moved.ticks, "sent": sent})


def is_from_here(request: HttpRequest) -> bool:
    """Return whether a request names this machine and comes from no other site's page."""
    host = request.header("Host")
    if host.rpartition(":")[0] not in _LOOPBACK and host not in _LOOPBACK:
        return False
    origin = request.header("Origin")
    return not origin or urlsplit(origin).netloc == host


def _wanted_step(request: HttpRequest, *, is_form: bool) -> timedelta:
    try:
        if is_form:
            seconds = float(parse_qs(request.body.decode("ascii"))["advance_s"][0])
        else:
            seconds = json.loads(request.body)["advance_s"]
    except (ValueError, KeyError, TypeError) as err:
        raise BadRequestError('send {"advance_s": seconds}') from err
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise BadRequestError("advance_s must be a number of seconds")
    if not 0 <= seconds <= _LONGEST_S:
        raise BadRequestError(f"advance_s must be from 0 to {_LONGEST_S}: the clock goes forward")
    return timedelta(seconds=seconds)


def json_response(status: int, value: Any) -> HttpResponse:
    """Return a JSON response, readable as it is."""
    return HttpResponse(
        status=status,
        headers=(
            ("Content-Type", "application/json; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ),
        body=json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace"),
    )


def _not_found() -> HttpResponse:
    return json_response(404, {"error": "not found"})


TOO_LONG = json_response(413, {"error": f"at most {MAX_BODY_BYTES} bytes"})
