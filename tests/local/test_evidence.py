"""The evidence pack as the console hands it out."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import cast

import pytest

from frontdesk.local.clock import DeskClock
from frontdesk.local.console import Console, Sources
from frontdesk.local.desk_data import DeskData
from frontdesk.local.emf import Metrics
from frontdesk.local.webserver import HttpRequest, HttpResponse
from frontdesk.local.worker import Advance
from tests.builders import NOW
from tests.services.conftest import Desk, a_mail

HASH = "0x" + "5e" * 32


def asked(desk: Desk, number: str) -> HttpResponse:
    """Ask a console over a desk's tickets for a ticket's evidence."""
    missing = cast("DeskData", None)
    data = DeskData(
        ports=desk.ports,
        dynamodb=missing,  # type: ignore[arg-type] — not asked for here
        table="",
        sqs=missing,  # type: ignore[arg-type] — not asked for here
        queues={},
    )
    console = Console(
        Sources(
            data=data,
            metrics=Metrics(),
            clock=DeskClock(real=lambda: NOW),
            sent=tuple,
            advance=lambda _: Advance(now=NOW + timedelta(), ticks=0),
            addresses={},
        )
    )
    target = f"/api/tickets/{number}/evidence.json"
    here = (("Host", "127.0.0.1:8025"),)
    return console.respond(
        HttpRequest(method="GET", target=target, headers=here, body=b"", peer="127.0.0.1")
    )


def test_the_evidence_of_a_ticket_is_a_file_to_keep() -> None:
    """The whole hash, under a name that says which ticket."""
    desk = Desk()
    result = desk.receive(a_mail(f"My coins were stolen, the transaction is {HASH}."))

    answer = asked(desk, str(result.ticket))

    assert answer.status == 200
    assert dict(answer.headers)["Content-Disposition"] == (
        f'attachment; filename="evidence-{result.ticket}.json"'
    )
    assert [told["value"] for told in json.loads(answer.body)["transactions"]] == [HASH]


@pytest.mark.parametrize("number", ["22222-2222A", "nonsense", ""])
def test_there_is_no_evidence_of_a_ticket_that_is_not_there(number: str) -> None:
    """Not found, whatever is asked."""
    assert asked(Desk(), number).status == 404
