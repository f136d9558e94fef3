"""What every implementation of stores.Tickets must do about shared facts and linked tickets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.desk.decision import FactKey, FactWrite, Link, OpenTicket
from chalicelib.desk.ticket import HistoryEntry
from chalicelib.errors import ConflictError
from chalicelib.reading.message import RawObject
from chalicelib.services.stores import Committed, Duplicate, Shared
from chalicelib.ticket_number import TicketNumber, number_from
from tests.builders import NOW, NUMBER, a_ticket
from tests.contracts.conftest import Desk
from tests.contracts.test_tickets import a_following, a_message, an_opening

SECOND, THIRD = (number_from(bytes([n]) * 16) for n in (9, 10))
FACT, OTHER_FACT = "ab" * 32, "cd" * 32
LATER = NOW + timedelta(days=1)


def a_later(
    number: TicketNumber, *facts: FactKey, at: Any = LATER, brand: str = "demo", **changes: Any
) -> OpenTicket:
    """Return the decision on another message that makes a ticket of its own."""
    decided = {
        "ticket": a_ticket(number=number, created_at=at, updated_at=at, brand=brand),
        "message": a_message(ticket=number, raw=RawObject("mail-bucket", number)),
        "history": (),
        "outbox": (),
        "dedupe_key": number * 6,
        "message_ids": (),
        "facts": facts,
    }
    return an_opening(**{**decided, **changes})


def a_link() -> Link:
    """Return how the first ticket names the second."""
    line = HistoryEntry(
        id="same_fact-1",
        ticket=NUMBER,
        at=LATER,
        actor="desk",
        event="same_fact",
        detail={"ticket": SECOND, "kind": "tx_hash"},
    )
    return Link(NUMBER, line)


def opened(desk: Desk, *facts: str) -> None:
    """Open the first ticket, known by facts."""
    keys = tuple(FactKey(digest) for digest in facts)
    assert desk.tickets.commit(an_opening(facts=keys)) == Committed()


def test_a_fact_nobody_is_known_by_costs_nothing_more(desk: Desk) -> None:
    """The ticket is written at once."""
    opened(desk, FACT, OTHER_FACT)

    assert desk.tickets.find(NUMBER) is not None


def test_a_shared_fact_writes_nothing_and_names_the_first_ticket(desk: Desk) -> None:
    """Which facts are shared, and with whom, comes out of the refusal."""
    opened(desk, FACT)

    answer = desk.tickets.commit(a_later(SECOND, FactKey(OTHER_FACT), FactKey(FACT)))

    assert answer == Shared({FACT: (NUMBER,)})
    assert desk.tickets.find(SECOND) is None


def test_a_ticket_joins_the_others_at_a_fact(desk: Desk) -> None:
    """The first one stays first, whatever the numbers are."""
    opened(desk, FACT)
    desk.tickets.commit(a_later(SECOND, FactKey(FACT, FactWrite.JOIN)))

    answer = desk.tickets.commit(a_later(THIRD, FactKey(FACT)))

    assert answer == Shared({FACT: (NUMBER, SECOND)})


def test_a_fact_of_another_brand_is_another_fact(desk: Desk) -> None:
    """Brands share no customers."""
    opened(desk, FACT)

    assert desk.tickets.commit(a_later(SECOND, FactKey(FACT), brand="other")) == Committed()


def test_a_ticket_is_not_told_of_itself(desk: Desk) -> None:
    """A reply that repeats a fact of its ticket shares it with nobody."""
    opened(desk, FACT)

    assert desk.tickets.commit(a_following(facts=(FactKey(FACT),))) == Committed()


def test_a_fact_is_forgotten_thirty_days_after_its_last_ticket(desk: Desk) -> None:
    """Then it may be taken anew; DynamoDB itself deletes late."""
    opened(desk, FACT)
    desk.tickets.commit(a_later(SECOND, FactKey(FACT, FactWrite.JOIN)))
    within, after = LATER + timedelta(days=29), LATER + timedelta(days=31)

    known = desk.tickets.commit(a_later(THIRD, FactKey(FACT), at=within))
    forgotten = desk.tickets.commit(a_later(THIRD, FactKey(FACT), at=after))
    renewed = desk.tickets.commit(a_later(THIRD, FactKey(FACT, FactWrite.RENEW), at=after))
    fourth = number_from(b"\x0b" * 16)
    again = desk.tickets.commit(a_later(fourth, FactKey(FACT), at=after))

    assert known == Shared({FACT: (NUMBER, SECOND)})
    assert forgotten == Shared({FACT: ()})
    assert renewed == Committed()
    assert again == Shared({FACT: (THIRD,)})


def test_a_duplicate_is_a_duplicate_whatever_its_facts(desk: Desk) -> None:
    """The message itself is known, which says more."""
    opened(desk, FACT)

    answer = desk.tickets.commit(an_opening(facts=(FactKey(FACT),)))

    assert answer == Duplicate(NUMBER)


def test_a_changed_ticket_is_a_conflict_whatever_its_facts(desk: Desk) -> None:
    """It must be read again first."""
    opened(desk, FACT)
    desk.tickets.commit(a_later(SECOND, FactKey(OTHER_FACT)))

    with pytest.raises(ConflictError):
        desk.tickets.commit(a_following(seen_version=7, facts=(FactKey(OTHER_FACT),)))


def test_a_link_is_written_on_the_earlier_ticket_too(desk: Desk) -> None:
    """Both name each other, and the earlier one's history says why."""
    opened(desk, FACT)

    desk.tickets.commit(a_later(SECOND, FactKey(FACT, FactWrite.JOIN), links=(a_link(),)))

    first = desk.tickets.find(NUMBER)
    assert first is not None
    assert (first.linked, first.version, first.updated_at) == ((SECOND,), 2, LATER)
    assert a_link().history in desk.tickets.thread(NUMBER)[1]


def test_a_link_to_a_ticket_that_is_gone_is_a_conflict(desk: Desk) -> None:
    """Nothing is written; the message is then taken in without a link."""
    with pytest.raises(ConflictError):
        desk.tickets.commit(a_later(SECOND, links=(a_link(),)))

    assert desk.tickets.find(SECOND) is None
