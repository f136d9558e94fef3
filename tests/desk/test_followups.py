"""What is mailed while a customer does not answer, and what stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.desk.decide_send import decide_send
from chalicelib.desk.followups import check_plans, first_step, next_step
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import Cancel, MailKind, OutboxEntry, Send
from chalicelib.desk.ticket import Ticket
from chalicelib.errors import OperatorError
from chalicelib.rules import FollowUpPlan, FollowUpStep
from tests.builders import NOW, a_reminder, a_ticket, an_entry, the_brand, the_rules

PLAN = the_rules().plans["information"]


def sent_steps() -> list[OutboxEntry]:
    """Return the steps of the default plan as they follow when each is sent on time."""
    steps = [first_step(an_entry(), PLAN, the_brand())]
    while steps[-1] is not None:
        steps.append(next_step(steps[-1], PLAN, the_brand(), now=steps[-1].due_at))
    return [step for step in steps if step is not None]


def test_the_default_plan_reminds_calls_and_closes_in_working_days() -> None:
    """Two, five and seven working days after the question, at its hour."""
    steps = sent_steps()

    assert [(s.kind, s.due_at) for s in steps] == [
        (MailKind.INFORMATION_REMINDER, datetime(2026, 8, 3, 2, 0, tzinfo=UTC)),
        (MailKind.LAST_CALL, datetime(2026, 8, 6, 2, 0, tzinfo=UTC)),
        (MailKind.CLOSED, datetime(2026, 8, 10, 2, 0, tzinfo=UTC)),
    ]


def test_the_last_call_says_when_the_ticket_closes() -> None:
    """It names the day of the closing step; the other mails name none."""
    closes = [s.letter.closes_at for s in sent_steps()]

    assert closes == [None, datetime(2026, 8, 10, 2, 0, tzinfo=UTC), None]


def test_a_late_step_keeps_a_working_days_distance_to_the_next() -> None:
    """After an outage two mails of one plan never go out together."""
    reminder = sent_steps()[0]
    late = datetime(2026, 8, 6, 3, 0, tzinfo=UTC)

    following = next_step(reminder, PLAN, the_brand(), now=late)

    assert following is not None
    assert following.due_at == late + timedelta(days=1)


def decided(entry: OutboxEntry, ticket: Ticket | None) -> Send | Cancel:
    """Ask whether an entry is to be sent now."""
    return decide_send(entry, ticket, the_brand(), the_rules(), entry.due_at)


def test_a_reminder_is_sent_while_its_question_is_open() -> None:
    """And brings the next step with it."""
    decision = decided(a_reminder(), a_ticket())

    assert isinstance(decision, Send)
    assert decision.status_after is None
    assert decision.next_entry is not None
    assert decision.next_entry.kind is MailKind.LAST_CALL


@pytest.mark.parametrize(
    "changes",
    [
        {"turn": 2},
        {"status": Status.OPEN},
        {"status": Status.RESOLVED},
        {"status": Status.SPAM},
        {"status": Status.MERGED},
        {"missing": ()},
    ],
)
def test_a_reminder_is_cancelled_when_it_makes_no_sense(changes: dict[str, Any]) -> None:
    """Asked at the moment of sending, not when it was planned."""
    decision = decided(a_reminder(), a_ticket(**changes))

    assert isinstance(decision, Cancel)


def test_a_reminder_of_a_vanished_ticket_is_cancelled() -> None:
    """An erased ticket mails nobody."""
    assert isinstance(decided(a_reminder(), None), Cancel)


def test_the_closing_mail_closes_the_ticket() -> None:
    """Mail and move are one step."""
    closing = a_reminder(step=2, kind=MailKind.CLOSED)

    decision = decided(closing, a_ticket())

    assert decision == Send(Status.CLOSED, None)


def test_a_second_attempt_plans_the_next_step_no_more() -> None:
    """The next step was written with the first claim."""
    decision = decided(a_reminder(attempt=1), a_ticket())

    assert decision == Send(None, None)


def test_an_acknowledgement_needs_no_look_at_the_ticket() -> None:
    """Its claim alone is conditioned on the ticket."""
    assert decided(an_entry(), None) == Send(None, None)


def test_an_acknowledgement_to_spam_is_cancelled() -> None:
    """What was marked as spam meanwhile is not answered."""
    assert isinstance(decided(an_entry(), a_ticket(status=Status.SPAM)), Cancel)


def test_a_plan_with_an_unknown_mail_is_refused() -> None:
    """At start, not at the first customer."""
    rules = replace(
        the_rules(), plans={"information": FollowUpPlan("information", (FollowUpStep("nag", 1),))}
    )

    with pytest.raises(OperatorError, match="nag"):
        check_plans(rules)


def test_the_shipped_plans_name_mails_that_exist() -> None:
    """The default policy passes its own check."""
    check_plans(the_rules())


def test_a_plan_without_steps_sends_nothing() -> None:
    """An operator may switch follow-ups off."""
    assert first_step(an_entry(), FollowUpPlan("none", ()), the_brand()) is None


def test_the_day_of_asking_is_the_acknowledgements() -> None:
    """All steps count from the question."""
    assert {s.asked_at for s in sent_steps()} == {NOW}
