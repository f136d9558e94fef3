"""The judge of one mail's texts: takes secrets out, and remembers which sorts were where.

What is found in one text of a mail is taken out of all of them: a password is a secret in the
quoted history too, where nobody calls it one. Values are kept for this one mail, in memory, and
leave only as marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from chalicelib.understanding.findings import SecretFinding
from chalicelib.understanding.secrets import SecretSpan, find_secrets, redact
from chalicelib.understanding.secrets.span import joined

REMOVED = "[This text held a secret and was removed. 此段文字含有机密信息，已被移除。]"
"""What stands for a whole text that cannot be kept in part."""

_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"\[removed: [a-zA-Z ]{1,30}\]")
_SHORTEST_REPEATED = 8
_MOST_WORDS = 60
_MOST_VALUES = 20
_WHOLE = frozenset({"text", "html", "subject"})
_MOST_REMEMBERED = 200
_MOST_CHARS = 4_000_000
"""So much of one mail is searched: some seconds. Forty megabytes of log files are no letter."""
_SMALL = 20_000
"""A text as somebody writes it is searched in any case."""


class SecretJudge:
    """A `Redact` of reading/structure/sanitise_texts.py. `findings` are each told once.

    `strict`: what people read is not kept at all, since no part of it alone tells the secret.
    """

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict
        self._findings: dict[SecretFinding, None] = {}
        self._values: dict[re.Pattern[str], SecretSpan] = {}
        self._clean: set[str] = set()
        self._left = _MOST_CHARS

    @property
    def findings(self) -> tuple[SecretFinding, ...]:
        """What was found so far: kind, certainty and place."""
        return tuple(self._findings)

    def vouch(self, texts: Iterable[str]) -> None:
        """Take texts as clean that were searched already, however their lines are broken."""
        self._clean.update(map(_words_of, texts))

    def learn(self, text: str) -> None:
        """Remember the secrets of a text, so that they are taken out of every other."""
        self._remember(text, find_secrets(text))

    def __call__(self, text: str, place: str) -> str:
        """Return a text without its secrets; the very same text when it holds none."""
        words = _words_of(text)
        if words in self._clean or REMOVED in text:
            return text
        if self.strict and place in _WHOLE and text.strip():
            return REMOVED
        if len(text) > _SMALL and (len(text) > self._left or not self._left):
            self._left = 0
            return text
        self._left -= min(len(text), self._left)
        own = find_secrets(text)
        self._remember(text, own)
        spans = joined((*own, *self._repeated(text)))
        if not spans:
            if len(self._clean) < _MOST_REMEMBERED and not self._values:
                self._clean.add(words)
            return text
        self._clean.clear()  # they were searched before this value was known
        self._findings |= dict.fromkeys(
            SecretFinding(kind=span.kind, level=span.level, place=place) for span in spans
        )
        return redact(text, spans)

    def _remember(self, text: str, spans: Iterable[SecretSpan]) -> None:
        for span in spans:
            pattern = _pattern(text[span.start : span.end])
            if pattern is not None and len(self._values) < _MOST_VALUES:
                self._values.setdefault(pattern, span)

    def _repeated(self, text: str) -> Iterable[SecretSpan]:
        if not self._values:
            return
        marks = [mark.span() for mark in _MARK.finditer(text)]
        for pattern, span in self._values.items():
            for match in pattern.finditer(text):
                start, end = match.span()
                if not any(begin < end and start < close for begin, close in marks):
                    yield SecretSpan(span.kind, span.level, start, end)


def _words_of(text: str) -> str:
    return " ".join(text.split())


def _pattern(value: str) -> re.Pattern[str] | None:
    """Return what finds a value again, its words parted or numbered in any way; linear.

    None for what is too short to be told from an ordinary word.
    """
    words = _WORD.findall(value)
    if len(words) >= 2:
        words = [word for word in words if not word.isdigit()] or words
    if len("".join(words)) < _SHORTEST_REPEATED or len(words) > _MOST_WORDS:
        return None
    if len(words) == 1 and words[0].isalpha() and words[0].islower():
        return None
    between = r"[\W_]{1,40}(?:\d{1,2}[\W_]{1,10})?"
    return re.compile(rf"(?<![^\W_]){between.join(map(re.escape, words))}(?![^\W_])", re.IGNORECASE)
