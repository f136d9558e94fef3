"""Bytes → text, whatever the label says. Only decoding lives here; header syntax is headers.py.

Labels are read as the WHATWG Encoding standard does (gb2312 means gb18030, iso-8859-1 means
windows-1252), because senders mean that. A label that does not fit its bytes is repaired: every
likely charset is tried and the most readable text wins. How common a Han character is follows
from its row in GB 2312 and Big5, whose first level holds the common characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

_SAMPLE = 1536  # bytes that are scored: enough to know a language, and bounded
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
# Whole words or punctuation of UTF-8 Latin text read as windows-1252: "Ã©", "â€™".
_UTF8_AS_LATIN = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u2018-\u201e\u2122\u0152-\u0161]")


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
    return _is_utf8(data) or readability(decoded.text[:_SAMPLE]) < _GOOD


def _is_utf8(data: bytes) -> bool:
    return _strict(data, "utf-8") is not None


def _guess(data: bytes, codec: str | None, label: str | None) -> Decoded:
    """Return the most readable decoding; the labelled one wins ties."""
    sample = data[:_SAMPLE]
    candidates = dict.fromkeys(c for c in (codec, *_CANDIDATES) if c)
    best, best_score = codec or "cp1252", -1000.0
    for candidate in candidates:
        score = _score(sample, candidate, labelled=candidate == codec)
        if score > best_score + 1e-9:
            best, best_score = candidate, score
    text = data.decode(best, "replace")
    return Decoded(text, best, _warning(best, codec, label, broken="\ufffd" in text))


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
    return score


def _warning(codec: str, wanted: str | None, label: str | None, *, broken: bool) -> str:
    if codec != wanted and label and label.strip().lower() not in _NO_LABEL:
        return f"charset {_shown(label)} read as {codec}"
    if codec != wanted and codec != "utf-8":
        return f"charset missing, read as {codec}"
    return f"undecodable bytes in {codec}" if broken else ""


def _shown(label: str) -> str:
    return "".join(c for c in label.strip().lower() if c.isascii() and c.isprintable())[:40]


def readability(text: str) -> float:
    """Return how much `text` looks like writing, from about -2 (garbage) to 1.

    It is the mean over the characters beyond ASCII; 0.5 when there are none.
    """
    total, count = 0.0, 0
    before = " "
    for char in text:
        if char > "\x7f":
            total += _weight(char, before)
            count += 1
        elif char < " " and char not in "\t\n\r\x0c\x1b":
            total -= 2
            count += 1
        before = char
    if not count:
        return 0.5
    return total / count - len(_UTF8_AS_LATIN.findall(text)) / count


def _weight(char: str, before: str) -> float:
    if "\u4e00" <= char <= "\u9fff":
        # "Jos茅" is a Latin word in the wrong charset.
        return _han_weight(char) - (0.6 if before.isascii() and before.islower() else 0.0)
    if "\u00a0" <= char <= "\u024f" or "\u1e00" <= char <= "\u1eff":
        return _latin_weight(char, before)
    for low, high, weight in _SCRIPTS:
        if low <= char <= high:
            return _bicameral_weight(char, before) if weight is None else weight
    return -0.5


def _bicameral_weight(char: str, before: str) -> float:
    """Cyrillic and Greek: a capital after a small letter is how a wrong charset looks."""
    if char.isupper() and before.islower():
        return -1.0
    if before.isascii() and before.isalpha():
        return -0.7
    return 0.75 if char in _CYRILLIC_AND_GREEK else -0.3


_CYRILLIC_AND_GREEK = frozenset(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁІЇЄҐ"
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
)
_SCRIPTS: tuple[tuple[str, str, float | None], ...] = (
    ("\u0080", "\u009f", -2.0),
    ("\u0370", "\u052f", None),
    ("\u0590", "\u06ff", 0.7),
    ("\u0900", "\u0e7f", 0.7),
    ("\u2010", "\u2027", 0.5),
    ("\u20a0", "\u20bf", 0.3),
    ("\u2030", "\u2122", 0.2),
    ("\u2190", "\u27bf", 0.1),
    ("\u3000", "\u3002", 1.0),
    ("\u3003", "\u3020", 0.8),
    ("\u3040", "\u30ff", 0.9),
    ("\uac00", "\ud7a3", 0.8),
    ("\uff00", "\uff60", 0.8),
    ("\uff61", "\uff9f", -0.4),  # half-width kana: what GBK looks like as Shift-JIS
    ("\ufffd", "\ufffd", -2.0),
    ("\ue000", "\uf8ff", -1.5),
    ("\U0001f300", "\U0001faff", 0.9),
)


def _latin_weight(char: str, before: str) -> float:
    if not char.isalpha():
        return 0.1 if char in "\u00a0«»°·©®£§¿¡€" else -0.3
    if before.isascii() and (before.isalpha() or before in " \n\t\r(\"'-"):
        return -0.3 if char.isupper() and before.islower() else 1.0
    if char >= "\u1e00" or before.isascii():
        return 0.3
    return 0.4 if char.islower() and before.islower() else -0.4


@lru_cache(maxsize=8192)
def _han_weight(char: str) -> float:
    """Common characters are of the first level of GB 2312 (rows 16–55) or Big5 (A4–C6)."""
    try:
        if 0xB0 <= char.encode("gb2312")[0] <= 0xD7:
            return 1.0
    except UnicodeEncodeError:
        pass
    try:
        return 0.9 if 0xA4 <= char.encode("big5")[0] <= 0xC6 else -0.2
    except UnicodeEncodeError:
        return -0.6


def clean_text(text: str) -> str:
    """Return `text` with LF line ends, without NUL and byte order marks, NFC-normalised.

    Surrogates become U+FFFD, so that the text can always be written as UTF-8.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\ufeff", "")
    if not text.isascii():
        text = normalize("NFC", text.encode("utf-8", "replace").decode("utf-8", "replace"))
    return text
