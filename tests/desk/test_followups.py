"""What is mailed while a customer does not answer, and what stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.desk.decide_send import decide_follow, decide_send
from chalicelib.desk.followups import check_plans, closes_at, next_step
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import Cancel, Follow, MailKind, OutboxEntry, Send
from chalicelib.desk.ticket import NOT_REACHED, Ticket
from chalicelib.errors import OperatorError
from chalicelib.rules import FollowUpPlan, FollowUpStep
from tests.builders import NOW, a_reminder, a_ticket, an_entry, the_brand, the_rules

PLAN = the_rules().plans["information"]


QUESTION = an_entry(plan="information")


def sent_steps() -> list[OutboxEntry]:
    """Return the steps of the default plan as they follow when each leaves on time."""
    steps = [next_step(QUESTION, PLAN, the_brand(), now=NOW)]
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


def test_the_plan_counts_from_when_the_question_left() -> None:
    """A question that could not be sent for three days is reminded of after that."""
    late = NOW + timedelta(days=4)

    reminder = next_step(QUESTION, PLAN, the_brand(), now=late)

    assert reminder is not None
    assert (reminder.asked_at, reminder.due_at) == (late, late + timedelta(days=2))


@pytest.mark.parametrize("late_by", [timedelta(0), timedelta(days=7)])
def test_the_last_call_names_the_day_the_ticket_closes(late_by: timedelta) -> None:
    """The very day of the closing step, also when the last call itself leaves late."""
    _, last_call, _ = sent_steps()
    now = last_call.due_at + late_by

    closing = next_step(last_call, PLAN, the_brand(), now=now)

    assert closing is not None
    assert closes_at(last_call, PLAN, the_brand(), now=now) == closing.due_at
    assert closing.due_at > now


def test_only_a_last_call_names_a_closing_day() -> None:
    """The reminder and the closing mail name none."""
    reminder, _, closed = sent_steps()

    assert closes_at(reminder, PLAN, the_brand(), now=reminder.due_at) is None
    assert closes_at(closed, PLAN, the_brand(), now=closed.due_at) is None


def test_a_late_step_keeps_a_working_days_distance_to_the_next() -> None:
    """After an outage two mails of one plan never go out together."""
    reminder = sent_steps()[0]
    late = datetime(2026, 8, 6, 3, 0, tzinfo=UTC)

    following = next_step(reminder, PLAN, the_brand(), now=late)

    assert following is not None
    assert following.due_at == late + timedelta(days=1)


def test_a_reminder_is_sent_while_its_question_is_open() -> None:
    """Asked at the moment of sending."""
    assert decide_send(a_reminder(), a_ticket(), the_rules()) == Send()


@pytest.mark.parametrize(
    "changes",
    [
        {"turn": 2},
        {"status": Status.OPEN},
        {"status": Status.RESOLVED},
        {"status": Status.SPAM},
        {"status": Status.MERGED},
        {"missing": ()},
        {"flags": (NOT_REACHED,)},
    ],
)
def test_a_reminder_is_cancelled_when_it_makes_no_sense(changes: dict[str, Any]) -> None:
    """Asked at the moment of sending, not when it was planned."""
    decision = decide_send(a_reminder(), a_ticket(**changes), the_rules())

    assert isinstance(decision, Cancel)


@pytest.mark.parametrize(
    ("entry", "ticket"),
    [
        (a_reminder(), None),
        (a_reminder(plan="renamed"), a_ticket()),
        (a_reminder(brand="sold"), a_ticket()),
        (an_entry(brand="sold"), None),
        (an_entry(), a_ticket(status=Status.SPAM)),
    ],
)
def test_a_mail_is_cancelled_whose_ground_is_gone(
    entry: OutboxEntry, ticket: Ticket | None
) -> None:
    """An erased ticket, a renamed plan, a removed brand, a ticket marked as spam."""
    assert isinstance(decide_send(entry, ticket, the_rules()), Cancel)


def test_an_acknowledgement_needs_no_look_at_the_ticket() -> None:
    """Its claim alone is conditioned on the ticket."""
    assert decide_send(QUESTION, None, the_rules()) == Send()


def test_a_question_that_left_makes_its_ticket_wait() -> None:
    """Not before: a customer who was not asked owes no answer."""
    follow = decide_follow(QUESTION, the_rules(), NOW)

    assert follow.move == (Status.NEW, Status.WAITING_CUSTOMER)
    assert follow.next_entry is not None
    assert follow.next_entry.kind is MailKind.INFORMATION_REMINDER


def test_a_closing_mail_that_left_closes_its_ticket() -> None:
    """Not before: a customer who was not told is not closed."""
    closing = a_reminder(step=2, kind=MailKind.CLOSED)

    follow = decide_follow(closing, the_rules(), NOW)

    assert follow == Follow(None, (Status.WAITING_CUSTOMER, Status.CLOSED))


def test_an_acknowledgement_without_a_question_leads_to_nothing() -> None:
    """Nothing is waited for."""
    assert decide_follow(an_entry(), the_rules(), NOW) == Follow()


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
    assert next_step(QUESTION, FollowUpPlan("none", ()), the_brand(), now=NOW) is None
