"""Notices to the people on call and status answers, on the way every mail takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import NOTICE_LEASE, MailKind, OutboxEntry, OutboxState, entry_id
from chalicelib.errors import OperatorError, TransientError, UnknownResultError
from chalicelib.services import sending
from chalicelib.services.outcomes import SendOutcome
from tests.builders import NOW, NUMBER, a_notice, a_ticket, an_entry
from tests.contracts.test_tickets import an_opening
from tests.services.conftest import Desk, a_mail

THEFT = "My wallet was hacked and all my USDT were stolen, please help me."


def robbed(desk: Desk) -> None:
    """Take in a theft."""
    desk.receive(a_mail(THEFT))


def test_a_theft_is_told_to_the_customer_and_to_the_people_on_call(desk: Desk) -> None:
    """Both at once, each once, however often the tick comes round."""
    robbed(desk)

    results = [*desk.send_due(), *desk.wait(hours=1), *desk.wait(days=30)]

    assert [result.outcome for result in results] == [SendOutcome.SENT, SendOutcome.SENT]
    assert len(desk.mailer.sent) == len(desk.oncall.told) == 1
    assert desk.only_ticket().number in desk.oncall.told[0].subject


def test_a_notice_stands_in_the_history_and_not_in_the_thread(desk: Desk) -> None:
    """The thread is between the customer and us."""
    robbed(desk)
    desk.send_due()

    messages, history = desk.tickets.thread(desk.only_ticket().number)
    assert [message.kind for message in messages] == ["email", "acknowledgement"]
    assert "oncall_notified" in [line.event for line in history]


def test_a_killed_worker_keeps_nobody_asleep(desk: Desk) -> None:
    """Killed before it published, its notice goes out when the short lease is over."""
    robbed(desk)
    entry = desk.entry("oncall_notice")
    desk.outbox.claim(entry, ticket=None, now=NOW)

    early = [r for r in desk.wait(seconds=60) if r.entry.kind == "oncall_notice"]
    late = [r for r in desk.wait(seconds=30) if r.entry.kind == "oncall_notice"]

    assert early == []
    assert [result.outcome for result in late] == [SendOutcome.SENT]
    assert len(desk.oncall.told) == 1


def test_a_notice_whose_answer_was_lost_is_sent_again_without_asking_ses(desk: Desk) -> None:
    """Better told twice than not: no event will ever say that it was told."""
    robbed(desk)
    desk.oncall.lose_answers = 1
    desk.send_due()

    desk.wait(seconds=NOTICE_LEASE.total_seconds())

    assert len(desk.oncall.told) == 2
    assert desk.feedback.asked == []
    assert desk.entry("oncall_notice").state is OutboxState.ACCEPTED


def test_a_topic_that_never_answers_is_given_up_in_the_end(desk: Desk) -> None:
    """The ticket's history says so, and the metric of refused mails."""
    robbed(desk)
    desk.oncall.failures = [UnknownResultError("lost")] * 20

    for _ in range(10):
        desk.wait(seconds=NOTICE_LEASE.total_seconds())

    assert desk.entry("oncall_notice").state is OutboxState.FAILED
    assert desk.oncall.told == []


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (TransientError("throttled"), SendOutcome.DEFERRED),
        (OperatorError("no such topic"), SendOutcome.MISCONFIGURED),
    ],
)
def test_a_notice_that_was_certainly_not_sent_waits(
    desk: Desk, failure: Exception, outcome: SendOutcome
) -> None:
    """And goes out when it can."""
    robbed(desk)
    desk.oncall.failures = [failure]

    first = {r.entry.kind: r.outcome for r in desk.send_due()}
    desk.wait(minutes=30)

    assert first["oncall_notice"] is outcome
    assert len(desk.oncall.told) == 1


def test_a_mail_that_fails_keeps_no_notice_waiting(desk: Desk) -> None:
    """They are two entries."""
    robbed(desk)
    desk.mailer.failures = [TransientError("throttled")]

    desk.send_due()

    assert len(desk.oncall.told) == 1


def asked(desk: Desk, *, status: Status = Status.OPEN) -> OutboxEntry:
    """Plan a status answer on a ticket that was answered an hour ago."""
    entry = an_entry(
        MailKind.STATUS, id=entry_id(NUMBER, MailKind.STATUS, NOW.toordinal()), due_now=True
    )
    ticket = a_ticket(status=status, answer_by=NOW + timedelta(hours=3))
    desk.tickets.commit(an_opening(ticket=ticket, outbox=(an_entry(), entry)))
    sending.send_entry(an_entry(), desk.ports)
    desk.clock.advance(timedelta(hours=1))
    return entry


def told(desk: Desk) -> str:
    """Return the text of the last mail in the thread."""
    return desk.tickets.thread(NUMBER)[0][-1].text


def test_a_status_answer_says_the_state_as_it_leaves(desk: Desk) -> None:
    """Not as it was when it was asked: the ticket was closed in between."""
    entry = asked(desk)
    head = desk.tickets.store.heads[NUMBER]
    desk.tickets.store.heads[NUMBER] = replace(head, status=Status.CLOSED)

    result = sending.send_entry(entry, desk.ports)

    assert result.outcome is SendOutcome.SENT
    assert "Status: Closed" in told(desk)
    assert "Our last message to you: Thursday 30 July, 10:00 (Shanghai time)" in told(desk)


def test_a_status_answer_repeats_the_promise(desk: Desk) -> None:
    """While it can still be kept."""
    sending.send_entry(asked(desk), desk.ports)

    assert "answer you by 13:00 today" in told(desk)


def test_a_status_answer_owns_up_to_a_broken_promise(desk: Desk) -> None:
    """The truth, also when it is ours to be sorry for."""
    entry = asked(desk)
    desk.clock.advance(timedelta(hours=3))

    sending.send_entry(entry, desk.ports)

    assert "have not kept that promise" in told(desk)


def test_a_status_answer_names_what_we_wait_for(desk: Desk) -> None:
    """The questions still open, with where to find each."""
    sending.send_entry(asked(desk, status=Status.WAITING_CUSTOMER), desk.ports)

    assert "Status: Waiting for your answer" in told(desk)
    assert "transaction hash (TxID)" in told(desk)


def test_a_status_answer_of_an_erased_ticket_is_cancelled(desk: Desk) -> None:
    """There is nothing left to tell."""
    entry = asked(desk)
    del desk.tickets.store.heads[NUMBER]

    assert sending.send_entry(entry, desk.ports).outcome is SendOutcome.CANCELLED


def test_a_notice_is_never_composed_as_a_mail(desk: Desk) -> None:
    """It has no recipient, and the mailer hears nothing of it."""
    desk.tickets.commit(an_opening(outbox=(a_notice(),)))

    desk.send_due()

    assert desk.mailer.sent == []
    assert len(desk.oncall.told) == 1
