"""The lines above a quote that say when and who: "On …, X wrote:", in one line or wrapped.

A sentence of the writer's own may look the same ("on Monday you wrote:"), so a mark must name a
time of day or an address, or stand right above lines that are marked as quoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.reading.replies.quote_marks import (
    ATTRIBUTION_STARTS,
    CITATION_STARTS,
    DATE_SIGN,
    DATED_NAME,
    FLATTENED,
    OPENERS,
    TIME_SIGN,
    VERBS,
    ZONE,
)

MAX_LINE = 600  # no client writes an attribution longer than this
_MAX_ATTRIBUTION_LINES = 7
_MAX_SURE = 250
_VERB_TAIL = 60  # some languages put the writer, or the date, behind the verb
_VERB_ALONE = 16  # without a colon the verb must come last
# The end of an attribution whose address was broken off before ">".
_BROKEN_END = re.compile(r">\s?(?:\S{3,20}\s?)?[:：]")
_ANGLED = re.compile(r"[<(（][^\s<>()@]{1,80}@[^\s<>()@]{1,120}[>)）]")
_AT_WRITER = re.compile(r"<?[^\s<>@]{1,80}@[^\s<>@]{1,120}>?")
_ADDRESS_END = re.compile(r"\d.{3,60}\s[^\s<>@]{1,80}@[^\s<>@]{1,120}[:：]$")
_MAY_NAME = re.compile(r"[<@(（]")
_COLONS = (":", "：", ":\u200e", ":\u202c", ":\u200f")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text with what is known of each: quoted, and a possible end of attribution.

    Few lines are ever asked whether an attribution may end with them, so that is found out late.
    """

    text: list[str]
    quoted: list[bool]
    _closing: dict[int, bool]

    @classmethod
    def of(cls, text: list[str], quoted: list[bool]) -> Lines:
        """Return lines, with those told that are quoted."""
        return cls(text, quoted, {})

    def closes(self, at: int) -> bool:
        """Return whether an attribution may end with a line."""
        found = self._closing.get(at)
        if found is None:
            found = self._closing[at] = _closes(self.text[at])
        return found

    def quote_follows(self, at: int) -> bool:
        """Return whether the next line from `at` that is not blank is quoted, or there is none."""
        for number in range(at, len(self.text)):
            if self.quoted[number]:
                return True
            if self.text[number].strip():
                return False
        return True

    def quote_follows_at_once(self, at: int) -> bool:
        """Return whether a quote begins within three lines."""
        return any(self.quoted[at : at + 3]) and self.quote_follows(at)


def undashed(line: str) -> str:
    """Return a line without the dashes and emphasis that some programs put around it."""
    return line.strip().strip("-*_ \u202a\u202b\u202c\u200e\u200f")


def opens(line: str) -> bool:
    """Return whether an attribution may begin with this line and run on."""
    return bool(OPENERS.match(undashed(line)))


def end_of_attribution(lines: Lines, at: int) -> int | None:
    """Return the number of the line below the attribution that begins at `at`, None for none."""
    first = undashed(lines.text[at])
    opening = bool(OPENERS.match(first))
    if not opening and not _MAY_NAME.search(first) and not DATE_SIGN.search(first):
        return None
    if _is_dated_name(lines, at) or FLATTENED.match(lines.text[at]):
        return at + 1
    limit = at + (_MAX_ATTRIBUTION_LINES if opening else 3)
    end = next((n for n in range(at, min(limit, len(lines.text))) if lines.closes(n)), None)
    if end is None:
        return None
    joined = _belonging(lines, at, end)
    quoting = lines.quote_follows_at_once(end + 1)
    if not _is_attribution(joined) and not (quoting and _is_citation(joined)):
        return None
    named = bool(_ANGLED.search(joined) or TIME_SIGN.search(joined)) or _stands_alone(
        lines, at, end
    )
    sure = (opening and named) or quoting or _is_sure(joined)
    return end + 1 if sure else None


def _stands_alone(lines: Lines, at: int, end: int) -> bool:
    """Return whether a Latin line is a paragraph of its own, as a program sets it."""
    around = lines.text[max(0, at - 1) : at] + lines.text[end + 1 : end + 2]
    return lines.text[at].isascii() and not any(line.strip() for line in around)


def _closes(line: str) -> bool:
    line = undashed(line[-MAX_LINE:])
    if line.endswith(_COLONS):
        return True
    tail = line[-_VERB_ALONE:]
    if not tail.rstrip("()")[-1:].isalpha():  # as every verb ends
        return False
    verb = VERBS.search(tail)
    return bool(verb and tail.rstrip("()").endswith(verb[0].rstrip("()")))


def _belonging(lines: Lines, at: int, end: int) -> str:
    """Return the lines joined to one, "" when a quote, a gap or their length parts them."""
    parts = [undashed(line) for line in lines.text[at : end + 1]]
    broken = any(
        lines.quoted[n] and not _BROKEN_END.fullmatch(parts[n - at]) for n in range(at, end + 1)
    )
    joined = " ".join(part for part in parts if part)
    return "" if broken or parts.count("") > 1 or len(joined) > MAX_LINE else joined


def _is_citation(text: str) -> bool:
    """Return whether a line names a writer by address, which is enough right above a quote."""
    if CITATION_STARTS.match(text):
        return bool(_ANGLED.search(text)) and text.endswith(_COLONS)
    return bool(_ADDRESS_END.search(text[-200:]))


def _is_sure(text: str) -> bool:
    """Return whether an attribution is one even when what follows is not marked as a quote."""
    return len(text) < _MAX_SURE and (bool(_ANGLED.search(text)) or _is_dated(text))


def _is_attribution(text: str) -> bool:
    if not text.endswith(_COLONS):
        tail = text[-_VERB_ALONE:]
        verb = VERBS.search(tail)
        return bool(verb and tail.endswith(verb[0])) and _is_dated(text)
    signed = bool(DATE_SIGN.search(text))
    if signed and text.endswith((">:", ">：")):
        return True
    if signed and ATTRIBUTION_STARTS.match(text):
        return True
    verb = VERBS.search(text[-_VERB_TAIL:]) or (_ANGLED.search(text) and VERBS.search(text))
    return bool(verb) and (signed or bool(_AT_WRITER.search(text)))


def _is_dated(text: str) -> bool:
    """Return whether a line without a colon is an attribution for certain: date and time."""
    return len(DATE_SIGN.findall(text)) > 1


def _is_dated_name(lines: Lines, at: int) -> bool:
    """A date and a name alone on a line, with an address or a time zone, set apart below."""
    line = lines.text[at].strip()
    if (
        not line[:4].isdigit()
        or not DATED_NAME.fullmatch(line)
        or not (line.endswith((">", ">:")) or ZONE.search(line))
    ):
        return False
    following = at + 1
    if following >= len(lines.text):
        return True
    return not lines.text[following].strip() or lines.quoted[following]
