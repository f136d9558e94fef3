"""The desk's clock: it runs, it can be moved forward, it never goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from frontdesk.local.clock import DeskClock, next_minute

NOON = datetime(2026, 7, 30, 12, 0, tzinfo=UTC)


def test_move_to_makes_a_later_moment_the_present() -> None:
    """The clock shows the moment it was moved to and says how far that was."""
    clock = DeskClock(real=lambda: NOON)

    step = clock.move_to(NOON + timedelta(days=2))

    assert (clock.now(), step) == (NOON + timedelta(days=2), timedelta(days=2))


def test_move_to_does_nothing_when_the_moment_has_passed() -> None:
    """Nothing that was in time may become early."""
    clock = DeskClock(real=lambda: NOON)

    step = clock.move_to(NOON - timedelta(days=1))

    assert (clock.now(), step) == (NOON, timedelta(0))


def test_now_goes_on_at_real_speed_when_the_clock_was_moved() -> None:
    """Moving adds to the real time and does not stop it."""
    real = [NOON]
    clock = DeskClock(real=lambda: real[0])
    clock.move_to(NOON + timedelta(hours=1))

    real[0] += timedelta(seconds=5)

    assert clock.now() == NOON + timedelta(hours=1, seconds=5)


def test_next_minute_is_the_same_moment_when_it_is_full() -> None:
    """A mail due on the minute goes out with the tick of that minute."""
    found = next_minute(NOON)

    assert found == NOON
