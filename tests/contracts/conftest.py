"""Each port twice: in memory as the service tests use it, and over the mocked AWS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from chalicelib.aws.dynamodb.outbox import DynamoOutbox
from chalicelib.aws.dynamodb.tickets import DynamoTickets
from chalicelib.aws.s3 import S3Archive
from chalicelib.reading.message import RawObject
from chalicelib.services.stores import Archive, Outbox, Tickets
from tests.fakes import FakeArchive, FakeOutbox, FakeTickets

if TYPE_CHECKING:
    from tests.conftest import MockedAws


@dataclass(frozen=True, slots=True)
class Desk:
    """Tickets and outbox over one store."""

    tickets: Tickets
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class Stored:
    """An archive, and how SES puts an object into it."""

    archive: Archive
    put: Callable[[RawObject, bytes], None]
    bucket: str


@pytest.fixture(params=["memory", "dynamodb"])
def desk(request: pytest.FixtureRequest) -> Desk:
    """Return tickets and outbox: fakes first, adapters second."""
    if request.param == "memory":
        tickets = FakeTickets()
        return Desk(tickets, FakeOutbox(tickets))
    aws: MockedAws = request.getfixturevalue("aws")
    return Desk(
        DynamoTickets(aws.clients.dynamodb, aws.table),
        DynamoOutbox(aws.clients.dynamodb, aws.table),
    )


@pytest.fixture(params=["memory", "s3"])
def stored(request: pytest.FixtureRequest) -> Stored:
    """Return an archive: the fake first, S3 second."""
    if request.param == "memory":
        fake = FakeArchive()
        return Stored(fake, fake.put, "mail-bucket")
    aws: MockedAws = request.getfixturevalue("aws")

    def put(raw: RawObject, content: bytes) -> None:
        aws.clients.s3.put_object(Bucket=raw.bucket, Key=raw.key, Body=content)

    return Stored(S3Archive(aws.clients.s3), put, aws.bucket)
