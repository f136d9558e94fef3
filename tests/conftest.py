"""What all tests share: an environment, no network, one mocked AWS, and the golden files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from chalicelib.aws.clients import Clients

REGION = "eu-west-1"

# Nothing of this machine's own AWS configuration may reach a test.
for _name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[_name]
os.environ.update(
    AWS_ACCESS_KEY_ID="testing",
    AWS_SECRET_ACCESS_KEY="testing",
    AWS_DEFAULT_REGION=REGION,
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    AWS_EC2_METADATA_DISABLED="true",
)

# Read when observability.py is imported, so it is set before any test module is.
os.environ["POWERTOOLS_SERVICE_NAME"] = "frontdesk"
os.environ["POWERTOOLS_METRICS_NAMESPACE"] = "Frontdesk"

GOLDEN = Path(__file__).parent / "golden"


def _only_loopback(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse connections and look-ups that would leave this machine (an audit hook)."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name not in (None, "", "localhost") and not _is_own(name):
        raise PermissionError(f"a test wanted to reach {name}")


def _is_own(name: str) -> bool:
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(_only_loopback)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--golden=rewrite`, which `make golden` uses; the diff is then reviewed."""
    parser.addoption("--golden", choices=("check", "rewrite"), default="check")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a check of a text against tests/golden/<name>, or its rewriting."""
    rewrite = request.config.getoption("--golden") == "rewrite"

    def check(name: str, actual: str) -> None:
        path = GOLDEN / name
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="")
        assert path.read_bytes().decode("utf-8") == actual, f"{name}: see `make golden`"

    return check


@dataclass(frozen=True, slots=True, kw_only=True)
class MockedAws:
    """A mocked AWS with the stack's table, bucket and key secret in it."""

    clients: Clients
    table: str
    bucket: str
    secret: str


@pytest.fixture(scope="session")
def _mocked_aws() -> Iterator[MockedAws]:
    from moto import mock_aws

    from chalicelib.aws.clients import Clients
    from frontdesk import definitions, stack

    with mock_aws():
        made = stack.apply(
            definitions.merge_template("dev"),
            endpoint_url=None,
            region=REGION,
            account_id="123456789012",
            only=("DeskTable", "MailBucket", "KeysSecret"),
        ).resources
        yield MockedAws(
            clients=Clients(region=REGION),
            table=made["DeskTable"].ref,
            bucket=made["MailBucket"].ref,
            secret=made["KeysSecret"].ref,
        )


@pytest.fixture
def aws(_mocked_aws: MockedAws) -> MockedAws:
    """Return the mocked AWS with an empty table. The rest is the session's: it takes a second.

    The table is made anew as it was described; merely emptied, it would keep its whole stream,
    which moto copies with every transaction.
    """
    client, name = _mocked_aws.clients.dynamodb, _mocked_aws.table
    said = client.describe_table(TableName=name)["Table"]
    indexes = said["GlobalSecondaryIndexes"]
    client.delete_table(TableName=name)
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=said["AttributeDefinitions"],
        KeySchema=said["KeySchema"],
        GlobalSecondaryIndexes=[
            {key: index[key] for key in ("IndexName", "KeySchema", "Projection")}
            for index in indexes
        ],
        StreamSpecification=said["StreamSpecification"],
    )
    return _mocked_aws
