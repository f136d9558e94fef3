"""What every implementation of ports.Mailer must do when all goes well.

How it fails is told by tests/aws/test_ses.py; the fake fails as it is told.
"""

from __future__ import annotations

import pytest

from chalicelib.answering.compose import OutboundMail
from chalicelib.aws.ses import SesMailer
from chalicelib.errors import UnknownResultError
from chalicelib.reading.threads import indexed_id
from chalicelib.services.ports import Mailer
from tests.conftest import MockedAws
from tests.fakes import FakeMailer

MAIL = OutboundMail(
    content=b"From: support@desk.example\r\nTo: a@customer.example\r\nSubject: Hi\r\n\r\nHi\r\n",
    sender="support@desk.example",
    recipient="a@customer.example",
    tags=(("entry", "22222-2222A-acknowledgement-1"),),
)


@pytest.fixture(params=["memory", "ses"])
def mailer(request: pytest.FixtureRequest) -> Mailer:
    """Return a mailer: the fake first, SES second."""
    if request.param == "memory":
        return FakeMailer()
    aws: MockedAws = request.getfixturevalue("aws")
    aws.clients.sesv2.create_email_identity(EmailIdentity="desk.example")
    return SesMailer(aws.clients.sesv2, "desk-events")


def test_send_returns_an_id_of_its_own_for_each_mail(mailer: Mailer) -> None:
    """Ids are bare and differ, also for two mails that are alike."""
    ids = [mailer.send(MAIL) for _ in range(2)]

    assert len(set(ids)) == 2
    assert all(indexed_id(f"<{id_}@eu-west-1.amazonses.com>") == id_ for id_ in ids)


def test_the_fake_keeps_a_mail_whose_answer_is_lost() -> None:
    """A lost answer means that the mail went out, so the fake has it among the sent ones."""
    fake = FakeMailer()
    fake.lose_answers = 1

    with pytest.raises(UnknownResultError):
        fake.send(MAIL)

    assert fake.sent == [MAIL]
