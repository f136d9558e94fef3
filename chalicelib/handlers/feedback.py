"""What SES says became of our mails."""

from __future__ import annotations

from typing import Any

from chalicelib import bootstrap, observability
from chalicelib.aws import events
from chalicelib.handlers.batch import Record, each_record
from chalicelib.services import feedback


def record(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Record a batch of SES events."""
    return each_record(event, context, _record)


def _record(record: Record) -> None:
    mail_event = events.mail_event(record)
    if mail_event is not None:
        observability.record_feedback(feedback.record(mail_event, bootstrap.ports()))
