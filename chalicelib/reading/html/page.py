"""The page an HTML walk writes: lines, and which of them are quoted, signed or unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chalicelib.reading.html.hidden import PLAIN, Look

_MAX_HIDDEN = 20_000
_SPACE = re.compile(r"[ \t\r\n\f\u200b]+")


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The visible text, LF line ends; which of its lines markup calls quoted or a signature.

    Line numbers count from 0. `hidden` is text that no reader would see.
    """

    text: str
    quoted: frozenset[int] = frozenset()
    signature: frozenset[int] = frozenset()
    hidden: str = ""


@dataclass(slots=True)
class Frame:
    """What one open element means for the text inside it."""

    tag: str
    quoted: bool = False
    container: bool = False
    signature: bool = False
    look: Look = PLAIN
    items: int = 0
    pre: bool = False
    href: str = ""
    link_text: list[str] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        """Return whether nobody sees the text inside."""
        return self.look.is_hidden


@dataclass(slots=True)
class Page:
    """The lines written so far, and the line being written."""

    lines: list[str] = field(default_factory=list)
    quoted: set[int] = field(default_factory=set)
    signature: set[int] = field(default_factory=set)
    hidden: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    line_quoted: bool = False
    line_signed: bool = False
    rest_quoted: bool = False
    hidden_chars: int = 0

    def put(self, text: str, frame: Frame) -> None:
        """Write inline text; white space collapses unless the frame is preformatted."""
        if frame.pre:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._put_words(first, frame)
            for other in others:
                self.end_line()
                self._put_words(other, frame)
            return
        text = _SPACE.sub(" ", text)
        if not self.line or self.line[-1].endswith(" "):
            text = text.lstrip(" ")
        self._put_words(text, frame)

    def _put_words(self, text: str, frame: Frame) -> None:
        if not text:
            return
        if not self.line or not text.isspace():
            self.line_quoted = frame.quoted or self.rest_quoted
            self.line_signed = frame.signature
        self.line.append(text)

    def end_line(self) -> None:
        """End the line being written, be it empty."""
        text = "".join(self.line).rstrip().replace("\xa0", " ")
        if self.line_quoted and text:
            self.quoted.add(len(self.lines))
        if self.line_signed and text:
            self.signature.add(len(self.lines))
        self.lines.append(text)
        self.line.clear()

    def new_block(self, *, apart: bool) -> None:
        """Begin a block; `apart` keeps an empty line before it."""
        if "".join(self.line).strip():
            self.end_line()
        self.line.clear()
        if apart and self.lines and self.lines[-1]:
            self.lines.append("")

    def hide(self, text: str) -> None:
        """Keep text nobody sees, up to a bound."""
        text = " ".join(text.split())
        if text and self.hidden_chars < _MAX_HIDDEN:
            self.hidden.append(text)
            self.hidden_chars += len(text)

    def result(self) -> HtmlText:
        """Return what was written, empty lines at the ends and runs of them left out."""
        self.new_block(apart=False)
        kept: list[int] = []
        for number, line in enumerate(self.lines):
            if line or (kept and self.lines[kept[-1]]):
                kept.append(number)
        if kept and not self.lines[kept[-1]]:
            kept.pop()
        place = {number: index for index, number in enumerate(kept)}
        return HtmlText(
            text="\n".join(self.lines[number] for number in kept),
            quoted=frozenset(place[n] for n in self.quoted if n in place),
            signature=frozenset(place[n] for n in self.signature if n in place),
            hidden="\n".join(self.hidden)[:_MAX_HIDDEN],
        )
