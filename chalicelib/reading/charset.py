"""Bytes → text, whatever the label says. Only decoding lives here; header syntax is headers.py.

Labels are read as the WHATWG Encoding standard does (gb2312 means gb18030, iso-8859-1 means
windows-1252), because senders mean that. A label that does not fit its bytes is repaired: every
likely charset is tried and the most readable text wins.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from chalicelib.reading.readability import readability

_SAMPLE = 1536  # bytes that are scored: enough to know a language, and bounded
_BEFORE = 64  # of the ASCII that stands before the first foreign byte
_FOREIGN = re.compile(rb"[\x80-\xff]")
_FOREIGN_TEXT = re.compile("[^\x00-\x7f]")
_LABELS = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "gb_2312-80": "gb18030", "csgb2312": "gb18030", "euc-cn": "gb18030", "x-euc-cn": "gb18030",
    "gb2312-80": "gb18030", "gb18030-2000": "gb18030", "windows-936": "gb18030",
    "big5": "big5hkscs", "big-5": "big5hkscs", "x-x-big5": "big5hkscs", "cn-big5": "big5hkscs",
    "hz-gb-2312": "hz", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "windows-31j": "cp932", "iso-2022-jp": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext", "cp50221": "iso2022_jp_ext", "x-euc-jp": "euc_jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949",
    "windows-949": "cp949", "ks_c_5601-1989": "cp949", "euckr": "cp949",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso8859-1": "cp1252",
    "ascii": "cp1252", "us-ascii": "cp1252", "ansi_x3.4-1968": "cp1252", "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "iso-8859-8-i": "iso8859_8", "unicode-1-1-utf-7": "utf-7", "utf8": "utf-8",
    "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "unicode": "utf-16",
}  # fmt: skip
_GOOD = 0.5  # text that reads worse is doubted, though its bytes fit
_NO_LABEL = frozenset({"", "unknown-8bit", "x-unknown", "default", "unknown", "none", "binary"})
_STATEFUL = frozenset({"hz", "utf-7", "utf-16", "utf-16le", "utf-16be", "utf-32"})
_LATIN = frozenset({"cp1252", "iso8859-15", "mac-roman", "cp1254", "iso8859-2", "cp1250"})
# In the order of trust when two read equally well.
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "cp1252", "cp1251",
               "koi8_r")  # fmt: skip
_ESCAPES = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_ext"), (b"\x1b(", "iso2022_jp_ext"))
_JIS_ESCAPE = re.compile(rb"\x1b([$(][@A-Z])")
_JIS_SETS = {b"$@": "euc_jis_2004", b"$B": "euc_jis_2004", b"(I": "cp932"}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


_KOREAN = 8  # syllables; fewer may well be a Chinese name or title
_WORDS = re.compile("[\uac00-\ud7a3]{2} [\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the Python name of the charset it was read with, and what had to be repaired.

    `warning` is empty when the label was right.
    """

    text: str
    charset: str
    warning: str = ""


@lru_cache(maxsize=256)
def codec_for(label: str) -> str | None:
    """Return Python's name of the charset that `label` means, None when it means none.

    >>> codec_for("GB2312"), codec_for('"utf-8"'), codec_for("klingon")
    ('gb18030', 'utf-8', None)
    """
    name = label.strip().strip("\"'").strip().lower().partition("*")[0]
    if name in _NO_LABEL or not name.isascii() or not name.isprintable() or len(name) > 40:
        return None
    name = _LABELS.get(name, name.replace("charset=", ""))
    name = re.sub(r"^(?:x-)?cp-?(?=\d)", "cp", name)
    try:
        info = codecs.lookup(_LABELS.get(name, name))
    except (LookupError, ValueError):
        return None
    return info.name if info._is_text_encoding else None  # noqa: SLF001 — tells rot13 from text


def decode_text(data: bytes, label: str | None) -> Decoded:
    """Return `data` as text; never fails. The text is not normalised, its line ends are kept.

    Args:
        data: bytes in any charset.
        label: the charset as the message names it, None or "" when it names none.
    """
    codec = codec_for(label or "")
    for bom, bom_codec in _BOMS:
        if data.startswith(bom) and (codec not in _STATEFUL or bom_codec == "utf-8-sig"):
            return _strict(data, bom_codec) or _guess(data, codec, label)
    if data.isascii() and codec not in _STATEFUL:
        return _decode_ascii(data, codec)
    if codec is None:
        return _guess(data, None, label)
    decoded = _strict(data, codec)
    if decoded is None or _doubtful(data, decoded, codec):
        return _guess(data, codec, label)
    return decoded


def _strict(data: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), codec)
    except (UnicodeError, ValueError):
        return _vendor_jis(data) if codec.startswith("iso2022_jp") else None


def _vendor_jis(data: bytes) -> Decoded | None:
    """ISO-2022-JP with the vendors' characters (①, №, ㈱), which JIS X 0213 has as well."""
    out: list[str] = []
    charset = "ascii"
    try:
        for number, piece in enumerate(_JIS_ESCAPE.split(data)):
            if number % 2:
                charset = _JIS_SETS.get(piece, "ascii")
            elif charset == "ascii":
                out.append(piece.decode("ascii"))
            else:
                out.append(bytes(byte | 0x80 for byte in piece).decode(charset))
    except UnicodeError:
        return None
    return Decoded("".join(out), "iso2022_jp")


def _decode_ascii(data: bytes, codec: str | None) -> Decoded:
    if b"\x1b" in data:
        wanted = [codec] if codec and codec.startswith("iso2022") else []
        for escaped in (*wanted, *(name for mark, name in _ESCAPES if mark in data)):
            if decoded := _strict(data, escaped):
                return decoded
    return Decoded(data.decode("ascii"), codec or "ascii")


def _doubtful(data: bytes, decoded: Decoded, codec: str) -> bool:
    """Return whether bytes that fit their label may still be something else.

    UTF-8 that decodes is UTF-8. Everything else is doubted when the bytes are UTF-8 as well, or
    when the text reads badly.
    """
    if codec in ("utf-8", "utf-8-sig") or codec in _STATEFUL or codec.startswith("iso2022"):
        return False
    first = _FOREIGN_TEXT.search(decoded.text)
    start = max(0, first.start() - _BEFORE) if first else 0
    return _is_utf8(data) or readability(decoded.text[start : start + _SAMPLE]) < _GOOD


def _is_utf8(data: bytes) -> bool:
    return _strict(data, "utf-8") is not None


def _guess(data: bytes, codec: str | None, label: str | None) -> Decoded:
    """Return the most readable decoding; the labelled one wins ties."""
    sample = _telling(data)
    candidates = dict.fromkeys(c for c in (codec, *_CANDIDATES) if c)
    best, best_score = codec or "cp1252", -1000.0
    for candidate in candidates:
        score = _score(sample, candidate, labelled=candidate == codec)
        if score > best_score + 1e-9:
            best, best_score = candidate, score
    text = data.decode(best, "replace")
    return Decoded(text, best, _warning(best, codec, label, broken="\ufffd" in text))


def _telling(data: bytes) -> bytes:
    """Return what is scored: it begins shortly before the first foreign byte, at a multiple of 4.

    Up to there every charset but the stateful ones reads the same.
    """
    first = _FOREIGN.search(data)
    start = max(0, first.start() - _BEFORE) & ~3 if first else 0
    return data[start : start + _SAMPLE]


def _score(sample: bytes, codec: str, *, labelled: bool) -> float:
    text = sample.decode(codec, "ignore" if codec == "utf-7" else "replace")
    if len(sample) == _SAMPLE:
        text = text.rstrip("\ufffd")  # the sample may end inside a character
    score = readability(text)
    if labelled:  # a label that fits weighs the more, the fewer characters there are to judge by
        foreign = sum(char > "\x7f" for char in text)
        score += 0.25 if "\ufffd" in text else 0.4 + min(1.0, 2 / max(1, foreign))
    if codec == "utf-8" and "\ufffd" not in text:
        # Other charsets hardly ever look like valid UTF-8, and least of all in threes.
        score += 1.6 if any(char >= "\u0800" for char in text) else 1.0
    return score + (0.5 if codec == "cp949" and _is_korean(text) else 0.0)


def _is_korean(text: str) -> bool:
    """Hangul read as GBK are common Han characters, but Chinese has no spaces between words."""
    foreign = [char for char in text if char > "\x7f"]
    hangul = sum("\uac00" <= char <= "\ud7a3" for char in foreign)
    return hangul >= _KOREAN and hangul == len(foreign) and bool(_WORDS.search(text))


def _warning(codec: str, wanted: str | None, label: str | None, *, broken: bool) -> str:
    if codec != wanted and label and label.strip().lower() not in _NO_LABEL:
        return f"charset {_shown(label)} read as {codec}"
    if codec != wanted and codec != "utf-8":
        return f"charset missing, read as {codec}"
    return f"undecodable bytes in {codec}" if broken else ""


def _shown(label: str) -> str:
    return "".join(c for c in label.strip().lower() if c.isascii() and c.isprintable())[:40]


def clean_text(text: str) -> str:
    """Return `text` with LF line ends, without NUL and byte order marks, NFC-normalised.

    Surrogates become U+FFFD, so that the text can always be written as UTF-8.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\ufeff", "")
    if not text.isascii():
        text = normalize("NFC", text.encode("utf-8", "replace").decode("utf-8", "replace"))
    return text
