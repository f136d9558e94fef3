"""What cannot be an error's text because it may be a secret, should nobody have taken it out. Pure.

A key is one long word; a password mixes letters and digits; a card is many digits; a recovery
phrase is many plain words in a row, where an error has a small word or punctuation between them.
"""

from __future__ import annotations

import re

_LONGEST_WORD = 25
_MIXED = re.compile(r"(?!0x)(?=[^\W_]*[0-9])(?=[^\W_]*[A-Za-z])[^\W_]{8,}")
_MANY_DIGITS = re.compile(r"[0-9](?:[ -]?[0-9]){11}")
_PLAIN_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f]){2,14}")  # accents may stand apart
_MOST_PLAIN_WORDS = 7
_SMALL_WORDS = frozenset(
    """
    the is not to of for your in on and be has was with an or no are at by from it this que del
    las los para por una con não der die das ist nicht und mit est pas les des ve bir bu için не на
    для yang tidak untuk của không
    """.split()  # noqa: SIM905 — a paragraph of words is reviewed, a list of strings is not
)
_HAN = re.compile(r"[一-鿿]+")
_PHRASE_LENGTHS = frozenset((12, 15, 18, 21, 24))
_IN_ERRORS = frozenset("不无無请請未已失错錯误誤败敗常用的能法网網络絡密码碼风風险險系统統时時")
_SAYS_SECRET = re.compile(
    r"(?:pass(?:word|phrase|code)|private key|seed|recovery phrase|mnemonic|\bpin|"
    r"密[码碼]|助[记記][词詞]|私[钥鑰]|contraseña|senha|пароль|kennwort|passwort|mot de passe|"
    r"şifre|mật khẩu|sandi)\s?(?:is|was|are|是|为|:|：|=|es|é|ist|est)\s"
)


def may_hold_secret(value: str) -> bool:
    """Return whether a text of at most some hundred characters looks like it holds a secret.

    Args:
        value: with single spaces.
    """
    words = value.split(" ")
    return (
        any(len(word) > _LONGEST_WORD and word.isascii() for word in words)
        or any(map(_MIXED.fullmatch, words))
        or _MANY_DIGITS.search(value) is not None
        or _longest_run(words) > _MOST_PLAIN_WORDS
        or _is_han_phrase(value)
        or _SAYS_SECRET.search(value.lower()) is not None
    )


def _longest_run(words: list[str]) -> int:
    """Return how many plain words follow each other with nothing small between them."""
    longest = run = 0
    for word in words:
        single = len(word) == 1 and not word.isascii()
        plain = single or (_PLAIN_WORD.fullmatch(word) and word not in _SMALL_WORDS)
        run = run + 1 if plain else 0
        longest = max(longest, run)
    return longest


def _is_han_phrase(value: str) -> bool:
    """Return whether a text ends in as many characters as a phrase has, few of them an error's."""
    runs = _HAN.findall(value)
    last = runs[-1] if runs else ""
    typical = sum(character in _IN_ERRORS for character in last)
    return (len(last) in _PHRASE_LENGTHS or len(last) - 3 in _PHRASE_LENGTHS) and typical <= 1
