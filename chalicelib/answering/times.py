"""How a deadline and a past time are said, in a brand's zone and a reader's language."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.answering.i18n import Words, words
from chalicelib.rules import Brand


def say_when(at: datetime, *, now: datetime, brand: Brand, locale: str) -> str:
    """Return a deadline in words, in the brand's zone: "by Monday 23 November, 11:00 (…)".

    Seconds are dropped, so that what is said is never later than `at`. The day is named as well
    as "today" and "tomorrow", since nobody knows when the mail is read.

    Args:
        at: aware; the deadline.
        now: aware; when the mail goes out.
        brand: whose zone it is said in.
        locale: one that has words.

    Raises:
        OperatorError: the locale lacks a phrase.
    """
    zone = ZoneInfo(brand.hours.time_zone)
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    return _say_time(
        f"when.{_nearness(local, today.toordinal(), today.year)}", local, brand, locale
    )


def say_past(at: datetime, *, now: datetime, brand: Brand, locale: str) -> str:
    """Return a time that has passed in words, in the brand's zone: "Monday 23 November, 11:00 (…)".

    The arguments and errors are those of `say_when`.
    """
    zone = ZoneInfo(brand.hours.time_zone)
    local, this_year = at.astimezone(zone), now.astimezone(zone).year
    return _say_time(
        f"past.{'this_year' if local.year == this_year else 'other_year'}", local, brand, locale
    )


def _say_time(key: str, local: datetime, brand: Brand, locale: str) -> str:
    said = words(locale)
    return said.fill(
        key,
        time=f"{local:%H:%M}",
        weekday=said.say(f"weekday.{local.isoweekday()}"),
        day=str(local.day),
        month=said.say(f"month.{local.month}"),
        month_number=str(local.month),
        year=str(local.year),
        zone=_say_zone(brand.hours.time_zone, local.utcoffset(), said),
    )


def _nearness(local: datetime, today: int, this_year: int) -> str:
    days = local.date().toordinal() - today
    if days in (0, 1):
        return "tomorrow" if days else "today"
    return "this_year" if local.year == this_year else "other_year"


def _say_zone(name: str, offset: timedelta | None, said: Words) -> str:
    """Return what people call a zone, or how far it is from UTC at that time: "UTC+5:45"."""
    if f"zone.{name}" in said.phrases:
        return said.say(f"zone.{name}")
    minutes = int((offset or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    text = f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")
    return said.fill("zone.offset", offset=text)
