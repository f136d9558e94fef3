"""What every implementation of stores.Outbox must do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.desk.lifecycle import Status
from chalicelib.desk.outbox import (
    LEASE,
    EntryId,
    Follow,
    MailKind,
    OutboxEntry,
    OutboxState,
    entry_id,
)
from chalicelib.desk.ticket import Direction, Message, Ticket
from chalicelib.services.stores import Recorded
from chalicelib.ticket_number import number_from
from tests.builders import NOW, NUMBER, a_contact, a_reminder, a_ticket, an_entry
from tests.contracts.conftest import Desk
from tests.contracts.test_tickets import a_following, an_opening

SES_ID = "0102018f6d4e4a5b-11111111-1111-4111-8111-111111111111-000000"
SECOND_ID = "0102018f6d4e4a5b-22222222-2222-4222-8222-222222222222-000000"
LATER = NOW + timedelta(minutes=1)
CLOSING = (Status.WAITING_CUSTOMER, Status.CLOSED)
ENTRY = an_entry()


def opened(desk: Desk, *entries: OutboxEntry, **changes: Any) -> Ticket:
    """Open a ticket with these outbox entries, and return it."""
    decision = an_opening(ticket=a_ticket(**changes), outbox=entries or (ENTRY,))
    desk.tickets.commit(decision)
    return decision.ticket


def claimed(desk: Desk, entry: OutboxEntry = ENTRY) -> OutboxEntry:
    """Claim an entry that is known to be free."""
    taken = desk.outbox.claim(entry, ticket=None, now=NOW)
    assert taken is not None
    return taken


def found(desk: Desk) -> OutboxEntry:
    """Return the entry as it stands."""
    entry = desk.outbox.find(ENTRY.id)
    assert entry is not None
    return entry


def a_sent_mail(**changes: Any) -> Message:
    """Return the acknowledgement as it stands in the thread."""
    message = Message(
        id=ENTRY.id,
        ticket=NUMBER,
        direction=Direction.OUTBOUND,
        at=NOW + timedelta(seconds=1),
        sender=a_contact("support@desk.example", "Demo"),
        subject="We have your message",
        text="Hello",
        message_id="own-1@desk.example",
        kind=MailKind.ACKNOWLEDGEMENT,
    )
    return replace(message, **changes)


def told(desk: Desk, state: OutboxState, ses_message_id: str = SES_ID) -> Recorded | None:
    """Record an SES event of the entry, a minute after it was sent."""
    return desk.outbox.record_event(
        ENTRY.id,
        state,
        ses_message_id=ses_message_id,
        at=LATER,
        detail="Permanent/General 5.1.1" if state is OutboxState.BOUNCED else "",
        unmarked=lambda claimed: desk.outbox.mark_accepted(
            claimed, ses_message_id=ses_message_id, message=a_sent_mail(), follow=Follow()
        ),
    )


def test_claim_leases_the_entry(desk: Desk) -> None:
    """A claimed entry is being sent, counts the attempt and is leased."""
    opened(desk)

    taken = desk.outbox.claim(ENTRY, ticket=None, now=NOW)

    expected = replace(ENTRY, state=OutboxState.SENDING, attempt=1, lease_until=NOW + LEASE)
    assert taken == expected
    assert desk.outbox.find(ENTRY.id) == expected


def test_claim_gives_an_entry_to_one_worker(desk: Desk) -> None:
    """Two workers that read the same pending entry do not both get it."""
    opened(desk)

    answers = [desk.outbox.claim(ENTRY, ticket=None, now=NOW) for _ in range(2)]

    assert answers[0] is not None
    assert answers[1] is None


def test_claim_leaves_a_sending_entry_to_its_worker_while_leased(desk: Desk) -> None:
    """A mail of unknown result is nobody else's before its lease has passed."""
    opened(desk)
    first = claimed(desk)

    second = desk.outbox.claim(first, ticket=None, now=NOW + LEASE - timedelta(seconds=1))

    assert second is None


def test_claim_takes_a_sending_entry_when_its_lease_is_over(desk: Desk) -> None:
    """Whoever comes after the lease makes the next attempt, with a lease of its own."""
    opened(desk)
    first = claimed(desk)

    second = desk.outbox.claim(first, ticket=None, now=NOW + LEASE)

    assert second == replace(first, attempt=2, unanswered=1, lease_until=NOW + 2 * LEASE)


@pytest.mark.parametrize("status", [Status.SPAM, Status.MERGED])
def test_claim_refuses_mail_of_a_ticket_that_is_out_of_the_game(desk: Desk, status: Status) -> None:
    """Nothing is sent for spam, nor for a ticket that became part of another one."""
    opened(desk, status=status)

    assert desk.outbox.claim(ENTRY, ticket=None, now=NOW) is None


def test_claim_refuses_when_the_ticket_changed_since_it_was_read(desk: Desk) -> None:
    """A reminder decided on before the customer wrote is not sent after it."""
    reminder = a_reminder()
    ticket = opened(desk, reminder)
    desk.tickets.commit(a_following())

    answer = desk.outbox.claim(reminder, ticket=ticket, now=NOW)

    assert answer is None
    assert desk.outbox.find(reminder.id) == reminder


def test_claim_counts_lost_answers_apart_from_attempts(desk: Desk) -> None:
    """A throttled attempt was answered; one whose lease ran out was not."""
    opened(desk)
    desk.outbox.release(claimed(desk), until=NOW, reason="throttled")
    second = desk.outbox.claim(found(desk), ticket=None, now=NOW)
    assert second is not None

    third = desk.outbox.claim(second, ticket=None, now=NOW + LEASE)

    assert third is not None
    assert (second.unanswered, third.unanswered, third.attempt) == (0, 1, 3)


def test_claim_refuses_an_entry_of_a_ticket_that_is_gone(desk: Desk) -> None:
    """What was erased is not mailed about."""
    assert desk.outbox.claim(ENTRY, ticket=None, now=NOW) is None


def test_mark_accepted_keeps_the_mail_and_its_ids(desk: Desk) -> None:
    """An accepted mail stands in the thread and is found by SES's id in every spelling."""
    opened(desk)
    entry = claimed(desk)
    mail = a_sent_mail()

    desk.outbox.mark_accepted(entry, ses_message_id=SES_ID, message=mail, follow=Follow())

    after = desk.outbox.find(ENTRY.id)
    assert after == replace(
        entry, state=OutboxState.ACCEPTED, ses_message_id=SES_ID, lease_until=None
    )
    assert desk.tickets.thread(NUMBER)[0][-1] == mail
    for spelling in (SES_ID, f"<{SES_ID}@eu-west-1.amazonses.com>", "own-1@desk.example"):
        assert desk.tickets.find_by_message_ids("demo", [spelling]) == (NUMBER,)


def accepted(desk: Desk, entry: OutboxEntry, follow: Follow) -> None:
    """Mark a claimed entry accepted, a second after its claim."""
    mail = a_sent_mail(id=f"out-{entry.id}")
    desk.outbox.mark_accepted(entry, ses_message_id=SES_ID, message=mail, follow=follow)


def test_mark_accepted_moves_the_ticket_and_plans_the_next_step(desk: Desk) -> None:
    """Status, history and the plan's next entry are written once the mail has left."""
    last = a_reminder(kind=MailKind.CLOSED, step=2)
    ticket = opened(desk, last)
    after = a_reminder(kind=MailKind.LAST_CALL, turn=7)

    accepted(desk, claimed(desk, last), Follow(after, CLOSING))

    at = a_sent_mail().at
    moved = replace(ticket, status=Status.CLOSED, version=2, updated_at=at)
    assert desk.tickets.find(NUMBER) == moved
    assert desk.tickets.queue("demo", ticket.queue, Status.CLOSED, 5) == (moved,)
    assert desk.tickets.queue("demo", ticket.queue, ticket.status, 5) == ()
    assert desk.outbox.find(after.id) == after
    note = desk.tickets.thread(NUMBER)[1][-1]
    assert (note.event, note.detail["from"], note.detail["to"]) == (
        "status_changed",
        "waiting_customer",
        "closed",
    )


def test_mark_accepted_moves_a_ticket_that_was_transferred_meanwhile(desk: Desk) -> None:
    """Another queue is no reason to leave a ticket open whose customer was told it is closed."""
    last = a_reminder(kind=MailKind.CLOSED, step=2, queue="security")
    ticket = opened(desk, last)

    accepted(desk, claimed(desk, last), Follow(None, CLOSING))

    (moved,) = desk.tickets.queue("demo", ticket.queue, Status.CLOSED, 5)
    assert (moved.status, moved.queue) == (Status.CLOSED, ticket.queue)


def test_mark_accepted_leaves_a_ticket_that_has_moved_on(desk: Desk) -> None:
    """The customer wrote between claim and answer: the mail is marked, the ticket stays open."""
    last = a_reminder(kind=MailKind.CLOSED, step=2)
    opened(desk, last)
    entry = claimed(desk, last)
    desk.tickets.commit(a_following())
    before = desk.tickets.find(NUMBER)

    accepted(desk, entry, Follow(None, CLOSING))

    after = desk.outbox.find(last.id)
    assert desk.tickets.find(NUMBER) == before
    assert after is not None
    assert after.state is OutboxState.ACCEPTED


def test_mark_accepted_keeps_a_next_entry_that_is_there_already(desk: Desk) -> None:
    """The next step may have been planned before; it is neither overwritten nor in the way."""
    following = a_reminder(kind=MailKind.LAST_CALL, step=1)
    reminder = a_reminder()
    opened(desk, reminder, following)
    other = replace(following, due_at=NOW + timedelta(days=9))

    accepted(desk, claimed(desk, reminder), Follow(other, None))

    after = desk.outbox.find(reminder.id)
    assert desk.outbox.find(following.id) == following
    assert after is not None
    assert after.state is OutboxState.ACCEPTED


def test_mark_accepted_may_be_repeated(desk: Desk) -> None:
    """The second time changes nothing."""
    opened(desk)
    entry = claimed(desk)
    desk.outbox.mark_accepted(entry, ses_message_id=SES_ID, message=a_sent_mail(), follow=Follow())
    before = (desk.outbox.find(ENTRY.id), desk.tickets.thread(NUMBER))

    desk.outbox.mark_accepted(entry, ses_message_id=SES_ID, message=a_sent_mail(), follow=Follow())

    assert (desk.outbox.find(ENTRY.id), desk.tickets.thread(NUMBER)) == before


def test_mark_accepted_never_lowers_a_state(desk: Desk) -> None:
    """A delivery that was told of first stays, and the mail still joins the thread."""
    opened(desk)
    entry = claimed(desk)
    told(desk, OutboxState.DELIVERED)

    desk.outbox.mark_accepted(entry, ses_message_id=SES_ID, message=a_sent_mail(), follow=Follow())

    after = desk.outbox.find(ENTRY.id)
    assert after is not None
    assert after.state is OutboxState.DELIVERED
    assert desk.tickets.thread(NUMBER)[0][-1] == a_sent_mail()


def test_mark_accepted_writes_nothing_for_an_erased_ticket(desk: Desk) -> None:
    """What was erased while its mail was under way is not brought back."""
    desk.outbox.mark_accepted(ENTRY, ses_message_id=SES_ID, message=a_sent_mail(), follow=Follow())

    assert desk.tickets.thread(NUMBER) == ((), ())
    assert desk.tickets.find_by_message_ids("demo", [SES_ID]) == ()


def test_record_event_accepts_a_mail_whose_answer_was_lost(desk: Desk) -> None:
    """The Send event alone marks the entry accepted and lets replies find the ticket."""
    opened(desk)
    claimed(desk)

    answer = told(desk, OutboxState.ACCEPTED)

    after = desk.outbox.find(ENTRY.id)
    assert answer == Recorded(OutboxState.ACCEPTED, sent_twice=False)
    assert after is not None
    assert (after.state, after.ses_message_id, after.lease_until) == (
        OutboxState.ACCEPTED,
        SES_ID,
        None,
    )
    assert desk.tickets.find_by_message_ids("demo", [SES_ID]) == (NUMBER,)


@pytest.mark.parametrize(
    "order",
    [
        (OutboxState.ACCEPTED, OutboxState.DELIVERED, OutboxState.BOUNCED),
        (OutboxState.BOUNCED, OutboxState.DELIVERED, OutboxState.ACCEPTED),
        (OutboxState.DELIVERED, OutboxState.ACCEPTED, OutboxState.BOUNCED),
        (OutboxState.DELIVERED, OutboxState.BOUNCED, OutboxState.BOUNCED),
    ],
)
def test_record_event_ends_in_the_highest_rank_whatever_the_order(
    desk: Desk, order: tuple[OutboxState, ...]
) -> None:
    """Events come in any order and more than once; the state only ever rises."""
    opened(desk)
    claimed(desk)

    answers = [told(desk, state) for state in order]

    assert answers[-1] == Recorded(OutboxState.BOUNCED, sent_twice=False)
    assert list(desk.outbox.due(until=NOW + timedelta(days=1), limit=9)) == []
    bounces = [h for h in desk.tickets.thread(NUMBER)[1] if h.event == "mail_bounced"]
    assert [h.detail["reason"] for h in bounces] == ["Permanent/General 5.1.1"]


def test_record_event_tells_a_second_sending_once(desk: Desk) -> None:
    """A Send event with another SES id means the mail went out twice; its repeat does not."""
    opened(desk)
    desk.outbox.mark_accepted(
        claimed(desk), ses_message_id=SES_ID, message=a_sent_mail(), follow=Follow()
    )

    answers = [
        told(desk, OutboxState.ACCEPTED, ses_message_id)
        for ses_message_id in (SES_ID, SECOND_ID, SECOND_ID)
    ]

    assert [a.sent_twice for a in answers if a] == [False, True, False]
    assert desk.tickets.find_by_message_ids("demo", [SECOND_ID]) == (NUMBER,)


@pytest.mark.parametrize("entry", [entry_id(NUMBER, MailKind.CLOSED, 9), EntryId("no id of ours")])
def test_record_event_knows_nothing_of_a_foreign_entry(desk: Desk, entry: EntryId) -> None:
    """An event of an erased entry, or with a tag of somebody else's, is nobody's."""
    answer = desk.outbox.record_event(
        entry,
        OutboxState.BOUNCED,
        ses_message_id=SES_ID,
        at=NOW,
        detail="",
        unmarked=lambda claimed: pytest.fail(f"{claimed.id} is nobody's"),
    )

    assert answer is None
    assert desk.outbox.find(entry) is None


def test_release_gives_the_entry_back_for_later(desk: Desk) -> None:
    """A throttled mail is pending again and put off; what it was due at is not forgotten."""
    opened(desk)
    entry = claimed(desk)
    later = NOW + timedelta(minutes=2)

    desk.outbox.release(entry, until=later, reason="throttled")

    after = replace(entry, state=OutboxState.PENDING, lease_until=None, not_before=later)
    assert desk.outbox.find(ENTRY.id) == after
    assert list(desk.outbox.due(until=later, limit=9)) == [after]
    assert list(desk.outbox.due(until=later - timedelta(seconds=1), limit=9)) == []


def test_postpone_looks_again_later_and_keeps_the_claim(desk: Desk) -> None:
    """An entry of unknown result is still claimed, only not looked at before its time."""
    opened(desk)
    entry = claimed(desk)
    later = NOW + 2 * LEASE

    desk.outbox.postpone(entry, until=later)

    after = replace(entry, not_before=later)
    assert desk.outbox.find(ENTRY.id) == after
    assert list(desk.outbox.due(until=NOW + LEASE, limit=9)) == []
    assert list(desk.outbox.due(until=later, limit=9)) == [after]


def test_release_leaves_an_accepted_entry_alone(desk: Desk) -> None:
    """Who was told too late that the mail went out after all does not send it again."""
    opened(desk)
    entry = claimed(desk)
    told(desk, OutboxState.ACCEPTED)

    desk.outbox.release(entry, until=NOW, reason="throttled")

    after = desk.outbox.find(ENTRY.id)
    assert after is not None
    assert after.state is OutboxState.ACCEPTED


@pytest.mark.parametrize("state", [OutboxState.CANCELLED, OutboxState.FAILED])
def test_end_closes_a_pending_entry_and_says_why(desk: Desk, state: OutboxState) -> None:
    """A closed entry is due no more, and the history says why."""
    opened(desk)

    desk.outbox.end(ENTRY, state, reason="ticket is closed", now=LATER)

    assert desk.outbox.find(ENTRY.id) == replace(ENTRY, state=state)
    assert list(desk.outbox.due(until=NOW, limit=9)) == []
    note = desk.tickets.thread(NUMBER)[1][-1]
    assert (note.event, note.detail["reason"]) == (f"mail_{state}", "ticket is closed")


def test_end_closes_a_claimed_entry(desk: Desk) -> None:
    """A mail SES refuses for good fails after its claim."""
    opened(desk)
    entry = claimed(desk)

    desk.outbox.end(entry, OutboxState.FAILED, reason="rejected", now=NOW)

    after = replace(entry, state=OutboxState.FAILED, lease_until=None)
    assert desk.outbox.find(ENTRY.id) == after


def test_end_leaves_an_entry_alone_that_somebody_else_has_claimed(desk: Desk) -> None:
    """Who read it before it was claimed has nothing to say any more."""
    opened(desk)
    entry = claimed(desk)

    desk.outbox.end(ENTRY, OutboxState.CANCELLED, reason="too late", now=NOW)

    assert desk.outbox.find(ENTRY.id) == entry


def test_due_yields_what_waits_by_time(desk: Desk) -> None:
    """Pending entries and expired leases come over all shards in order of time, up to a limit."""
    entries = [
        an_entry(ticket=number_from(bytes([i]) * 16), due_at=NOW + timedelta(minutes=i))
        for i in range(1, 7)
    ]
    for entry in entries:
        desk.tickets.commit(
            an_opening(
                ticket=a_ticket(number=entry.ticket),
                message=a_sent_mail(ticket=entry.ticket),
                history=(),
                outbox=(entry,),
                dedupe_key=entry.id,
            )
        )
    first = desk.outbox.claim(entries[0], ticket=None, now=NOW)
    assert first is not None

    now, soon = NOW + timedelta(minutes=4), NOW + LEASE

    assert list(desk.outbox.due(until=now, limit=9)) == entries[1:4]
    assert list(desk.outbox.due(until=now, limit=2)) == entries[1:3]
    assert set(desk.outbox.due(until=soon, limit=9)) == {first, *entries[1:]}
