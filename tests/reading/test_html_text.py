"""HTML becomes what a reader would see: quotes told, links unmasked, hidden text kept apart."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.reading.html.page import HtmlText
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
    "attributes",
    [
        'style="display:none"',
        'style="DISPLAY : none !important"',
        'style="visibility:hidden"',
        'style="font-size:0px"',
        'style="font-size:1px;line-height:1px"',
        'style="opacity:0"',
        'style="opacity: 0.0; color:#111"',
        'style="max-height:0px;overflow:hidden"',
        'style="width:1px;height:1px;overflow:hidden"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent:-9999px"',
        'style="position:absolute;clip:rect(0,0,0,0)"',
        'style="color:#fff"',
        'style="color:white;background-color:#FFFFFF"',
        'style="color:rgb(255, 255, 255)"',
        'style="background:#123456;color:#123456"',
        "hidden",
    ],
)
def test_html_to_text_keeps_hidden_text_apart(attributes: str) -> None:
    """What nobody sees is not the message, but it is not thrown away (M16)."""
    found = html_to_text(f"<div {attributes}><p>hidden</p></div><p>seen</p>")

    assert found.text == "seen"
    assert found.hidden == "hidden"


@pytest.mark.parametrize(
    "html",
    [
        '<td style="font-size:0px"><div style="font-size:13px">seen</div></td>',
        '<div style="background:#06c"><b style="color:#fff">seen</b></div>',
        '<table bgcolor="#000000"><tr><td><font color="white">seen</font></td></tr></table>',
        '<div style="background-image:url(x.png)"><i style="color:white">seen</i></div>',
        '<div style="opacity:0.9">seen</div>',
        '<div style="font-size:10px">seen</div>',
        '<div style="font-size:.9em">seen</div>',
        '<div style="margin-left:-10px">seen</div>',
        '<div style="max-height:0.5em">seen</div>',
        '<div style="mso-hide:all">seen</div>',
    ],
)
def test_html_to_text_shows_what_only_resembles_hidden_text(html: str) -> None:
    """Layouts set sizes and colours that an inner element or a background undoes."""
    found = html_to_text(html)

    assert (found.text, found.hidden) == ("seen", "")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ol><li>a</li><li>b<ol><li>c</li></ol></li></ol>", "1. a\n2. b\n1. c"),
        ("<table><tr><th>Date</th><th>Sum</th></tr><tr><td>1.2.</td><td>5</td></tr></table>",
         "Date  Sum\n1.2.  5"),
        ("&lt;b&gt; &#x4e2d; &copy; &nosuch;", "<b> 中 © &nosuch;"),
        ("a <!-- never closed b", "a"),
        ("<!-- never closed b", "never closed b"),
        ('<img src="http://tracker.example/p.gif"><link rel=stylesheet href="//x.example">a', "a"),
    ],
)  # fmt: skip
def test_html_to_text_reads_lists_tables_and_entities(html: str, text: str) -> None:
    """Numbers of a list, cells of a row; a page that is one open comment is not lost."""
    assert html_to_text(html).text == text


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        ("https://bank.example@evil.example/x", "https://evil.example/x"),
        ("https://" + "a" * 400 + "@evil.example/", "https://evil.example/"),
        ("https:\\\\evil.example\\x", "https://evil.example/x"),
        ("https://b\u0430nk.example/", "https://xn--bnk-6cd.example/"),
        ("https://evil.example?bank.example", "https://evil.example?bank.example"),
        ("https://e/" + "x" * 400, "https://e/" + "x" * 290),
    ],
)
def test_html_to_text_shows_the_real_host(href: str, shown: str) -> None:
    """User parts, look-alike letters and length do not hide where a link leads (M16)."""
    assert html_to_text(f'<a href="{href}">bank.example</a>').text == f"bank.example <{shown}>"


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


_HOSTILE: dict[str, Callable[[int], str]] = {
    "nested": lambda n: "<div>" * (n // 5) + "x",
    "quotes": lambda n: "<blockquote>" * (n // 12) + "x",
    "inline": lambda n: "<b>" * (n // 3),
    "tables": lambda n: "<table><tr><td>" * (n // 15),
    "links": lambda n: "<a href=x>" * (n // 10),
    "paragraphs": lambda n: "<p>" * (n // 3),
    "brackets": lambda n: "<" * n,
    "comments": lambda n: "<!--" * (n // 4),
    "one attribute": lambda n: '<p title="' + "x" * n,
    "one style": lambda n: '<p style="' + "color:#fff;" * (n // 11) + '">x</p>',
    "many attributes": lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n // 8)) + ">x</p>",
    "attributes with ends": lambda n: (
        "<p " + "".join(f'a{i}=">"' for i in range(n // 9)) + ">x</p>"
    ),
    "attributes behind an end": lambda n: (
        '<p x=">>" ' + " ".join(f"a{i}" for i in range(n // 6)) + ">x</p>"
    ),
    "attributes in a comment's guise": lambda n: (
        "<!-- <a b=' --> <p " + " ".join(f"a{i}" for i in range(n // 6)) + ">x</p>"
    ),
    "styles": lambda n: "<p style='font-size:0;color:red'>x</p>" * (n // 40),
    "sheet": lambda n: "<style>" + "a{b:c}" * (n // 6) + "</style>x",
    "entities": lambda n: "&amp" * (n // 4),
    "items": lambda n: "<ol>" + "<li>x" * (n // 5),
    "closing": lambda n: "<div>x" + "</p></b>" * (n // 8),
}


@pytest.mark.parametrize("name", list(_HOSTILE))
def test_html_to_text_takes_linear_time_for_hostile_markup(name: str) -> None:
    """Four times the page costs at most eight times the time; a quadratic way costs sixteen."""
    make = _HOSTILE[name]
    small, large = make(100_000), make(400_000)
    costs = []
    for _ in range(8):  # another process may slow one try down, not all
        costs.append((_cost(small), _cost(large)))
        least, most = (min(cost) for cost in zip(*costs, strict=True))
        if most <= max(8 * least, 0.1):  # less is mostly the clock's
            break

    assert most <= max(8 * least, 0.1)
    assert most < 6


def _cost(html: str) -> float:
    """Return the CPU seconds of one run."""
    started = time.process_time()
    html_to_text(html)
    return time.process_time() - started


def test_html_to_text_reads_what_lies_deep_down() -> None:
    """200,000 levels are stripped of their tags, the words stay."""
    assert html_to_text("<div>" * 200_000 + "deep") == HtmlText("deep")
