"""The words people use for a recovery phrase, in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from chalicelib.understanding.secrets.places import places
from chalicelib.understanding.secrets.scripts import CYRILLIC, HAN, HANGUL, KANA, Script

_WORDS = (
    "seed seeds seedphrase mnemonic mnemonics phrase phrases recovery passphrase words backup "
    "semilla semente mnemonica mnemonico mnemotecnica frase palabras palavras recuperacion "
    "recuperacao parole mnemonique mots secrete secret wiederherstellung wiederherstellungsphrase "
    "kurtarma anahtar tohum kelime fraze fraza slova seedu pemulihan frasa kata cum khoi phuc "
    "slip slip39 shamir monero xmr electrum polyseed share shares word semillas mnemotecnicas "
    "recuperacao frases kelimeler kelimelerim kelimelerimi gizli"
)
WORDS = frozenset(_WORDS.split())
"""One of these Latin words is in any text that talks of a recovery phrase in Latin script."""

_OTHERS = (
    "助记|助記|恢复词|恢復詞|恢复短语|恢復短語|恢复密语|[种種]子|备份词|備份詞|注记词|註記詞|助憶詞|"
    "私密短语|"
    "ニーモニック|リカバリー|シード|復元フレーズ|復元用|秘密のフレーズ|"
    "니모닉|복구 ?(?:문구|구문|단어)|시드|비밀 ?(?:복구|문구|구문)|"
    "мнемон|сид[ -]?фраз|секретн\\w* (?:фраз|слов)|"
    "фраз\\w* (?:восстановл|для восст)|резервн\\w* фраз"
)
_OTHER = re.compile(_OTHERS)
OTHER_STEMS: Mapping[Script, tuple[str, ...]] = {
    HAN: (*"助种種", "恢复", "恢復", "备份", "備份", "注记", "註記", "私密", "復元", "秘密"),
    KANA: ("ニーモ", "リカバ", "シード"),
    HANGUL: ("니모닉", "복구", "시드", "비밀"),
    CYRILLIC: ("мнемон", "сид", "секретн", "фраз", "резервн"),
}
"""What these begin with: a text without any of them does not speak of one."""
CUE = re.compile(
    r"\bseeds?\b|seed ?phrase|mnemoni|mnemo?tec|(?:recovery|backup|secret|wallet) (?:\w+ )?"
    r"(?:phrase|words?|seed|key)|\bphrase\b|pass ?phrase|(?:my|the|these|all|our|his|her) "
    r"(?:\d\d |twelve |fifteen |eighteen |twenty[ -]?four )?"
    r"(?:secret |recovery |seed |backup )?words"
    r"|\d\d words|\bwords? \d|\bbackup ?[:=]|"
    r"(?:first|second|last|next|other|remaining) (?:\w+ )?words|"
    r"semilla|semente|frase|palabras|palavras|parole|recuperaci|recuperac|"
    r"\bmots\b|phrase secr|recuperation|wiederherstell|kurtarma|tohum|gizli kelime|fraze|frasa|"
    r"kata kunci|"
    r"cum tu|khoi phuc|slip-?39|shamir|monero|electrum|polyseed|shares?\b|" + _OTHERS
)
"""A cue, wherever it stands."""

_BARE = re.compile(r"\b(?:seeds?|phrase|shares?)\b")
_PLAIN = re.compile(
    r"(?:\w+ )?(?:\d\d |twelve |fifteen |eighteen |twenty[ -]?four )?(?:\w+ )?words|words? \d"
    r"|palabras|palavras|parole|mots"
)
_PRESENTED = re.compile(
    r"\b(?:seeds?|phrase|shares?)\b(?=\s?[^\w\s]|[ \t]?\r?\n|\s(?:is|are|was|here|words?|phrase|"
    r"backup|for (?:my|the|this)|of (?:my|the|this)|to (?:my|the|this))\b)"
    r"|\b(?:my|your|our|this|these|wallet|secret|recovery|backup|\d\d|twelve|lost|new|old|full|"
    r"complete|whole) (?:seeds?|phrase|shares?)\b"
)
"""The words of `_BARE` as they are said; they are listed words too, and mere words of prose."""

_NEAR_BEFORE = 100
_NEAR_AFTER = 50


def is_in_script(folded: str, stems: Iterable[str]) -> bool:
    """Return whether a text calls something that in another script than the Latin.

    `stems` are those of OTHER_STEMS that are in the text.
    """
    return any(
        _OTHER.match(folded, place) is not None
        for stem in stems
        for place in places(folded, stem, 2 * len(folded))
    )


def is_near(folded: str, start: int, end: int, first_end: int) -> bool:
    """Return whether a cue stands shortly before or after a place.

    `first_end` is where the first word of the place ends: it may be the last of the cue.
    """
    return any(True for _ in _cues(folded, start, end, first_end))


def is_named(folded: str, start: int, end: int, first_end: int) -> bool:
    """Return whether such a cue is more than a listed word among others."""
    return any(
        _BARE.fullmatch(cue[0]) is None
        or _PRESENTED.search(folded, cue.start() - 10, cue.end() + 20)
        for cue in _cues(folded, start, end, first_end)
    )


def is_named_in_full(folded: str, start: int, end: int, first_end: int) -> bool:
    """Return whether such a cue says more than that there are words, as lessons do."""
    return any(
        _BARE.fullmatch(cue[0]) is None and _PLAIN.fullmatch(cue[0]) is None
        for cue in _cues(folded, start, end, first_end)
    )


def _cues(folded: str, start: int, end: int, first_end: int) -> Iterator[re.Match[str]]:
    yield from CUE.finditer(folded, max(0, start - _NEAR_BEFORE), first_end)
    yield from CUE.finditer(folded, end, min(len(folded), end + _NEAR_AFTER))
