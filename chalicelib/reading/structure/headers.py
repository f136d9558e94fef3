"""Header fields → values: RFC 2047 words, RFC 2231 parameters, RFC 5322 dates and ids.

Values come as compat32 stores them: `str` with raw 8-bit bytes as surrogates. Every function is
total and takes linear time.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from chalicelib.reading.charset import clean_text, decode_text

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([BbQq])\?([^?]*)(?:\?=|$)")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_SPACES = re.compile(r"\s+")
_SURROGATE = re.compile("[\udc80-\udcff]")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_MAX_IDS = 200


def raw_bytes(value: str) -> bytes:
    """Return the bytes a compat32 header or payload string stands for."""
    return value.encode("utf-8", "surrogateescape")


def decode_value(raw: str, warnings: list[str], label: str | None = None) -> str:
    """Return a header value as readable text on one line; total.

    Args:
        raw: the value as compat32 keeps it.
        warnings: repairs are added here.
        label: the charset to believe for raw 8-bit bytes that are not UTF-8.
    """
    text = words_decoded(raw_decoded(unfold(raw), warnings, label), warnings)
    return _SPACES.sub(" ", clean_text(text)).strip()


def unfold(raw: str) -> str:
    """Return a header value on one line (RFC 5322 §2.2.3)."""
    return _FOLD.sub(" ", raw) if "\n" in raw or "\r" in raw else raw


def raw_decoded(value: str, warnings: list[str], label: str | None = None) -> str:
    """Return a value whose raw 8-bit bytes, if any, are decoded; encoded words are left."""
    if value.isascii() and "\x1b" not in value:
        return value
    decoded = decode_text(raw_bytes(value), label)
    _note(warnings, f"8-bit header read as {decoded.charset}")
    return decoded.text


def _note(warnings: list[str], warning: str) -> None:
    if warning and warning not in warnings:
        warnings.append(warning)


@dataclass(slots=True)
class _Run:
    """Encoded words that follow each other in one charset; their bytes belong together."""

    charset: str
    data: bytearray
    open_base64: str = ""


def words_decoded(value: str, warnings: list[str]) -> str:
    """RFC 2047: white space between two words is dropped; bytes of one charset are joined.

    Joining before decoding mends characters that were split between two words.
    """
    if "=?" not in value:
        return value
    out: list[str] = []
    run: _Run | None = None
    end = 0
    for match in _WORD.finditer(value):
        between = value[end : match.start()]
        end = match.end()
        charset = match[1].partition("*")[0].lower()
        if run is None or between.strip() or run.charset != charset:
            out.append(_run_text(run, warnings))
            out.append("" if run is not None and not between.strip() else between)
            run = _Run(charset, bytearray())
        _extend(run, match[2].lower(), match[3])
    out.append(_run_text(run, warnings))
    out.append(value[end:])
    return "".join(out)


def _extend(run: _Run, encoding: str, text: str) -> None:
    if encoding == "b":
        joined = run.open_base64 + "".join(text.split())
        keep = len(joined) % 4 if "=" not in joined else 0
        run.open_base64 = joined[len(joined) - keep :] if keep else ""
        run.data += decode_base64(joined[: len(joined) - keep].encode("ascii", "replace"))
        return
    data = text.replace(" ", "_").encode("utf-8", "surrogateescape")
    run.data += binascii.a2b_qp(data, header=True)


def _run_text(run: _Run | None, warnings: list[str]) -> str:
    if run is None:
        return ""
    if run.open_base64:
        run.data += decode_base64(run.open_base64.encode("ascii", "replace"))
    decoded = decode_text(bytes(run.data), run.charset)
    _note(warnings, decoded.warning)
    return decoded.text


def decode_base64(data: bytes) -> bytes:
    """Return what base64 text holds, as far as it can be read; foreign characters are skipped."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def parse_parameters(
    raw: str, warnings: list[str], label: str | None = None
) -> tuple[str, dict[str, str]]:
    """Return the value before the first ";" in lower case, and the parameters by lower-case name.

    RFC 2231 continuations and charsets are put together; RFC 2047 words, raw 8-bit bytes and
    escapes without RFC 2231's asterisk, which no RFC allows, are decoded too.

    Args:
        raw: the value as compat32 keeps it.
        warnings: repairs are added here.
        label: the charset to believe where the parameter names none.
    """
    notes: list[str] = []
    value = raw_decoded(unfold(raw), notes, label)
    if "\ufffd" in value:  # a character was cut between two pieces: join them first
        value = unfold(raw)
    else:
        warnings += [note for note in notes if note not in warnings]
    head, _, rest = value.partition(";")
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, text in _parameter_pairs(rest):
        base, number, extended = _split_name(name)
        pieces.setdefault(base, []).append((number, extended, text))
    values = {name: _parameter_value(found, warnings, label) for name, found in pieces.items()}
    return head.strip().lower(), values


def _parameter_pairs(text: str) -> Iterator[tuple[str, str]]:
    at, size = 0, len(text)
    while at < size:
        equals = text.find("=", at)
        if equals < 0:
            return
        name = text[at:equals].rpartition(";")[2].strip().lower()
        start = equals + 1
        while start < size and text[start] in " \t":
            start += 1
        if start < size and text[start] == '"':
            value, at = _quoted(text, start + 1)
        else:
            end = text.find(";", start)
            end = size if end < 0 else end
            value, at = text[start:end].strip(), end + 1
        if name:
            yield name, value


def _quoted(text: str, start: int) -> tuple[str, int]:
    """Return the quoted string whose inside begins at `start`, and where it ends."""
    at = start
    while at < len(text) and text[at] != '"':
        at += 2 if text[at] == "\\" and text[at + 1 : at + 2] in ('"', "\\") else 1
    return re.sub(r'\\(["\\])', r"\1", text[start:at]), at + 1


def _split_name(name: str) -> tuple[str, int, bool]:
    extended = name.endswith("*")
    base, star, number = name.rstrip("*").partition("*")
    if star and number.isascii() and number.isdigit() and len(number) < 5:
        return base, int(number), extended
    return base, 0, extended


def _parameter_value(
    pieces: list[tuple[int, bool, str]], warnings: list[str], label: str | None
) -> str:
    starred = [piece for piece in pieces if piece[1]]
    if not starred:
        continued = len({number for number, _, _ in pieces}) > 1
        joined = "".join(text for _, _, text in sorted(pieces)) if continued else pieces[0][2]
        return _plain_value(joined, warnings, label)
    ordered = sorted(pieces if len(pieces) > len(starred) and _continued(pieces) else starred)
    named, data, open_text = "", b"", ""
    for index, (_, extended, text) in enumerate(ordered):
        if index == 0 and extended and text.count("'") >= 2:
            named, _, text = text.split("'", 2)  # it stands in front once
        if extended:  # an escape may be split between two pieces
            open_text += text
            continue
        data += unquote_to_bytes(open_text) + raw_bytes(text)
        open_text = ""
    data += unquote_to_bytes(open_text)
    decoded = decode_text(data, named or label)
    _note(warnings, decoded.warning)
    return words_decoded(decoded.text, warnings)


def _plain_value(text: str, warnings: list[str], label: str | None) -> str:
    """Return a value without an asterisk; what it holds all the same is decoded."""
    if _SURROGATE.search(text):
        text = raw_decoded(text, warnings, label)
    if text.count("%") >= 2 and text.count("%") == len(_ESCAPE.findall(text)):
        data = unquote_to_bytes(text)
        decoded = decode_text(data, label)
        if (b"\x1b" in data or not data.isascii()) and "\ufffd" not in decoded.text:
            _note(warnings, decoded.warning)
            return decoded.text
    return words_decoded(text, warnings)


def _continued(pieces: list[tuple[int, bool, str]]) -> bool:
    return any(number for number, _, _ in pieces)


def parse_message_ids(raw: str) -> tuple[str, ...]:
    """Return the message ids in a header, without brackets, in order, each once."""
    value = "".join(unfold(raw).split("\x00"))
    found = re.findall(r"<([^<>]+)>", value) if "<" in value else value.split()
    ids = ("".join(one.split()) for one in found[-_MAX_IDS:])
    return tuple(dict.fromkeys(clean_text(one)[:998] for one in ids if one))


def parse_date(raw: str) -> datetime | None:
    """Return the time in a Date header as aware UTC; a time without zone counts as UTC."""
    text = unfold(raw).strip()[:120]
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = parse(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
