"""What is changed in moto while the desk runs, and put back when it ends. Answers stay the same.

- A transaction keeps the items it names, not the whole table once for each operation: moto's way
  slows every write down with the table, and a cancelled transaction puts a copy in the table's
  place, which open stream iterators do not follow.
- The stream is not read while a transaction may yet be cancelled.
- Scalar attribute values are answered as they are; moto tries some thirty names for each.
- Strings are compared as they are, not by way of five questions after their type.
- moto lists its folder on every call to find its services; once is enough.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import moto.backends
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import StreamShard, Table

_one_transaction = threading.RLock()
_SCALARS = frozenset({"S", "N", "BOOL", "NULL"})


@contextmanager
def changed_moto() -> Iterator[None]:
    """Change moto within this block."""
    with ExitStack() as ending:
        for owner, name, change in (
            (DynamoDBBackend, "transact_write_items", _keeping_named_items),
            (StreamShard, "get", _between_transactions),
            (BaseJSONSerializer, "_serialize_type_structure", _scalars_as_they_are),
            (DynamoType, "cast_value", _strings_at_once),
            (moto.backends, "list_of_moto_modules", _listed_once),
        ):
            ending.enter_context(_replaced(owner, name, change))
        yield


@contextmanager
def _replaced(owner: Any, name: str, change: Callable[[Any], Any]) -> Iterator[None]:
    own = getattr(owner, name)
    setattr(owner, name, change(own))
    try:
        yield
    finally:
        setattr(owner, name, own)


def _keeping_named_items(own: Callable[..., None]) -> Callable[..., None]:
    def transact_write_items(backend: DynamoDBBackend, transact_items: list[Any]) -> None:
        with _one_transaction, _uncopied(Table), _put_back_on_error(backend, transact_items):
            own(backend, transact_items)

    return transact_write_items


def _between_transactions(own: Callable[..., Any]) -> Callable[..., Any]:
    def get(shard: StreamShard, start: int, quantity: int) -> Any:
        with _one_transaction:
            return own(shard, start, quantity)

    return get


def _scalars_as_they_are(own: Callable[..., None]) -> Callable[..., None]:
    def serialize(serializer: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue" and key and type(value) is dict and len(value) == 1:
            [(kind, scalar)] = value.items()
            if kind in _SCALARS:
                serialized[key] = {kind: scalar}
                return
        own(serializer, serialized, value, shape, key)

    return serialize


def _strings_at_once(own: Any) -> property:
    return property(lambda item: item.value if item.type == "S" else own.fget(item))


def _listed_once(own: Callable[[], Any]) -> Callable[[], tuple[str, ...]]:
    names = tuple(own())
    return lambda: names


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
