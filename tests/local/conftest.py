"""One running local desk for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.local.desk_process import Desk, start_desk, stop_desk


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """Return a desk shared by the tests of a module; each uses contacts of its own."""
    started = start_desk()
    yield started
    status, said = stop_desk(started)
    assert (status, said) == (0, "")
