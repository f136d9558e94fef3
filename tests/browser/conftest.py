"""A real browser and a real HTTP server on loopback: the app on fakes, seen by Chromium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chalice.config import Config
from chalice.local import LocalDevServer

from app import app
from chalicelib import bootstrap
from tests.services.conftest import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = Path(__file__).parents[2] / "build" / "browser"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return headless Chromium, or skip and say loudly what was not looked at."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("NOBODY LOOKED AT THE PAGES: there is no Chromium (apt install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.skip("NOBODY LOOKED AT THE PAGES: see requirements-browser.txt (make browser)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Return a desk on fakes that the app runs on."""
    desk = Desk()
    with bootstrap.use(desk.ports):
        yield desk


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    """Return the address the app is served at."""
    server = LocalDevServer(app, Config.create(), "127.0.0.1", 0)
    host, port = server.server.server_address[:2]
    thread = threading.Thread(target=server.server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{host!s}:{port}"
    server.shutdown()
    thread.join()
    server.server.server_close()


def keep_picture(page: Any, name: str) -> None:
    """Keep a picture of the whole page as an artefact."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
