"""The mailer against a server on loopback: a mail is handed over once, whatever happens."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import botocore.session
import pytest
from botocore.config import Config

from chalicelib.answering.compose import OutboundMail
from chalicelib.aws.clients import Clients
from chalicelib.aws.ses import SesMailer
from chalicelib.errors import (
    DeskError,
    OperatorError,
    SenderError,
    TransientError,
    UnknownResultError,
)
from tests.aws.loopback import (
    Loopback,
    Reply,
    answered,
    closed_port,
    cut_short,
    dropped,
    garbled,
    listening,
)
from tests.conftest import REGION

SES_ID = "0102018f6d4e4a5b-11111111-1111-4111-8111-111111111111-000000"
MAIL = OutboundMail(
    content=b"Subject: Hello\r\n\r\nHello\r\n",
    sender="support@desk.example",
    recipient="li.wei@customer.example",
    tags=(("entry", "22222-2222A-acknowledgement-1"), ("kind", "acknowledgement")),
)


@dataclass(frozen=True, slots=True)
class Wire:
    """The mailer as the functions make it, and the server it reaches."""

    server: Loopback
    mailer: SesMailer


@pytest.fixture(scope="module")
def _wire() -> Iterator[Wire]:
    with listening(dropped) as server:
        client = Clients(region=REGION, endpoint_url=server.url).sesv2
        yield Wire(server, SesMailer(client, "desk-events"))


@pytest.fixture
def wire(_wire: Wire) -> Wire:
    """Return a wire on which nothing has happened. One client for all: it costs 0.2 s."""
    _wire.server.bodies.clear()
    return _wire


def test_send_hands_over_the_raw_mail_with_its_tags(wire: Wire) -> None:
    """SES gets the bytes unchanged, one recipient, the configuration set and the tags."""
    wire.server.reply = answered(200, "", SES_ID)

    answer = wire.mailer.send(MAIL)

    request = json.loads(wire.server.bodies[0])
    assert answer == SES_ID
    assert base64.b64decode(request["Content"]["Raw"]["Data"]) == MAIL.content
    assert request["FromEmailAddress"] == MAIL.sender
    assert request["Destination"] == {"ToAddresses": [MAIL.recipient]}
    assert request["ConfigurationSetName"] == "desk-events"
    assert request["EmailTags"] == [{"Name": n, "Value": v} for n, v in MAIL.tags]


@pytest.mark.parametrize(
    "lost",
    [
        dropped,
        cut_short,
        garbled,
        answered(500, "InternalFailure"),
        answered(503, "ServiceUnavailable"),
    ],
    ids=["dropped", "cut short", "garbled", "500", "503"],
)
def test_send_reaches_ses_once_when_the_answer_is_lost(wire: Wire, lost: Reply) -> None:
    """A request whose answer was lost is never repeated, and its result is unknown."""
    wire.server.reply = lost

    with pytest.raises(UnknownResultError):
        wire.mailer.send(MAIL)

    assert len(wire.server.bodies) == 1


def test_send_reaches_ses_once_when_no_answer_comes_in_time() -> None:
    """A time-out after the request was written is a lost answer too."""
    impatient = Config(read_timeout=0.2, retries={"total_max_attempts": 1})
    client = botocore.session.Session().create_client
    with listening(lambda _: None) as server:
        mailer = SesMailer(
            client("sesv2", region_name=REGION, endpoint_url=server.url, config=impatient), "set"
        )

        with pytest.raises(UnknownResultError):
            mailer.send(MAIL)

    assert len(server.bodies) == 1


def test_send_is_transient_when_nobody_listens() -> None:
    """A refused connection has carried nothing."""
    clients = Clients(region=REGION, endpoint_url=f"http://127.0.0.1:{closed_port()}")

    with pytest.raises(TransientError, match="not reached"):
        SesMailer(clients.sesv2, "desk-events").send(MAIL)


@pytest.mark.parametrize(
    ("status", "code", "message", "expected"),
    [
        (429, "TooManyRequestsException", "", TransientError),
        (400, "ThrottlingException", "Maximum sending rate exceeded.", TransientError),
        (400, "LimitExceededException", "Daily message quota exceeded.", TransientError),
        (400, "MessageRejected", "Email contains a virus.", SenderError),
        (400, "MessageRejected", "Email address is not verified.", OperatorError),
        (400, "BadRequestException", "Illegal address", SenderError),
        (400, "AccountSuspendedException", "", OperatorError),
        (400, "SendingPausedException", "", OperatorError),
        (400, "MailFromDomainNotVerifiedException", "", OperatorError),
        (404, "NotFoundException", "Configuration set does not exist.", OperatorError),
        (403, "AccessDeniedException", "", OperatorError),
        (403, "ExpiredTokenException", "", OperatorError),
    ],
)
def test_send_says_who_must_act_when_ses_refuses(
    wire: Wire, status: int, code: str, message: str, expected: type[DeskError]
) -> None:
    """What SES refuses was certainly not sent; the class says who must act."""
    wire.server.reply = answered(status, code, message)

    with pytest.raises(DeskError) as failure:
        wire.mailer.send(MAIL)

    assert type(failure.value) is expected
    assert len(wire.server.bodies) == 1


def test_send_names_code_and_request_but_no_address_when_refused(wire: Wire) -> None:
    """An operator can ask AWS about the request; SES's own words may hold addresses."""
    words = "not verified: li.wei@customer.example"
    wire.server.reply = answered(400, "MessageRejected", words)

    with pytest.raises(OperatorError) as failure:
        wire.mailer.send(MAIL)

    assert str(failure.value) == "SendEmail: MessageRejected (request request-1)"


def test_send_keeps_quiet_about_a_call_that_was_wrong(wire: Wire) -> None:
    """A parameter botocore refuses is our mistake, and no value of it is repeated."""
    with pytest.raises(OperatorError, match="ParamValidationError") as failure:
        wire.mailer.send(replace(MAIL, recipient=cast("str", 5)))

    assert failure.value.__suppress_context__
    assert wire.server.bodies == []


def test_a_client_that_repeats_by_itself_is_refused() -> None:
    """By default botocore would deliver the same mail three times when answers are lost."""
    client = botocore.session.Session().create_client("sesv2", region_name=REGION)

    with pytest.raises(OperatorError, match="one attempt"):
        SesMailer(client, "set")
