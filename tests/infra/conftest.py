"""The definition as it would be packaged, once for all tests of this folder."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import pytest

from frontdesk import definitions


@cache
def _loaded(stage: str) -> dict[str, Any]:
    return definitions.load(stage)


@pytest.fixture
def dev() -> dict[str, Any]:
    """Return the dev stage's template; a test may change it."""
    return copy.deepcopy(_loaded("dev"))


@pytest.fixture
def prod() -> dict[str, Any]:
    """Return the prod stage's template; a test may change it."""
    return copy.deepcopy(_loaded("prod"))
