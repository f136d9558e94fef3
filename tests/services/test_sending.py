"""Sending: once, at the right time, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import LEASE, MAX_ATTEMPTS, OutboxState
from chalicelib.errors import OperatorError, SenderError, TransientError
from chalicelib.services import feedback, reconcile, sending
from chalicelib.services.feedback import MailEvent
from chalicelib.services.outcomes import SendOutcome
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
    """Thirty days of ticks, two at a time: exactly the plan."""
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
    due = desk.entry("acknowledgement").due_at - desk.clock.now()
    (sent,) = desk.wait(minutes=1)

    assert deferred.outcome is SendOutcome.DEFERRED
    assert due == timedelta(seconds=45)
    assert sent.outcome is SendOutcome.SENT


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
    entry = desk.entry("acknowledgement")
    event = MailEvent(
        entry=entry.id,
        state=OutboxState.ACCEPTED,
        ses_message_id="ses-1",
        at=desk.clock.now(),
        detail="",
    )

    told = feedback.record(event, desk.ports)
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
    late = MailEvent(
        entry=desk.entry("acknowledgement").id,
        state=OutboxState.ACCEPTED,
        ses_message_id="the-lost-one",
        at=desk.clock.now(),
        detail="",
    )

    assert within == ()
    assert [r.outcome for r in after] == [SendOutcome.SENT]
    assert feedback.record(late, desk.ports).sent_twice


def test_no_second_attempt_while_events_lag(desk: Desk) -> None:
    """The event that would tell may be in the queue."""
    desk.receive(a_mail())
    desk.mailer.lose_answers = 1
    desk.send_due()
    desk.feedback.age_s = 900

    waiting = desk.wait(hours=1)
    desk.feedback.age_s = 0
    after = desk.wait(minutes=1)

    assert [r.outcome for r in waiting] == [SendOutcome.DEFERRED]
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
    entry = desk.entry("acknowledgement")

    for state in order:
        event = MailEvent(
            entry=entry.id,
            state=state,
            ses_message_id=entry.ses_message_id or "",
            at=desk.clock.now(),
            detail="",
        )
        feedback.record(event, desk.ports)

    assert desk.entry("acknowledgement").state is OutboxState.DELIVERED


def test_a_storage_failure_in_one_entry_leaves_the_others(desk: Desk) -> None:
    """One bad entry never stops a tick."""
    desk.receive(a_mail())
    desk.receive(a_mail("Another matter.", message_id="m2@customer.example"), key="object-2")
    desk.outbox.failures = [TransientError("throttled")]

    results = desk.send_due()

    assert sorted(r.outcome for r in results) == [SendOutcome.DEFERRED, SendOutcome.SENT]


def test_overdue_entries_are_counted(desk: Desk) -> None:
    """What should have gone out a quarter of an hour ago."""
    desk.receive(a_mail())

    at_once = reconcile.count_overdue(desk.ports, limit=10)
    desk.clock.advance(timedelta(minutes=16))
    later = reconcile.count_overdue(desk.ports, limit=10)

    assert (at_once.pending, later.pending) == (0, 1)
