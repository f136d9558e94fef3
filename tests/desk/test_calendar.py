"""Working time, in zones that shift and weeks that do not keep to Monday."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.desk.calendar import add_working_days, add_working_minutes, is_open
from chalicelib.errors import OperatorError
from chalicelib.rules import Hours, Interval

DAY = (Interval(time(9), time(18)),)
SHANGHAI = Hours(time_zone="Asia/Shanghai", weekly=(DAY,) * 5 + ((), ()), dated={})
BERLIN = replace(SHANGHAI, time_zone="Europe/Berlin")
LUNCH = replace(
    SHANGHAI, weekly=((Interval(time(9), time(12)), Interval(time(13), time(18))),) * 5 + ((), ())
)


def at(text: str) -> datetime:
    """Return an instant written with its offset."""
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-07-30T10:00+08:00", 240, "2026-07-30T14:00+08:00"),
        ("2026-07-30T17:30+08:00", 60, "2026-07-31T09:30+08:00"),
        ("2026-07-31T17:30+08:00", 60, "2026-08-03T09:30+08:00"),
        ("2026-08-01T12:00+08:00", 240, "2026-08-03T13:00+08:00"),
        ("2026-07-30T03:00+08:00", 240, "2026-07-30T13:00+08:00"),
        ("2026-07-30T10:00+08:00", 480, "2026-07-30T18:00+08:00"),
    ],
)
def test_working_minutes_count_open_time_only(start: str, minutes: int, end: str) -> None:
    """Closed hours and weekends do not count; a start outside counts from the next opening."""
    due = add_working_minutes(at(start), minutes, SHANGHAI)

    assert due == at(end)


def test_working_minutes_skip_the_lunch_break() -> None:
    """Several intervals a day are added up."""
    due = add_working_minutes(at("2026-07-30T11:30+08:00"), 60, LUNCH)

    assert due == at("2026-07-30T13:30+08:00")


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-07-30T10:00+08:00", 2, "2026-08-03T10:00+08:00"),
        ("2026-07-31T17:00+08:00", 2, "2026-08-04T17:00+08:00"),
        ("2026-08-01T12:00+08:00", 2, "2026-08-05T09:00+08:00"),
        ("2026-07-30T20:00+08:00", 2, "2026-08-04T09:00+08:00"),
        ("2026-07-30T05:00+08:00", 0, "2026-07-30T09:00+08:00"),
    ],
)
def test_working_days_keep_the_time_of_day(start: str, days: int, end: str) -> None:
    """A reminder two working days later comes at the hour of the question, within hours."""
    due = add_working_days(at(start), days, SHANGHAI)

    assert due == at(end)


def test_working_days_fall_into_hours_when_the_day_is_shorter() -> None:
    """Where the target day closes earlier, its last closing time counts."""
    hours = replace(SHANGHAI, dated={date(2026, 8, 3): (Interval(time(9), time(12)),)})

    due = add_working_days(at("2026-07-30T16:00+08:00"), 2, hours)

    assert due == at("2026-08-03T12:00+08:00")


def test_a_holiday_does_not_count_and_a_make_up_saturday_does() -> None:
    """Dated overrides win over the week, both ways."""
    hours = replace(SHANGHAI, dated={date(2026, 7, 31): (), date(2026, 8, 1): DAY})

    due = add_working_days(at("2026-07-30T10:00+08:00"), 1, hours)

    assert due == at("2026-08-01T10:00+08:00")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-27T17:00+01:00", "2026-03-30T10:00+02:00"),
        ("2026-10-23T17:00+02:00", "2026-10-26T10:00+01:00"),
    ],
)
def test_working_minutes_follow_the_clock_change(start: str, end: str) -> None:
    """Two working hours over the weekend of a clock change are two real hours."""
    due = add_working_minutes(at(start), 120, BERLIN)

    assert due == at(end)


def test_a_calendar_that_never_opens_is_the_operators_fault() -> None:
    """A policy without open hours is refused, not looped over."""
    closed = replace(SHANGHAI, weekly=((),) * 7)

    with pytest.raises(OperatorError):
        add_working_minutes(at("2026-07-30T10:00+08:00"), 1, closed)
    with pytest.raises(OperatorError):
        add_working_days(at("2026-07-30T10:00+08:00"), 1, closed)


def test_more_days_than_a_year_has_is_the_operators_fault() -> None:
    """The horizon is a year."""
    with pytest.raises(OperatorError):
        add_working_days(at("2026-07-30T10:00+08:00"), 300, SHANGHAI)


instants = st.integers(0, 2 * 366 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
hours_kinds = st.sampled_from([SHANGHAI, BERLIN, LUNCH])


@given(start=instants, minutes=st.integers(0, 3000), more=st.integers(0, 600), hours=hours_kinds)
def test_working_minutes_never_go_back(
    start: datetime, minutes: int, more: int, hours: Hours
) -> None:
    """A longer promise is never due earlier, and none is due before it was given."""
    due = add_working_minutes(start, minutes, hours)

    assert start <= due <= add_working_minutes(start, minutes + more, hours)


@given(start=instants, days=st.integers(0, 30), hours=hours_kinds)
def test_working_days_end_within_opening_hours(start: datetime, days: int, hours: Hours) -> None:
    """Whatever is due falls into open time, or on its closing minute."""
    due = add_working_days(start, days, hours)

    assert due >= start
    assert is_open(due, hours) or is_open(due - timedelta(microseconds=1), hours)
