"""A mail without what must not be kept: raw bytes and a judge of texts → sanitised MIME bytes.

Every place a text can lie in is looked at: each header, each part whatever its charset and
transfer encoding, hidden text and attributes of pages, text-like files, names of files, archives'
members, mails inside the mail, and what stands between the parts. A part that holds nothing stays
as it is, byte by byte, SES's trace block above all. One that does is written anew as UTF-8 in
base64 (RFC 2045 §6.8); a packed file is replaced by a note.

Total and idempotent: the result is looked at again until nothing is found, and a mail that will
not come clean is replaced by a note under those of its headers that do.
"""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.reading.charset import clean_text, decode_text
from chalicelib.reading.structure.bodies import is_body, page_charset
from chalicelib.reading.structure.flowed import unflow
from chalicelib.reading.structure.mime_tree import Leaf, Part, content_of, parse_tree, walk
from chalicelib.reading.structure.sanitise_files import holds_secret, tnef_text
from chalicelib.reading.structure.sanitise_heads import fields_of, name_holds, redacted_fields
from chalicelib.reading.structure.sanitise_parts import (
    Edit,
    NewBody,
    canonical,
    in_base64,
    part_edits,
)
from chalicelib.reading.structure.sanitise_texts import (
    Redact,
    redacted,
    redacted_page,
    text_of,
    wide_charset,
)
from chalicelib.reading.structure.uuencode import extract_files

REMOVED_FILE = "[This attachment held a secret and was removed. 此附件含有机密信息，已被移除。]"
REMOVED_MAIL = "[This message held a secret and was removed. 此邮件含有机密信息，已被移除。]"

_MAX_NESTED = 6
_ROUNDS = 3
_HTML = ("text/html", "application/xhtml+xml")
_SAFE_HEADS = frozenset({"from", "to", "cc", "reply-to", "date", "message-id", "subject",
                         "in-reply-to", "references", "return-path", "received", "received-spf",
                         "authentication-results", "x-ses-spam-verdict", "x-ses-virus-verdict",
                         "x-ses-receipt", "auto-submitted", "precedence", "list-id"})  # fmt: skip


def sanitise(content: bytes, redact: Redact) -> bytes:
    """Return the mail without secrets; the very same object when it holds none. Never raises.

    Args:
        content: the mail as stored.
        redact: the judge: see `Redact`.
    """
    return _sanitised(content, redact, _MAX_NESTED)


def _sanitised(content: bytes, redact: Redact, nested: int) -> bytes:
    known = content
    for _ in range(_ROUNDS):
        edits = _edits(known, redact, nested)
        if not edits:
            return known
        known = _spliced(known, edits)
    return known if not _edits(known, redact, nested) else removed_mail(content, redact)


def removed_mail(content: bytes, redact: Redact) -> bytes:
    """Return a note under the mail's own headers, those of them that hold nothing."""
    tree = parse_tree(content, [])
    _, body, _ = tree.body_span()
    fields = fields_of(content, 0, body)
    dirty = {field for field, _ in redacted_fields(content, fields, redact)}
    kept = b"".join(
        content[field.start : field.end]
        for field in fields
        if field.name in _SAFE_HEADS and field not in dirty
    )
    text = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return kept.rstrip(b"\r\n") + b"\r\n" * bool(kept) + text + in_base64(canonical(REMOVED_MAIL))


def _spliced(content: bytes, edits: list[Edit]) -> bytes:
    out: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            continue  # one inside another: the next round looks again
        out += [content[at : edit.start], edit.new]
        at = edit.end
    return b"".join([*out, content[at:]])


def _edits(content: bytes, redact: Redact, nested: int) -> list[Edit]:
    tree = parse_tree(content, [])
    edits: list[Edit] = []
    spans: list[tuple[int, int]] = []
    for part in _parts(tree):
        start, body, end = part.span()
        spans.append((start, body if part.parts else end))
        if part.parts:
            edits += part_edits(content, part, redact, None)
    files = 0
    for leaf in walk(tree):
        files += not is_body(leaf)
        place = _place(leaf, files)
        edits += part_edits(content, leaf.part, redact, _new_body(leaf, place, redact, nested))
    return edits + list(_between(content, spans, redact))


def _parts(tree: Part) -> Iterator[Part]:
    stack = [tree]
    while stack:
        part = stack.pop()
        yield part
        stack.extend(part.parts)


def _place(leaf: Leaf, files: int) -> str:
    if not is_body(leaf):
        return f"attachment {files}"
    return "html" if leaf.part.media_type() in _HTML else "text"


def _between(content: bytes, spans: list[tuple[int, int]], redact: Redact) -> Iterator[Edit]:
    """Look at what stands between the parts; of a stretch with a secret only delimiters stay."""
    at = 0
    for start, end in [*sorted(spans), (len(content), len(content))]:
        between = content[at:start]
        if start > at and between.strip():
            text = clean_text(decode_text(between, None).text)
            if redact(text, "text") != text:
                lines = between.splitlines(keepends=True)
                kept = [line for line in lines if line.startswith(b"--") or not line.strip()]
                yield Edit(at, start, b"".join(kept))
        at = max(at, end)


def _new_body(leaf: Leaf, place: str, redact: Redact, nested: int) -> NewBody | None:
    """Return what a leaf's body must become, None when it may stay."""
    part = leaf.part
    kind = part.media_type()
    data = content_of(part)
    if kind.startswith("message/") and kind != "message/delivery-status" and nested > 0:
        clean = _sanitised(data, redact, nested - 1)
        if clean is not data:
            return NewBody(data=clean, kind="")
        return None
    label = part.parameters().get("charset", "")
    if is_body(leaf) or kind.startswith("text/"):
        charset = label or page_charset(data) or wide_charset(data)
        return _new_text(part, data, charset, place, redact)
    if holds_secret(data, redact, place):
        words = tnef_text(data, redact, place)
        note = f"{words}\n\n{REMOVED_FILE}" if words else REMOVED_FILE
        return NewBody(data=canonical(note), kind="text/plain", name="removed.txt")
    text = text_of(data, label)
    if not text:
        return None
    clean_file = redacted(text, redact, place)
    return None if clean_file == text else NewBody(data=canonical(clean_file), kind="text/plain")


def _new_text(part: Part, data: bytes, label: str, place: str, redact: Redact) -> NewBody | None:
    packed = False
    if b"begin " in data:
        rest, files = extract_files(data)
        packed = any(_file_holds(one.name, one.data, redact, place) for one in files)
        data = rest if packed else data
    text = clean_text(decode_text(data, label).text)
    if part.media_type() in _HTML or text.lstrip()[:9].lower() in ("<!doctype", "<html>"):
        page = redacted_page(text, redact, place)
        return None if page == text else NewBody(data=canonical(page), kind="text/html")
    if part.parameters().get("format", "").lower() == "flowed":
        joined = part.parameters().get("delsp", "").lower() == "yes"
        whole = unflow(text, joined=joined)
        text = whole if redact(whole, place) != whole else text
    clean = redacted(text, redact, place)
    if clean == text and not packed:
        return None
    kind = part.media_type() if part.media_type().startswith("text/") else "text/plain"
    note = f"\n\n{REMOVED_FILE}" if packed else ""
    return NewBody(data=canonical(clean + note), kind=kind)


def _file_holds(name: bytes, data: bytes, redact: Redact, place: str) -> bool:
    if name_holds(decode_text(name, None).text, redact) or holds_secret(data, redact, place):
        return True
    text = text_of(data)
    return bool(text) and redacted(text or "", redact, place) != text


__all__ = ["REMOVED_FILE", "REMOVED_MAIL", "Redact", "removed_mail", "sanitise"]
