"""The people on call over SNS: what a failure says of whether they were told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler

import botocore.session
import pytest

from chalicelib.answering.notice import OutboundNotice
from chalicelib.aws.clients import Clients
from chalicelib.aws.sns import SnsOnCall
from chalicelib.errors import DeskError, OperatorError, TransientError, UnknownResultError
from tests.aws.loopback import Loopback, Reply, closed_port, dropped, garbled, listening
from tests.conftest import REGION

TOPIC = "arn:aws:sns:eu-west-1:123456789012:oncall"
NOTICE = OutboundNotice(subject="[22222-2222A] urgent: danger", text="Ticket 22222-2222A\n")


@dataclass(frozen=True, slots=True)
class Wire:
    """The adapter as the functions make it, and the server it reaches."""

    server: Loopback
    oncall: SnsOnCall


@pytest.fixture(scope="module")
def _wire() -> Iterator[Wire]:
    with listening(dropped) as server:
        client = Clients(region=REGION, endpoint_url=server.url).sns
        yield Wire(server, SnsOnCall(client, TOPIC))


@pytest.fixture
def wire(_wire: Wire) -> Wire:
    """Return a wire on which nothing has happened."""
    _wire.server.bodies.clear()
    return _wire


def refused(status: int, code: str) -> Reply:
    """Answer with an error as AWS's query protocol does."""
    body = (
        f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message>"
        "</Error><RequestId>request-1</RequestId></ErrorResponse>"
    ).encode()

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, "Throttling", TransientError),
        (429, "", TransientError),
        (404, "NotFound", OperatorError),
        (403, "AuthorizationError", OperatorError),
        (400, "KMSAccessDenied", OperatorError),
        (500, "InternalError", UnknownResultError),
        (503, "ServiceUnavailable", UnknownResultError),
    ],
)
def test_a_refusal_says_who_must_act(
    wire: Wire, status: int, code: str, expected: type[DeskError]
) -> None:
    """What SNS itself refuses was certainly not sent; its own failures leave that open."""
    wire.server.reply = refused(status, code)

    with pytest.raises(DeskError) as failure:
        wire.oncall.notify(NOTICE)

    assert type(failure.value) is expected
    assert len(wire.server.bodies) == 1


@pytest.mark.parametrize("lost", [dropped, garbled], ids=["dropped", "garbled"])
def test_a_lost_answer_is_unknown_and_not_repeated(wire: Wire, lost: Reply) -> None:
    """The request reached SNS once; whether it did anything nobody knows."""
    wire.server.reply = lost

    with pytest.raises(UnknownResultError):
        wire.oncall.notify(NOTICE)

    assert len(wire.server.bodies) == 1


def test_nobody_listening_is_transient() -> None:
    """A refused connection has carried nothing."""
    clients = Clients(region=REGION, endpoint_url=f"http://127.0.0.1:{closed_port()}")

    with pytest.raises(TransientError, match="not reached"):
        SnsOnCall(clients.sns, TOPIC).notify(NOTICE)


def test_a_client_that_repeats_by_itself_is_refused() -> None:
    """By default botocore would wake somebody three times when answers are lost."""
    client = botocore.session.Session().create_client("sns", region_name=REGION)

    with pytest.raises(OperatorError, match="one attempt"):
        SnsOnCall(client, TOPIC)
