"""What every implementation of ports.OnCall, and of marking a notice, must do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.answering.notice import OutboundNotice
from chalicelib.aws.sns import SnsOnCall
from chalicelib.desk.outbox import NOTICE_LEASE, Notice, OutboxEntry, OutboxState
from chalicelib.services.ports import OnCall
from chalicelib.understanding.findings import Priority
from tests.builders import NOW, NUMBER, a_notice
from tests.conftest import MockedAws
from tests.contracts.conftest import Desk
from tests.contracts.test_tickets import an_opening
from tests.fakes import FakeOnCall

NOTICE = OutboundNotice(subject="[22222-2222A] urgent: danger", text="Ticket 22222-2222A\n")


@pytest.fixture(params=["memory", "sns"])
def oncall(request: pytest.FixtureRequest) -> OnCall:
    """Return the people on call: the fake first, SNS second."""
    if request.param == "memory":
        return FakeOnCall()
    aws: MockedAws = request.getfixturevalue("aws")
    topic = aws.clients.sns.create_topic(Name="oncall")["TopicArn"]
    return SnsOnCall(aws.clients.sns, topic)


def test_notify_returns_an_id_of_its_own_for_each_notice(oncall: OnCall) -> None:
    """Also for two notices that are alike."""
    ids = {oncall.notify(NOTICE) for _ in range(2)}

    assert len(ids) == 2


def opened(desk: Desk) -> OutboxEntry:
    """Open a ticket with a notice, and claim that."""
    desk.tickets.commit(an_opening(outbox=(a_notice(),)))
    claimed = desk.outbox.claim(a_notice(), ticket=None, now=NOW)
    assert claimed is not None
    return claimed


def test_a_notice_is_stored_with_what_it_holds(desk: Desk) -> None:
    """It has no recipient, and comes back as it was planned."""
    desk.tickets.commit(an_opening(outbox=(a_notice(),)))

    found = desk.outbox.find(a_notice().id)

    assert found == a_notice()
    assert found.recipient is None
    assert found.notice == Notice(
        reason="danger",
        category="account_security",
        subtype="theft",
        priority=Priority.URGENT,
        chains=("evm",),
        facts=2,
        answer_by=NOW + timedelta(hours=1),
    )


def test_claim_leases_a_notice_for_a_shorter_time_than_a_mail(desk: Desk) -> None:
    """No event is waited for, so a killed worker's notice goes out a minute and a half later."""
    claimed = opened(desk)

    assert claimed.lease_until == NOW + NOTICE_LEASE
    assert desk.outbox.claim(claimed, ticket=None, now=NOW + NOTICE_LEASE) is not None


def test_mark_notified_ends_the_entry_with_one_line_of_history(desk: Desk) -> None:
    """Nothing joins the thread the customer has a part in; repeating changes nothing."""
    claimed = opened(desk)

    for _ in range(2):
        desk.outbox.mark_notified(claimed, notice_id="notice-1", now=NOW)

    found = desk.outbox.find(claimed.id)
    assert found is not None
    assert (found.state, found.ses_message_id) == (OutboxState.ACCEPTED, "notice-1")
    assert list(desk.outbox.due(until=NOW + timedelta(days=1), limit=9)) == []
    messages, history = desk.tickets.thread(NUMBER)
    assert len(messages) == 1
    assert [line.detail["reason"] for line in history if line.event == "oncall_notified"] == [
        "danger"
    ]
