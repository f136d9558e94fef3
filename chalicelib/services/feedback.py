"""Feedback: what SES says became of a mail, merged into its outbox entry by rank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.desk.outbox import EntryId, OutboxEntry, OutboxState, ticket_of
from chalicelib.desk.ticket import NOT_REACHED
from chalicelib.services.ports import Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEvent:
    """One SES event of one of our mails, by its `entry` message tag.

    `state` is what the event means for the entry. `detail` holds SES's classes and codes only
    ("Permanent/General 5.1.1"), no address.
    """

    entry: EntryId
    state: OutboxState
    ses_message_id: str
    at: datetime
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackResult:
    """What one event came to. `state` None: the entry is not known (erased, or not ours)."""

    event: MailEvent
    state: OutboxState | None
    sent_twice: bool


def record(event: MailEvent, ports: Ports) -> FeedbackResult:
    """Merge one event. Any order and any number of repeats end in the same state.

    A Send event of a mail whose worker never heard SES's answer does what that worker would have
    done. A bounce or complaint flags the ticket, so that nothing is planned on a mail unread.

    Raises:
        TransientError: storage is not to be had.
    """
    told = ports.outbox.record_event(
        event.entry,
        event.state,
        ses_message_id=event.ses_message_id,
        at=event.at,
        detail=event.detail,
        unmarked=lambda claimed: _make_up_for_the_worker(event, claimed, ports),
    )
    if told is not None and event.state in (OutboxState.BOUNCED, OutboxState.COMPLAINED):
        ports.tickets.add_flag(ticket_of(event.entry), NOT_REACHED, now=event.at)
    return FeedbackResult(
        event=event,
        state=None if told is None else told.state,
        sent_twice=told is not None and told.sent_twice,
    )


def _make_up_for_the_worker(event: MailEvent, claimed: OutboxEntry, ports: Ports) -> None:
    # Only a lost answer costs the feedback function the template engine.
    from chalicelib.services.sending import accept_unmarked

    accept_unmarked(claimed, event.ses_message_id, ports)
