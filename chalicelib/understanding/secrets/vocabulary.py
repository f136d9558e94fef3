"""Every word that a rule asks for, with what it is: one look-up per word of a text tells all.

A word's code stands for all it is at once: a listed word of Spanish, a filler, a word for a code …
The codes of a text's words are bytes, and which of them are this or that is a translation.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat

from chalicelib.understanding.secrets import ordinals, phrase_cues, spoken_words
from chalicelib.understanding.secrets.key_cues import KEY_NAMES
from chalicelib.understanding.secrets.plain_words import FILLERS, SENTENCES
from chalicelib.understanding.secrets.word_lists import LATIN, folded_words

_CODES = 256
LANGUAGES = {language: 1 << place for place, language in enumerate(LATIN)}
"""The property of being a listed word of a language."""
_NEXT = 1 << len(LATIN)
FILLER, PHRASE_CUE, UNLISTED_CUE, PASSWORD_WORD, CODE_WORD = (_NEXT << n for n in range(5))
KEY_NAME, ORDINAL, SENTENCE, KEYSTORE_NAME = (_NEXT << n for n in range(5, 9))
LETTER, API_WORD, KEY_WORD = (_NEXT << n for n in range(9, 12))
LISTED = sum(LANGUAGES.values())

_NAMES = (
    "ciphertext cipherparams kdf kdfparams encryptedkey encryptedprivatekey cipher mac crypto salt "
    "iv data dklen prf message private key begin"
)
KEYSTORE_NAMES = frozenset(_NAMES.split())
"""What keystores and PEM blocks say of themselves."""
_WHOSE_KEYS = (
    *("", "api", "access", "secret", "client", "consumer"),
    *("otp", "totp", "setup", "google", "authenticator"),
)
API_WORDS = frozenset(
    f"{whose}{key}{more}"
    for whose in _WHOSE_KEYS
    for key in ("key", "secret", "token")
    for more in ("", "s")
) | {"bearer", "api", "schlussel", "apischlussel"}
"""What programs' keys and tokens are called, or the last word of it."""
_WORDS_FOR_KEYS = (
    "key keys private privkey privatekey secret secrets seed seeds recovery mnemonic mnemonics pk "
    "sk wif clave claves llave llaves chave chaves privada privadas secreta schlussel anahtar "
    "anahtari khoa kunci chiave privata klucz sleutel clef cle privee siyao yao"
)
KEY_WORDS = frozenset(_WORDS_FOR_KEYS.split())
"""What a private key is called, word by word."""
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")

_OTHERS: Mapping[int, Collection[str]] = {
    FILLER: FILLERS,
    PHRASE_CUE: phrase_cues.WORDS,
    UNLISTED_CUE: phrase_cues.WORDS - {"secret", "secrete"},
    PASSWORD_WORD: spoken_words.PASSWORD_WORDS,
    CODE_WORD: spoken_words.CODE_WORDS,
    KEY_NAME: KEY_NAMES,
    ORDINAL: ordinals.ORDINALS,
    SENTENCE: SENTENCES,
    KEYSTORE_NAME: KEYSTORE_NAMES,
    LETTER: LETTERS,
    API_WORD: API_WORDS,
    KEY_WORD: KEY_WORDS,
}


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """A code for each known word, and what each code stands for; 0 is for all others."""

    codes: Mapping[str, int]
    properties: tuple[int, ...]


@functools.cache
def _vocabulary() -> _Vocabulary:
    codes: dict[str, int] = {}
    properties = [0]

    def code(of: int) -> int:
        if of not in properties:
            properties.append(of)
        return properties.index(of)

    for is_it, words in _sets():
        both = codes.keys() & words
        again = {word: code(properties[codes[word]] | is_it) for word in both}
        codes |= dict.fromkeys(words, code(is_it))
        codes |= again
    return _Vocabulary(codes, tuple(properties))


def _sets() -> Iterator[tuple[int, Collection[str]]]:
    yield from ((is_it, folded_words(name)) for name, is_it in LANGUAGES.items())
    yield from _OTHERS.items()


def codes_of(words: Iterable[str]) -> bytes:
    """Return the code of each word."""
    return bytes(map(_vocabulary().codes.get, words, repeat(0)))


def properties_in(codes: bytes) -> int:
    """Return all that some of the words are."""
    found = 0
    for code, property_ in enumerate(_vocabulary().properties):
        if code in codes:
            found |= property_
    return found


@functools.cache
def table(is_it: int, *, unless: int = 0) -> bytes:
    """Return what translates codes to 1 for words that are something, to 0 for all others.

    Words that are `unless`, and not the first, become 2.
    """
    row = (1 if p & is_it else 2 if p & unless else 0 for p in _vocabulary().properties)
    return bytes(row).ljust(_CODES, b"\x00")
