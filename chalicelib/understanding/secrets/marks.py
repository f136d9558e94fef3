"""What stands where a secret stood: a short mark that is never taken for a secret itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.understanding.secrets.span import LABELS, SecretSpan

MASK = "\ufdd0"
"""A noncharacter: what is covered by it is neither a secret nor a word about one."""

_MARK = re.compile(rf"\[removed: (?:{'|'.join(LABELS.values())})\]")


def redact(text: str, spans: Sequence[SecretSpan]) -> str:
    """Return the text with "[removed: <kind>]" in the place of each span.

    `spans` are sorted and do not overlap, as find_secrets returns them.

    >>> redact("pin 4821", [SecretSpan("code", "likely", 4, 8)])
    'pin [removed: code]'
    """
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], f"[removed: {LABELS[span.kind]}]")
        done = span.end
    return "".join((*pieces, text[done:]))


def covered(text: str, spans: Sequence[SecretSpan]) -> str:
    """Return the text with every character of the spans masked; lengths stay."""
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], MASK * (span.end - span.start))
        done = span.end
    return "".join((*pieces, text[done:]))


def marks(text: str) -> list[tuple[int, int]]:
    """Return where the marks of earlier redaction stand."""
    return [mark.span() for mark in _MARK.finditer(text)]


def without_marks(text: str) -> str:
    """Return the text with marks of earlier redaction masked; lengths stay."""
    if MASK in text:  # only a stranger's: it must not hide anything
        text = text.replace(MASK, " ")
    if "[removed: " not in text:
        return text
    return _MARK.sub(lambda mark: MASK * len(mark[0]), text)
