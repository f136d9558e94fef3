"""The Markdown of letters, in both parts."""

from __future__ import annotations

import pytest

from chalicelib.answering.markup import Setting, parts_of
from chalicelib.answering.values import Values, contact_link, plain
from chalicelib.errors import OperatorError

LATIN = Setting(between_lines=" ", start="left")
CHINESE = Setting(between_lines="", start="left")
ARABIC = Setting(between_lines=" ", start="right")


def test_parts_join_the_lines_of_a_paragraph_as_the_script_does() -> None:
    """A line break in a template is a space in English and nothing in Chinese."""
    assert parts_of("one\ntwo\n", LATIN).text == "one two\n"
    assert parts_of("一\n二\n", CHINESE).text == "一二\n"
    assert ">一二</p>" in parts_of("一\n二\n", CHINESE).html


def test_parts_keep_lists_readable_in_plain_text() -> None:
    """Items are numbered or dashed, and their further lines stand under their first."""
    text = parts_of("1. **one**\\\n   more\n1. two\n\n- a\n- b\n", LATIN).text

    assert text == "1. one\n   more\n2. two\n\n- a\n- b\n"


def test_parts_set_lists_and_notes_from_the_side_the_script_starts_at() -> None:
    """Right-to-left letters indent from the right; codes still run from left to right."""
    html = parts_of("> note\n\n- `0x12`\n", ARABIC).html

    assert "border-right:4px" in html
    assert "padding-right:24px" in html
    assert "left" not in html
    assert '<span class="code" dir="ltr"' in html


def test_parts_make_small_print_of_what_follows_the_rule() -> None:
    """The foot of a letter is set small, and the rule is a line in plain text."""
    parts = parts_of("body\n\n---\n\nfoot\n", LATIN)

    assert parts.text == "body\n\n------------------------\n\nfoot\n"
    assert parts.html.index("body") < parts.html.index('class="small"') < parts.html.index("foot")


@pytest.mark.parametrize(
    "source",
    ["[x](https://a.example)", "![x](y.png)", "<https://a.example>", "<b>x</b>", "<div>x</div>"],
)
def test_parts_refuse_links_images_and_html_in_templates(source: str) -> None:
    """A template cannot link past the brand's contacts, nor bring markup of its own."""
    with pytest.raises(OperatorError, match="cannot hold Markdown"):
        parts_of(f"a {source} b\n\n{source}\n", LATIN)


@pytest.mark.parametrize("value", [None, 1.5, ["x"], {"a": 1}, b"x"])
def test_values_refuse_what_is_no_text(value: object) -> None:
    """A template that would print None is stopped."""
    with pytest.raises(OperatorError, match="which is no text"):
        Values().mark(value)


def test_values_that_look_like_marks_stay_as_they_are() -> None:
    """Marks are replaced once, so a value cannot point at another value."""
    values = Values()
    first = values.mark("first")
    posing = values.mark(first)

    assert values.into_text(posing) == first
    assert values.into_html(posing) == first


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "http://desk.example",
        "https://desk.example@evil.example",
        'https://desk.example/"onclick=',
        "https://desk.example/a b",
        "+86 400 000 0000",
        "support@desk.example?bcc=x@y.example",
    ],
)
def test_contact_link_leaves_unlinked_what_is_no_plain_address(value: str) -> None:
    """Only https and e-mail addresses become links."""
    assert contact_link(value, "#000000") == value


def test_plain_is_one_printable_line_of_bounded_length() -> None:
    """Controls, overrides and line ends become spaces; emoji sequences stay whole."""
    assert plain("a\r\nb\u202ec\u2028d\x00") == "a b c d"
    assert plain("\U0001f468\u200d\U0001f469") == "\U0001f468\u200d\U0001f469"
    assert plain("x" * 50, limit=10) == "x" * 9 + "…"
