"""Moto as the desk uses it: called without a socket, and changed without being noticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import botocore.session
import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from frontdesk.local.moto_changes import changed_moto
from frontdesk.local.shortcut import shortcut

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

URL = "http://127.0.0.1:9"  # nothing listens there: what is answered came the short way
TABLE = "moto-changes"


def a_client(service: str) -> Any:
    """Return a client of the played AWS."""
    return botocore.session.Session().create_client(
        service,
        endpoint_url=URL,
        region_name="us-east-1",
        aws_access_key_id="123456789012",
        aws_secret_access_key="local",
    )


@pytest.fixture
def dynamodb() -> Iterator[DynamoDBClient]:
    """Return a client over a changed moto, with a table that has a stream."""
    app = DomainDispatcherApplication(create_backend_app)
    with changed_moto(), shortcut(app, URL):
        client = a_client("dynamodb")
        client.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "S"},
            ],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        )
        yield client
        client.delete_table(TableName=TABLE)


def a_key(sk: str) -> dict[str, Any]:
    """Return a key of the one partition."""
    return {"pk": {"S": "p"}, "sk": {"S": sk}}


def test_items_come_back_as_they_were_written_when_values_are_of_all_types(
    dynamodb: DynamoDBClient,
) -> None:
    """Values answered at once and values answered by moto's own serialiser are one."""
    item: dict[str, Any] = {
        **a_key("1"),
        "text": {"S": "您好"},
        "number": {"N": "1.5"},
        "yes": {"BOOL": False},
        "nothing": {"NULL": True},
        "bytes": {"B": b"\x00\xff"},
        "list": {"L": [{"S": "a"}, {"M": {"b": {"N": "2"}}}]},
        "map": {"M": {"c": {"L": [{"BOOL": True}]}}},
        "set": {"SS": ["x", "y"]},
    }

    dynamodb.put_item(TableName=TABLE, Item=item)

    assert dynamodb.get_item(TableName=TABLE, Key=a_key("1"))["Item"] == item


def test_a_cancelled_transaction_leaves_table_and_stream_as_they_were(
    dynamodb: DynamoDBClient,
) -> None:
    """Nothing of it stays, and a stream iterator that was open goes on."""
    dynamodb.put_item(TableName=TABLE, Item={**a_key("old"), "v": {"N": "1"}})
    streams = a_client("dynamodbstreams")
    arn = dynamodb.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(
        StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    update: dict[str, Any] = {
        "TableName": TABLE,
        "Key": a_key("old"),
        "UpdateExpression": "SET v = :two",
        "ExpressionAttributeValues": {":two": {"N": "2"}},
    }
    refused: dict[str, Any] = {
        "TableName": TABLE,
        "Item": a_key("old"),
        "ConditionExpression": "attribute_not_exists(pk)",
    }

    with pytest.raises(dynamodb.exceptions.TransactionCanceledException):
        dynamodb.transact_write_items(
            TransactItems=[
                {"Put": {"TableName": TABLE, "Item": a_key("new")}},
                {"Update": {**update, "Key": a_key("other")}},
                {"Put": {**refused}},
            ]
        )
    dynamodb.transact_write_items(TransactItems=[{"Update": update}])

    kept = dynamodb.scan(TableName=TABLE)["Items"]
    assert kept == [{**a_key("old"), "v": {"N": "2"}}]
    records = streams.get_records(ShardIterator=iterator)["Records"]
    assert [record["eventName"] for record in records] == ["INSERT", "MODIFY"]
    assert records[1]["dynamodb"]["NewImage"]["v"] == {"N": "2"}
