"""Outbox entries: ids, and states that never go back."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from chalicelib.desk.outbox import (
    EVENT_WINDOW,
    LEASE,
    RANK,
    EntryId,
    MailKind,
    OutboxState,
    entry_id,
    merged,
    ticket_of,
)
from tests.builders import NUMBER


@pytest.mark.parametrize("kind", MailKind)
def test_an_entry_id_leads_back_to_its_ticket(kind: MailKind) -> None:
    """The id travels as an SES tag, which takes few characters, and names its ticket."""
    made = entry_id(NUMBER, kind, 12)

    assert ticket_of(made) == NUMBER
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,256}", made)


@pytest.mark.parametrize("wrong", ["", "x", "a-b", f"{NUMBER}-greeting-1", f"{NUMBER}-closed-x"])
def test_a_foreign_tag_is_refused(wrong: str) -> None:
    """An event of a mail that is not ours names no ticket."""
    with pytest.raises(ValueError, match="not an outbox entry id"):
        ticket_of(EntryId(wrong))


def test_events_end_in_one_state_whatever_their_order() -> None:
    """SES events come in any order and more than once."""
    told = (OutboxState.ACCEPTED, OutboxState.DELIVERED, OutboxState.BOUNCED, OutboxState.ACCEPTED)

    ends = set()
    for order in permutations(told):
        state = OutboxState.SENDING
        for event in order:
            state = merged(state, event)
        ends.add(state)

    assert ends == {OutboxState.BOUNCED}


def test_every_state_has_a_rank_of_its_own() -> None:
    """Two states of one rank would end by order of arrival."""
    assert sorted(RANK.values()) == list(range(len(OutboxState)))


def test_the_lease_outlasts_function_and_event_window() -> None:
    """A second attempt must not start while the first may live or its event be on the way."""
    assert LEASE.total_seconds() >= 60 + EVENT_WINDOW.total_seconds()
