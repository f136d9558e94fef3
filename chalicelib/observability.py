"""What the service says of itself: one log line per message, metrics from one enum.

No subject, body, address, file name or form text is ever logged or made a metric: results carry
outcomes, ids and counts only, and foreign exceptions are logged by type and place, not by text.
Dimensions stay at service and stage, so the number of series does not grow with traffic.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import Metrics, MetricUnit

from chalicelib.desk.outbox import NOTICES
from chalicelib.errors import DeskError, OperatorError
from chalicelib.services.consulting import Consulted
from chalicelib.services.feedback import FeedbackResult
from chalicelib.services.intake import IntakeResult, Outcome
from chalicelib.services.outcomes import SendOutcome, SendResult
from chalicelib.services.reconcile import Overdue

logger = Logger(use_rfc3339=True, utc=True)
metrics = Metrics()

logged = logger.inject_lambda_context(clear_state=True)
measured = metrics.log_metrics


def contained(handler: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return a handler whose unforeseen errors are logged by type and place, not by text.

    A foreign exception may quote a customer; Lambda would log it whole.

    Raises:
        OperatorError: in place of any error that is not ours.
    """

    @wraps(handler)
    def guarded(event: Any, context: Any) -> Any:
        try:
            return handler(event, context)
        except DeskError:
            raise
        except Exception as err:  # noqa: BLE001 — the last boundary; it raises again, in our words
            record_failure(err)
            raise OperatorError(f"unforeseen {type(err).__name__}, see the log") from None

    return guarded


class Metric(StrEnum):
    """Every metric there is; the dashboard and the alarms are checked against it."""

    TICKETS_CREATED = "TicketsCreated"
    MESSAGES_APPENDED = "MessagesAppended"
    MESSAGES_HELD = "MessagesHeld"
    VERDICTS_RECORDED = "VerdictsRecorded"
    DUPLICATES = "Duplicates"
    UNSURE = "Unsure"
    SECOND_OPINIONS = "SecondOpinions"
    SECOND_OPINIONS_FAILED = "SecondOpinionsFailed"
    FORMS_REJECTED = "FormsRejected"
    MAILS_RECONCILED = "MailsReconciled"
    SECRETS_FOUND = "SecretsFound"
    RECORDS_FAILED = "RecordsFailed"
    MAILS_SENT = "MailsSent"
    MAILS_CANCELLED = "MailsCancelled"
    MAILS_DEFERRED = "MailsDeferred"
    MAILS_MISCONFIGURED = "MailsMisconfigured"
    MAILS_REFUSED = "MailsRefused"
    MAILS_UNKNOWN = "MailsUnknown"
    ONCALL_NOTICES = "OncallNotices"
    SENT_TWICE = "SentTwice"
    BOUNCES = "Bounces"
    COMPLAINTS = "Complaints"
    OUTBOX_OVERDUE = "OutboxOverdue"
    INTAKE_SECONDS = "IntakeSeconds"
    SENDING_SECONDS = "SendingSeconds"


_INTAKE = {
    Outcome.CREATED: Metric.TICKETS_CREATED,
    Outcome.APPENDED: Metric.MESSAGES_APPENDED,
    Outcome.HELD: Metric.MESSAGES_HELD,
    Outcome.VERDICT: Metric.VERDICTS_RECORDED,
    Outcome.DUPLICATE: Metric.DUPLICATES,
}

_SENDING = {
    SendOutcome.SENT: Metric.MAILS_SENT,
    SendOutcome.CANCELLED: Metric.MAILS_CANCELLED,
    SendOutcome.DEFERRED: Metric.MAILS_DEFERRED,
    SendOutcome.LOST_RACE: None,
    SendOutcome.REFUSED: Metric.MAILS_REFUSED,
    SendOutcome.MISCONFIGURED: Metric.MAILS_MISCONFIGURED,
    SendOutcome.UNKNOWN: Metric.MAILS_UNKNOWN,
}


def count(metric: Metric, value: float = 1) -> None:
    """Add to a counting metric of this invocation."""
    metrics.add_metric(name=metric, unit=MetricUnit.Count, value=value)


def _seconds(metric: Metric, value: float) -> None:
    metrics.add_metric(name=metric, unit=MetricUnit.Seconds, value=max(0.0, value))


def record_intake(result: IntakeResult, *, took_s: float) -> None:
    """Log and count one message taken in; `took_s` is from its receipt to now."""
    _count_intake(result)
    _seconds(Metric.INTAKE_SECONDS, took_s)
    logger.info(
        "message taken in",
        extra={
            "outcome": result.outcome,
            "ticket": result.ticket,
            "brand": result.brand,
            "channel": result.channel,
            "kind": result.kind,
            "queue": result.queue,
            "category": result.category,
            "priority": result.priority,
            "locale": result.locale,
            "unsure": result.unsure,
            "acknowledged": result.acknowledged,
            "warnings": result.warnings,
            "secrets": result.secrets,
            "second_opinion": result.consulted and result.consulted.outcome,
            "no_opinion": result.consulted.reason if result.consulted else "",
            "took_s": round(took_s, 3),
        },
    )


def _count_intake(result: IntakeResult) -> None:
    count(_INTAKE[result.outcome])
    if result.unsure and result.outcome is Outcome.CREATED:
        count(Metric.UNSURE)
    if result.secrets and result.outcome is not Outcome.DUPLICATE:
        count(Metric.SECRETS_FOUND, len(result.secrets))
    if result.consulted is not None:
        count(Metric.SECOND_OPINIONS)
        failed = result.consulted.outcome is Consulted.FAILED
        count(Metric.SECOND_OPINIONS_FAILED, int(failed))


def record_send(result: SendResult) -> None:
    """Log and count one attempt to send a mail or a notice."""
    metric = _SENDING[result.outcome]
    is_notice = result.entry.kind in NOTICES
    if result.outcome is SendOutcome.SENT and is_notice:
        metric = Metric.ONCALL_NOTICES
    if metric is not None:
        count(metric)
    if result.outcome is SendOutcome.SENT and not is_notice:
        _seconds(Metric.SENDING_SECONDS, result.waited_s)
    level = logger.error if result.outcome is SendOutcome.MISCONFIGURED else logger.info
    level(
        "notice handled" if is_notice else "mail handled",
        extra={
            "outcome": result.outcome,
            "entry": result.entry.id,
            "kind": result.entry.kind,
            "attempt": result.entry.attempt,
            "reason": result.reason,
            "waited_s": round(result.waited_s, 3),
        },
    )


def record_feedback(result: FeedbackResult) -> None:
    """Log and count one SES event."""
    if result.sent_twice:
        count(Metric.SENT_TWICE)
    if result.event.state == "bounced":
        count(Metric.BOUNCES)
    if result.event.state == "complained":
        count(Metric.COMPLAINTS)
    logger.info(
        "mail event",
        extra={
            "entry": result.event.entry,
            "event": result.event.state,
            "detail": result.event.detail,
            "state": result.state,
            "sent_twice": result.sent_twice,
        },
    )


def record_overdue(overdue: Overdue) -> None:
    """Log and count what should have gone out; zero is a value too, so that alarms can clear."""
    count(Metric.OUTBOX_OVERDUE, overdue.pending + overdue.leases_expired)
    logger.info(
        "reconciled",
        extra={"pending": overdue.pending, "leases_expired": overdue.leases_expired},
    )


def record_failure(err: Exception) -> None:
    """Log and count a failed record. Our own errors speak; foreign ones may quote customers."""
    count(Metric.RECORDS_FAILED)
    where = [
        f"{f.filename.rpartition('/')[2]}:{f.lineno}"
        for f in traceback.extract_tb(err.__traceback__)
    ]
    level = (
        logger.warning
        if isinstance(err, DeskError) and not isinstance(err, OperatorError)
        else logger.error
    )
    level(
        "record failed",
        extra={
            "error": type(err).__name__,
            "said": str(err) if isinstance(err, DeskError) else "",
            "where": where[-4:],
        },
    )
