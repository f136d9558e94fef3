"""What every implementation of stores.Archive must do."""

from __future__ import annotations

import pytest

from chalicelib.reading.message import EmailAddress, RawObject
from chalicelib.services.stores import ChangedRawError, MissingRawError, Origin
from tests.builders import NOW
from tests.contracts.conftest import Stored


def test_fetch_returns_the_bytes_as_they_were_stored(stored: Stored) -> None:
    """Nothing is decoded, and the ETag is the one a conditional write needs."""
    raw = RawObject(stored.bucket, "inbound/ä +1")
    content = b"Subject: \xff\r\n\r\n\x00body"
    stored.put(raw, content)

    mail = stored.archive.fetch(raw)

    assert (mail.content, mail.size_bytes) == (content, len(content))
    assert mail.etag == '"266b09738d6a60f26ab9392f12096412"'


ORIGIN = Origin(
    identity="ab" * 32,
    received_at=NOW,
    recipients=(EmailAddress("support", "desk.example"), EmailAddress("客服,1", "desk.example")),
)


def test_replace_overwrites_the_object_that_was_read(stored: Stored) -> None:
    """The new bytes stand in its place, and what they no longer tell comes with them."""
    raw = RawObject(stored.bucket, "inbound/dirty")
    stored.put(raw, b"secret")
    before = stored.archive.fetch(raw)

    stored.archive.replace(raw, b"clean", etag=before.etag, origin=ORIGIN)

    after = stored.archive.fetch(raw)
    assert before.origin is None
    assert (after.content, after.origin) == (b"clean", ORIGIN)


def test_replace_leaves_alone_what_somebody_else_wrote(stored: Stored) -> None:
    """Two who cleanse one object: the second looks again instead of writing."""
    raw = RawObject(stored.bucket, "inbound/raced")
    stored.put(raw, b"secret")
    before = stored.archive.fetch(raw)
    stored.archive.replace(raw, b"clean", etag=before.etag, origin=ORIGIN)

    with pytest.raises(ChangedRawError):
        stored.archive.replace(raw, b"clean as well", etag=before.etag, origin=ORIGIN)

    assert stored.archive.fetch(raw).content == b"clean"


def test_replace_brings_no_erased_object_back(stored: Stored) -> None:
    """What expired meanwhile stays away."""
    with pytest.raises(ChangedRawError):
        stored.archive.replace(
            RawObject(stored.bucket, "inbound/gone"), b"clean", etag='"0"', origin=ORIGIN
        )


def test_the_recipients_of_a_cleansed_mail_fit_into_its_metadata(stored: Stored) -> None:
    """S3 takes 2 kB; the first recipients are kept."""
    raw = RawObject(stored.bucket, "inbound/many")
    stored.put(raw, b"secret")
    many = tuple(EmailAddress(f"support{n}", "desk.example") for n in range(500))

    stored.archive.replace(
        raw,
        b"clean",
        etag=stored.archive.fetch(raw).etag,
        origin=Origin(identity="ab" * 32, received_at=NOW, recipients=many),
    )

    kept = stored.archive.fetch(raw).origin
    assert kept is not None
    assert kept.recipients[:20] == many[:20]


def test_fetch_tells_a_missing_object(stored: Stored) -> None:
    """An object that was erased or never there is its own error."""
    with pytest.raises(MissingRawError):
        stored.archive.fetch(RawObject(stored.bucket, "never"))
