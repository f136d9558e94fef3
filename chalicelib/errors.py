"""The one tree of errors; each class says who must act. Expected results are values, never errors.

Adapters translate foreign errors into these once; handlers map the four classes in one place.
"""

from __future__ import annotations


class DeskError(Exception):
    """Root of every error this service raises on purpose; never raised itself."""


class SenderError(DeskError):
    """The sender must act: malformed mail, bad form. Answer or drop, count, never retry."""


class OperatorError(DeskError):
    """We must act: template, policy, settings, permissions. Alarm and dead-letter."""


class TransientError(DeskError):
    """Nobody must act: throttling, timeout, an outage. Let the queue deliver again."""


class ConflictError(DeskError):
    """Somebody else wrote first: read and decide again."""


class UnknownResultError(DeskError):
    """A call was sent and its answer lost, so its effect is unknown. Never repeat it blindly."""
