"""The desk's three doors: HTTP through the gateway, mail through SMTP, the console."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass

from frontdesk.local import console, gateway
from frontdesk.local.addresses import HOST, Listeners, port_of
from frontdesk.local.clock import DeskClock
from frontdesk.local.desk_data import DeskData
from frontdesk.local.emf import Metrics
from frontdesk.local.functions import Functions
from frontdesk.local.ses import SesPlayer
from frontdesk.local.smtp import SmtpListener
from frontdesk.local.webserver import Service, WebServer
from frontdesk.local.worker import Worker

API_FUNCTION = "api_handler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What the doors lead to."""

    functions: Functions
    metrics: Metrics
    clock: DeskClock
    ses: SesPlayer
    data: DeskData
    worker: Worker


def open_doors(listeners: Listeners, inside: Inside, ending: ExitStack) -> dict[str, str]:
    """Serve on all three sockets until `ending` closes; return the addresses by what they are."""
    addresses = {
        "Forms, customer pages, API": f"http://{HOST}:{port_of(listeners.http)}",
        "Mail in (SMTP)": f"smtp://{HOST}:{port_of(listeners.smtp)}",
        "Console": f"http://{HOST}:{port_of(listeners.console)}",
    }
    for opened in (
        WebServer(listeners.console, _console(inside, addresses)),
        WebServer(listeners.http, _gateway(inside.functions)),
        SmtpListener(listeners.smtp, is_known=inside.ses.is_known, deliver=inside.ses.deliver),
    ):
        ending.callback(opened.stop)
    return addresses


def _console(inside: Inside, addresses: dict[str, str]) -> Service:
    sources = console.Sources(
        data=inside.data,
        metrics=inside.metrics,
        clock=inside.clock,
        sent=inside.ses.sent,
        advance=inside.worker.advance,
        addresses=addresses,
    )
    return Service(
        respond=console.Console(sources).respond,
        max_body_bytes=console.MAX_BODY_BYTES,
        too_long=console.TOO_LONG,
    )


def _gateway(functions: Functions) -> Service:
    app = sys.modules["app"].app  # the definition imported it, as Chalice does
    served = gateway.Gateway(
        functions,
        routes={path: frozenset(methods) for path, methods in app.routes.items()},
        binary_types=tuple(app.api.binary_types),
        function=API_FUNCTION,
    )
    return Service(
        respond=served.respond,
        max_body_bytes=gateway.MAX_BODY_BYTES,
        too_long=gateway.TOO_LONG,
    )
