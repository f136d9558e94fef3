"""HTML becomes what a reader would see: quotes told, links unmasked, hidden text kept apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<div>a<br></div><div>b</div>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a  b\nc"),
        ("a <b>b</b>  c &amp; d&nbsp;e", "a b c & d e"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<head><title>t</title></head><style>s</style><script>x</script>a<!-- c -->", "a"),
        ("<img alt='😀'><img alt='logo' src='https://t.example/p.gif'>x", "😀x"),
        ("<p>a<p>b", "a\n\nb"),
        ("", ""),
    ],
)
def test_html_to_text_lays_out_what_a_reader_sees(html: str, text: str) -> None:
    """Blocks, breaks, lists, tables; nothing of scripts, styles and comments."""
    assert html_to_text(html).text == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://evil.example/x">my bank</a>', "my bank <https://evil.example/x>"),
        (
            '<a href="https://evil.example/">https://bank.example</a>',
            "https://bank.example <https://evil.example/>",
        ),
        ('<a href="https://shop.example/">shop.example</a>', "shop.example"),
        ('<a href="mailto:a@b.example">a@b.example</a>', "a@b.example"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
    ],
)
def test_html_to_text_shows_where_a_link_leads(html: str, text: str) -> None:
    """The real address stands behind a text that says something else (M16)."""
    assert html_to_text(html).text == text


@pytest.mark.parametrize(
    "style",
    ["display:none", "DISPLAY : none", "visibility:hidden", "font-size:0px", "mso-hide:all"],
)
def test_html_to_text_keeps_hidden_text_apart(style: str) -> None:
    """What nobody sees is not the message, but it is not thrown away (M16)."""
    found = html_to_text(f'<div style="{style}"><p>hidden</p></div><p>seen</p>')

    assert found.text == "seen"
    assert found.hidden == "hidden"


@pytest.mark.parametrize(
    "quote",
    [
        '<blockquote type="cite">old</blockquote>',
        '<div class="gmail_quote">old</div>',
        '<div class="yahoo_quoted"><p>old</p></div>',
        '<div class="moz-cite-prefix">old</div>',
        '<div id="divRplyFwdMsg">old</div><div>old</div>',
        '<div id="isReplyContent">old</div>',
        '<div style="border:none; border-top:solid #E1E1E1 1.0pt">old</div><p>old</p>',
    ],
)
def test_html_to_text_tells_quoted_lines(quote: str) -> None:
    """Markup of the common programs; later lines count where the program leaves them bare."""
    found = html_to_text(f"<div>new</div>{quote}")

    lines = found.text.split("\n")
    assert [n for n, line in enumerate(lines) if line == "old"] == sorted(found.quoted)
    assert "new" not in {lines[n] for n in found.quoted}


def test_html_to_text_takes_an_indent_for_no_quote() -> None:
    """Editors indent with a blockquote that has no border."""
    html = '<blockquote style="margin:0 0 0 40px;border:none;padding:0px">mine</blockquote>'

    assert html_to_text(html).quoted == frozenset()


def test_html_to_text_tells_a_signature() -> None:
    """Programs that mark it up spare us guessing."""
    found = html_to_text('<p>new</p><div class="gmail_signature">Li Wei</div>')

    assert {found.text.split("\n")[n] for n in found.signature} == {"Li Wei"}


@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(
    ["<div>", "</div>", "<p", ">", "<a href='x:", "<blockquote>", "<!--", "<pre>", "&#0;", "<br>",
     "<table><td>", "<style>", "<div hidden>", "<li>", "</p>"])),
    max_size=30).map("".join))  # fmt: skip
def test_html_to_text_returns_for_any_text(html: str) -> None:
    """Its line numbers are lines of its text."""
    found = html_to_text(html)

    count = found.text.count("\n") + 1
    assert all(0 <= n < count for n in found.quoted | found.signature)


@pytest.mark.parametrize(
    "tag",
    ["<div>", "<blockquote>", "<b>", "<table><tr><td>", "<a href=x>", "<p>", "<", "<!--"],
)
def test_html_to_text_takes_bounded_time_for_hostile_markup(tag: str) -> None:
    """The parser's cost grows with depth squared, so depth is bounded before it runs."""
    started = time.process_time()

    html_to_text(tag * (400_000 // len(tag)) + "x")

    assert time.process_time() - started < 5
