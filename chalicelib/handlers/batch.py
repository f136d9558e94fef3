"""One batch of queue records: each on its own, failures given back to the queue one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib import observability
from chalicelib.errors import SenderError

Record = Mapping[str, Any]


def each_record(
    event: dict[str, Any], context: Any, handle: Callable[[Record], None]
) -> dict[str, Any]:
    """Hand every record of an SQS event to `handle`; return which ones must be delivered again.

    A SenderError is final: it is counted, and the record is done with. Whatever else a record
    raises gives back this record alone, and after too many receives the queue dead-letters it.
    The answer is a partial batch response ("ReportBatchItemFailures").
    """
    # Only the three queue functions pay for this import.
    from aws_lambda_powertools.utilities.batch import (
        BatchProcessor,
        EventType,
        process_partial_response,
    )

    def one(record: Record) -> None:
        try:
            handle(record)
        except SenderError as err:
            observability.record_failure(err)
        except Exception as err:
            observability.record_failure(err)
            raise

    processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)
    return dict(
        process_partial_response(
            event=event, record_handler=one, processor=processor, context=context
        )
    )
