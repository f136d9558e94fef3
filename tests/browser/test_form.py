"""The form in Chromium, with scripts off: filled and sent, in both languages, and looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.ticket_number import find_numbers
from tests.browser.conftest import keep_picture
from tests.services.conftest import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = {"phone": 360, "desk": 1200}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def a_page(chromium: Browser, locale: str = "en-GB", **context: Any) -> Iterator[Page]:
    """Open a new browser profile; scripts are off unless the test itself needs them."""
    opened = chromium.new_context(locale=locale, **{"java_script_enabled": False, **context})
    opened.set_default_timeout(10_000)
    yield opened.new_page()
    opened.close()


def fill(page: Page, message: str) -> None:
    """Fill what a customer with a lost transfer fills."""
    page.fill("#name", "林小姐")
    page.fill("#email", "lin@customer.example")
    page.select_option("#category", "transaction_issue")
    page.fill("#message", message)
    page.fill("#tx_hash", "0x" + "ab" * 32)
    page.check("input[name=order_no_none]")


@pytest.mark.parametrize(
    ("locale", "heading", "number", "message"),
    [
        ("en-GB", "Contact Demo Wallet", "Your ticket number", "My transfer\nhas not arrived."),
        ("zh-CN", "联系 Demo Wallet", "工单号", "转账已经两天了，\n还没有到账。"),
    ],
)
def test_a_visitor_sends_the_form_and_sees_the_number(
    chromium: Browser,
    address: str,
    desk: Desk,
    locale: str,
    heading: str,
    number: str,
    message: str,
) -> None:
    """Without a script, from the front door to the ticket number, in the browser's language."""
    with a_page(chromium, locale) as page:
        page.goto(f"{address}/")
        assert page.inner_text("h1") == heading
        fill(page, message)
        desk.clock.advance(timedelta(seconds=30))

        page.click("button[type=submit]")

        assert page.inner_text("h2") == number
        (shown,) = find_numbers(page.inner_text("main"))
        keep_picture(page, f"thanks-{locale}")
    ticket = desk.tickets.find(shown)
    assert ticket is not None
    assert ticket.locale == {"en-GB": "en", "zh-CN": "zh-Hans"}[locale]
    (sent,), _ = desk.tickets.thread(shown)
    assert sent.text == message


def test_a_visitor_is_led_to_the_faults_and_mends_them(
    chromium: Browser, address: str, desk: Desk
) -> None:
    """The focus is on the summary, which leads to each wrong field; nothing typed is lost."""
    with a_page(chromium) as page:
        page.goto(f"{address}/forms/support")
        fill(page, "My transfer has not arrived.")
        page.fill("#email", "lin@customer")
        page.fill("#tx_hash", "0x1")
        desk.clock.advance(timedelta(seconds=30))
        page.click("button[type=submit]")

        assert page.title() == "Error: Contact Demo Wallet"
        assert page.get_attribute(":focus", "class") == "summary"
        assert page.input_value("#message") == "My transfer has not arrived."
        assert page.is_checked("input[name=order_no_none]")
        page.click(".summary a[href='#tx_hash']")
        assert page.get_attribute(":focus", "id") == "tx_hash"
        page.fill("#email", "lin@customer.example")
        page.fill("#tx_hash", "0x" + "ab" * 32)
        with page.expect_navigation():
            page.keyboard.press("Enter")

        assert find_numbers(page.inner_text("main"))


def test_the_switch_changes_the_language(chromium: Browser, address: str) -> None:
    """A visible link leads to the same form in the other language."""
    with a_page(chromium) as page:
        page.goto(f"{address}/forms/support")
        page.click("nav a[hreflang=zh-Hans]")

        assert page.inner_text("h1") == "联系 Demo Wallet"
        assert page.get_attribute("html", "lang") == "zh-Hans"


def test_the_keyboard_alone_reaches_every_field_in_the_order_of_the_page(
    chromium: Browser, address: str
) -> None:
    """The hidden trap is no stop; the button is the last one before the contacts."""
    with a_page(chromium) as page:
        page.goto(f"{address}/forms/support")
        stops = []
        for _ in range(16):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            stops.append(focused.get_attribute("name") or focused.evaluate("e => e.localName"))

    needs = [
        n for need in ("tx_hash", "address", "amount", "order_no") for n in (need, f"{need}_none")
    ]
    assert stops[:15] == ["a", "name", "email", "category", "subject", "message", *needs, "button"]


@pytest.mark.parametrize(
    ("locale", "scheme", "width"),
    [
        ("en-GB", "light", "desk"),
        ("en-GB", "dark", "phone"),
        ("zh-CN", "light", "phone"),
        ("zh-CN", "dark", "desk"),
    ],
)
def test_no_page_has_an_accessibility_fault_nor_overflows(
    chromium: Browser, address: str, desk: Desk, scheme: str, width: str, locale: str
) -> None:
    """Axe has nothing to say (WCAG 2.2 AA) of form, errors, thanks, problem; nothing is cut off."""
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": WIDTHS[width], "height": 800}
    look = {"java_script_enabled": True, "bypass_csp": True, "color_scheme": scheme}
    faults = {}
    with a_page(chromium, locale, viewport=size, **look) as page:

        def look_at(name: str) -> None:
            keep_picture(page, f"{name}-{locale}-{scheme}-{width}")
            found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
            for violation in found:
                faults[name, violation["id"]] = [n["html"][:120] for n in violation["nodes"]]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults[name, "overflow"] = []

        page.goto(f"{address}/forms/support")
        look_at("form")
        fill(page, "x" * 400)
        page.fill("#email", "lin@customer")
        page.fill("#amount", "all")
        desk.clock.advance(timedelta(seconds=30))
        page.click("button[type=submit]")
        look_at("errors")
        page.fill("#email", "lin@customer.example")
        page.fill("#amount", "25.5 USDT")
        page.click("button[type=submit]")
        look_at("thanks")
        page.goto(f"{address}/forms/nothing")
        look_at("problem")

    assert faults == {}


def test_a_page_asks_nobody_for_anything(chromium: Browser, address: str) -> None:
    """No foreign request, nothing refused by the page's own policy, nothing in the console."""
    asked, said = [], []
    with a_page(chromium, java_script_enabled=True) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{address}/forms/support")

        assert page.evaluate("getComputedStyle(document.body).borderTopWidth") == "6px"
    assert [url for url in asked if not url.startswith("data:")] == [f"{address}/forms/support"]
    assert said == []
