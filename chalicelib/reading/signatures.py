"""Ends of letters: delimited signatures, lines phones add, closing formulas. Line numbers only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.reading.quote_marks import PHONE_LINE

_DELIMITER = re.compile(r"\s{0,2}(?:--|—|––|__|-\s-)\s*")
_MAX_SIGNATURE_LINES = 25
_MAX_CLOSING_LINES = 7
_MAX_SIGNED_CHARS = 60
_CLOSING = re.compile(
    r"\s*(?:(?:kind|best|warm|warmest|many|with)?\s*(?:best |kind )?(?:regards|wishes)|best|cheers"
    r"|thanks(?: (?:again|a lot|so much|in advance|and regards|& regards))?|many thanks|thank you"
    r"|thx|sincerely|yours(?: (?:sincerely|truly|faithfully))?|respectfully|cordially|rgds|br"
    r"|mit freundlichen grüßen|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|viele grüße|beste grüße|lg|mfg"
    r"|cordialement|bien à vous|merci|saludos|un saludo|atentamente|gracias|atenciosamente|abraços"
    r"|cordiali saluti|distinti saluti|saluti|grazie|met vriendelijke groet(?:en)?|groeten|mvh"
    r"|med vänlig(?:a)? hälsning(?:ar)?|vänliga hälsningar|hälsningar|med venlig hilsen"
    r"|vennlig hilsen|hilsen|pozdrawiam|z poważaniem|с уважением|спасибо"
    r"|此致|此致敬礼|敬礼|敬上|谨上|祝好|祝商祺|顺祝商祺|顺颂商祺|祝工作顺利|致礼|敬祝"
    r"|順頌商祺|祝 ?好|谢谢|謝謝|感谢|感謝"
    r"|よろしくお願い(?:いた|致)?します|宜しくお願いします|以上|敬具|감사합니다|드림)"
    r"\s*[,，.!！。~-]*\s*",
    re.IGNORECASE,
)


def without_delimited(
    lines: Sequence[str], numbers: Sequence[int], marked: frozenset[int]
) -> list[int]:
    """Return `numbers` without signatures that are delimited, marked up or added by a phone."""
    kept = [n for n in numbers if n not in marked]
    for place, number in enumerate(kept):
        if _DELIMITER.fullmatch(lines[number]) and _is_foot(lines, kept[place + 1 :]):
            kept = kept[:place]
            break
    return _trimmed(lines, _without_phone_lines(lines, kept))


def _is_foot(lines: Sequence[str], below: Sequence[int]) -> bool:
    filled = sum(1 for n in below if lines[n].strip())
    return filled <= _MAX_SIGNATURE_LINES


def _without_phone_lines(lines: Sequence[str], kept: list[int]) -> list[int]:
    """Drop "Sent from my phone" and what follows it, at the end of the text."""
    filled = [place for place, n in enumerate(kept) if lines[n].strip()]
    for place in filled[-4:]:
        line = lines[kept[place]]
        if len(line) <= 160 and PHONE_LINE.fullmatch(line):
            return kept[:place]
    return kept


def _trimmed(lines: Sequence[str], kept: list[int]) -> list[int]:
    if not any(lines[n].strip() for n in kept):
        return []
    end = len(kept)
    while end and not lines[kept[end - 1]].strip():
        end -= 1
    return kept[:end]


def without_closing(lines: Sequence[str], kept: Sequence[int]) -> list[int]:
    """Return `kept` without a closing formula and the name below it; [] when nothing is left."""
    filled = [place for place, n in enumerate(kept) if lines[n].strip()]
    for place in filled[-_MAX_CLOSING_LINES:]:
        below = [lines[n] for n in kept[place + 1 :] if lines[n].strip()]
        short = all(len(line) <= _MAX_SIGNED_CHARS for line in below)
        if short and _CLOSING.fullmatch(lines[kept[place]]):
            return _trimmed(lines, list(kept[:place]))
    return list(kept)
