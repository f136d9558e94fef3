"""What all tests share: the golden files and how they are rewritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

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
