"""What wakes a function, from the events Chalice and resources.yaml say of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frontdesk.applied import QueueSource, Resource, ScheduleSource, Source, StreamSource
from frontdesk.intrinsics import UnresolvedError

_SECONDS = {"minute": 60, "hour": 3600, "day": 86400}


def source_of(type_: str, said: Mapping[str, Any], made: Mapping[str, Resource]) -> Source:
    """Return an event source; `said` are its properties, resolved, `made` the stack's resources.

    Raises:
        UnresolvedError: it is of a type not known here, or no resource has its ARN.
    """
    match type_:
        case "SQS":
            return QueueSource(
                queue_url=_by_arn(said["Queue"], made).ref,
                queue_arn=said["Queue"],
                batch_size=said["BatchSize"],
                window_s=said.get("MaximumBatchingWindowInSeconds", 0),
                partial=_is_partial(said),
            )
        case "DynamoDB":
            return _stream(said, made)
        case "Schedule":
            return ScheduleSource(expression=said["Schedule"], rate_s=_rate_s(said["Schedule"]))
        case other:
            raise UnresolvedError(f"an event source of type {other!r} is not known here")


def _stream(said: Mapping[str, Any], made: Mapping[str, Resource]) -> StreamSource:
    failures = said["DestinationConfig"]["OnFailure"]["Destination"]
    return StreamSource(
        stream_arn=said["Stream"],
        table=said["Stream"].split("/")[1],
        batch_size=said["BatchSize"],
        patterns=tuple(f["Pattern"] for f in said["FilterCriteria"]["Filters"]),
        max_attempts=said["MaximumRetryAttempts"],
        max_age_s=said["MaximumRecordAgeInSeconds"],
        bisect=said["BisectBatchOnFunctionError"],
        partial=_is_partial(said),
        failure_queue_url=_by_arn(failures, made).ref,
        failure_queue_arn=failures,
    )


def _by_arn(arn: str, made: Mapping[str, Resource]) -> Resource:
    for resource in made.values():
        if resource.attributes.get("Arn") == arn:
            return resource
    raise UnresolvedError(f"no resource of the template is {arn}")


def _is_partial(source: Mapping[str, Any]) -> bool:
    return "ReportBatchItemFailures" in source.get("FunctionResponseTypes", ())


def _rate_s(expression: str) -> int:
    """Return the period of a "rate(n unit)".

    Raises:
        UnresolvedError: it is of another form.
    """
    number, _, unit = expression.removeprefix("rate(").removesuffix(")").partition(" ")
    if not number.isdigit() or unit.removesuffix("s") not in _SECONDS:
        raise UnresolvedError(f"the schedule {expression!r} is not known here")
    return int(number) * _SECONDS[unit.removesuffix("s")]
