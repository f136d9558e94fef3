"""The adapters of few lines: secret, queue age, clock, clients, archive."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from chalicelib.aws.clients import Clients
from chalicelib.aws.clock import SystemClock
from chalicelib.aws.cloudwatch import CloudWatchFeedbackQueue
from chalicelib.aws.s3 import S3Archive
from chalicelib.aws.secrets import fetch_secret
from chalicelib.errors import OperatorError, TransientError
from chalicelib.reading.message import RawObject
from chalicelib.tokens import parse_key_ring
from tests.aws.loopback import closed_port
from tests.builders import NOW
from tests.conftest import REGION, MockedAws


def test_fetch_secret_returns_the_stacks_key_ring(aws: MockedAws) -> None:
    """What the stack generates is what the key ring is parsed from."""
    secret = fetch_secret(aws.clients.secretsmanager, aws.secret)

    assert parse_key_ring(secret).current == "0"


def test_fetch_secret_names_no_value_when_it_is_missing(aws: MockedAws) -> None:
    """A missing secret is the operator's affair."""
    with pytest.raises(OperatorError, match="ResourceNotFoundException"):
        fetch_secret(aws.clients.secretsmanager, "no-such-secret")


def test_fetch_secret_refuses_bytes(aws: MockedAws) -> None:
    """A key ring is text."""
    aws.clients.secretsmanager.create_secret(Name="binary", SecretBinary=b"x")

    with pytest.raises(OperatorError, match="bytes"):
        fetch_secret(aws.clients.secretsmanager, "binary")


def put_age(aws: MockedAws, queue: str, *ages: tuple[timedelta, float]) -> None:
    """Put datapoints of the age metric, each so long before NOW, as SQS does."""
    aws.clients.cloudwatch.put_metric_data(
        Namespace="AWS/SQS",
        MetricData=[
            {
                "MetricName": "ApproximateAgeOfOldestMessage",
                "Dimensions": [{"Name": "QueueName", "Value": queue}],
                "Timestamp": NOW - before,
                "Value": age_s,
            }
            for before, age_s in ages
        ],
    )


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ((), 0),
        (((timedelta(minutes=2), 0.0),), 0),
        (((timedelta(minutes=2), 200.0),), 320),
        (((timedelta(minutes=5), 900.0), (timedelta(minutes=2), 0.0)), 0),
        (((timedelta(minutes=5), 10.0), (timedelta(minutes=3), 130.0)), 310),
        (((timedelta(minutes=30), 900.0),), 0),
    ],
    ids=["none", "empty", "waiting", "emptied", "newest", "long ago"],
)
def test_queue_age_is_the_newest_datapoint_aged_to_now(
    aws: MockedAws,
    request: pytest.FixtureRequest,
    ages: tuple[tuple[timedelta, float], ...],
    expected: float,
) -> None:
    """The metric lags by minutes; what it says of a waiting message has grown since."""
    queue = request.node.callspec.id
    if ages:
        put_age(aws, queue, *ages)

    age_s = CloudWatchFeedbackQueue(aws.clients.cloudwatch, queue).oldest_message_age_s(NOW)

    assert age_s == expected


def test_the_clock_is_aware_utc() -> None:
    """A naive time could not be stored."""
    assert SystemClock().now().tzinfo is UTC


def test_clients_are_made_once() -> None:
    """A client costs tens of milliseconds, so each is kept."""
    clients = Clients(region=REGION)

    assert clients.dynamodb is clients.dynamodb
    assert clients.dynamodb.meta.region_name == REGION


def test_only_the_mailers_client_makes_a_single_attempt() -> None:
    """Everything else may be repeated: reads, and transactions under one token."""
    clients = Clients(region=REGION)
    made = (clients.sesv2, clients.dynamodb, clients.s3, clients.cloudwatch, clients.secretsmanager)

    attempts = [vars(client.meta.config)["retries"]["total_max_attempts"] for client in made]

    assert attempts == [1, 3, 3, 3, 3]


def test_an_archive_that_is_not_reached_is_transient() -> None:
    """The queue delivers the notice again."""
    clients = Clients(region=REGION, endpoint_url=f"http://127.0.0.1:{closed_port()}")

    with pytest.raises(TransientError, match="GetObject mail-bucket"):
        S3Archive(clients.s3).fetch(RawObject("mail-bucket", "key"))


def test_an_archive_without_its_bucket_is_the_operators_affair(aws: MockedAws) -> None:
    """A missing bucket is a wrong setting, not an erased mail."""
    with pytest.raises(OperatorError, match="NoSuchBucket"):
        S3Archive(aws.clients.s3).fetch(RawObject("no-such-bucket-here", "key"))
