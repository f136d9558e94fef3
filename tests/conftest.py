"""What all tests share: the functions' environment, the golden files and how they are rewritten."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

# Read when observability.py is imported, so it is set before any test module is.
os.environ["POWERTOOLS_SERVICE_NAME"] = "frontdesk"
os.environ["POWERTOOLS_METRICS_NAMESPACE"] = "Frontdesk"

GOLDEN = Path(__file__).parent / "golden"


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
    """Return the mocked AWS, its table empty. One for the session: making it takes a second."""
    table, client = _mocked_aws.table, _mocked_aws.clients.dynamodb
    for item in client.scan(TableName=table, ProjectionExpression="pk, sk")["Items"]:
        client.delete_item(TableName=table, Key=item)
    return _mocked_aws
