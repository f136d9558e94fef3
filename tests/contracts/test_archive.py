"""What every implementation of ports.Archive must do."""

from __future__ import annotations

import pytest

from chalicelib.reading.message import RawObject
from chalicelib.services.ports import MissingRawError
from tests.contracts.conftest import Stored


def test_fetch_returns_the_bytes_as_they_were_stored(stored: Stored) -> None:
    """Nothing is decoded, and the ETag is the one a conditional write needs."""
    raw = RawObject(stored.bucket, "inbound/ä +1")
    content = b"Subject: \xff\r\n\r\n\x00body"
    stored.put(raw, content)

    mail = stored.archive.fetch(raw)

    assert (mail.content, mail.size_bytes) == (content, len(content))
    assert mail.etag == '"266b09738d6a60f26ab9392f12096412"'


def test_fetch_tells_a_missing_object(stored: Stored) -> None:
    """An object that was erased or never there is its own error."""
    with pytest.raises(MissingRawError):
        stored.archive.fetch(RawObject(stored.bucket, "never"))
