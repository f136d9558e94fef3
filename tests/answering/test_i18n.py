"""Words, the choice of a language, and deadlines in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.answering.i18n import (
    first_with_words,
    missing_words,
    templates_folder,
    words,
)
from chalicelib.answering.locales import choose_locale
from chalicelib.answering.times import say_when
from chalicelib.desk.outbox import NOTICES, MailKind
from chalicelib.errors import OperatorError
from chalicelib.rules import Brand
from chalicelib.understanding.findings import FactType
from tests.builders import the_brand, the_rules


def brand_in(zone: str) -> Brand:
    """Return the demo brand with another time zone."""
    return replace(the_brand(), hours=replace(the_brand().hours, time_zone=zone))


def at(text: str) -> datetime:
    """Return a UTC time."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "offered", "chosen"),
    [
        ("zh-Hans", ("en", "zh-Hans"), "zh-Hans"),
        ("zh-Hant", ("en", "zh-Hans"), "zh-Hans"),
        ("zh-Hant", ("en", "zh-Hans", "zh-Hant"), "zh-Hant"),
        ("zh-TW", ("en", "zh-Hans", "zh-Hant"), "zh-Hant"),
        ("zh_HK", ("en", "zh-Hant", "zh-Hans"), "zh-Hant"),
        ("zh-MO", ("en", "zh-Hans"), "zh-Hans"),
        ("zh-CN", ("en", "zh-Hant", "zh-Hans"), "zh-Hans"),
        ("zh-Hans-SG", ("en", "zh-Hant", "zh-Hans"), "zh-Hans"),
        ("zh", ("en", "zh-Hans"), "zh-Hans"),
        ("zh", ("en", "zh-Hant"), "zh-Hant"),
        ("ZH-hans", ("en", "zh-Hans"), "zh-Hans"),
        ("en-GB", ("zh-Hans", "en"), "en"),
        ("en-Latn-GB", ("zh-Hans", "en-GB", "en"), "en"),
        ("pt", ("en", "pt-BR"), "pt-BR"),
        ("pt-PT", ("en", "pt-BR"), "pt-BR"),
        ("ru", ("en", "zh-Hans"), "en"),
        ("", ("en", "zh-Hans"), "en"),
        ("no such tag ☃", ("en", "zh-Hans"), "en"),
    ],
)
def test_choose_locale_serves_the_nearest_when_the_wanted_is_not_offered(
    wanted: str, offered: tuple[str, ...], chosen: str
) -> None:
    """Exact, then script, then language, then the brand's default (en here)."""
    brand = replace(the_brand(), locales=offered, default_locale="en")

    assert choose_locale(wanted, brand) == chosen


@given(st.text(max_size=30))
def test_choose_locale_answers_with_an_offered_locale_whatever_is_wanted(wanted: str) -> None:
    """A hostile language tag never leads to a file that is not ours."""
    assert choose_locale(wanted, the_brand()) in the_brand().locales


@pytest.mark.parametrize(
    ("now", "deadline", "english", "chinese"),
    [
        (
            "2026-11-20T09:30",
            "2026-11-23T03:00:59",
            "by Monday 23 November, 11:00 (Shanghai time)",
            "11月23日（周一）11:00 前（北京时间）",
        ),
        (
            "2026-11-23T01:00",
            "2026-11-23T10:00",
            "by 18:00 today, Monday 23 November (Shanghai time)",
            "今天（11月23日，周一）18:00 前（北京时间）",
        ),
        (  # one minute to midnight in Shanghai: the next minute is tomorrow there
            "2026-11-22T15:59",
            "2026-11-22T16:00",
            "by 00:00 tomorrow, Monday 23 November (Shanghai time)",
            "明天（11月23日，周一）00:00 前（北京时间）",
        ),
        (  # two dates in UTC, one in Shanghai
            "2026-11-22T23:30",
            "2026-11-23T01:30",
            "by 09:30 today, Monday 23 November (Shanghai time)",
            "今天（11月23日，周一）09:30 前（北京时间）",
        ),
        (
            "2026-12-31T09:00",
            "2027-01-01T02:00",
            "by 10:00 tomorrow, Friday 1 January (Shanghai time)",
            "明天（1月1日，周五）10:00 前（北京时间）",
        ),
        (
            "2026-12-30T09:00",
            "2027-01-04T02:00",
            "by Monday 4 January 2027, 10:00 (Shanghai time)",
            "2027年1月4日（周一）10:00 前（北京时间）",
        ),
    ],
)
def test_say_when_names_day_and_time_in_the_brands_zone(
    now: str, deadline: str, english: str, chinese: str
) -> None:
    """A customer reads one concrete time, with its weekday and zone."""
    for locale, expected in (("en", english), ("zh-Hans", chinese)):
        spoken = say_when(at(deadline), now=at(now), brand=the_brand(), locale=locale)

        assert spoken == expected


@pytest.mark.parametrize(
    ("zone", "deadline", "expected"),
    [
        ("Europe/Berlin", "2026-10-25T00:30", "by Sunday 25 October, 02:30 (Berlin time)"),
        ("Europe/Berlin", "2026-10-25T01:30", "by Sunday 25 October, 02:30 (Berlin time)"),
        ("Europe/Berlin", "2026-10-25T02:30", "by Sunday 25 October, 03:30 (Berlin time)"),
        ("Asia/Kathmandu", "2026-10-25T04:00", "by Sunday 25 October, 09:45 (UTC+5:45)"),
        ("America/St_Johns", "2026-10-25T12:00", "by Sunday 25 October, 09:30 (UTC-2:30)"),
        ("America/St_Johns", "2026-11-25T12:00", "by Wednesday 25 November, 08:30 (UTC-3:30)"),
        ("UTC", "2026-10-25T12:00", "by Sunday 25 October, 12:00 (UTC)"),
    ],
)
def test_say_when_follows_the_zones_offset_of_that_day(
    zone: str, deadline: str, expected: str
) -> None:
    """Daylight saving moves the words as it moves the clocks; odd offsets are said whole."""
    spoken = say_when(at(deadline), now=at("2026-10-01T12:00"), brand=brand_in(zone), locale="en")

    assert spoken == expected


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 — made aware below
    st.integers(0, 40 * 24 * 60),
)
def test_say_when_never_says_a_later_time_than_the_deadline(start: datetime, minutes: int) -> None:
    """Seconds are dropped, never rounded up."""
    deadline = start.replace(tzinfo=UTC) + timedelta(minutes=minutes)

    spoken = say_when(deadline, now=start.replace(tzinfo=UTC), brand=the_brand(), locale="en")

    assert f"{(deadline + timedelta(hours=8)):%H:%M}" in spoken


def test_words_of_every_locale_cover_the_policy_that_ships() -> None:
    """No letter or form of the shipped policy can fail for want of a word."""
    assert missing_words(the_rules()) == ()


def test_missing_words_names_what_a_new_category_lacks() -> None:
    """An operator who adds a category is told which words to add, and where."""
    rules = replace(the_rules(), categories={"staking": the_rules().categories["complaint"]})

    assert missing_words(rules) == ("en: category.staking", "zh-Hans: category.staking")


@pytest.mark.parametrize("locale", ["en", "zh-Hans"])
def test_words_know_every_fact_type(locale: str) -> None:
    """Whatever understanding finds has a name."""
    assert all(words(locale).fact(fact) for fact in FactType)


def test_words_of_the_locales_have_the_same_keys() -> None:
    """No locale is half translated."""
    english, chinese = words("en").phrases, words("zh-Hans").phrases

    assert set(english) == set(chinese)
    assert all(phrase for key, phrase in english.items() if key != "between_lines")


def test_words_name_the_key_when_a_word_is_missing() -> None:
    """The error says which file lacks what."""
    with pytest.raises(OperatorError, match=r"words/en\.toml: no 'category\.staking'"):
        words("en").category("staking")


def test_words_name_the_file_when_a_locale_is_missing() -> None:
    """A locale in desk.toml without words is an operator's error."""
    with pytest.raises(OperatorError, match=r"words/xx\.toml"):
        words("xx")


def test_words_name_the_key_when_it_is_no_text(tmp_path: Path) -> None:
    """A number or a list in a file of words is an operator's error."""
    (tmp_path / "en.toml").write_text("[greeting]\nplain = 5\n", encoding="utf-8")

    with pytest.raises(OperatorError, match=r"en\.toml: 'greeting\.plain' is no text"):
        words("en", str(tmp_path))


def test_words_label_needs_for_form_fields() -> None:
    """A form names a need more shortly than a letter asks for it."""
    assert words("en").need("address") == "Wallet address"
    assert words("zh-Hans").need("address") == "钱包地址"


def test_fill_names_the_phrase_when_its_placeholder_is_unknown() -> None:
    """A phrase cannot ask for what is not there."""
    with pytest.raises(OperatorError, match=r"'greeting\.named'"):
        words("en").fill("greeting.named", nom="Anna")


def test_first_with_words_passes_over_what_only_has_the_name(tmp_path: Path) -> None:
    """Another package's folder called templates is not ours; none at all is told."""
    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours" / "words").mkdir(parents=True)

    assert first_with_words((tmp_path / "theirs", tmp_path / "ours")) == tmp_path / "ours"
    with pytest.raises(OperatorError, match="was not shipped"):
        first_with_words((tmp_path / "theirs",))


def test_every_kind_of_mail_is_a_folder_of_templates() -> None:
    """The kind's value is the folder's name."""
    missing = [
        f"{kind}/{locale}.md"
        for kind in set(MailKind) - NOTICES
        for locale in the_brand().locales
        if not (templates_folder() / kind / f"{locale}.md").is_file()
    ]

    assert missing == []
