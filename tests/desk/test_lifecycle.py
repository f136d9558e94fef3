"""The lifecycle table, walked whole."""

from __future__ import annotations

from itertools import product

import pytest

from chalicelib.desk.lifecycle import TABLE, IllegalMoveError, Status, Trigger, status_after

MOVES = {(status, trigger) for status, moves in TABLE.items() for trigger in moves}


@pytest.mark.parametrize(("status", "trigger"), sorted(product(Status, Trigger)))
def test_every_trigger_moves_or_is_refused(status: Status, trigger: Trigger) -> None:
    """In each status each trigger either leads to a status or is an illegal move."""
    if (status, trigger) in MOVES:
        assert status_after(status, trigger) in Status
    else:
        with pytest.raises(IllegalMoveError):
            status_after(status, trigger)


def test_every_status_has_its_row() -> None:
    """No status is forgotten in the table."""
    assert set(TABLE) == set(Status)


def test_silence_closes_only_who_was_asked_or_answered() -> None:
    """Nobody is closed by time who waits for us."""
    closing = {status for status, trigger in MOVES if trigger is Trigger.SILENCE}

    assert closing == {Status.WAITING_CUSTOMER, Status.RESOLVED}


def test_a_customer_who_writes_is_heard_in_every_status_but_merged() -> None:
    """A customer's word reopens whatever was ended; spam stays spam until an agent says so."""
    heard = {s: status_after(s, Trigger.CUSTOMER_WROTE) for s in Status if s is not Status.MERGED}

    assert heard.pop(Status.SPAM) is Status.SPAM
    assert set(heard.values()) == {Status.OPEN}
