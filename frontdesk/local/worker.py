"""What makes the desk move: the pumps in turn, the schedules by the desk's clock, the clock itself.

One thread works; whoever moves the clock takes its turn and does the same work meanwhile. Between
two pieces of work the thread sleeps until something is written or the next minute begins.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError

from frontdesk.local.clock import MINUTE, DeskClock, next_minute
from frontdesk.local.functions import FunctionFailedError, Functions

IDLE_S = 5.0
"""How long to sleep at most: visibility timeouts end without anything being written."""


class Pump(Protocol):
    """Something that hands over one batch of work when asked."""

    def round(self) -> int:
        """Do one round and return how much was handled."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A function called by the clock. Its event is EventBridge's."""

    function: str
    every_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """What moving the clock came to."""

    now: datetime
    ticks: int


class Worker:
    """Runs pumps and schedules until stopped.

    `next_due` returns the earliest time after a given one at which a planned mail is due, None
    when there is none up to a second time. `pass_time` ages the queues' waiting messages.
    """

    def __init__(
        self,
        *,
        pumps: Sequence[Pump],
        schedules: Sequence[Schedule],
        functions: Functions,
        clock: DeskClock,
        next_due: Callable[[datetime, datetime], datetime | None],
        pass_time: Callable[[timedelta], None],
    ) -> None:
        self._pumps = pumps
        self._schedules = schedules
        self._functions = functions
        self._clock = clock
        self._next_due = next_due
        self._pass_time = pass_time
        self._work = threading.Event()
        self._stopped = threading.Event()
        self._turn = threading.Lock()
        self._next_run = self._runs_after(clock.now())
        self._thread = threading.Thread(target=self._run, daemon=True, name="worker")

    def start(self) -> None:
        """Begin to work, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the piece of work at hand, do no other, and end."""
        self._stopped.set()
        self._work.set()
        self._thread.join(timeout=10)

    def wake(self) -> None:
        """Look for work now: something was written."""
        self._work.set()

    def advance(self, by: timedelta) -> Advance:
        """Move the clock and do all that falls due on the way; return when nothing is left.

        One tick for each minute in which a mail is due, as EventBridge would give it, then one of
        each schedule's at the end.
        """
        with self._turn:
            self._drain()
            end = self._clock.now() + by
            ticks = 0
            while (due := self._next_due(self._clock.now(), end)) and not self._stopped.is_set():
                self._move_to(min(next_minute(due), end))
                self._invoke("tick")
                ticks += 1
                self._drain()
            self._move_to(end)
            for schedule in self._schedules:
                self._invoke(schedule.function)
            ticks += 1
            self._drain()
            self._next_run = self._runs_after(self._clock.now())
            return Advance(now=self._clock.now(), ticks=ticks)

    def _move_to(self, moment: datetime) -> None:
        self._pass_time(self._clock.move_to(moment))

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._work.wait(self._sleep_s())
            self._work.clear()
            with self._turn:
                self._run_schedules()
                self._drain()

    def _sleep_s(self) -> float:
        soonest = min(self._next_run.values(), default=self._clock.now() + MINUTE)
        return min(max((soonest - self._clock.now()).total_seconds(), 0.0), IDLE_S)

    def _run_schedules(self) -> None:
        now = self._clock.now()
        due = [schedule for schedule, at in self._next_run.items() if at <= now]
        for schedule in due:
            self._invoke(schedule.function)
            self._next_run[schedule] = self._runs_after(now)[schedule]

    def _runs_after(self, now: datetime) -> dict[Schedule, datetime]:
        """Return when each schedule comes next: on a full minute, strictly later than `now`."""
        moment = timedelta(microseconds=1)
        return {
            schedule: next_minute(now + timedelta(seconds=schedule.every_s) - MINUTE + moment)
            for schedule in self._schedules
        }

    def _drain(self) -> None:
        """Let every pump work until none has anything to do."""
        while not self._stopped.is_set():
            handled = [self._round(pump) for pump in self._pumps]
            if not any(handled):
                return

    def _round(self, pump: Pump) -> int:
        try:
            return pump.round()
        except (BotoCoreError, ClientError):
            if not self._stopped.is_set():
                traceback.print_exc(file=sys.stderr)
            return 0

    def _invoke(self, function: str) -> None:
        event = scheduled_event(function, self._clock.now())
        try:
            self._functions.invoke(function, event)
        except FunctionFailedError:
            return  # told of on stderr; the schedule comes round again


def scheduled_event(function: str, at: datetime) -> dict[str, object]:
    """Return the event EventBridge sends for a schedule."""
    return {
        "version": "0",
        "id": f"00000000-0000-4000-8000-{int(at.timestamp()):012d}",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "region": "us-east-1",
        "resources": [f"arn:aws:events:us-east-1:123456789012:rule/{function}"],
        "detail": {},
    }
