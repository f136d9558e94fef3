"""What programs sign in with: API keys and tokens, authenticator seeds, passwords inside links.

A vendor's prefix tells some; others are long random tokens right after the words for one. Tokens
in links of mailings are no secrets of the writer, and stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from chalicelib.understanding.secrets.places import places_of_any
from chalicelib.understanding.secrets.rows import rows
from chalicelib.understanding.secrets.scripts import CYRILLIC, HAN, HANGUL, KANA
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan
from chalicelib.understanding.secrets.spoken_words import STATES
from chalicelib.understanding.secrets.vocabulary import API_WORD

_KIND = "password"
_MOST = 60
_MOST_CUES = 4000
_MANY_CUES = 200
_NAMED = re.compile(
    r"(?<![\w/])(?:[sr]k_(?:live|test)_[0-9A-Za-z]{16,99}|A[KS]IA[0-9A-Z]{16}"
    r"|gh[pousr]_[0-9A-Za-z]{30,99}|github_pat_\w{30,99}|xox[abprs]-[0-9A-Za-z-]{20,99}"
    r"|sk-[0-9A-Za-z_-]{32,199}|glpat-[\w-]{20,99}|AIza[\w-]{35}|SG\.[\w-]{16,32}\.[\w-]{30,64}"
    r"|\d{8,10}:AA[\w-]{33}|eyJ[\w-]{8,999}\.eyJ[\w-]{8,4999}\.[\w-]{16,999})(?!\w)",
    re.ASCII,
)
_HEADS = frozenset(
    "sk_ rk_ AKI ASI ghp gho ghu ghs ghr git xox sk- glp AIz eyJ".split()  # noqa: SIM905 — heads
)
"""How the rows of letters, digits, "_" and "-" begin that have a vendor's prefix."""
_STEMS = ("key", "secret", "token", "bearer", "api", "schlussel")
_OTHER_STEMS = {
    HAN: ("令牌", "钥", "鑰"),
    CYRILLIC: ("ключ",),
    KANA: ("キー",),
    HANGUL: ("키",),
}
_WHOSE = (
    *("api", "access", "secret", "client", "consumer", "bot", "auth", "session", "refresh"),
    *("bearer", '"token"', "2fa", "totp", "otp", "setup", "google"),
    *("令牌", "密", "谷歌", "验证", "驗證"),
)
"""One of these is before it, or is it itself."""
_WHOSE_WITHIN = 30
_VALUE_WITHIN = 30  # "key for the API is: "
_LINK_WITHIN = 110
_NUMBER_BEFORE = re.compile(r"\d{8,10}:$")
_LONGEST_NUMBER = 11
_ROW = b"x" * 16
_FOURS = b"xxxx xxxx xxxx xxxx"
_LONGEST = 600
_CUES = re.compile(
    r"(?:(?<![?&:])\b(?:x-)?api[ _-]?(?:key|secret|token)s?|(?:access|secret|client|consumer)[ _-]?"
    r"(?:access[ _-]?)?(?:key|secret|token)|(?:bot|auth|session|refresh|bearer)[ _-]token|bearer"
    r"|api[ _-]?(?:密[钥鑰]|秘[钥鑰]|schlussel|ключ|キー|키)|访问令牌|令牌|密[钥鑰] ?api"
    r"|(?:clave|chave|cle|chiave)(?: de| di| da)?(?: la)? api|\"(?:secret|token)\""
    r"|(?:2fa|totp|authenticator|otp|setup|google)[ _-]?(?:backup |setup |secret )?(?:key|secret)"
    r"|(?:验证器|驗證器|谷歌)(?:的)?密[钥鑰]|otpauth://[^\s]{0,80}?[?&]secret)"
    r"[\"']?(?:\s?(?:is|es|est|ist|是|[为為]|は|:|：|=|->|\)){1,2})?[\s\"'“`]{0,3}"
)
_VALUE = re.compile(r"(?:[A-Za-z2-7]{4} ){3,7}[A-Za-z2-7]{4}(?!\w)|[\w+/=.~-]{16,600}", re.ASCII)
_FEWEST_CHARACTERS = 9
_DIGIT = re.compile(r"\d")
_IN_LINK = re.compile(r"https?://\S*$")
_LINK_REACH = 200
_NO_PASSWORD = re.compile(r"%\w*%|%[a-z]$|[${<\[]")
_ENCODED = re.compile("%[0-9A-Fa-f]{2}")
_USER_AND_PASSWORD = re.compile(r"://[^\s/:@]{1,40}:(?P<value>[^\s/@:]{4,64})@[a-z0-9]")


def find_api_secrets(searched: Searched) -> Iterator[SecretSpan]:
    """Yield keys and tokens of programs; an operator sees them as passwords."""
    text = searched.text
    mask = searched.masks.values
    has_row = _ROW in mask
    if has_row:
        yield from _named(searched)
    if "://" in text and "@" in text:
        for found in islice(_USER_AND_PASSWORD.finditer(text), _MOST):
            if _is_own(found["value"]):
                yield SecretSpan(_KIND, LIKELY, *found.span("value"))
    if has_row or _FOURS in mask:
        words = " ".join(searched.words(API_WORD))
        stems = [*searched.stems(_OTHER_STEMS), *(stem for stem in _STEMS if stem in words)]
        yield from _called(searched, stems)


def _named(searched: Searched) -> Iterator[SecretSpan]:
    text, done = searched.text, 0
    for start, end in rows(searched.masks.names, _ROW):
        place = _head(text, start)
        found = _NAMED.match(text, place) if place is not None and start >= done else None
        if found is not None and found.end() >= end:
            done = found.end()
            if not _is_in_link(text, found.start()):
                yield SecretSpan(_KIND, CERTAIN, *found.span())


def _head(text: str, start: int) -> int | None:
    """Return where a token begins that goes on at a place, when it may have a vendor's prefix."""
    if text[start : start + 3] in _HEADS:
        return start
    if text.startswith("SG.", start - 3):
        return start - 3
    if text.startswith(":AA", start - 1):  # after the bot's number
        number = _NUMBER_BEFORE.search(text, max(0, start - _LONGEST_NUMBER), start)
        return number.start() if number else None
    return None


def _called(searched: Searched, stems: Sequence[str]) -> Iterator[SecretSpan]:
    """Yield values that the words before them call a key; of very many only the likely ones."""
    done = 0
    within = _LINK_WITHIN if "otpauth" in searched.folded else _WHOSE_WITHIN
    for count, (place, end) in enumerate(_cued(searched, stems)):
        if count > _MOST:
            yield from _unread(searched, place, end)
            continue
        for cue in _CUES.finditer(searched.folded, max(done, place - within), end + _VALUE_WITHIN):
            value = _VALUE.match(searched.text, cue.end())
            if value is None or not _is_random(value[0]):
                continue
            done = value.end()
            if cue[0].startswith("otpauth") or not _is_in_link(searched.text, cue.start()):
                yield SecretSpan(_KIND, LIKELY, *value.span())


def _cued(searched: Searched, stems: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield from which word for a key to where a value begins that it may call so."""
    folded, mask = searched.folded, searched.masks.values
    has_fours = _FOURS in mask
    whose: list[str] | None = None
    cues = places_of_any(folded, stems, _MOST_CUES)
    if len(cues) > _MANY_CUES and not has_fours:
        cues = _near_rows(cues, list(rows(mask, _ROW)))
    for place in cues:
        value = _first_value(mask, place, has_fours=has_fours)
        if value < 0:
            continue
        whose = [word for word in _WHOSE if word in folded] if whose is None else whose
        near = folded[max(0, place - _WHOSE_WITHIN) : place + _WHOSE_WITHIN]
        if any(map(near.__contains__, whose)):
            yield place, value


def _near_rows(cues: Sequence[int], values: Sequence[tuple[int, int]]) -> list[int]:
    """Return which of many words for a key have a value shortly after them, or are in one."""
    near = set[int]()
    for start, end in values:
        near.update(cues[bisect_left(cues, start - _VALUE_WITHIN) : bisect_left(cues, end)])
    return sorted(near)


def _first_value(mask: bytes, place: int, *, has_fours: bool) -> int:
    """Return where a row of sixteen or groups of four begin at or after a place, or -1."""
    end = place + _VALUE_WITHIN
    row = mask.find(_ROW, place, end + len(_ROW))
    if row >= 0 or not has_fours:
        return row
    return mask.find(_FOURS, place, end + len(_FOURS))


def _unread(searched: Searched, place: int, value: int) -> Iterator[SecretSpan]:
    """Yield the value of one of hundreds of cues as it stands: nobody writes so many."""
    end = searched.masks.values.find(b" ", max(value, place + _VALUE_WITHIN))
    end = len(searched.text) if end < 0 else end
    if _is_random(searched.text[value : value + _LONGEST]):
        yield SecretSpan(_KIND, LIKELY, value, end)


def _is_random(value: str) -> bool:
    """Return whether a token looks drawn by chance, not chosen or an address."""
    if value[:2].lower() == "0x" or len(set(value)) < _FEWEST_CHARACTERS:
        return False
    has_digit, has_letter = _DIGIT.search(value) is not None, any(map(str.isalpha, value))
    return has_letter and (has_digit or value.isupper())


def _is_own(value: str) -> bool:
    """Return whether a password in a link is somebody's, and no example of one."""
    value = _ENCODED.sub("", value)
    chosen = any(map(str.isdigit, value)) or (value != value.lower() and value != value.upper())
    return chosen and value.lower() not in STATES and not _NO_PASSWORD.match(value)


def _is_in_link(text: str, start: int) -> bool:
    return _IN_LINK.search(text, max(0, start - _LINK_REACH), start) is not None
