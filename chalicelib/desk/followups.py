"""Follow-up plans: what is mailed, and when, while a customer does not answer.

Only the next step of a plan is ever in the outbox; claiming a step writes the one after it. A
step is planned for one turn of the ticket, so whatever the customer writes voids it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.desk.calendar import add_working_days
from chalicelib.desk.outbox import NOTICES, MailKind, OutboxEntry, OutboxState, entry_id
from chalicelib.errors import OperatorError
from chalicelib.rules import Brand, FollowUpPlan, Rules


def check_plans(rules: Rules) -> None:
    """Refuse a policy whose plans name mails that do not exist.

    Raises:
        OperatorError: naming the plan and the kind.
    """
    kinds = {kind.value for kind in MailKind if kind not in NOTICES}
    for plan in rules.plans.values():
        for step in plan.steps:
            if step.kind not in kinds:
                raise OperatorError(f"policy: follow-up plan {plan.id!r}: no mail {step.kind!r}")


def next_step(
    entry: OutboxEntry, plan: FollowUpPlan, brand: Brand, *, now: datetime
) -> OutboxEntry | None:
    """Return the step after a mail that SES took at `now`, or None after the last.

    All steps count from the question; after an outage one may leave late, and then the next keeps
    a working day's distance.
    """
    index = entry.step + 1
    if index >= len(plan.steps):
        return None
    asked_at = entry.asked_at or now
    kind = MailKind(plan.steps[index].kind)
    due_at = add_working_days(asked_at, plan.steps[index].after_working_days, brand.hours)
    return replace(
        entry,
        id=entry_id(entry.ticket, kind, entry.turn),
        kind=kind,
        created_at=now,
        due_at=max(due_at, add_working_days(now, 1, brand.hours)) if entry.asked_at else due_at,
        due_now=False,
        asked_at=asked_at,
        step=index,
        state=OutboxState.PENDING,
        attempt=0,
        unanswered=0,
        lease_until=None,
        not_before=None,
        ses_message_id=None,
        letter=replace(entry.letter, answer_by=None),
    )


def closes_at(
    entry: OutboxEntry, plan: FollowUpPlan, brand: Brand, *, now: datetime
) -> datetime | None:
    """Return when silence closes the ticket, for a last call that leaves at `now`; else None."""
    if entry.kind is not MailKind.LAST_CALL:
        return None
    following = next_step(entry, plan, brand, now=now)
    return following.due_at if following and following.kind is MailKind.CLOSED else None
