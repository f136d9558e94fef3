"""Keys that span many tokens: keystore JSON, arrays of bytes, PEM blocks. Whole or cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from chalicelib.understanding.secrets.encoded_keys import is_ed25519_pair
from chalicelib.understanding.secrets.searched import Searched
from chalicelib.understanding.secrets.span import CERTAIN, LIKELY, SecretSpan
from chalicelib.understanding.secrets.vocabulary import KEYSTORE_NAME

_QUOTE = r"[\"'“”‘’`]"
_NAME = re.compile(
    rf"\\?{_QUOTE}?\b(ciphertext|cipherparams|cipher|kdfparams|kdf|mac|crypto|salt|iv|data|dklen|prf|"
    rf"encryptedkey|encryptedprivatekey|message|checksum)\b\\?{_QUOTE}?\s{{0,8}}[:=]\s{{0,8}}"
)
_VALUE = re.compile(
    rf"\\?{_QUOTE}?([0-9a-z+/=_.-]{{1,4096}}+)\\?{_QUOTE}?[\s}}\],]{{0,40}}|[{{\[]\s{{0,40}}"
)
_MARKS = frozenset(
    ("ciphertext", "cipherparams", "kdf", "kdfparams", "encryptedkey", "encryptedprivatekey")
)
_NAMES = _MARKS | {"cipher", "mac", "crypto", "salt", "iv", "data", "dklen", "prf", "message"}
_NEXT_NAME_WITHIN = 400
_BEFORE = re.compile(r"\{[^{}]{0,600}$")
_AFTER = re.compile(r"[^{}]{0,300}\}")
_LEAST_NAMES = 3
_MOST_NAMES = 20
_SHORTEST_VALUE = 32

_BARE = re.compile(r"(?<![\d,.] )(?<![\d,.])\d{1,3}(?:\s{0,3}[,;]\s{0,3}\d{1,3}){63}+(?![\d,.])")
_ENCODED = re.compile(r"\\?[\"']encoded\\?[\"']\s{0,8}:\s{0,8}\\?[\"'][0-9a-z+/=]{100,4096}")
_ARRAY = re.compile(
    r"[\[{(]\s{0,8}(\d{1,3}(?:\s{0,8}[,;\s]\s{0,8}\d{1,3}){31,63}+)\s{0,8}[,;]?\s{0,8}[\]})]"
)
_SEPARATORS = 63
_FEWEST_DIGITS = 32
_SHORTEST_ARRAY = 2 * _FEWEST_DIGITS - 1
_MOST_ARRAYS = 60
_MOST_PROVED = 3

_PEM = re.compile(
    r"begin[ \w]{0,30}private key(?: block)?(?:\s?-{2,5})?"
    r"(?P<body>(?:\\[nr]|[\s>]|[0-9a-z+/=]|(?:proc-type|dek-info|version|comment):[^\n]{0,80})"
    r"{0,20000}+)(?:-{2,5}\s?end[ \w]{0,30}private key(?: block)?\s?-{0,5})?"
)
_MOST_BLOCKS = 500
_LONGEST_LEAD = 6
_PEM_SHORTEST = re.compile(r"(?=[^\s]{0,63}[0-9+/=])[0-9a-z+/=]{24}")


def find_keystores(searched: Searched) -> Iterator[SecretSpan]:
    """Yield keystores, byte arrays that are keys, and PEM blocks."""
    names = searched.words(KEYSTORE_NAME, _LEAST_NAMES)
    if len(names) >= _LEAST_NAMES:
        yield from _named(searched, names)
    if "encoded" in searched.folded:  # Polkadot's export
        for found in islice(_ENCODED.finditer(searched.folded), _MOST_ARRAYS):
            yield SecretSpan("keystore", CERTAIN, *found.span())
    if searched.has_gap(_SHORTEST_ARRAY) and searched.has_digit_row(_FEWEST_DIGITS):
        yield from _arrays(searched)


def _named(searched: Searched, names: frozenset[str]) -> Iterator[SecretSpan]:
    folded = searched.folded
    if len(names & _NAMES) >= _LEAST_NAMES and (_MARKS & names or {"salt", "iv", "data"} <= names):
        yield from _json(folded)
    if {"private", "key", "begin"} <= names:
        yield from _pem(searched)


def _json(folded: str) -> Iterator[SecretSpan]:
    """Yield runs of at least three of a keystore's names with values, one of them long."""
    names: list[tuple[int, int, str, int]] = []  # from, to, name, length of the value
    for name in _NAME.finditer(folded):
        value = _VALUE.match(folded, name.end())
        if value is None:
            continue
        if names and (name.start() - names[-1][1] > _NEXT_NAME_WITHIN or len(names) >= _MOST_NAMES):
            yield from _keystore(folded, names)
            names = []
        names.append((name.start(), value.end(), name[1], len(value[1] or "")))
    yield from _keystore(folded, names)


def _keystore(folded: str, names: Sequence[tuple[int, int, str, int]]) -> Iterator[SecretSpan]:
    kinds = {name for _, _, name, _ in names}
    sealed = kinds & {"ciphertext", "mac", "data", "encryptedkey", "encryptedprivatekey"}
    if {"message", "kdf", "cipher"} <= kinds:  # EIP-2335
        sealed = kinds
    if len(kinds) < _LEAST_NAMES or not sealed:
        return
    if max(length for *_, length in names) < _SHORTEST_VALUE:
        return
    start, end = names[0][0], names[-1][1]
    opening = _BEFORE.search(folded, max(0, start - 600), start)
    end = _closed(folded, opening.start() if opening else start, end)
    level = CERTAIN if len(kinds) > _LEAST_NAMES else LIKELY
    yield SecretSpan("keystore", level, opening.start() if opening else start, end)


def _closed(folded: str, start: int, end: int) -> int:
    """Return the end of the object: after the brackets still open, as far as they are near."""
    while folded.count("{", start, end) > folded.count("}", start, end):
        closing = _AFTER.match(folded, end)
        if closing is None:
            break
        end = closing.end()
    return end


def _arrays(searched: Searched) -> Iterator[SecretSpan]:
    """Yield arrays of 64 bytes that are a key pair (RFC 8032), of 32 and 64 when called a key."""
    if searched.names_keys and searched.text.count(",") + searched.text.count(";") >= _SEPARATORS:
        yield from _bare_arrays(searched)
    if not any(map(searched.text.__contains__, "[{(")):
        return
    proofs = _MOST_PROVED
    for array in islice(_ARRAY.finditer(searched.text), _MOST_ARRAYS):
        values = [int(number) for number in re.findall(r"\d+", array[1])]
        if len(values) not in (32, 64) or max(values) > 255 or len(set(values)) < 16:
            continue
        level = None
        if len(values) == 64 and proofs > 0:
            proofs -= 1
            level = CERTAIN if is_ed25519_pair(bytes(values)) else None
        if level is None and searched.calls_key(*array.span()):
            level = LIKELY
        if level is not None:
            yield SecretSpan("solana_key", level, *array.span())


def _bare_arrays(searched: Searched) -> Iterator[SecretSpan]:
    """Yield 64 bytes without brackets, when they are called a key."""
    for found in islice(_BARE.finditer(searched.text), _MOST_ARRAYS):
        if searched.calls_key(*found.span()):
            yield SecretSpan("solana_key", LIKELY, *found.span())


def _pem(searched: Searched) -> Iterator[SecretSpan]:
    folded = searched.folded
    place = folded.find("begin")
    for _ in range(_MOST_BLOCKS):
        if place < 0:
            return
        block = _PEM.match(folded, place)
        if block is not None and _PEM_SHORTEST.search(block["body"]):
            lead = len(folded[max(0, place - _LONGEST_LEAD) : place].rstrip("- "))
            start = max(0, place - _LONGEST_LEAD) + lead
            yield SecretSpan("pem_key", CERTAIN, start, block.end())
        place = folded.find("begin", place + 1 if block is None else block.end())
