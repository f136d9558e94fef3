"""Passwords and one-time codes, known only by the words before them, in many languages.

Most messages that speak of a password give none: "my password is not accepted". So a value must
look like one (digits, symbols, capitals inside), or stand in quotes, or alone after a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chalicelib.understanding.secrets.places import places, places_of_any, places_of_word
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import LIKELY, SecretSpan
from chalicelib.understanding.secrets.spoken_words import (
    CODE,
    CODE_FIRSTS,
    CODE_STEMS,
    FIRST_STEMS,
    OTHER_CODE_STEMS,
    OTHER_PASSWORD_STEMS,
    PASSWORD,
    PASSWORD_STEMS,
    SHORT_STEMS,
    STATES,
)
from chalicelib.understanding.secrets.vocabulary import CODE_WORD, PASSWORD_WORD

_MOST = 200
_BEFORE_STEM = 40
_AFTER_STEM = 60
_BEFORE_SIGN = 6
_SIGNS = "\u2e80"  # from here on a character is a word or a syllable
_AFTER_SIGN = 16
_SHORTEST = 4
_SHORTEST_UNLINKED = 6
_LINK = (
    r"[ \t\xa0]{0,3}(?P<link>[:：=＝]{1,2}|->|→|=>|>{1,2}|\bis\b:?|\bwas\b:?|"
    r"\bes\b:?|\be\b:?|\best\b ?:?|\bist\b:?|"
    r"\blautet\b:?|\badalah\b:?|\bla\b:?|就?是[:：]?|[为為][:：]?|は|[은는이가]|[—–]|[ \t]-[ \t])"
    r"[ \t\xa0]{0,3}(?:\r?\n[ \t]{0,3})?"
)
_OWNER = (
    r"(?:\s(?:for|of|to|on|de|para|fur|du|da|do)\s(?:\w{1,12}\s){0,2}\w{1,15}|"
    r"\ssaya|\scua\s\w{2,5}|\s(?:i|we)\s\w{2,8})?"
)
_PASSWORD = re.compile(
    rf"(?:{PASSWORD})(?:{_OWNER}{_LINK}|(?P<owner>\ssaya)?(?P<bare>[ \t]{{0,2}}))"
    r"(?P<quote>[\"'“「『`*]{0,2})(?P<value>[!-~а-яё]{4,64})"
)
_RECEIVED = r"(?:\s(?:i|they|you|we|he|she)\s[a-z]{2,12}(?:\s[a-z]{2,8}){0,2}|收到的?)?"
_CODE = re.compile(
    rf"(?=[{CODE_FIRSTS}])(?:{CODE}){_RECEIVED}"
    rf"(?:{_LINK}|[ \t]{{0,2}}|[(（#]|号码?)[\"'“「*]{{0,2}}(?<!\d)"
    r"(?P<value>[a-z]-\d{4,8}|\d{3}[ \-]\d{3,4}|\d{3,8}|[a-z]{0,4}\d[0-9a-z]{5,7})"
    r"(?![0-9a-z]|[.,:/\-]\d|%)"
)
_CODE_FIRST = re.compile(
    r"(?<![\w.\-])(?P<value>[a-z]-\d{4,8}|\d{4,8}) (?:(?:is|was) (?:my|your|the) (?:[a-z0-9-]+ )?"
    r"(?:code|otp|pin|passcode)\b|\((?:2fa|otp|sms|mfa)\)|из (?:смс|sms))"
)
_DIGIT = re.compile(r"\d")
_PLAIN_CODE = re.compile(r"(?:[a-z]-)?[\d \-]+")
_MORE_CODES = re.compile(r"(?:[\s,;]{1,3}(?:[a-z0-9]{4,6}-[a-z0-9]{4,6}|\d{6,10})(?![\w]))+")
_UNIT_AFTER = re.compile(
    r"\s{0,2}(?:[位个個次天分秒字元年月日]|or more|\+|to \d|"
    r"char|digit|time|min|sec|hour|day|"
    r"letter|symbol|caract|chiffr|cifr|zeichen|stell|символ|цифр|раз|мин|сек|час|"
    r"karakter|hane|ky tu|자리|자|회|분|문자|桁|文字|回)"
)
_OF_THREE_DIGITS = ("cv", "安全", "security code", "codigo de segu", "prufziffer", "cryptogramme")
_RANGE = re.compile(
    r"\d{1,2}\s?[-–~+]\s?\d{0,2}$|\d+(?:\.\d+)+$|\d{1,4}[-/.:]\d{1,2}(?:[-/.:]\d{1,4})?$"
)
_MASKED = re.compile(r"[*•·.xX#_\-?]+$")
_NO_VALUE = re.compile(
    r"[({<\[]|^\$[A-Z_]{2}|^\$[a-z_]+$|^%[\d$.]{0,5}[a-z](?![a-zA-Z0-9])|%0[aA]|^[A-Z]+(?:_[A-Z]+)+$|://|^www\.|@[\w-]+\.|\\"
)
_INSIDE = re.compile(r"[a-zа-я][A-ZА-Я]|\w[@#$%^&+=!]")
_NAME_OF_A_NORM = re.compile(r"[A-Z]{2,6}(?:\d?-|#|v)\d{1,4}")  # PKCS-12, SHA-256, SOCKSv5
_CLOSING = frozenset("\"'”」』`*")
_ENDS = re.compile(r"[.,;!]?(?:\s*$|\n| (?:and|but|thanks|please)\b)|[.,;!] ?(?:[a-z]|$)")
_AFTER_ADDRESS = re.compile(
    r"pass(?:word|wd)?s?\s?[:：]\s?\S{1,60}@\S{3,60}\s?[/|,;]\s?(?P<value>[!-~]{6,64})"
)
_SIGNED_IN = re.compile(r"(?:\b(?:user(?:name)?|login|account|e-?mail|id|usr)\b|@)[^\n]{0,40}$")
_SIGNED_IN_WITHIN = 60
_BELOW = re.compile(
    rf"(?:{PASSWORD})[ \t]{{0,3}}\r?\n[ \t]{{0,3}}(?P<value>[!-~]{{6,64}})[ \t]*(?=\r?\n|$)"
)
_CELL = re.compile(
    rf"(?:{PASSWORD})[ \t]{{0,9}}\|[ \t]{{0,9}}(?P<value>[!-{{}}~]{{6,64}})[ \t]{{0,9}}"
    r"(?:[|\r\n]|$)"
)
_REMARK = re.compile(r"(?:ed|ing|able|ible|ful|less|ten)$")
_NOT_ITS_CODE = re.compile(
    r"order|booking|shipping|delivery|pick-?up|tracking|error|promo|discount|invite|referral|"
    r"postal|zip|country|area|qr|bar|source|reservation"
)


def find_spoken(searched: Searched) -> Iterator[SecretSpan]:
    """Yield passwords and codes that follow the words for them."""
    other = searched.stems(OTHER_PASSWORD_STEMS)
    if other or searched.known & PASSWORD_WORD:
        yield from _passwords(searched, other)
    if searched.digits:
        other = searched.stems(OTHER_CODE_STEMS)
        if other or searched.known & CODE_WORD:
            yield from _codes(searched, other)


def _passwords(searched: Searched, other: Sequence[str]) -> Iterator[SecretSpan]:
    for place in _places(searched, PASSWORD_WORD, PASSWORD_STEMS, other):
        after = _AFTER_ADDRESS.match(searched.folded, place)
        if after is not None and any(map(str.isdigit, after["value"])):
            yield SecretSpan("password", LIKELY, *after.span("value"))
        cell = _CELL.match(searched.folded, place)
        if cell is not None and _is_in_cell(searched, cell):
            yield SecretSpan("password", LIKELY, *cell.span("value"))
        below = _BELOW.match(searched.folded, place)
        if below is not None and _is_below(searched, below):
            yield SecretSpan("password", LIKELY, *below.span("value"))
        found = _PASSWORD.match(searched.folded, place)
        if found is None:
            continue
        start, end = found.span("value")
        value = searched.text[start:end].rstrip(".,;!?)\"'”」*`")
        rest = searched.folded[start + len(value) : start + len(value) + 24]
        if _may_be_value(value, rest) and _is_password(value, found, rest):
            yield SecretSpan("password", LIKELY, start, start + len(value))


def _is_in_cell(searched: Searched, found: re.Match[str]) -> bool:
    """Return whether a value in a table's cell beside the word for a password is no remark on it.

    In the tables of manuals it is the name of a type or a norm there.
    """
    value = searched.text[slice(*found.span("value"))]
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    odd = not value.isalnum() or not value.islower()
    is_norm = _NAME_OF_A_NORM.fullmatch(value) is not None
    return mixed and odd and not is_norm and _may_be_value(value, "")


def _is_below(searched: Searched, found: re.Match[str]) -> bool:
    """Return whether a value stands alone in the line below the word for a password, alone too."""
    before = searched.folded[max(0, found.start() - 12) : found.start()].rsplit("\n", 1)[-1]
    value = searched.text[slice(*found.span("value"))]
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return not before.strip(" \t*-#>.0123456789") and mixed and _may_be_value(value, "")


def _places(
    searched: Searched, word: int, stems: Sequence[str], other: Sequence[str]
) -> Iterator[int]:
    """Yield where stems stand; those that are part of many words only as words of their own."""
    yield from places_of_any(searched.folded, other, _MOST)
    words = " ".join(searched.words(word))
    for stem in stems:
        if stem not in words and stem not in FIRST_STEMS:
            continue
        if stem in SHORT_STEMS:
            yield from places_of_word(searched.letters, stem, _MOST)
        else:
            yield from places(searched.folded, stem, _MOST)


def _may_be_value(value: str, rest: str) -> bool:
    """Return whether a word can be a password at all: no remark, range, mask, link or code."""
    if len(value) < _SHORTEST or _NO_VALUE.search(value) or _MASKED.match(value):
        return False
    named = value.lower().strip("\"'") in STATES or "password" in value.lower()
    return not named and not _RANGE.match(value) and not _UNIT_AFTER.match(rest)


def _is_password(value: str, found: re.Match[str], rest: str) -> bool:
    """Return whether a value is a password by how it is joined to the word for one."""
    has_digit = any(map(str.isdigit, value))
    link = found["link"]
    if link is None and found[0].startswith("pass "):
        before = found.string[max(0, found.start() - _SIGNED_IN_WITHIN) : found.start()]
        return has_digit and _SIGNED_IN.search(before) is not None
    if link is None:  # in Chinese nothing need stand between
        is_joined = found["owner"] is not None or not found[0][0].isascii()
        if found["quote"] and rest[:1] in _CLOSING and _INSIDE.search(value):
            return True
        mixed = is_joined or any(map(str.isalpha, value)) or _ENDS.match(rest) is not None
        is_norm = _NAME_OF_A_NORM.fullmatch(value) is not None
        return has_digit and mixed and not is_norm and len(value) >= _SHORTEST_UNLINKED
    if has_digit or _INSIDE.search(value):
        return True
    if found["quote"] and rest[:1] in _CLOSING:
        return True
    return link[0] in ":：=" and _is_alone(value, rest)


def _is_alone(value: str, rest: str) -> bool:
    """Return whether a plain word ends its line and is no remark on the password."""
    if not re.fullmatch(r"[a-z]{5,}", value) or _REMARK.search(value):
        return False
    return not rest.strip(" \t.,;!") or rest.lstrip(" \t.,;!").startswith("\n")


def _codes(searched: Searched, other: Sequence[str]) -> Iterator[SecretSpan]:
    folded = searched.folded
    for start, end in _stretches(sorted(_places_with_digits(searched, other))):
        for found in _CODE.finditer(folded, start, end):
            if _is_code(found, folded):
                yield SecretSpan("code", LIKELY, *found.span("value"))
                more = _MORE_CODES.match(folded, found.end("value"))
                if more is not None:
                    yield SecretSpan("code", LIKELY, *more.span())
        for found in _CODE_FIRST.finditer(folded, start, end):
            yield SecretSpan("code", LIKELY, *found.span("value"))


def _places_with_digits(searched: Searched, other: Sequence[str]) -> Iterator[int]:
    """Yield where a word for a code stands with digits near, as they do in each script."""
    folded = searched.folded
    for place in _places(searched, CODE_WORD, CODE_STEMS, other):
        if folded[place] < _SIGNS:
            before, after = _BEFORE_STEM, _AFTER_STEM
        else:
            before, after = _BEFORE_SIGN, _AFTER_SIGN
        if _DIGIT.search(folded, max(0, place - before), place + after):
            yield place


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield what is near the places, once where they lie together."""
    start = end = -1
    for place in places:
        if place - _BEFORE_STEM > end:
            if end > 0:
                yield start, end
            start = max(0, place - _BEFORE_STEM)
        end = place + _AFTER_STEM
    if end > 0:
        yield start, end


def _is_code(found: re.Match[str], folded: str) -> bool:
    """Return whether digits after the word for a code are one, and no number of its kind."""
    value, cue = found["value"], found[0]
    before = folded[max(0, found.start() - 20) : found.start()].rsplit("\n", 1)[-1]
    if _NOT_ITS_CODE.search(before) or _UNIT_AFTER.match(folded, found.end(), found.end() + 12):
        return False
    if not _PLAIN_CODE.fullmatch(value) and "backup" not in cue:
        return False
    if cue.startswith(("pin code", "pincode")):  # six digits are an address in India
        return len(value) != 6
    return len(value) > 3 or cue.startswith(_OF_THREE_DIGITS)
