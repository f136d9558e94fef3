"""Time: little for ordinary text, and bounded for whatever a stranger may send."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from chalicelib.understanding.secrets import find_secrets

from . import throwaway as make

_ENGLISH = (
    "Hello, I sent some coins to my friend yesterday, but they have not arrived yet. The app shows "
    "a green check and says completed, while his side shows nothing at all. My recovery phrase is "
    "safe and I told nobody my password. What should I do next? "
)
_CHINESE = (
    "你好，我昨天给朋友转了一些币，到现在还没有到账，应用里显示已经完成，可是他那边什么都没有，请帮我查一下，"
    "助记词和密码我都没有告诉过任何人，手机也重启过两次了。"
)
_SIZE = 100_000
_SOURCE = make.seeded(13)
_LISTED = list(make.indexes("english"))
_HAN = list(make.indexes("chinese_simplified"))


def _filled(piece: Callable[[], str]) -> str:
    """Return 100,000 characters of what `piece` makes."""
    pieces: list[str] = []
    size = 0
    while size < _SIZE:
        pieces.append(piece())
        size += len(pieces[-1])
    return "".join(pieces)[:_SIZE]


def _hostile() -> Iterator[tuple[str, str]]:
    choose, key = _SOURCE.choice, lambda: make.hex_key(_SOURCE)
    yield "listed words", _filled(lambda: f"{choose(_LISTED)} ")
    yield "every other listed", _filled(lambda: f"{choose(_LISTED)} xq ")
    yield "mistyped", _filled(lambda: f"{choose(_LISTED)} {choose(_LISTED)[:-1]}q ")
    yield (
        "short runs",
        _filled(lambda: " ".join(_SOURCE.choices(_LISTED, k=8)) + " tavern unlik seed "),
    )
    yield "glued", _filled(lambda: choose(_LISTED))
    yield "letters", _filled(lambda: choose("abcde") + " ")
    yield "han", _filled(lambda: choose(_HAN))
    yield "han apart", _filled(lambda: choose(_HAN) + " ")
    yield "digits", _filled(lambda: str(_SOURCE.random())[2:])
    yield "cards", _filled(lambda: make.card(_SOURCE) + " ")
    yield "hex", _filled(lambda: key() + " ")
    yield "hex with an address", f"0x{key()[:40]} " + _filled(lambda: key() + " ")
    yield "keys", _filled(lambda: f"private key {key()} ")
    yield "base58", _filled(lambda: make.base58.encode(_SOURCE.randbytes(64)) + " ")
    yield "base58 in pieces", _filled(lambda: make.base58.encode(_SOURCE.randbytes(15)) + "\n")
    yield "brackets", "[" * _SIZE
    yield "arrays", "[1," * (_SIZE // 3)
    yield "open keystores", '{"ciphertext":' * (_SIZE // 14)
    yield "pem heads", "-----begin private key-----" * (_SIZE // 27)
    yield "pem body", "-----begin private key-----" + "A" * _SIZE
    for cue in ("password ", "password: ", "private key ", "verification code ", "助记词", "seed "):
        yield f"only {cue}", cue * (_SIZE // len(cue))
    for odd in (
        "a\u200b",
        "&amp;",
        "e\u0301",
        "=\n",
        "\\n",
        "<li>a</li>",
        "<a",
        '"',
        " ",
        "\n",
        "-",
    ):
        yield f"only {odd!r}", odd * (_SIZE // len(odd)) + "</"


_HOSTILE = dict(_hostile())


def _best_ms(text: str, tries: int) -> float:
    """Return the least CPU time of several searches, in milliseconds."""
    best = float("inf")
    for _ in range(tries):
        start = time.process_time()
        find_secrets(text)
        best = min(best, time.process_time() - start)
    return 1000 * best


@pytest.mark.parametrize("text", [(_ENGLISH * 30)[:5000], (_CHINESE * 30)[:1700]])
def test_ordinary_text_costs_little(text: str) -> None:
    """A quarter of a millisecond on the machine it was written on; four times that here."""
    find_secrets(text)

    assert _best_ms(text, 20) < 1.0


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)
def test_hostile_text_costs_a_bounded_time(text: str) -> None:
    """A tenth of a megabyte of nothing but candidates takes some tens of milliseconds."""
    assert _best_ms(text, 3) < 150


@pytest.mark.parametrize(
    "name",
    ["listed words", "every other listed", "short runs", "han", "hex", "keys", "base58", "digits"],
)
def test_four_times_the_text_costs_four_times_the_time(name: str) -> None:
    """What a candidate costs does not depend on how many there are; 40 ms are for the clock."""
    once, four_times = _best_ms(_HOSTILE[name], 3), _best_ms(_HOSTILE[name] * 4, 3)

    assert four_times < 5 * once + 40


@pytest.mark.parametrize("name", ["listed words", "hex", "base58", "digits", "only password: "])
def test_a_secret_behind_hostile_text_is_found(name: str) -> None:
    """No bound on what is looked at hides the end of a long text."""
    key = make.wif(make.seeded(3))
    phrase = " ".join(make.phrase(make.seeded(3), "english"))
    text = f"{_HOSTILE[name]}\n\nThank you. The rest:\n{{}}\nBye"

    assert any(text.index("{") < s.end for s in find_secrets(text.format(phrase)))
    assert any(text.index("{") + len(key) <= s.end for s in find_secrets(text.format(key)))
