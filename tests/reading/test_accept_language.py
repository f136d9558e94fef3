"""A visitor reads the page in the best language we have for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading.accept_language import choose_locale

OURS = ("en", "zh-Hans")


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh-TW, en;q=0.5", "zh-Hans"),
        ("de-DE, zh;q=0.2, en;q=0.1", "zh-Hans"),
        ("en-GB;q=0.3, zh-CN;q=0.9", "zh-Hans"),
        ("zh;q=0, en", "en"),
        ("fr, *;q=0.5", "en"),
        ("zh;q=nonsense", "en"),
        ("zh;level=1", "en"),
        (";;,,=;q=,zh_CN", "zh-Hans"),
    ],
)
def test_choose_locale_follows_the_browser_when_nothing_was_asked_for(
    header: str, locale: str
) -> None:
    """Weights count, zero excludes, regions of Chinese stand for scripts."""
    found = choose_locale(wanted=[], accept_language=header, locales=OURS, default="en")

    assert found == locale


def test_choose_locale_keeps_chinese_scripts_apart_when_we_have_both() -> None:
    """Taiwan reads traditional characters, the mainland simplified ones."""
    ours = ("en", "zh-Hans", "zh-Hant")
    found = [
        choose_locale(wanted=[tag], accept_language="", locales=ours, default="en")
        for tag in ("zh-CN", "zh-TW", "zh-HK", "zh-Hant-CN", "zh")
    ]

    assert found == ["zh-Hans", "zh-Hant", "zh-Hant", "zh-Hant", "zh-Hans"]


def test_choose_locale_prefers_what_was_asked_for_when_the_browser_says_otherwise() -> None:
    """The visible switch is stronger than a header nobody sees; a wrong one is passed over."""
    found = choose_locale(
        wanted=["xx", "en"], accept_language="zh-CN", locales=OURS, default="zh-Hans"
    )

    assert found == "en"


@given(st.text(max_size=2000), st.text(max_size=50))
def test_choose_locale_is_total_when_header_and_link_are_anything(header: str, tag: str) -> None:
    """Whatever a client sends, the page has a language of ours."""
    found = choose_locale(wanted=[tag], accept_language=header, locales=OURS, default="en")

    assert found in OURS
