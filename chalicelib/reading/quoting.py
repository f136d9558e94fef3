"""The text of a mail → what its writer newly wrote. A view each; the text itself is never cut.

Three things mark old text: lines a client quoted with ">" or in HTML, an attribution line
("On … X wrote:") and what follows it, and a repeated head (From, Date, To, Subject) or separator
with everything below. Replies written between quoted lines stay, and so does a mail that is
passed on, since that is what its sender wants read (M17). Every pass is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from chalicelib.reading.replies import signatures
from chalicelib.reading.replies.attribution import MAX_LINE, Lines, end_of_attribution, opens
from chalicelib.reading.replies.mail_head import RULE, Boundary, find_boundary
from chalicelib.reading.replies.quote_marks import FORWARD_SUBJECT, SHARED_LINE

_QUOTE_CHAR = re.compile(r"\s{0,3}(?:[A-Z]{1,3})?[>＞]")
_LINK_ALONE = re.compile(r"\s*[(<\[]?https?://\S{1,400}\s?[>)\]]?\s*>?\s*")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "：", "；", "…", "~")
_WRAPPED_COLUMNS = 55  # programs wrap later than this; CJK letters take two columns


@dataclass(frozen=True, slots=True)
class Views:
    """Views of one text: subsets of its lines, never empty when the text is not.

    `forwarded` is the mail passed on, head included: the end of `reply`, "" when there is none.
    """

    reply: str
    unquoted: str
    unsigned: str
    forwarded: str = ""


def is_forward(subject: str) -> bool:
    """Return whether a subject says that the mail passes another one on."""
    return bool(FORWARD_SUBJECT.match(subject))


def views_of(
    text: str,
    *,
    quoted: frozenset[int] = frozenset(),
    signature: frozenset[int] = frozenset(),
    forwarded: bool = False,
) -> Views:
    """Return the views of a text.

    Args:
        text: the whole text, LF line ends.
        quoted: numbers of lines that markup calls quoted.
        signature: numbers of lines that markup calls a signature.
        forwarded: the mail passes another one on, so that one is kept.
    """
    lines = text.replace("&nbsp;", " ").split("\n")  # some programs write it into plain text
    if not quoted and not signature and " wrote:" in text:
        lines = _unshared(lines)
    parted = _new_lines(lines, quoted, forwarded=forwarded)
    reply = [*signatures.without_delimited(lines, parted.new, signature), *parted.passed_on]
    reply = reply or parted.new
    unsigned = [*signatures.without_closing(lines, reply[: len(reply) - len(parted.passed_on)])]
    unsigned = [*unsigned, *parted.passed_on] or reply
    unquoted = [*parted.new, *parted.passed_on]
    shown = _joined(lines, reply)
    return Views(
        reply=shown,
        unquoted=shown if unquoted == reply else _joined(lines, unquoted),
        unsigned=shown if unsigned == reply else _joined(lines, unsigned),
        forwarded=_joined(lines, parted.passed_on),
    )


@dataclass(frozen=True, slots=True)
class _Parted:
    """Numbers of the lines newly written, and of those of a mail passed on below them."""

    new: list[int]
    passed_on: list[int]

    @classmethod
    def at(cls, lines: list[str], kept: list[int], start: int) -> _Parted:
        """Return a text whose mail passed on begins at `start`; the gap above goes with it."""
        end = len(kept)
        while end and not lines[kept[end - 1]].strip():
            end -= 1
        return cls(kept[:end], [*kept[end:], *range(start, len(lines))])


def _new_lines(lines: list[str], marked: frozenset[int], *, forwarded: bool) -> _Parted:
    """Part a text; when all of it seems old, markup is disbelieved, and then everything."""
    for marks in (marked, frozenset[int]()):
        parted = _parted(lines, marks, forwarded=forwarded)
        if parted.passed_on or any(lines[n].strip() for n in parted.new):
            return parted
    return _Parted(list(range(len(lines))), [])


def _unshared(lines: list[str]) -> list[str]:
    """Give an attribution that shares a line with the reply a line of its own."""
    out: list[str] = []
    for line in lines:
        shared = SHARED_LINE.search(line) if len(line) < MAX_LINE else None
        if shared and not _QUOTE_CHAR.match(line) and not opens(line):
            out += [line[: shared.start()], line[shared.start() :]]
        else:
            out.append(line)
    return out


def _joined(lines: Sequence[str], numbers: Sequence[int]) -> str:
    return "\n".join(lines[n].rstrip() for n in numbers).strip("\n")


def _parted(text: list[str], marked: frozenset[int], *, forwarded: bool) -> _Parted:
    lines = Lines.of(text, _quoted_lines(text, marked))
    kept: list[int] = []
    above = False
    at = 0
    while at < len(text):
        if lines.quoted[at]:
            if _begins_passed_on(lines, at, forwarded=forwarded):
                return _Parted.at(text, kept, at)
            at += 1
            continue
        found = _boundary(lines, at, above=above)
        if found is None:
            kept.append(at)
            above = above or bool(text[at].strip())
            at += 1
            continue
        if found.forward or (forwarded and found.head):
            return _Parted.at(text, kept, at)
        # Below an attribution new text is told apart by the quote being marked; and with nothing
        # above there must be some.
        if found.head or (above and not lines.quote_follows(found.end)):
            return _Parted(_without_rule(text, kept), [])
        at = found.end
    below = kept[-1] + 1 if kept else 0
    ruled = below < len(text) and lines.quoted[below] and RULE.fullmatch(text[below - 1])
    return _Parted(_without_rule(text, kept) if ruled else kept, [])


def _quoted_lines(text: list[str], marked: frozenset[int]) -> list[bool]:
    quoted = [
        n in marked or ((">" in line or "＞" in line) and bool(_QUOTE_CHAR.match(line)))
        for n, line in enumerate(text)
    ]
    if True not in quoted:
        return quoted
    for n in range(1, len(text) - 1):
        if not quoted[n] and quoted[n - 1] and quoted[n + 1]:
            quoted[n] = _is_wrapped(text[n - 1], text[n])
    return quoted


def _is_wrapped(above: str, line: str) -> bool:
    """Return whether a line between quoted ones is the end of the one above, wrapped on its way."""
    if _LINK_ALONE.fullmatch(line):
        return True
    above = above.strip()[:MAX_LINE]
    wide = sum(1 + (east_asian_width(char) in "WF") for char in above)
    return wide >= _WRAPPED_COLUMNS and bool(line.strip()) and not above.endswith(_SENTENCE_ENDS)


def _begins_passed_on(lines: Lines, at: int, *, forwarded: bool) -> bool:
    """Return whether a run of quoted lines begins here, and as a mail that is passed on."""
    text = lines.text
    if len(text[at]) > MAX_LINE or not text[at].strip(" >\t") or RULE.fullmatch(text[at]):
        return False
    before = at - 1
    while before >= 0 and (not text[before].strip(" >\t") or RULE.fullmatch(text[before])):
        before -= 1
    if before >= 0 and lines.quoted[before]:
        return False
    found = find_boundary(text, at)
    return bool(found and (found.forward or (forwarded and found.head)))


def _boundary(lines: Lines, at: int, *, above: bool) -> Boundary | None:
    line = lines.text[at]
    if not line.strip() or len(line) > MAX_LINE:
        return None
    found = find_boundary(lines.text, at)
    if found:
        return found
    end = end_of_attribution(lines, at)
    if end is None or (not above and _is_told(lines, at, end)):
        return None
    return Boundary(end)


def _is_told(lines: Lines, at: int, end: int) -> bool:
    """Return whether a mail that begins so rather tells who wrote what than quotes it."""
    return not lines.quote_follows(end) and not any("@" in line for line in lines.text[at:end])


def _without_rule(lines: list[str], kept: list[int]) -> list[int]:
    """Drop blank lines and a rule that stand right before what was cut."""
    end = len(kept)
    while end and (not lines[kept[end - 1]].strip() or RULE.fullmatch(lines[kept[end - 1]])):
        end -= 1
    return kept[:end]
