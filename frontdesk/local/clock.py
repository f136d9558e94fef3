"""The desk's clock: the real one plus what was added through the console. It never goes back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

MINUTE = timedelta(minutes=1)


def _real_now() -> datetime:
    return datetime.now(UTC)


class DeskClock:
    """A clock that runs at real speed and can be moved forward. Safe to use from all threads."""

    def __init__(self, real: Callable[[], datetime] = _real_now) -> None:
        self._real = real
        self._ahead = timedelta(0)
        self._guard = threading.Lock()

    def now(self) -> datetime:
        """Return the desk's present as aware UTC."""
        with self._guard:
            return self._real() + self._ahead

    def move_to(self, moment: datetime) -> timedelta:
        """Make it `moment` now and return by how much that was; zero when it has passed."""
        with self._guard:
            step = max(moment - (self._real() + self._ahead), timedelta(0))
            self._ahead += step
            return step


def next_minute(moment: datetime) -> datetime:
    """Return the first full minute at or after `moment`: when EventBridge's next tick is.

    >>> next_minute(datetime(2026, 1, 5, 9, 0, 0, 1, tzinfo=UTC)).isoformat()
    '2026-01-05T09:01:00+00:00'
    """
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + MINUTE
