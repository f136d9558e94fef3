"""Follow-up plans: what is mailed, and when, while a customer does not answer.

Only the next step of a plan is ever in the outbox; claiming a step writes the one after it. A
step is planned for one turn of the ticket, so whatever the customer writes voids it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.desk.calendar import add_working_days
from chalicelib.desk.outbox import MailKind, OutboxEntry, OutboxState, entry_id
from chalicelib.errors import OperatorError
from chalicelib.rules import Brand, FollowUpPlan, Rules


def check_plans(rules: Rules) -> None:
    """Refuse a policy whose plans name mails that do not exist.

    Raises:
        OperatorError: naming the plan and the kind.
    """
    kinds = {kind.value for kind in MailKind}
    for plan in rules.plans.values():
        for step in plan.steps:
            if step.kind not in kinds:
                raise OperatorError(f"policy: follow-up plan {plan.id!r}: no mail {step.kind!r}")


def first_step(question: OutboxEntry, plan: FollowUpPlan, brand: Brand) -> OutboxEntry | None:
    """Return the first step of a plan that starts with the mail that asked; None if it has none."""
    return _step(replace(question, plan=plan.id, asked_at=question.due_at), -1, plan, brand)


def next_step(
    entry: OutboxEntry, plan: FollowUpPlan, brand: Brand, *, now: datetime
) -> OutboxEntry | None:
    """Return the step after `entry`, or None after the last.

    After an outage a step may go out late; the one after it keeps a working day's distance.
    """
    following = _step(entry, entry.step, plan, brand)
    if following is None:
        return None
    earliest = add_working_days(now, 1, brand.hours)
    return replace(following, created_at=now, due_at=max(following.due_at, earliest))


def _step(before: OutboxEntry, index: int, plan: FollowUpPlan, brand: Brand) -> OutboxEntry | None:
    if before.asked_at is None or index + 1 >= len(plan.steps):
        return None
    step = plan.steps[index + 1]
    kind = MailKind(step.kind)
    return replace(
        before,
        id=entry_id(before.ticket, kind, before.turn),
        kind=kind,
        due_at=add_working_days(before.asked_at, step.after_working_days, brand.hours),
        due_now=False,
        step=index + 1,
        state=OutboxState.PENDING,
        attempt=0,
        lease_until=None,
        ses_message_id=None,
        letter=replace(
            before.letter, answer_by=None, closes_at=_closes_at(index + 1, before, plan, brand)
        ),
    )


def _closes_at(index: int, entry: OutboxEntry, plan: FollowUpPlan, brand: Brand) -> datetime | None:
    """Return when the plan ends in closing, for the step that must announce it."""
    if plan.steps[index].kind != MailKind.LAST_CALL or entry.asked_at is None:
        return None
    closing = (s for s in plan.steps[index + 1 :] if s.kind == MailKind.CLOSED)
    days = next((s.after_working_days for s in closing), None)
    return None if days is None else add_working_days(entry.asked_at, days, brand.hours)
