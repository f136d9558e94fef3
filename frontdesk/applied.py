"""What applying a template came to: resources by logical id, and functions ready to be run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource as CloudFormation would speak of it; `attributes` are for GetAtt."""

    logical_id: str
    type: str
    ref: str
    attributes: Mapping[str, str]

    @property
    def arn(self) -> str:
        """The ARN.

        Raises:
            KeyError: this type has none.
        """
        return self.attributes["Arn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSource:
    """An SQS queue that wakes a function. `partial` is ReportBatchItemFailures."""

    queue_url: str
    queue_arn: str
    batch_size: int
    window_s: int
    partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSource:
    """A table's stream that wakes a function. `patterns` are filter patterns as JSON texts."""

    stream_arn: str
    table: str
    batch_size: int
    patterns: tuple[str, ...]
    max_attempts: int
    max_age_s: int
    bisect: bool
    partial: bool
    failure_queue_url: str
    failure_queue_arn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSource:
    """A clock that wakes a function; `rate_s` is the expression's period."""

    expression: str
    rate_s: int


Source = QueueSource | StreamSource | ScheduleSource


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedFunction:
    """A function, resolved. `name` is as in app.py; the HTTP routes' is "api_handler"."""

    name: str
    logical_id: str
    handler: str
    environment: Mapping[str, str]
    timeout_s: int
    memory_mb: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedStack:
    """What came of applying a template.

    `lacking` are the resources whose API the engine does not have; they only have a name.
    """

    region: str
    account_id: str
    resources: Mapping[str, Resource]
    functions: Mapping[str, AppliedFunction]
    lacking: tuple[str, ...]

    def ref(self, logical_id: str) -> str:
        """Return what `Ref` gives: a name, an ARN or a URL, as CloudFormation has it."""
        return self.resources[logical_id].ref
