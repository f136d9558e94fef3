"""The life of a ticket as one table: status → trigger → status. Nothing else decides a status.

Only WAITING_CUSTOMER and RESOLVED ever close by time: nobody is closed on who was not answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    OPEN = "open"
    WAITING_CUSTOMER = "waiting_customer"
    RESOLVED = "resolved"
    CLOSED = "closed"
    SPAM = "spam"
    MERGED = "merged"


class Trigger(StrEnum):
    """What can happen to a ticket."""

    CUSTOMER_WROTE = "customer_wrote"
    INFORMATION_ASKED = "information_asked"
    AGENT_ANSWERED = "agent_answered"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    NOT_SOLVED = "not_solved"
    SILENCE = "silence"  # the last step of a follow-up plan came due
    MARKED_SPAM = "marked_spam"
    NOT_SPAM = "not_spam"
    MERGED = "merged"


_S, _T = Status, Trigger
_WORKED_ON: Mapping[Trigger, Status] = {
    _T.CUSTOMER_WROTE: _S.OPEN,
    _T.INFORMATION_ASKED: _S.WAITING_CUSTOMER,
    _T.AGENT_ANSWERED: _S.OPEN,
    _T.RESOLVED: _S.RESOLVED,
    _T.MARKED_SPAM: _S.SPAM,
    _T.MERGED: _S.MERGED,
}

TABLE: Mapping[Status, Mapping[Trigger, Status]] = MappingProxyType(
    {
        _S.NEW: _WORKED_ON,
        _S.OPEN: _WORKED_ON,
        _S.WAITING_CUSTOMER: {**_WORKED_ON, _T.SILENCE: _S.CLOSED},
        _S.RESOLVED: {
            _T.CUSTOMER_WROTE: _S.OPEN,
            _T.CONFIRMED: _S.CLOSED,
            _T.NOT_SOLVED: _S.OPEN,
            _T.SILENCE: _S.CLOSED,
            _T.MARKED_SPAM: _S.SPAM,
            _T.MERGED: _S.MERGED,
        },
        _S.CLOSED: {_T.CUSTOMER_WROTE: _S.OPEN, _T.NOT_SOLVED: _S.OPEN},
        _S.SPAM: {_T.CUSTOMER_WROTE: _S.SPAM, _T.NOT_SPAM: _S.OPEN},
        _S.MERGED: {},  # mail to a merged ticket is led to its target before anything is decided
    }
)


class IllegalMoveError(ValueError):
    """A trigger that means nothing in this status."""


def status_after(status: Status, trigger: Trigger) -> Status:
    """Return the status `trigger` leads to.

    Raises:
        IllegalMoveError: the table has no such move.
    """
    try:
        return TABLE[status][trigger]
    except KeyError:
        raise IllegalMoveError(f"{trigger} in status {status}") from None
