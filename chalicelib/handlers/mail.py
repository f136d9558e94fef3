"""Mail in: SES's notices, and stored mails nobody told of."""

from __future__ import annotations

from typing import Any

from chalicelib import bootstrap, observability
from chalicelib.aws import events
from chalicelib.handlers.batch import Record, each_record
from chalicelib.reading.message import MailReceipt
from chalicelib.services import intake
from chalicelib.services import reconcile as reconciling
from chalicelib.services.ports import MissingRawError

_UNREADABLE_FROM_RECEIVE = 3


def receive(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Take in the mails of a batch of SES notices."""
    return each_record(event, context, _receive)


def reconcile(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Take in the stored mails of a batch that nothing was recorded of."""
    return each_record(event, context, _reconcile)


def _receive(record: Record) -> None:
    receipt = events.mail_receipt(record)
    if receipt is None:
        return
    if events.receive_count(record) >= _UNREADABLE_FROM_RECEIVE:
        _record((intake.receive_unreadable(receipt, bootstrap.ports()),))
        return
    _record(_taken_in(receipt))


def _taken_in(receipt: MailReceipt) -> tuple[intake.IntakeResult, ...]:
    try:
        return intake.receive_mail(receipt, bootstrap.ports())
    except MissingRawError:
        # Erased or expired before its notice came: nothing is left to take in, nothing is lost.
        observability.logger.warning("raw mail is gone")
        return ()


def _reconcile(record: Record) -> None:
    ports = bootstrap.ports()
    for stored in events.stored_objects(record):
        try:
            results = reconciling.reconcile_mail(stored.raw, stored.stored_at, ports)
        except MissingRawError:
            continue  # expired in between: there is nothing to reconcile
        if results:
            observability.count(observability.Metric.MAILS_RECONCILED)
            _record(results)


def _record(results: tuple[intake.IntakeResult, ...]) -> None:
    now = bootstrap.ports().clock.now()
    for result in results:
        took_s = (now - result.received_at).total_seconds()
        observability.record_intake(result, took_s=took_s)
