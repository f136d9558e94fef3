"""The text of a mail → what its writer newly wrote. A view each; the text itself is never cut.

Three things mark old text: lines a client quoted with ">" or in HTML, an attribution line
("On … X wrote:") and what follows it, and a repeated head (From, Date, To, Subject) or separator
with everything below. Replies written between quoted lines stay. Every pass is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.reading import signatures
from chalicelib.reading.quote_marks import (
    DATE_SIGN,
    DATED_NAME,
    FORWARD_SUBJECT,
    FORWARD_WORDS,
    LABELS,
    OPENERS,
    ORIGINAL_WORDS,
    SHARED_LINE,
    VERBS,
    ZONE,
    Field,
)

_MAX_LINE = 600  # no client writes an attribution longer than this
_ATTRIBUTION_LINES = 7
# The end of an attribution whose address was broken off before ">".
_BROKEN_END = re.compile(r">\s?(?:\S{3,20}\s?)?[:：]")
_QUOTE_CHAR = re.compile(r"\s{0,3}(?:[A-Z]{1,3})?>")
_RULE = re.compile(r"\s*[-_=*—–─]{3,}\s*")
_EMPHASIS = re.compile(r"[*_|\s\u3000\xa0]+")
_DASHED = re.compile(r"\s*[-_=*—–─]{2,}\s*(\S.{0,60}?)\s*[-_=*—–─]{2,}\s*")
_ANGLED = re.compile(r"<[^\s<>@]{1,80}@[^\s<>@]{1,120}>")
_MAX_SURE = 250
_VERB_TAIL = 60  # some languages put the writer behind the verb
_VERB_ALONE = 16  # without a colon the verb must come last
_AT_WRITER = re.compile(r"<?[^\s<>@]{1,80}@[^\s<>@]{1,120}>?")


@dataclass(frozen=True, slots=True)
class Views:
    """Views of one text: subsets of its lines, never empty when the text is not."""

    reply: str
    unquoted: str
    unsigned: str


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
    kept = _unquoted(lines, quoted, forwarded=forwarded)
    unquoted = kept if any(lines[n].strip() for n in kept) else list(range(len(lines)))
    reply = signatures.without_delimited(lines, unquoted, signature) or unquoted
    unsigned = signatures.without_closing(lines, reply) or reply
    return Views(
        reply=_joined(lines, reply), unquoted=_joined(lines, unquoted),
        unsigned=_joined(lines, unsigned),
    )  # fmt: skip


def _unshared(lines: list[str]) -> list[str]:
    """Give an attribution that shares a line with the reply a line of its own."""
    out: list[str] = []
    for line in lines:
        shared = SHARED_LINE.search(line) if len(line) < _MAX_LINE else None
        if shared and not _QUOTE_CHAR.match(line) and not OPENERS.match(_undashed(line)):
            out += [line[: shared.start()], line[shared.start() :]]
        else:
            out.append(line)
    return out


def _joined(lines: Sequence[str], numbers: Sequence[int]) -> str:
    return "\n".join(lines[n].rstrip() for n in numbers).strip("\n")


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text with what is known of each: quoted, and a possible end of attribution."""

    text: list[str]
    quoted: list[bool]
    closes: list[bool]


def _unquoted(text: list[str], marked: frozenset[int], *, forwarded: bool) -> list[int]:
    """Return the numbers of the lines that are not quoted."""
    quoted = [n in marked or bool(_QUOTE_CHAR.match(line)) for n, line in enumerate(text)]
    lines = _Lines(text, quoted, [_closes(line) for line in text])
    kept: list[int] = []
    above = False
    at = 0
    while at < len(text):
        found = None if quoted[at] else _boundary(lines, at)
        if found is None:
            kept += [] if quoted[at] else [at]
            above = above or (not quoted[at] and bool(text[at].strip()))
            at += 1
            continue
        if found.forward or (forwarded and found.head):
            return [*kept, *range(at, len(text))]
        # Below an attribution new text is told apart by the quote being marked; and with nothing
        # above there must be some.
        if found.head or (above and not _quote_follows(lines, found.end)):
            return _without_rule(text, kept)
        at = found.end
    return kept


def _closes(line: str) -> bool:
    """Return whether an attribution may end with this line."""
    line = _undashed(line[-_MAX_LINE:])
    if line.endswith((":", "：")):
        return True
    tail = line[-_VERB_ALONE:]
    verb = VERBS.search(tail)
    return bool(verb and tail.endswith(verb[0]))


@dataclass(frozen=True, slots=True)
class _Boundary:
    """Where old text begins: the first line after the mark, and what sort of mark it is."""

    end: int
    head: bool = False
    forward: bool = False


def _boundary(lines: _Lines, at: int) -> _Boundary | None:
    line = lines.text[at]
    if not line.strip() or len(line) > _MAX_LINE:
        return None
    return _separator(lines.text, at) or _head_block(lines.text, at) or _attribution(lines, at)


def _separator(lines: list[str], at: int) -> _Boundary | None:
    match = _DASHED.fullmatch(lines[at])
    words = (match[1] if match else lines[at]).casefold().strip()
    marked = match or words.startswith("begin forwarded")
    if marked and any(words.startswith(word) for word in FORWARD_WORDS):
        return _Boundary(at + 1, forward=True)
    if match and any(words.startswith(word) for word in ORIGINAL_WORDS):
        return _Boundary(at + 1, head=True)
    return None


def label_of(line: str) -> Field | None:
    """Return the head field a line begins with, in any language we know.

    >>> label_of("*发件人：* Li Wei"), label_of("Subject: x"), label_of("Hello: x")
    (<Field.FROM: 'from'>, <Field.SUBJECT: 'subject'>, None)
    """
    head = line[:40].lstrip("|*_ \t>")
    for mark in (":", "：", "|"):
        label, found, _ = head.partition(mark)
        if found:
            kind = LABELS.get(_EMPHASIS.sub("", label).casefold())
            if kind:
                return kind
    return None


def _head_block(lines: list[str], at: int) -> _Boundary | None:
    """A repeated head: three different fields within a few lines, From or Date among the first."""
    first = label_of(lines[at])
    if first not in (Field.FROM, Field.DATE, Field.TO, Field.SUBJECT):
        return None
    kinds: set[Field] = {first}
    other = 0
    for line in lines[at + 1 : at + 12]:
        kind = label_of(line) if line.strip() else None
        if kind:
            kinds.add(kind)
            other = 0
        elif line.strip():
            other += 1
        if other > 1:
            break
    enough = len(kinds) >= 3 or (len(kinds) == 2 and _after_rule(lines, at))
    return _Boundary(at, head=True) if enough and Field.FROM in kinds else None


def _after_rule(lines: list[str], at: int) -> bool:
    above = next((line for line in reversed(lines[max(0, at - 3) : at]) if line.strip()), "")
    return bool(_RULE.fullmatch(above))


def _attribution(lines: _Lines, at: int) -> _Boundary | None:
    """A line, or some that belong together, naming when and who: "On …, X wrote:"."""
    first = _undashed(lines.text[at])
    opens = bool(OPENERS.match(first))
    if not opens and "<" not in first and not DATE_SIGN.search(first):
        return None
    if _is_dated_name(lines, at):
        return _Boundary(at + 1)
    limit = at + (_ATTRIBUTION_LINES if opens else 3)
    end = next((n for n, closes in enumerate(lines.closes[at:limit], at) if closes), None)
    joined = "" if end is None else _belonging(lines, at, end)
    if end is None or not _is_attribution(joined):
        return None
    sure = opens or _is_sure(joined) or _quote_follows_at_once(lines, end + 1)
    return _Boundary(end + 1) if sure else None


def _belonging(lines: _Lines, at: int, end: int) -> str:
    """Return the lines joined to one, "" when a quote, a gap or their length parts them."""
    parts = [_undashed(line) for line in lines.text[at : end + 1]]
    broken = any(
        lines.quoted[n] and not _BROKEN_END.fullmatch(parts[n - at]) for n in range(at, end + 1)
    )
    joined = " ".join(part for part in parts if part)
    return "" if broken or parts.count("") > 1 or len(joined) > _MAX_LINE else joined


def _is_sure(text: str) -> bool:
    """Return whether an attribution is one even when what follows is not marked as a quote."""
    return len(text) < _MAX_SURE and (bool(_ANGLED.search(text)) or _is_dated(text))


def _undashed(line: str) -> str:
    return line.strip().strip("-*_ ")


def _is_attribution(text: str) -> bool:
    if text.endswith((":", "：")):
        signed = bool(DATE_SIGN.search(text))
        if signed and text.endswith((">:", ">：")):
            return True
        verb = VERBS.search(text[-_VERB_TAIL:])
        return bool(verb) and (signed or bool(_AT_WRITER.search(text)))
    tail = text[-_VERB_ALONE:]
    verb = VERBS.search(tail)
    return bool(verb and tail.endswith(verb[0])) and _is_dated(text)


def _is_dated(text: str) -> bool:
    """Return whether a line without a colon is an attribution for certain: date, time, writer."""
    return len(DATE_SIGN.findall(text)) > 1


def _is_dated_name(lines: _Lines, at: int) -> bool:
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


def _quote_follows_at_once(lines: _Lines, at: int) -> bool:
    return any(lines.quoted[at : at + 3]) and _quote_follows(lines, at)


def _quote_follows(lines: _Lines, at: int) -> bool:
    """Return whether the next line that is not blank is marked as quoted."""
    for number in range(at, len(lines.text)):
        if lines.quoted[number]:
            return True
        if lines.text[number].strip():
            return False
    return True


def _without_rule(lines: list[str], kept: list[int]) -> list[int]:
    """Drop blank lines and a rule that stand right before what was cut."""
    end = len(kept)
    while end and (not lines[kept[end - 1]].strip() or _RULE.fullmatch(lines[kept[end - 1]])):
        end -= 1
    return kept[:end]
