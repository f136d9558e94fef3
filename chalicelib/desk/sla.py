"""The promise: when a person answers at the latest."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.desk.calendar import add_working_minutes
from chalicelib.rules import Brand
from chalicelib.understanding.findings import Priority


def answer_by(received: datetime, priority: Priority, brand: Brand) -> datetime:
    """Return the latest time of the first human answer (aware UTC), full minutes.

    Raises:
        OperatorError: the brand's calendar has no open time for it in the next year.
    """
    promise = brand.promises[priority]
    start = received.replace(second=0, microsecond=0)
    if promise.clock == "always":
        return start + timedelta(minutes=promise.minutes)
    return add_working_minutes(start, promise.minutes, brand.hours)
