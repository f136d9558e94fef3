"""Working time: when a brand is open, and what "two working days" means there. Pure.

All arithmetic is done on real (UTC) instants between local opening hours, so days of 23 and 25
hours come out right. Dated overrides win over the week: an empty one is a holiday, one on a
Saturday a make-up working day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.errors import OperatorError
from chalicelib.rules import Hours

_HORIZON_DAYS = 366


def opening_hours(day: date, hours: Hours) -> tuple[tuple[datetime, datetime], ...]:
    """Return the open intervals of a local day as aware UTC pairs, in order."""
    zone = ZoneInfo(hours.time_zone)
    intervals = hours.dated.get(day, hours.weekly[day.weekday()])
    return tuple(
        (
            datetime.combine(day, i.start, zone).astimezone(UTC),
            datetime.combine(day, i.end, zone).astimezone(UTC),
        )
        for i in intervals
    )


def is_open(at: datetime, hours: Hours) -> bool:
    """Return whether somebody works at this instant."""
    return any(start <= at < end for start, end in opening_hours(_local_day(at, hours), hours))


def add_working_minutes(start: datetime, minutes: int, hours: Hours) -> datetime:
    """Return the instant when `minutes` of open time have passed since `start` (aware UTC).

    A start outside the opening hours counts from the next opening; an end that falls on a
    closing time stays there.

    Raises:
        OperatorError: there are not that many open minutes in the next 366 days.
    """
    left = timedelta(minutes=minutes)
    for opening, closing in _open_from(start, hours):
        if closing - opening >= left:
            return opening + left
        left -= closing - opening
    raise OperatorError(f"calendar: fewer than {minutes} open minutes in {_HORIZON_DAYS} days")


def add_working_days(start: datetime, days: int, hours: Hours) -> datetime:
    """Return the same time of day, `days` working days after `start` (aware UTC).

    A start outside the opening hours counts from the next opening; where the target day is not
    open at that time of day, its nearest later opening counts, else its last closing time.

    Raises:
        OperatorError: there are not that many working days in the next 366 days.
    """
    opening = next((o for o, _ in _open_from(start, hours)), None)
    if opening is None:
        raise OperatorError(f"calendar: never open in {_HORIZON_DAYS} days")
    zone = ZoneInfo(hours.time_zone)
    first = opening.astimezone(zone)
    working = (d for d in _days(first.date()) if opening_hours(d, hours))
    for count, day in enumerate(working):
        if count == days:
            wanted = datetime.combine(day, first.time(), zone).astimezone(UTC)
            return _into_hours(wanted, opening_hours(day, hours))
    raise OperatorError(f"calendar: fewer than {days} working days in {_HORIZON_DAYS} days")


def _into_hours(at: datetime, intervals: tuple[tuple[datetime, datetime], ...]) -> datetime:
    for opening, closing in intervals:
        if at <= closing:
            return max(at, opening)
    return intervals[-1][1]


def _open_from(start: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Yield what is open from `start` on, the first interval cut at it."""
    for day in _days(_local_day(start, hours)):
        for opening, closing in opening_hours(day, hours):
            if closing > start:
                yield max(opening, start), closing


def _days(first: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(_HORIZON_DAYS + 1))


def _local_day(at: datetime, hours: Hours) -> date:
    return at.astimezone(ZoneInfo(hours.time_zone)).date()
