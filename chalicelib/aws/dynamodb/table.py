"""The single table's calls, with their errors translated. What is stored is up to items.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict, cast

from botocore.exceptions import ClientError

from chalicelib.aws.failures import class_of, described, error_code, translated
from chalicelib.errors import TransientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import (
        KeysAndAttributesTypeDef,
        QueryInputTypeDef,
        TransactWriteItemTypeDef,
        UpdateTypeDef,
    )

    from chalicelib.aws.dynamodb.attributes import Item, ReadItem
    from chalicelib.aws.dynamodb.keys import Key

MAX_BATCH = 100
"""Items one BatchGetItem may ask for."""

_BATCH_ROUNDS = 3


_ALIAS = re.compile(r"#(\w+)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A write of a transaction whose condition did not hold: its item as it is, {} for none."""

    item: ReadItem


@dataclass(frozen=True)
class Table:
    """The table: a low-level client and a name."""

    client: DynamoDBClient
    name: str

    def get(self, key: Key) -> ReadItem | None:
        """Return the item, read consistently, or None."""
        with translated(f"GetItem {self.name} {key.sk.partition('#')[0]}"):
            answer = self.client.get_item(
                TableName=self.name, Key=key.attributes(), ConsistentRead=True
            )
        return answer.get("Item")

    def get_many(self, keys: Sequence[Key]) -> tuple[ReadItem, ...]:
        """Return those of up to 100 different items that exist, in no order, read consistently.

        Raises:
            TransientError: some were left unread three times.
        """
        wanted: dict[str, KeysAndAttributesTypeDef] = {
            self.name: {"Keys": [key.attributes() for key in keys], "ConsistentRead": True}
        }
        found: list[ReadItem] = []
        for _ in range(_BATCH_ROUNDS):
            with translated(f"BatchGetItem {self.name}"):
                answer = self.client.batch_get_item(RequestItems=wanted)
            found += answer["Responses"].get(self.name, [])
            if not answer["UnprocessedKeys"]:
                return tuple(found)
            left = answer["UnprocessedKeys"][self.name]["Keys"]
            wanted = {self.name: {"Keys": left, "ConsistentRead": True}}
        raise TransientError(f"BatchGetItem {self.name}: keys were left unprocessed")

    def query(
        self, what: str, where: str, values: Item, *, index: str = "", page_size: int = 0
    ) -> Iterator[ReadItem]:
        """Yield the items of a query in order, asking for a page when it is wanted.

        The table is read consistently; an index follows it within a second or so. `what` names
        the query in errors; `page_size` 0 is as many as fit in 1 MB.
        """
        query: QueryInputTypeDef = {
            "TableName": self.name,
            "KeyConditionExpression": where,
            "ExpressionAttributeNames": _names(where),
            "ExpressionAttributeValues": values,
        }
        if index:
            query["IndexName"] = index
        else:
            query["ConsistentRead"] = True
        if page_size:
            query["Limit"] = page_size
        while True:
            with translated(f"Query {self.name} {what}"):
                answer = self.client.query(**query)
            yield from answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return
            query["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def put(
        self, item: Item, *, only_if: str = "", values: Item | None = None
    ) -> TransactWriteItemTypeDef:
        """Return a write of a whole item, for `transact`; `#name` in `only_if` is an attribute."""
        condition = _condition(only_if, values)
        return {"Put": {"TableName": self.name, "Item": item, **condition}}

    def update(
        self, key: Key, change: str, *, only_if: str = "", values: Item | None = None
    ) -> TransactWriteItemTypeDef:
        """Return a change of single attributes, for `transact`."""
        condition = _condition(only_if, values, also=change)
        return {
            "Update": {
                "TableName": self.name,
                "Key": key.attributes(),
                "UpdateExpression": change,
                **condition,
            }
        }

    def check(self, key: Key, only_if: str, values: Item) -> TransactWriteItemTypeDef:
        """Return a condition on an item that is not written, for `transact`."""
        condition = _condition(only_if, values)
        return {
            "ConditionCheck": {
                "TableName": self.name,
                "Key": key.attributes(),
                "ConditionExpression": only_if,
                **condition,
            }
        }

    def transact(
        self, what: str, writes: Sequence[TransactWriteItemTypeDef]
    ) -> Mapping[int, Refusal]:
        """Do all writes, or none and return which ones' conditions refused, by position.

        botocore's own retries within the call are one transaction to DynamoDB, because they
        repeat the request token. A single update needs no transaction, which costs twice as much.

        Raises:
            ConflictError: another transaction holds one of the items.
        """
        if len(writes) == 1 and "Update" in writes[0]:
            return self._update(writes[0]["Update"], what)
        with translated(f"TransactWriteItems {self.name} {what}"):
            try:
                self.client.transact_write_items(TransactItems=writes)
            except ClientError as err:
                if error_code(err) != "TransactionCanceledException":
                    raise
                return _refusals(err, f"TransactWriteItems {self.name} {what}")
        return {}

    def _update(self, update: UpdateTypeDef, what: str) -> Mapping[int, Refusal]:
        with translated(f"UpdateItem {self.name} {what}"):
            try:
                self.client.update_item(**update)
            except ClientError as err:
                if error_code(err) != "ConditionalCheckFailedException":
                    raise
                return {0: Refusal(cast("ReadItem", err.response.get("Item", {})))}
        return {}

    def change(self, key: Key, change: str, *, values: Item, only_if: str = "") -> bool:
        """Change single attributes of one item, outside a transaction: half its price.

        Returns whether the condition held.

        Raises:
            ConflictError: a transaction holds the item.
        """
        condition = _condition(only_if, values, also=change)
        with translated(f"UpdateItem {self.name} {key.sk.partition('#')[0]}"):
            try:
                self.client.update_item(
                    TableName=self.name,
                    Key=key.attributes(),
                    UpdateExpression=change,
                    **condition,
                )
            except ClientError as err:
                if error_code(err) != "ConditionalCheckFailedException":
                    raise
                return False
        return True


def _names(expressions: str) -> dict[str, str]:
    return {f"#{name}": name for name in _ALIAS.findall(expressions)}


class _Condition(TypedDict, total=False):
    """The parameters a conditional write has beyond what it writes."""

    ConditionExpression: str
    ReturnValuesOnConditionCheckFailure: Literal["ALL_OLD"]
    ExpressionAttributeNames: dict[str, str]
    ExpressionAttributeValues: Item


def _condition(only_if: str, values: Item | None, *, also: str = "") -> _Condition:
    """Return the parameters of a conditional write; DynamoDB takes no empty ones."""
    parameters: _Condition = {}
    if only_if:
        parameters["ConditionExpression"] = only_if
        parameters["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    if names := _names(only_if + also):
        parameters["ExpressionAttributeNames"] = names
    if values:
        parameters["ExpressionAttributeValues"] = values
    return parameters


def _refusals(err: ClientError, what: str) -> Mapping[int, Refusal]:
    """Return the failed conditions of a cancelled transaction.

    Raises:
        DeskError: no condition failed; the first other reason says who must act.
    """
    reasons = err.response.get("CancellationReasons", [])
    refused = {
        position: Refusal(cast("ReadItem", reason.get("Item", {})))
        for position, reason in enumerate(reasons)
        if reason["Code"] == "ConditionalCheckFailed"
    }
    if refused:
        return refused
    code = next((r["Code"] for r in reasons if r["Code"] != "None"), "TransactionCanceled")
    raise class_of(code, 0)(f"{described(err, what)}: {code}") from err
