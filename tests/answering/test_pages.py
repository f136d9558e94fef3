"""Pages have words for everything they may have to say, and colors that can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.answering.i18n import words
from chalicelib.answering.page_frame import Site, build_page
from chalicelib.answering.page_words import (
    FOLDER,
    Problem,
    error_messages,
    problem_text,
)
from chalicelib.answering.pages import (
    TOKEN,
    form_page,
    problem_page,
    thanks_page,
)
from chalicelib.answering.receipt import Receipt, build_receipt, parse_receipt
from chalicelib.errors import OperatorError
from chalicelib.reading.form import FIELDS, FieldError
from chalicelib.reading.form_token import TokenRefusal
from tests.builders import NOW, NUMBER, the_brand, the_keys, the_rules

LOCALES = the_brand().locales
FORM = the_rules().forms["support"]


def a_site(**changes: object) -> Site:
    """Return the demo brand's site in English."""
    return replace(Site(brand=the_brand(), locale="en", prefix=""), **changes)  # type: ignore[arg-type]  # test data


def test_all_locales_say_the_same_things_on_pages() -> None:
    """A phrase that one language lacks would be an error page in that language alone."""
    keys = {locale: set(words(locale, FOLDER).phrases) for locale in LOCALES}

    assert all(keys[locale] == keys["en"] for locale in LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fault_has_words(locale: str) -> None:
    """Whatever can be wrong with a field or a token can be told."""
    for name in (*FIELDS, *FORM.needs):
        for code in FieldError:
            assert error_messages({name: code}, locale)[name]
    for refusal in TokenRefusal:
        assert error_messages({TOKEN: refusal}, locale)[TOKEN]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("problem", Problem)
@pytest.mark.parametrize("posted", [False, True])
def test_every_problem_has_a_page_and_a_sentence(
    *, problem: Problem, locale: str, posted: bool
) -> None:
    """The sentence a program gets is the one the page shows."""
    page = problem_page(problem, a_site(locale=locale), FORM, posted=posted)

    assert problem_text(problem, locale, posted=posted) in page.html
    assert f'href="/forms/support?lang={locale}"' in page.html


@pytest.mark.parametrize("problem", [Problem.UNAVAILABLE, Problem.BROKEN])
@pytest.mark.parametrize(("locale", "message"), [("en", "message"), ("zh-Hans", "留言")])
def test_only_who_posted_is_told_of_a_message(problem: Problem, locale: str, message: str) -> None:
    """Who only wanted to see a page has sent nothing that could be lost."""
    site = a_site(locale=locale)
    read, posted = (problem_page(problem, site, FORM, posted=p).html for p in (False, True))
    resend = words(locale, FOLDER).say("problem.resend")

    assert message not in problem_text(problem, locale, posted=False)
    assert message in problem_text(problem, locale, posted=True)
    assert (resend in read, resend in posted) == (False, True)


def test_a_promise_that_has_passed_is_not_repeated() -> None:
    """Who opens the page a week later is not promised an answer for last week."""
    at = NOW + timedelta(hours=4)
    fresh, late = (
        thanks_page(FORM, a_site(), number=NUMBER, answer_by=at, now=now).html
        for now in (NOW, NOW + timedelta(days=7))
    )

    assert "will e-mail you by" in fresh
    assert "will e-mail you by" not in late
    assert NUMBER in late


@given(st.text("0123456789abcdef", min_size=6, max_size=6))
def test_the_button_can_be_read_in_any_brand_color(color: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1, whatever the brand's color."""
    site = a_site(brand=replace(the_brand(), color=f"#{color}"))

    page = problem_page(Problem.NOT_FOUND, site, FORM, posted=False).html

    on_brand = re.search("--on-brand:(#[0-9a-f]{6})", page)
    assert on_brand is not None
    light, dark = sorted((luminance(f"#{color}"), luminance(on_brand[1])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(color: str) -> float:
    """Return the relative luminance as WCAG 2.2's glossary defines it, written out again."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_a_color_that_is_none_is_the_operators_error() -> None:
    """Nothing but a color gets into the style."""
    site = a_site(brand=replace(the_brand(), color="red}*{display:none"))

    with pytest.raises(OperatorError, match="#rrggbb"):
        form_page(FORM, site, token="t", values={}, errors={})


def test_a_contact_that_is_no_address_is_shown_without_a_link() -> None:
    """Only https and e-mail addresses become links."""
    contacts = (("website", "javascript:alert(1)"), ("email", "support@desk.example"))
    site = a_site(brand=replace(the_brand(), contacts=contacts))

    html = problem_page(Problem.NOT_FOUND, site, FORM, posted=False).html

    assert 'href="javascript' not in html
    assert 'href="mailto:support@desk.example"' in html


@given(st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001 — made aware below
def test_a_receipt_comes_back_as_it_was_given(when: datetime | None) -> None:
    """Ticket and promise survive the address, to the second."""
    at = when.replace(tzinfo=UTC, microsecond=0) if when else None
    receipt = Receipt(ticket=NUMBER, answer_by=at)

    text = build_receipt(receipt, FORM, the_keys())

    assert re.fullmatch(r"[A-Za-z0-9.-]+", text)
    assert parse_receipt(text, FORM, the_keys()) == receipt


@given(st.data())
def test_a_receipt_changed_anywhere_is_none(data: st.DataObject) -> None:
    """Number and promise are covered by the signature to the last sign."""
    text = build_receipt(Receipt(ticket=NUMBER, answer_by=NOW), FORM, the_keys())
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec=None, exclude_categories=()))
    changed = text[:at] + other + text[at + 1 :]

    # The signature alone may be written in either case.
    same = changed == text or (changed.lower() == text.lower() and at > text.rindex("."))
    assert same or parse_receipt(changed, FORM, the_keys()) is None


def test_a_receipt_of_another_form_is_none() -> None:
    """A receipt is shown where it was given."""
    text = build_receipt(Receipt(ticket=NUMBER, answer_by=None), FORM, the_keys())

    assert parse_receipt(text, replace(FORM, id="other"), the_keys()) is None


def test_a_template_that_is_not_there_is_the_operators_error() -> None:
    """What the template engine says becomes an error of the tree."""
    with pytest.raises(OperatorError, match=r"templates/pages/nothing\.html"):
        build_page("nothing.html.j2", a_site())
