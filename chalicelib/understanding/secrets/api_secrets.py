"""What programs sign in with: API keys and tokens, authenticator seeds, passwords inside links.

A vendor's prefix tells some; others are long random tokens right after the words for one. Tokens
in links of mailings are no secrets of the writer, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan
from chalicelib.understanding.secrets.spoken_words import STATES

_KIND = "password"
_MOST = 200
_NAMED = re.compile(
    r"(?<![\w/])(?:[sr]k_(?:live|test)_[0-9A-Za-z]{16,99}|A[KS]IA[0-9A-Z]{16}"
    r"|gh[pousr]_[0-9A-Za-z]{30,99}|github_pat_\w{30,99}|xox[abprs]-[0-9A-Za-z-]{20,99}"
    r"|sk-[0-9A-Za-z_-]{32,199}|glpat-[\w-]{20,99}|AIza[\w-]{35}|SG\.[\w-]{16,32}\.[\w-]{30,64}"
    r"|\d{8,10}:AA[\w-]{33}|eyJ[\w-]{8,999}\.eyJ[\w-]{8,4999}\.[\w-]{16,999})(?!\w)",
    re.ASCII,
)
_PREFIXES = (
    *("k_live", "k_test", "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat"),
    *("xox", "sk-", "glpat", "AIza", "SG.", ":AA", "eyJ"),
)
_STEMS = ("key", "secret", "token", "bearer", "api")
_OTHER_STEMS = ("令牌", "钥", "鑰")
_CUE_WITHIN = 110
_ID_BEFORE = 12  # a bot's number and a colon
_IN_FOURS = b"xxxx xxxx xxxx xxxx"
_CUES = re.compile(
    r"(?:(?<![?&])\b(?:x-)?api[ _-]?(?:key|secret|token)s?|(?:access|secret|client|consumer)[ _-]?"
    r"(?:access[ _-]?)?(?:key|secret|token)|(?:bot|auth|session|refresh|bearer)[ _-]token|bearer"
    r"|api[ _-]?(?:密[钥鑰]|秘[钥鑰]|schlussel|ключ|キー|키)|访问令牌|令牌|密[钥鑰] ?api"
    r"|(?:clave|chave|cle|chiave)(?: de| di| da)?(?: la)? api|\"(?:secret|token)\""
    r"|(?:2fa|totp|authenticator|otp|setup|google)[ _-]?(?:backup |setup |secret )?(?:key|secret)"
    r"|(?:验证器|驗證器|谷歌)(?:的)?密[钥鑰]|otpauth://[^\s]{0,80}?[?&]secret)"
    r"(?:\s?(?:is|es|est|ist|是|[为為]|は|:|：|=|->|\)){1,2})?[\s\"'“`]{0,3}"
)
_VALUE = re.compile(r"(?:[A-Za-z2-7]{4} ){3,7}[A-Za-z2-7]{4}(?!\w)|[\w+/=.~-]{16,600}", re.ASCII)
_FEWEST_CHARACTERS = 9
_IN_LINK = re.compile(r"https?://\S*$")
_LINK_REACH = 200
_USER_AND_PASSWORD = re.compile(r"://[^\s/:@]{1,40}:(?P<value>[^\s/@:]{4,64})@[a-z0-9]")


def find_api_secrets(searched: Searched) -> Iterator[SecretSpan]:
    """Yield keys and tokens of programs; an operator sees them as passwords."""
    text = searched.text
    yield from _named(searched)
    if "://" in text and "@" in text:
        for found in islice(_USER_AND_PASSWORD.finditer(text), _MOST):
            if _is_own(found["value"]):
                yield SecretSpan(_KIND, LIKELY, *found.span("value"))
    for start, end in _stretches(searched):
        yield from _called(searched, start, end)


def _named(searched: Searched) -> Iterator[SecretSpan]:
    text = searched.text
    for start, end in searched.values_after(text, _PREFIXES, _ID_BEFORE):
        for found in _NAMED.finditer(text, start, end):
            if not _is_in_link(text, found.start()):
                yield SecretSpan(_KIND, CERTAIN, *found.span())


def _stretches(searched: Searched) -> Iterator[tuple[int, int]]:
    """Yield where the words for a key and something long enough to be one are together."""
    stems = [*_STEMS, *(stem for stem in _OTHER_STEMS if searched.has_other((stem,)))]
    done = 0
    for start, end in searched.values_after(searched.folded, stems, _CUE_WITHIN):
        yield max(done, start), end
        done = end
    yield from _before_fours(searched, stems)


def _before_fours(searched: Searched, stems: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where groups of four characters are right after a word for a key."""
    mask = searched.value_mask
    place = mask.find(_IN_FOURS)
    while place >= 0:
        first, last = max(0, place - _CUE_WITHIN), place + len(_IN_FOURS)
        part = searched.folded[first:last]
        if any(map(part.__contains__, stems)):
            yield first, last
        place = mask.find(_IN_FOURS, last)


def _called(searched: Searched, start: int, end: int) -> Iterator[SecretSpan]:
    for cue in _CUES.finditer(searched.folded, start, end):
        value = _VALUE.match(searched.text, cue.end())
        if value is None or not _is_random(value[0]):
            continue
        if cue[0].startswith("otpauth") or not _is_in_link(searched.text, cue.start()):
            yield SecretSpan(_KIND, LIKELY, *value.span())


def _is_random(value: str) -> bool:
    """Return whether a token looks drawn by chance, not chosen or an address."""
    if value[:2].lower() == "0x" or len(set(value)) < _FEWEST_CHARACTERS:
        return False
    has_digit, has_letter = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    return has_letter and (has_digit or value.isupper())


def _is_own(value: str) -> bool:
    """Return whether a password in a link is somebody's, and no example of one."""
    chosen = any(map(str.isdigit, value)) or (value != value.lower() and value != value.upper())
    return chosen and value.lower() not in STATES and "%" not in value


def _is_in_link(text: str, start: int) -> bool:
    return _IN_LINK.search(text, max(0, start - _LINK_REACH), start) is not None
