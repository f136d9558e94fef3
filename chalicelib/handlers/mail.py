"""Mail in: SES's notices, and stored mails nobody told of."""

from __future__ import annotations

from typing import Any

from chalicelib import bootstrap, observability
from chalicelib.aws import events
from chalicelib.handlers.batch import Record, each_record
from chalicelib.services import intake
from chalicelib.services import reconcile as reconciling
from chalicelib.services.redelivery import try_again


def receive(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Take in the mails SES tells of."""
    return each_record(event, context, _receive)


def reconcile(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Take in the stored mails that nothing was recorded of."""
    return each_record(event, context, _reconcile)


def _receive(record: Record) -> None:
    receipt = events.mail_receipt(record)
    if receipt is None:
        return
    ports, receives = bootstrap.ports(), events.receive_count(record)
    if receives < 2:
        _record(intake.receive_mail(receipt, ports))
        return
    _record(
        try_again(
            receipt,
            ports,
            receives=receives,
            take_in=lambda: intake.receive_mail(receipt, ports),
        )
    )


def _reconcile(record: Record) -> None:
    ports, receives = bootstrap.ports(), events.receive_count(record)
    for stored in events.stored_objects(record):
        results = reconciling.reconcile_mail(stored.raw, stored.stored_at, ports, receives=receives)
        if results:
            observability.count(observability.Metric.MAILS_RECONCILED)
            _record(results)


def _record(results: tuple[intake.IntakeResult, ...]) -> None:
    now = bootstrap.ports().clock.now()
    for result in results:
        took_s = (now - result.received_at).total_seconds()
        observability.record_intake(result, took_s=took_s)
