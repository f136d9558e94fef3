"""Sending: once, at the right time, or not at all."""

from __future__ import annotations

from datetime import timedelta
from email.parser import BytesParser
from email.policy import default

import pytest

from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import LEASE, MAX_ATTEMPTS, OutboxState
from chalicelib.desk.ticket import NOT_REACHED
from chalicelib.errors import OperatorError, SenderError, TransientError, UnknownResultError
from chalicelib.services import reconcile, sending
from chalicelib.services.outcomes import SendOutcome
from tests.builders import NOW
from tests.services.conftest import Desk, a_mail


def kinds_sent(desk: Desk) -> list[str]:
    """Return which mails went out, in order."""
    return [dict(mail.tags)["kind"] for mail in desk.mailer.sent]


def test_an_acknowledgement_goes_out_once(desk: Desk) -> None:
    """However often its trigger fires."""
    desk.receive(a_mail())
    entry = desk.entry("acknowledgement")

    results = [sending.send_entry(entry, desk.ports) for _ in range(3)]

    assert [r.outcome for r in results] == [
        SendOutcome.SENT,
        SendOutcome.LOST_RACE,
        SendOutcome.LOST_RACE,
    ]
    assert kinds_sent(desk) == ["acknowledgement"]


def test_what_was_sent_stands_in_the_thread(desk: Desk) -> None:
    """Operators see the mail as it went out."""
    result = desk.receive(a_mail())
    desk.send_due()

    assert result.ticket is not None
    messages, _ = desk.tickets.thread(result.ticket)
    assert [(m.direction, m.kind) for m in messages] == [
        ("inbound", "email"),
        ("outbound", "acknowledgement"),
    ]
    assert result.ticket in messages[1].text


def test_silence_is_reminded_called_and_closed_once_each(desk: Desk) -> None:
    """Thirty days of ticks, each of them twice: exactly the plan."""
    result = desk.receive(a_mail())

    for _ in range(30 * 24):
        desk.wait(hours=1)
        desk.send_due()

    assert kinds_sent(desk) == ["acknowledgement", "information_reminder", "last_call", "closed"]
    assert result.ticket is not None
    assert desk.tickets.store.heads[result.ticket].status is Status.CLOSED


def test_a_customers_reply_stops_the_reminders(desk: Desk) -> None:
    """Decided at the moment of sending."""
    desk.receive(a_mail())
    desk.send_due()
    desk.receive(
        a_mail(
            "I do not have it.",
            message_id="m2@customer.example",
            headers="In-Reply-To: <m1@customer.example>\r\n",
        ),
        key="object-2",
    )

    results = [r for _ in range(30) for r in desk.wait(days=1)]

    assert [r.outcome for r in results] == [SendOutcome.CANCELLED]
    assert kinds_sent(desk) == ["acknowledgement"]


def test_a_throttled_mail_waits_and_goes_out(desk: Desk) -> None:
    """Certainly not sent, so sent later; with jitter."""
    desk.receive(a_mail())
    desk.mailer.failures = [TransientError("throttled")]

    (deferred,) = desk.send_due()
    put_off_until = desk.entry("acknowledgement").not_before
    (sent,) = desk.wait(minutes=1)

    assert deferred.outcome is SendOutcome.DEFERRED
    assert put_off_until == NOW + timedelta(seconds=45)
    assert (sent.outcome, sent.waited_s) == (SendOutcome.SENT, 60.0)


def test_a_refused_mail_is_failed_for_good(desk: Desk) -> None:
    """An address SES will not take is not tried again."""
    desk.receive(a_mail())
    desk.mailer.failures = [SenderError("MessageRejected")]

    (refused,) = desk.send_due()
    later = desk.wait(hours=1)

    assert refused.outcome is SendOutcome.REFUSED
    assert later == ()
    assert desk.entry("acknowledgement").state is OutboxState.FAILED


def test_a_desk_that_may_not_send_keeps_its_mails(desk: Desk) -> None:
    """A paused account is the operator's to mend; nothing is given up meanwhile."""
    desk.receive(a_mail())
    desk.mailer.failures = [OperatorError("account paused")] * 20

    first = desk.send_due()
    for _ in range(40):
        desk.wait(minutes=30)

    assert first[0].outcome is SendOutcome.MISCONFIGURED
    assert kinds_sent(desk) == ["acknowledgement"]


def test_a_lost_answer_is_not_sent_again_when_the_event_comes(desk: Desk) -> None:
    """DESIGN 3: SES's Send event marks what the worker could not."""
    result = desk.receive(a_mail())
    desk.mailer.lose_answers = 1
    (unknown,) = desk.send_due()

    told = desk.told(OutboxState.ACCEPTED)
    later = [r for _ in range(24) for r in desk.wait(hours=1)]

    assert unknown.outcome is SendOutcome.UNKNOWN
    assert (told.state, told.sent_twice) == (OutboxState.ACCEPTED, False)
    assert later == []
    assert kinds_sent(desk) == ["acknowledgement"]
    assert desk.tickets.find_by_message_ids("demo", ["ses-1"]) == (result.ticket,)


def test_a_lost_answer_without_event_is_tried_again_after_the_lease(desk: Desk) -> None:
    """Then SES never had it; a Send event that still comes is counted as sent twice."""
    desk.receive(a_mail())
    desk.mailer.lose_answers = 1
    desk.send_due()

    within = desk.wait(seconds=LEASE.total_seconds() - 1)
    after = desk.wait(seconds=2)
    late = desk.told(OutboxState.ACCEPTED, ses_message_id="the-lost-one")

    assert within == ()
    assert [r.outcome for r in after] == [SendOutcome.SENT]
    assert late.sent_twice


def test_no_second_attempt_while_events_lag(desk: Desk) -> None:
    """The event that would tell may be in the queue."""
    desk.receive(a_mail())
    desk.mailer.lose_answers = 1
    desk.send_due()
    desk.feedback.age_s = 900

    waiting = (*desk.wait(hours=1), *desk.wait(minutes=1))
    desk.feedback.age_s = 0
    after = desk.wait(minutes=1)

    assert [r.outcome for r in waiting] == [SendOutcome.DEFERRED]
    assert len(desk.feedback.asked) == 2
    assert [r.outcome for r in after] == [SendOutcome.SENT]


def test_an_entry_that_never_gets_an_answer_is_failed(desk: Desk) -> None:
    """After five attempts somebody must look."""
    desk.receive(a_mail())
    desk.mailer.lose_answers = 99

    for _ in range(20):
        desk.wait(hours=1)

    assert desk.entry("acknowledgement").state is OutboxState.FAILED
    assert kinds_sent(desk).count("acknowledgement") == MAX_ATTEMPTS


@pytest.mark.parametrize(
    "order",
    [
        (OutboxState.DELIVERED, OutboxState.ACCEPTED),
        (OutboxState.ACCEPTED, OutboxState.DELIVERED, OutboxState.DELIVERED),
    ],
)
def test_events_merge_in_any_order(desk: Desk, order: tuple[OutboxState, ...]) -> None:
    """Delivery before Send ends as delivered."""
    desk.receive(a_mail())
    desk.send_due()
    ses_message_id = desk.entry("acknowledgement").ses_message_id or ""

    for state in order:
        desk.told(state, ses_message_id=ses_message_id)

    assert desk.entry("acknowledgement").state is OutboxState.DELIVERED


def test_overdue_entries_are_counted(desk: Desk) -> None:
    """What should have gone out a quarter of an hour ago."""
    desk.receive(a_mail())

    at_once = reconcile.count_overdue(desk.ports, limit=10)
    desk.clock.advance(timedelta(minutes=16))
    later = reconcile.count_overdue(desk.ports, limit=10)

    assert (at_once.pending, later.pending) == (0, 1)


def test_a_desk_that_may_not_send_is_overdue(desk: Desk) -> None:
    """However often a mail is put off, it counts as late from when it was due."""
    desk.receive(a_mail())
    desk.mailer.failures = [OperatorError("account paused")] * 20

    for _ in range(6):
        desk.wait(minutes=10)

    assert reconcile.count_overdue(desk.ports, limit=10).pending == 1


@pytest.mark.parametrize("kind", ["acknowledgement", "information_reminder", "last_call", "closed"])
@pytest.mark.parametrize("failure", ["throttled", "lost"])
def test_a_mail_that_fails_once_still_goes_out_once(desk: Desk, kind: str, failure: str) -> None:
    """Throttled, or killed between claim and answer: the plan goes on where it stood."""
    desk.receive(a_mail())
    for _ in range(30 * 24):
        if any(e.kind == kind and e.attempt == 0 for e in desk.outbox.entries):
            desk.mailer.failures = [
                TransientError("throttled") if failure == "throttled" else UnknownResultError("?")
            ]
        desk.wait(hours=1)

    assert kinds_sent(desk) == ["acknowledgement", "information_reminder", "last_call", "closed"]
    assert desk.only_ticket().status is Status.CLOSED


def test_nobody_is_reminded_of_a_question_that_never_left(desk: Desk) -> None:
    """A refused acknowledgement asked nobody: the ticket stays new and waits for us."""
    desk.receive(a_mail())
    desk.mailer.failures = [SenderError("MessageRejected")]

    for _ in range(30):
        desk.wait(days=1)

    assert kinds_sent(desk) == []
    assert desk.only_ticket().status is Status.NEW


def test_nobody_is_closed_whom_our_mail_does_not_reach(desk: Desk) -> None:
    """After a bounce the plan stops, and the ticket says why."""
    desk.receive(a_mail())
    desk.send_due()
    desk.told(OutboxState.BOUNCED)

    for _ in range(30):
        desk.wait(days=1)

    assert kinds_sent(desk) == ["acknowledgement"]
    assert desk.only_ticket().flags == (NOT_REACHED,)
    assert desk.only_ticket().status is Status.WAITING_CUSTOMER


def test_throttling_uses_up_no_attempts(desk: Desk) -> None:
    """Only lost answers count: a busy hour and one lost answer are no reason to give up."""
    desk.receive(a_mail())
    desk.mailer.failures = [TransientError("throttled")] * 6
    for _ in range(6):
        desk.wait(minutes=1)
    desk.mailer.failures = [UnknownResultError("lost")]

    for _ in range(10):
        desk.wait(minutes=10)

    assert kinds_sent(desk) == ["acknowledgement"]
    assert desk.entry("acknowledgement").state is OutboxState.ACCEPTED


def test_the_event_of_a_lost_answer_does_all_its_worker_would_have(desk: Desk) -> None:
    """The mail joins the thread word for word, the ticket waits, the plan goes on."""
    desk.receive(a_mail())
    desk.mailer.lose_answers = 1
    desk.send_due()
    desk.clock.advance(timedelta(minutes=2))

    desk.told(OutboxState.ACCEPTED)

    messages, _ = desk.tickets.thread(desk.only_ticket().number)
    text = BytesParser(policy=default).parsebytes(desk.mailer.sent[0].content).get_body(("plain",))
    assert messages[-1].text.strip() in text.get_content().replace("\r\n", "\n")
    assert desk.only_ticket().status is Status.WAITING_CUSTOMER
    assert desk.entry("information_reminder").state is OutboxState.PENDING


def test_an_event_that_is_faster_than_its_worker_doubles_nothing(desk: Desk) -> None:
    """Both mark the mail; the thread holds it once and the plan goes on once."""
    desk.receive(a_mail())
    entry = desk.entry("acknowledgement")
    claimed = desk.outbox.claim(entry, ticket=None, now=NOW)
    assert claimed is not None
    sending.accept_unmarked(claimed, "ses-1", desk.ports)
    desk.clock.advance(timedelta(seconds=3))

    sending.accept_unmarked(claimed, "ses-1", desk.ports)

    messages, history = desk.tickets.thread(entry.ticket)
    assert len(messages) == 2
    assert sorted(h.event for h in history) == ["created", "status_changed"]
