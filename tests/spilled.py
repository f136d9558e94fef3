"""All that can be read in stored bytes, whichever way: for asserting that something is not there.

It shares no code with what removes secrets: mails are opened by the standard library.
"""

from __future__ import annotations

import email
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email.header import decode_header, make_header
from email.message import Message
from html import unescape
from urllib.parse import unquote_plus

_DEEPEST = 5
_MARKS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_ASCII_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}
_ASCII_DIGITS = {code: None for code in range(128) if chr(code).isdigit()}
_TAG = re.compile(r"<[^<>]*>")


def squeezed(text: str) -> str:
    """Return the letters and digits of a text alone, so that no white space or mark hides it."""
    folded = text.casefold()
    return folded.translate(_ASCII_MARKS) if folded.isascii() else _MARKS.sub("", folded)


def _without_digits(text: str) -> str:
    return text.translate(_ASCII_DIGITS) if text.isascii() else _DIGITS.sub("", text)


def everything_in(content: bytes) -> str:
    """Return every reading of a mail, squeezed: raw, decoded, unpacked, without its markup.

    Each reading comes a second time without digits, since words may be numbered.
    """
    readings = [squeezed(text) for text in dict.fromkeys(_of_mail(content, _DEEPEST))]
    return " ".join([*readings, *map(_without_digits, readings)])


def _of_mail(content: bytes, depth: int) -> Iterator[str]:
    yield content.decode("latin-1")
    message = email.message_from_bytes(content)
    for part in message.walk():
        for name, value in part.items():
            yield name
            with suppress(LookupError, UnicodeError, ValueError):
                yield str(make_header(decode_header(str(value))))
        yield part.get_filename("")
        if part.preamble or part.epilogue:
            yield f"{part.preamble} {part.epilogue}"
        yield from _of_part(part, depth)


def _of_part(part: Message, depth: int) -> Iterator[str]:
    if part.is_multipart():
        return
    data = part.get_payload(decode=True)
    if isinstance(data, bytes):
        yield from _of_file(data, depth)
        with suppress(LookupError, UnicodeError, ValueError):
            yield data.decode(part.get_content_charset("utf-8"))


def _of_file(data: bytes, depth: int) -> Iterator[str]:
    for charset in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        text = data.decode(charset, "ignore")
        yield text
        yield unescape(_TAG.sub("", text))
        yield unescape(_TAG.sub(" ", text))
        yield unquote_plus(text)
    if depth <= 0:
        return
    if data.startswith(b"PK"):
        yield from _of_zip(data, depth)
    if data.startswith(b"\x1f\x8b"):
        with suppress(OSError, EOFError, zlib.error):
            yield from _of_file(gzip.decompress(data), depth - 1)
    if b"begin 644 " in data:
        from chalicelib.reading.structure.uuencode import extract_files

        for file in extract_files(data)[1]:
            yield from _of_file(file.data, depth - 1)


def _of_zip(data: bytes, depth: int) -> Iterator[str]:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            yield name
            yield from _of_file(packed.read(name), depth - 1)
