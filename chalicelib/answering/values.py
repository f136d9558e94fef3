"""Values in letters: how foreign text gets into a template without ever being read as one.

A template never sees a value. Each `{{ … }}` leaves a mark (a number between two letters no
living language writes) in the Markdown; the marks are replaced, once, after Jinja2 and Markdown
are done, escaped for the part they stand in. So no value can become markup, a link or template
code, whatever it holds. The only links in a letter are the brand's official contacts.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from chalicelib.errors import OperatorError

MARKER_SLOT = "<!--marker-->"
"""Where the layout takes the body marker, the last of the keys a reply is threaded by."""

_JOINERS = "\u200c\u200d"  # emoji sequences and Persian need them; they change no direction
_OPEN, _CLOSE = "\U00010000", "\U00010001"  # letters: emphasis beside them works as beside words
_MARK = re.compile(f"{_OPEN}([0-9]{{1,6}}){_CLOSE}")
_WEB = re.compile(r"https://[A-Za-z0-9.-]+(?:[/?#][^\s\"<>\\]*)?")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")


def plain(text: str, *, limit: int = 200) -> str:
    """Return `text` as one printable line of at most `limit` characters, cut with "…".

    Control, format (bidirectional overrides too), private-use and separator characters become
    spaces; runs of spaces become one.

    >>> plain(" a" + chr(10) + chr(0x202E) + "b ")
    'a b'
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One of the brand's official contacts, shown as written and linked in the HTML part."""

    shown: str
    href: str
    color: str


@dataclass(frozen=True, slots=True)
class Unbroken:
    """A text that stays on one line, such as a number the reader will look for."""

    shown: str


def contact_link(value: str, color: str) -> Link | str:
    """Return the link an official contact is: https and e-mail addresses only, else the text."""
    if _WEB.fullmatch(value):
        return Link(shown=value, href=value, color=color)
    if _MAIL.fullmatch(value):
        return Link(shown=value, href=f"mailto:{value}", color=color)
    return value


class Values:
    """The values of one letter, in the order the template says them."""

    def __init__(self) -> None:
        self._said: list[str | Link | Unbroken] = []

    def mark(self, value: object) -> str:
        """Keep a value and return its mark.

        Raises:
            OperatorError: a template says something that is no text, number or link, such as None.
        """
        if isinstance(value, Link | Unbroken):
            self._said.append(value)
        elif isinstance(value, str | int):
            self._said.append(plain(str(value)))
        else:
            raise OperatorError(f"a template says a {type(value).__name__}, which is no text")
        return f"{_OPEN}{len(self._said) - 1}{_CLOSE}"

    def into_text(self, marked: str) -> str:
        """Return the text with every mark replaced by its value as it is."""
        return _MARK.sub(lambda m: _as_text(self._said[int(m[1])]), marked)

    def into_html(self, marked: str) -> str:
        """Return the HTML with every mark replaced by its value, escaped."""
        return _MARK.sub(lambda m: _as_html(self._said[int(m[1])]), marked)


def _as_text(value: str | Link | Unbroken) -> str:
    return value if isinstance(value, str) else value.shown


def _as_html(value: str | Link | Unbroken) -> str:
    match value:
        case str():
            return html.escape(value)
        case Unbroken():
            return f'<span style="white-space:nowrap">{html.escape(value.shown)}</span>'
        case Link():
            return (
                f'<a class="link" href="{html.escape(value.href)}" '
                f'style="color:{html.escape(value.color)}">{html.escape(value.shown)}</a>'
            )
