"""What every implementation of stores.Tickets must do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.desk.decision import AppendMessage, OpenTicket, RecordVerdict
from chalicelib.desk.lifecycle import Status
from chalicelib.desk.ticket import Direction, HistoryEntry, Message
from chalicelib.errors import ConflictError
from chalicelib.reading.message import Attachment, Kind, RawObject
from chalicelib.services.stores import Committed, Duplicate, RawNote
from chalicelib.ticket_number import TicketNumber, number_from
from chalicelib.understanding.findings import Priority
from tests.builders import (
    NOW,
    NUMBER,
    PASSED,
    a_contact,
    a_ticket,
    an_entry,
    an_understanding,
)
from tests.contracts.conftest import Desk

OTHER = number_from(b"\x09" * 16)
RAW = RawObject("mail-bucket", "object-1")


def a_message(**changes: Any) -> Message:
    """Return a customer's message as it is kept."""
    message = Message(
        id="a1" * 16,
        ticket=NUMBER,
        direction=Direction.INBOUND,
        at=NOW,
        sender=a_contact(),
        subject="Transfer missing",
        text="My transfer has not arrived.\n> quoted",
        reply="My transfer has not arrived.",
        message_id="m1@customer.example",
        attachments=(
            Attachment(
                filename="屏幕.png",
                content_type="image/png",
                size_bytes=68,
                sha256="0" * 64,
                inline=False,
                part="2",
            ),
        ),
        verdicts=PASSED,
        understanding=an_understanding(reasons=("cue: not arrived",)),
        raw=RAW,
    )
    return replace(message, **changes)


def a_history(**changes: Any) -> HistoryEntry:
    """Return a line of a ticket's history."""
    entry = HistoryEntry(
        id="h1",
        ticket=NUMBER,
        at=NOW,
        actor="customer",
        event="opened",
        detail={"channel": "email"},
    )
    return replace(entry, **changes)


def an_opening(**changes: Any) -> OpenTicket:
    """Return the decision to open a ticket and to acknowledge it."""
    decision = OpenTicket(
        ticket=a_ticket(),
        message=a_message(),
        history=(a_history(),),
        outbox=(an_entry(),),
        dedupe_key="ab" * 32,
        message_ids=("m1@customer.example",),
    )
    return replace(decision, **changes)


def a_following(**changes: Any) -> AppendMessage:
    """Return the decision to add a second message to that ticket."""
    later = NOW + timedelta(hours=1)
    decision = AppendMessage(
        ticket=a_ticket(status=Status.OPEN, turn=2, version=2, updated_at=later),
        seen_version=1,
        message=a_message(
            id="b2" * 16, at=later, message_id="m2@customer.example", raw=RawObject("b", "2")
        ),
        history=(a_history(id="h2", at=later, event="answered"),),
        outbox=(),
        dedupe_key="cd" * 32,
        message_ids=("m2@customer.example",),
    )
    return replace(decision, **changes)


def a_verdict(**changes: Any) -> RecordVerdict:
    """Return the decision that a bounce of ours needs no work."""
    decision = RecordVerdict(
        brand="demo",
        kind=Kind.BOUNCE,
        reason="multipart/report",
        at=NOW,
        raw=RawObject("mail-bucket", "bounce-1"),
        dedupe_key="ef" * 32,
        ticket=None,
        history=(),
    )
    return replace(decision, **changes)


def test_commit_writes_all_of_a_new_ticket(desk: Desk) -> None:
    """One commit stores head, thread, history, outbox entry, references and the raw's note."""
    decision = an_opening()

    answer = desk.tickets.commit(decision)

    assert answer == Committed()
    assert desk.tickets.find(NUMBER) == decision.ticket
    assert desk.tickets.thread(NUMBER) == ((decision.message,), decision.history)
    assert desk.outbox.find(decision.outbox[0].id) == decision.outbox[0]
    assert desk.tickets.find_by_message_ids("demo", ["m1@customer.example"]) == (NUMBER,)
    assert desk.tickets.is_recorded(RAW)


def test_commit_answers_with_the_first_ticket_when_repeated(desk: Desk) -> None:
    """The second delivery of a message is a duplicate of the ticket the first one made."""
    desk.tickets.commit(an_opening())

    answer = desk.tickets.commit(an_opening(ticket=a_ticket(number=OTHER), outbox=()))

    assert answer == Duplicate(NUMBER)
    assert desk.tickets.find(OTHER) is None


def test_commit_notes_the_raw_object_of_a_duplicate(desk: Desk) -> None:
    """A duplicate's own raw object counts as dealt with, so that nobody takes it in again."""
    second = RawObject("mail-bucket", "object-2")
    desk.tickets.commit(an_opening())

    desk.tickets.commit(an_opening(message=a_message(raw=second)))

    assert desk.tickets.is_recorded(second)


def test_commit_refuses_a_number_that_is_taken(desk: Desk) -> None:
    """Another message whose number is taken is a conflict, and nothing of it is written."""
    desk.tickets.commit(an_opening())
    raw = RawObject("mail-bucket", "object-3")
    other = an_opening(
        dedupe_key="99" * 32, message=a_message(id="x", raw=raw), message_ids=("x@y.example",)
    )

    with pytest.raises(ConflictError):
        desk.tickets.commit(other)

    assert not desk.tickets.is_recorded(raw)
    assert desk.tickets.find_by_message_ids("demo", ["x@y.example"]) == ()
    assert len(desk.tickets.thread(NUMBER)[0]) == 1


def test_commit_appends_to_the_ticket_it_was_decided_on(desk: Desk) -> None:
    """An appended message changes the head and joins the thread in order of time."""
    opening, following = an_opening(), a_following()
    desk.tickets.commit(opening)

    answer = desk.tickets.commit(following)

    assert answer == Committed()
    assert desk.tickets.find(NUMBER) == following.ticket
    assert desk.tickets.thread(NUMBER) == (
        (opening.message, following.message),
        (*opening.history, *following.history),
    )


def test_commit_refuses_a_decision_on_an_old_version(desk: Desk) -> None:
    """Who decided on a head that has changed since must read and decide again."""
    desk.tickets.commit(an_opening())
    desk.tickets.commit(a_following())

    with pytest.raises(ConflictError):
        desk.tickets.commit(a_following(dedupe_key="77" * 32))

    assert len(desk.tickets.thread(NUMBER)[0]) == 2


def test_commit_refuses_to_append_to_what_is_not_there(desk: Desk) -> None:
    """A ticket that was erased meanwhile is not brought back by a reply."""
    with pytest.raises(ConflictError):
        desk.tickets.commit(a_following())

    assert desk.tickets.find(NUMBER) is None


def test_commit_answers_duplicate_when_an_append_is_repeated(desk: Desk) -> None:
    """A repeated reply is a duplicate, although the version has moved on as well."""
    desk.tickets.commit(an_opening())
    desk.tickets.commit(a_following())

    answer = desk.tickets.commit(a_following())

    assert answer == Duplicate(NUMBER)


def test_commit_keeps_a_verdict_once(desk: Desk) -> None:
    """A verdict notes its raw object, and its message is a duplicate of no ticket afterwards."""
    decision = a_verdict()

    answers = (desk.tickets.commit(decision), desk.tickets.commit(decision))

    assert answers == (Committed(), Duplicate(None))
    assert decision.raw is not None
    assert desk.tickets.is_recorded(decision.raw)


def test_commit_puts_a_verdicts_history_to_its_ticket(desk: Desk) -> None:
    """A bounce that tells of a ticket stands in that ticket's history."""
    desk.tickets.commit(an_opening())
    note = a_history(id="h3", at=NOW + timedelta(seconds=1), event="bounce_received")

    desk.tickets.commit(a_verdict(ticket=NUMBER, history=(note,)))

    assert desk.tickets.thread(NUMBER)[1] == (a_history(), note)


def test_commit_keeps_a_verdict_without_a_raw_object(desk: Desk) -> None:
    """A form post has no raw object and is still registered once."""
    decision = a_verdict(raw=None)

    answers = (desk.tickets.commit(decision), desk.tickets.commit(decision))

    assert answers == (Committed(), Duplicate(None))


def test_two_tickets_may_know_one_message_id(desk: Desk) -> None:
    """A second ticket with the same message id neither fails nor takes the first one away."""
    desk.tickets.commit(an_opening())

    desk.tickets.commit(
        an_opening(
            ticket=a_ticket(number=OTHER),
            message=a_message(ticket=OTHER),
            history=(),
            outbox=(),
            dedupe_key="12" * 32,
        )
    )

    found = desk.tickets.find_by_message_ids("demo", ["m1@customer.example"])
    assert found == tuple(sorted((NUMBER, OTHER)))


def test_message_ids_belong_to_one_brand(desk: Desk) -> None:
    """The same mail in another brand is another thread."""
    desk.tickets.commit(an_opening())

    assert desk.tickets.find_by_message_ids("other", ["m1@customer.example"]) == ()


@pytest.mark.parametrize(
    "spelling",
    ["m1@customer.example", "<m1@customer.example>", " M1@Customer.Example "],
)
def test_message_ids_are_found_in_any_spelling(desk: Desk, spelling: str) -> None:
    """Brackets, blanks and case do not hide a message id."""
    desk.tickets.commit(an_opening())

    assert desk.tickets.find_by_message_ids("demo", [spelling]) == (NUMBER,)


def test_tickets_are_found_in_the_order_of_the_ids(desk: Desk) -> None:
    """The nearest ancestor is asked for first, so its ticket comes first, and each once."""
    desk.tickets.commit(an_opening(message_ids=("a@x.example", "b@x.example")))
    desk.tickets.commit(
        an_opening(
            ticket=a_ticket(number=OTHER),
            message=a_message(ticket=OTHER),
            history=(),
            outbox=(),
            dedupe_key="12" * 32,
            message_ids=("c@x.example",),
        )
    )

    found = desk.tickets.find_by_message_ids(
        "demo", ["c@x.example", "unknown@x.example", "b@x.example", "a@x.example"]
    )

    assert found == (OTHER, NUMBER)


def test_no_ids_find_nothing(desk: Desk) -> None:
    """A message without references belongs to no ticket."""
    assert desk.tickets.find_by_message_ids("demo", []) == ()


def test_find_returns_none_for_an_unknown_number(desk: Desk) -> None:
    """A number nobody has is not an error."""
    assert desk.tickets.find(TicketNumber("22222-2222A")) is None
    assert desk.tickets.thread(TicketNumber("22222-2222A")) == ((), ())
    assert not desk.tickets.is_recorded(RawObject("mail-bucket", "never"))


def test_queue_lists_the_most_urgent_and_oldest_first(desk: Desk) -> None:
    """A queue shows one status only: by priority, then by age, no more than asked for."""
    later = NOW + timedelta(minutes=1)
    tickets = [
        a_ticket(number=number_from(bytes([i + 1]) * 16), **changes)
        for i, changes in enumerate(
            (
                {"priority": Priority.LOW},
                {"priority": Priority.HIGH, "created_at": later},
                {"priority": Priority.HIGH},
                {"priority": Priority.URGENT, "created_at": later},
                {"status": Status.CLOSED},
                {"queue": "triage"},
                {"brand": "other"},
            )
        )
    ]
    for i, ticket in enumerate(tickets):
        message = a_message(ticket=ticket.number, raw=None)
        desk.tickets.commit(
            OpenTicket(
                ticket=ticket,
                message=message,
                history=(),
                outbox=(),
                dedupe_key=f"{i:064}",
                message_ids=(),
            )
        )

    found = desk.tickets.queue("demo", "transaction", Status.WAITING_CUSTOMER, 3)

    assert found == (tickets[3], tickets[2], tickets[1])


def test_a_mail_for_two_brands_is_recorded_when_both_have_it(desk: Desk) -> None:
    """One brand's ticket does not make up for the other's."""
    both = ("demo", "shop")
    desk.tickets.commit(an_opening(brands=both))
    half = desk.tickets.is_recorded(RAW)

    other = a_ticket(number=OTHER, brand="shop")
    desk.tickets.commit(
        an_opening(
            ticket=other,
            message=a_message(ticket=OTHER),
            history=(),
            outbox=(),
            dedupe_key="77" * 32,
            brands=both,
        )
    )

    assert not half
    assert desk.tickets.is_recorded(RAW)


def test_begin_attempt_tells_of_a_try_that_never_ended(desk: Desk) -> None:
    """A process that was killed leaves its note behind; one that failed takes it back."""
    first = desk.tickets.begin_attempt(RAW, now=NOW)
    after_a_kill = desk.tickets.begin_attempt(RAW, now=NOW)
    desk.tickets.end_attempt(RAW)
    after_an_end = desk.tickets.begin_attempt(RAW, now=NOW)

    assert (first, after_a_kill, after_an_end) == (False, True, False)
    assert not desk.tickets.is_recorded(RAW)


def test_add_flag_marks_a_ticket_once(desk: Desk) -> None:
    """A flag is a change of the ticket like any other; said twice it is one."""
    desk.tickets.commit(an_opening())
    later = NOW + timedelta(minutes=1)

    for _ in range(2):
        desk.tickets.add_flag(NUMBER, "not_reached", now=later)

    ticket = desk.tickets.find(NUMBER)
    assert ticket is not None
    assert (ticket.flags, ticket.version, ticket.updated_at) == (("not_reached",), 2, later)


def test_add_flag_makes_no_ticket_of_nothing(desk: Desk) -> None:
    """An erased ticket is not brought back by a late bounce."""
    desk.tickets.add_flag(NUMBER, "not_reached", now=NOW)

    assert desk.tickets.find(NUMBER) is None


def test_a_dirty_raw_object_is_found_until_it_is_marked_clean(desk: Desk) -> None:
    """Whoever looks for unfinished cleansing finds the object by its name, and only then."""
    desk.tickets.commit(an_opening(dirty=True))
    noted = desk.tickets.note_of(RAW)
    found = desk.tickets.dirty(until=NOW, limit=10)
    too_early = desk.tickets.dirty(until=NOW - timedelta(seconds=1), limit=10)

    desk.tickets.mark_clean(RAW)

    assert noted == RawNote(recorded=True, dirty=True)
    assert (found, too_early) == ((RAW,), ())
    assert desk.tickets.note_of(RAW) == RawNote(recorded=True, dirty=False)
    assert desk.tickets.dirty(until=NOW, limit=10) == ()


def test_a_dirty_raw_object_is_no_due_mail(desk: Desk) -> None:
    """It waits in the same index, in a partition of its own."""
    desk.tickets.commit(an_opening(dirty=True, outbox=()))

    assert tuple(desk.outbox.due(until=NOW, limit=10)) == ()


def test_a_duplicate_in_another_dirty_object_is_noted_as_dirty(desk: Desk) -> None:
    """SES stored the mail twice, so the secret lies in two places."""
    second = RawObject("mail-bucket", "object-2")
    desk.tickets.commit(an_opening(dirty=True))
    desk.tickets.mark_clean(RAW)

    desk.tickets.commit(an_opening(message=a_message(raw=second), dirty=True))

    assert desk.tickets.dirty(until=NOW, limit=10) == (second,)


def test_a_verdicts_raw_object_can_be_dirty(desk: Desk) -> None:
    """A bounce brings back what was written."""
    verdict = a_verdict(dirty=True)
    assert verdict.raw is not None

    desk.tickets.commit(verdict)

    assert desk.tickets.note_of(verdict.raw) == RawNote(recorded=True, dirty=True)


def test_marking_clean_makes_no_note_of_nothing(desk: Desk) -> None:
    """An object nobody recorded is still to be taken in."""
    desk.tickets.mark_clean(RAW)

    assert desk.tickets.note_of(RAW) == RawNote(recorded=False, dirty=False)
