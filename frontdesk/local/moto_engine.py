"""AWS as moto plays it, in this process.

One thing is made cheaper: moto copies the whole table for each operation of a transaction, so
that every write slows down with the table, and a cancelled transaction puts a copy in the table's
place, which open stream iterators do not follow. Here only the items a transaction names are
kept, and put back in place.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from moto.core.base_backend import BackendDict
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodbstreams.models import dynamodbstreams_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from moto.sqs.models import sqs_backends

_one_transaction = threading.RLock()


class MotoEngine:
    """Moto's server application; its state is in this process."""

    name = "moto"

    def __init__(self) -> None:
        self.app = DomainDispatcherApplication(create_backend_app)
        self._own = (DynamoDBBackend.transact_write_items, StreamShard.get)
        _change_moto()

    def settle(self) -> None:
        """Drop bucket policies: moto reads no conditions, so a conditional Deny bars everybody."""
        for account in s3_backends.values():
            for backend in account.values():
                for bucket in backend.buckets.values():
                    bucket.policy = None

    def pass_time(self, step: timedelta) -> None:
        """Let delayed and invisible messages come back earlier by `step`."""
        step_ms = step.total_seconds() * 1000
        for message in _messages(sqs_backends):
            message.delayed_until -= step_ms
            message.visible_at -= step_ms

    def stop(self) -> None:
        """Forget everything, and leave moto as it was."""
        _set_moto(*self._own)
        for backends in (dynamodb_backends, dynamodbstreams_backends, s3_backends, sqs_backends):
            backends.reset()


def _messages(backends: BackendDict[Any]) -> Iterator[Any]:
    for account in list(backends.values()):
        for backend in list(account.values()):
            for queue in list(backend.queues.values()):
                yield from list(queue._messages)  # noqa: SLF001 — moto offers no other way


def _change_moto() -> None:
    """Make transactions cheap and keep the stream from showing one that may yet be cancelled."""
    whole, read = DynamoDBBackend.transact_write_items, StreamShard.get

    def transact_write_items(self: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        with _one_transaction, _uncopied(Table), _put_back_on_error(self, transact_items):
            whole(self, transact_items)

    def get(self: StreamShard, start: int, quantity: int) -> list[dict[str, Any]]:
        with _one_transaction:
            return read(self, start, quantity)

    _set_moto(transact_write_items, get)


def _set_moto(transact_write_items: Any, get: Any) -> None:
    backend: Any = DynamoDBBackend
    shard: Any = StreamShard
    backend.transact_write_items, shard.get = transact_write_items, get


@contextmanager
def _uncopied(kind: type[Any]) -> Iterator[None]:
    """Let `copy.deepcopy` give back the very same table meanwhile."""
    kind.__deepcopy__ = lambda self, _memo: self
    try:
        yield
    finally:
        del kind.__deepcopy__


@contextmanager
def _put_back_on_error(
    backend: DynamoDBBackend, operations: list[dict[str, Any]]
) -> Iterator[None]:
    kept = [_kept(backend, next(iter(operation.values()))) for operation in operations]
    shards = {id(table): (table, _stream_length(table)) for table, *_ in kept}
    try:
        yield
    except Exception:
        for table, hash_value, range_value, item in kept:
            _put_back(table, hash_value, range_value, item)
        for table, length in shards.values():
            if table.stream_shard is not None:
                del table.stream_shard.items[length:]
        raise


def _kept(
    backend: DynamoDBBackend, operation: Mapping[str, Any]
) -> tuple[Table, DynamoType, DynamoType | None, Any]:
    table = backend.get_table(operation["TableName"])
    attributes = operation.get("Key") or operation["Item"]
    hash_value = DynamoType(attributes[table.hash_key_attr])
    range_value = DynamoType(attributes[table.range_key_attr]) if table.range_key_attr else None
    return table, hash_value, range_value, copy.deepcopy(table.get_item(hash_value, range_value))


def _put_back(
    table: Table, hash_value: DynamoType, range_value: DynamoType | None, item: Any
) -> None:
    if item is None:
        table.delete_item(hash_value, range_value)
        return
    if range_value is None:
        table.items[hash_value] = item
    else:
        table.items[hash_value][range_value] = item


def _stream_length(table: Table) -> int:
    return len(table.stream_shard.items) if table.stream_shard is not None else 0
