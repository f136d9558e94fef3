"""Header fields without what must not be kept (RFC 5322 §2.2, RFC 2047, RFC 2045 §5, RFC 2183).

A field that holds nothing stays as it was, byte by byte. One that does is written anew where its
words are free text, and dropped where they are ids or a structure nobody can mend.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chalicelib.reading.structure.addresses import parse_contacts
from chalicelib.reading.structure.headers import decode_value, parse_parameters
from chalicelib.reading.structure.sanitise_texts import Redact

_PEOPLE = frozenset({"from", "to", "cc", "bcc", "reply-to", "sender", "resent-from", "resent-to",
                     "resent-cc", "disposition-notification-to", "return-receipt-to",
                     "errors-to"})  # fmt: skip
_IDS = frozenset({"message-id", "references", "in-reply-to", "resent-message-id", "date",
                  "mime-version", "content-id", "content-location"})  # fmt: skip
# Written by programs on the way, most of it in base64: what stands there, no customer typed.
_OF_MACHINES = re.compile(
    r"received|return-path|received-spf|authentication-results|dkim-signature|"
    r"domainkey-signature|(?:arc|x-ses|x-google|x-gm|x-ms-exchange|x-microsoft|x-forefront|"
    r"x-qq|x-spam|x-proofpoint|ironport)-.*"
)
_TOLD = frozenset({"subject", "from", "to", "cc", "reply-to", "comments", "keywords"})
_KEPT = ("boundary", "charset", "format", "delsp", "type", "start", "protocol", "micalg", "method",
         "report-type")  # fmt: skip
_NAMES = ("filename", "name")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'+.^_`|~/=:?@-]{1,200}")
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})$")
_JOINTS = re.compile(r"[-_.,+;()\[\]]+")
_WORD_BYTES = 42  # RFC 2047 §2: an encoded word has at most 75 characters
_PLAIN = re.compile(r"[ -~]{0,60}")

FieldEdits = Mapping[str, "bytes | None"]
"""New values of fields by lower-case name; None drops the field."""


@dataclass(frozen=True, slots=True)
class Field:
    """One header field as it stands in the mail: offsets of its first and behind its last byte.

    `name` is in lower case, "" for a line that is no field.
    """

    name: str
    start: int
    end: int


def fields_of(content: bytes, start: int, end: int) -> list[Field]:
    """Return the lines of a head as fields, folded lines with theirs, without the blank line."""
    found: list[Field] = []
    at = start
    for line in content[start:end].splitlines(keepends=True):
        after = at + len(line)
        if line[:1] in (b"\r", b"\n"):
            break
        if line[:1] in (b" ", b"\t") and found:
            found[-1] = Field(found[-1].name, found[-1].start, after)
        else:
            name, colon, _ = line.partition(b":")
            text = name.strip().lower().decode("ascii", "replace") if colon else ""
            found.append(Field(text, at, after))
        at = after
    return found


def redacted_fields(
    content: bytes, fields: list[Field], redact: Redact
) -> Iterator[tuple[Field, bytes | None]]:
    """Yield the fields that hold a secret, with their new value (None: to be dropped)."""
    for field in fields:
        if _OF_MACHINES.fullmatch(field.name):
            continue
        place = field.name if field.name in _TOLD else "header"
        raw = content[field.start : field.end].decode("ascii", "surrogateescape")
        value = raw.partition(":")[2] if field.name else raw
        if _named_by_secret(field.name, redact):
            yield field, None
        elif field.name in ("content-type", "content-disposition"):
            new = redacted_parameters(value, redact)
            if new is not None:
                yield field, new
        else:
            text = decode_value(value, [])
            clean = redact(text, place)
            if clean != text:
                yield field, _rewritten(field.name, value, clean, redact)


def _named_by_secret(name: str, redact: Redact) -> bool:
    words = name.replace("-", " ")
    return len(words) > 24 and redact(words, "header") != words


def _rewritten(name: str, value: str, clean: str, redact: Redact) -> bytes | None:
    if name in _IDS or not name:
        return None
    if name in _PEOPLE:
        return _people(value, redact)
    return encoded_words(clean)


def _people(value: str, redact: Redact) -> bytes | None:
    """Return an address header whose names are redacted; an address that is a secret goes."""
    out: list[bytes] = []
    for person in parse_contacts(value, []):
        address = str(person.address)
        if redact(address, "header") != address or not address.isascii():
            continue
        name = encoded_words(redact(person.name, "header"), always=True) if person.name else b""
        out.append(name + b" <" + address.encode("ascii") + b">")
    return b",\r\n ".join(out) or None


def encoded_words(text: str, *, always: bool = False) -> bytes:
    """Return a header value: as it stands when short and plain, else RFC 2047 words, folded.

    >>> encoded_words("Hello")
    b'Hello'
    """
    if not always and _PLAIN.fullmatch(text) and "=?" not in text:
        return text.encode("ascii")
    words: list[bytes] = []
    piece = b""
    for char in text:
        data = char.encode("utf-8", "replace")
        if len(piece) + len(data) > _WORD_BYTES:
            words.append(piece)
            piece = b""
        piece += data
    words.append(piece)
    return b"\r\n ".join(b"=?utf-8?b?" + base64.b64encode(word) + b"?=" for word in words)


def redacted_parameters(value: str, redact: Redact) -> bytes | None:
    """Return Content-Type or -Disposition without secrets, None when it holds none.

    A file name that holds one is replaced whole, but for its ending.
    """
    kind, parameters = parse_parameters(value, [])
    names = {name: parameters[name] for name in _NAMES if parameters.get(name)}
    dirty = {name for name, text in names.items() if name_holds(text, redact)}
    whole = decode_value(value, [])
    if not dirty and redact(whole, "header") == whole:
        return None
    kept = {name: parameters[name] for name in _KEPT if name in parameters}
    kept |= {name: without_name(text) if name in dirty else text for name, text in names.items()}
    return _parameters_value(kind, kept, redact)


def name_holds(name: str, redact: Redact) -> bool:
    """Return whether a file name holds a secret, its joints read as blanks too."""
    parted = _JOINTS.sub(" ", name)
    return any(redact(one, "file name") != one for one in dict.fromkeys((name, parted)))


def without_name(name: str) -> str:
    """Return what a file is called whose name had to go; its ending tells what it is."""
    ending = _EXTENSION.search(name)
    return f"removed.{ending[1].lower()}" if ending and len(ending[1]) <= 5 else "removed"


def _parameters_value(kind: str, parameters: Mapping[str, str], redact: Redact) -> bytes:
    kind = kind.partition(" ")[0]
    if not _TOKEN.fullmatch(kind) or redact(kind, "header") != kind:
        kind = "attachment"
    parts = [kind.encode("ascii")]
    for name, text in parameters.items():
        if redact(text, "header") == text:
            parts.append(parameter(name, text))
    return b";\r\n ".join(parts)


def parameter(name: str, text: str) -> bytes:
    """Return one parameter, quoted, or in RFC 2231's form where it is not plain."""
    if _TOKEN.fullmatch(text) or (text.isascii() and text.isprintable() and '"' not in text):
        return f'{name}="{text}"'.replace("\\", "").encode("ascii")
    from urllib.parse import quote

    return f"{name}*=utf-8''{quote(text.encode('utf-8', 'replace'), safe='')}".encode("ascii")
