"""The letters in Chromium: each kind in each language, light and dark, wide and on a phone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chalicelib.answering.render import render
from tests.answering.letters import FULL, NOW, ORDER, an_acknowledgement
from tests.answering.test_render import CASES, LOCALES, an_entry_of
from tests.browser.conftest import keep_picture
from tests.builders import NUMBER, the_brand

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDEST = replace(FULL, name="W" * 40, facts=(replace(ORDER, value="DW-" + "9" * 60),))


def letters_in(locale: str) -> dict[str, str]:
    """Return the HTML of every reviewed letter and of one with nowhere to break a line."""
    entries = {f"{CASES[case][0]}.{case}": an_entry_of(case, locale) for case in CASES}
    entries["acknowledgement.widest"] = an_acknowledgement(WIDEST, locale=locale)
    return {name: render(entry, the_brand(), NOW).html for name, entry in entries.items()}


@pytest.mark.parametrize(("scheme", "width"), [("light", 700), ("dark", 360)])
@pytest.mark.parametrize("locale", LOCALES)
def test_letters_are_legible_and_fit(
    chromium: Browser, locale: str, scheme: str, width: int
) -> None:
    """No letter breaks a rule of WCAG 2.2 AA, needs sideways scrolling or fetches anything."""
    from axe_playwright_python.sync_playwright import Axe

    faults: dict[tuple[str, str], list[str]] = {}
    context = chromium.new_context(viewport={"width": width, "height": 600}, color_scheme=scheme)
    page = context.new_page()
    page.on("request", lambda request: faults.setdefault(("any", "asks"), []).append(request.url))

    for name, html in letters_in(locale).items():
        page.set_content(html)
        keep_picture(page, f"letter-{name}-{locale}-{scheme}-{width}")
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        for violation in found:
            faults[name, violation["id"]] = [n["html"][:120] for n in violation["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults[name, "overflow"] = []
    context.close()

    assert faults == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_ticket_number_stays_on_one_line(chromium: Browser, locale: str) -> None:
    """However narrow the screen, the number can be read and copied whole."""
    context = chromium.new_context(viewport={"width": 280, "height": 600})
    page = context.new_page()
    broken = []

    for name, html in letters_in(locale).items():
        page.set_content(html)
        lines = page.evaluate(
            "number => [...document.querySelectorAll('strong')]"
            ".filter(strong => strong.textContent === number)"
            ".map(strong => strong.getClientRects().length)",
            NUMBER,
        )
        if not lines or set(lines) != {1}:
            broken.append(name)
    context.close()

    assert broken == []
