"""AWS as moto plays it, in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from moto.core.base_backend import BackendDict
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodbstreams.models import dynamodbstreams_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from moto.sqs.models import sqs_backends

from frontdesk.local.moto_changes import changed_moto


class MotoEngine:
    """Moto's server application; its state is in this process."""

    name = "moto"

    def __init__(self) -> None:
        self._changes = ExitStack()
        self._changes.enter_context(changed_moto())
        self.app = DomainDispatcherApplication(create_backend_app)

    def settle(self) -> None:
        """Drop bucket policies: moto reads no conditions, so a conditional Deny bars everybody."""
        for backend in _backends(s3_backends):
            for bucket in backend.buckets.values():
                bucket.policy = None

    def pass_time(self, step: timedelta) -> None:
        """Let delayed and handed-out messages come back earlier by `step`."""
        step_ms = step.total_seconds() * 1000
        for backend in _backends(sqs_backends):
            for queue in list(backend.queues.values()):
                for message in list(queue._messages):  # noqa: SLF001 — moto offers no other way
                    message.delayed_until -= step_ms
                    message.visible_at -= step_ms

    def stop(self) -> None:
        """Forget everything, and leave moto as it was."""
        self._changes.close()
        for backends in (dynamodb_backends, dynamodbstreams_backends, s3_backends, sqs_backends):
            backends.reset()


def _backends(backends: BackendDict[Any]) -> Iterator[Any]:
    for account in list(backends.values()):
        yield from list(account.values())
