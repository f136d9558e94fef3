"""A tree of parts → the texts people wrote and the list of what they attached.

Of alternatives the plain text is taken, or the HTML when the plain text is blank; parts beside
each other are joined in order. Attachments are hashed one at a time and not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chalicelib.reading.charset import clean_text, decode_text
from chalicelib.reading.html_text import html_to_text
from chalicelib.reading.message import Attachment
from chalicelib.reading.structure.attachments import Packed, listed, packed_attachment, packed_in
from chalicelib.reading.structure.flowed import unflow
from chalicelib.reading.structure.mime_tree import Leaf, Part, content_and_repair, header, walk
from chalicelib.reading.structure.uuencode import extract_files

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.I)
_META_WINDOW = 2048
_HTML_START = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<div|<p\b|<table)", re.I)
# A text that says it is plain, and is a page all the same.
_PAGE_START = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.I)
_HTML = ("text/html", "application/xhtml+xml")
# Texts for programs: shown as files, never as what somebody wrote.
_NO_WRITING = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "text/directory",
                         "text/csv", "text/css", "text/xml", "text/rfc822-headers",
                         "text/x-amp-html", "text/javascript"})  # fmt: skip
_ENCRYPTED = {"multipart/encrypted": "encrypted (PGP), not readable",
              "application/pkcs7-mime": "S/MIME container, not opened",
              "application/x-pkcs7-mime": "S/MIME container, not opened"}  # fmt: skip
_HIDDEN_HEADING = "[hidden text]"


@dataclass(slots=True)
class _Text:
    """Lines, and which of them markup calls quoted or a signature."""

    lines: list[str] = field(default_factory=list)
    quoted: set[int] = field(default_factory=set)
    signature: set[int] = field(default_factory=set)

    def add(self, other: _Text) -> None:
        """Append another text after an empty line."""
        if self.lines and other.lines:
            self.lines.append("")
        start = len(self.lines)
        self.lines += other.lines
        self.quoted |= {start + n for n in other.quoted}
        self.signature |= {start + n for n in other.signature}

    def is_blank(self) -> bool:
        """Return whether there is nothing to read."""
        return not any(line.strip() for line in self.lines)


@dataclass(slots=True)
class _Group:
    """What stands at one place: a single body, or the alternatives for it."""

    plain: _Text = field(default_factory=_Text)
    html: _Text = field(default_factory=_Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """What a mail holds. `charset` is the label of its first text, for headers without one."""

    text: str
    html_text: str
    quoted: frozenset[int]
    signature: frozenset[int]
    attachments: tuple[Attachment, ...]
    charset: str


@dataclass(slots=True)
class _Reading:
    """What was found so far; the order of `groups` is that of the mail."""

    warnings: list[str]
    groups: dict[str, _Group] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    spare: list[Leaf] = field(default_factory=list)
    packed: list[Packed] = field(default_factory=list)
    charset: str = ""

    def is_blank(self) -> bool:
        """Return whether no text was found yet."""
        return all(one.plain.is_blank() and one.html.is_blank() for one in self.groups.values())

    def group(self, place: str) -> _Group:
        """Return the group at a place."""
        return self.groups.setdefault(place, _Group())


def read_bodies(message: Part, warnings: list[str]) -> Bodies:
    """Return the texts and attachments of a parsed mail; repairs are noted in `warnings`."""
    reading = _Reading(warnings)
    for leaf in walk(message):
        _read_leaf(leaf, reading)
        warnings += leaf.part.repairs
    if reading.is_blank():
        _read_spare(reading)
    whole, html = _Text(), _Text()
    for group in reading.groups.values():
        whole.add(group.html if group.plain.is_blank() else group.plain)
        html.add(group.html)
    if reading.hidden:
        html.add(_Text([_HIDDEN_HEADING, *reading.hidden]))
        warnings.append("hidden text in HTML")
    return Bodies(
        text="\n".join(whole.lines),
        html_text="\n".join(html.lines),
        quoted=frozenset(whole.quoted),
        signature=frozenset(whole.signature),
        attachments=tuple(reading.attachments),
        charset=reading.charset,
    )


def _read_leaf(leaf: Leaf, reading: _Reading) -> None:
    kind = leaf.part.media_type()
    notice = _ENCRYPTED.get(kind) or (_ENCRYPTED.get(leaf.parents[-1]) if leaf.parents else None)
    if notice:
        reading.warnings.append(notice)
    if is_body(leaf):
        reading.charset = reading.charset or leaf.part.parameters().get("charset", "")
        _read_text(leaf, reading.group(_place(leaf)), reading)
        return
    attachment, data = listed(leaf, reading.warnings)
    reading.attachments.append(attachment)
    packed = packed_in(data, leaf, reading.warnings)
    if packed:
        reading.packed.append(packed)
        reading.attachments += packed.attachments
    if _is_spare(leaf):
        reading.spare.append(leaf)


def _read_spare(reading: _Reading) -> None:
    """Read what is a file and a text, in a mail that has no other words."""
    for leaf in reading.spare:
        _read_text(leaf, reading.group(leaf.path), reading)
    for packed in reading.packed:
        group = reading.group(packed.part)
        if packed.html:
            _read_html(_decoded(packed.html, "", reading.warnings, is_html=True), group, reading)
        if packed.text:
            group.plain.add(_Text(clean_text(packed.text).rstrip("\n").split("\n")))


def _place(leaf: Leaf) -> str:
    """Return the path of the alternative a leaf belongs to, or its own."""
    numbers = leaf.path.split(".")
    for depth in range(len(leaf.parents) - 1, -1, -1):
        if leaf.parents[depth] == "multipart/alternative":
            return "a" + ".".join(numbers[:depth])
    return leaf.path


def is_body(leaf: Leaf) -> bool:
    """Return whether a leaf is what somebody wrote, and no file."""
    part = leaf.part
    kind = part.media_type()
    if kind.startswith("multipart/"):
        return True
    if kind != "text/plain" and kind not in _HTML:
        return False
    disposition, parameters = part.disposition()
    if disposition == "attachment":
        return False
    named = bool(parameters.get("filename") or part.parameters().get("name"))
    if named and (disposition == "inline" or not leaf.root):
        return False
    beside = bool(leaf.parents) and leaf.parents[-1] == "multipart/related" and not leaf.root
    return not (beside and header(part, "content-id"))


def _is_spare(leaf: Leaf) -> bool:
    kind = leaf.part.media_type()
    writing = (kind.startswith("text/") and kind not in _NO_WRITING) or kind in _HTML
    return writing and leaf.part.disposition()[0] != "attachment"


def _read_text(leaf: Leaf, group: _Group, reading: _Reading) -> None:
    part = leaf.part
    kind = part.media_type()
    data, repair = content_and_repair(part)
    reading.warnings += [repair] if repair else []
    if kind not in _HTML and b"begin " in data:
        data, files = extract_files(data)
        reading.attachments += [
            packed_attachment(one.name, one.data, "", f"{leaf.path}-{number}", reading.warnings)
            for number, one in enumerate(files, 1)
        ]
    label = part.parameters().get("charset", "")
    text = _decoded(data, label, reading.warnings, is_html=kind in _HTML)
    if kind.startswith("multipart/") and text.strip():
        reading.warnings.append("multipart without parts, read as text")
        kind = "text/html" if _HTML_START.match(text) else "text/plain"
    if kind in _HTML or _PAGE_START.match(text):
        _read_html(text, group, reading)
        return
    if "-----BEGIN PGP MESSAGE-----" in text:
        reading.warnings.append("encrypted (PGP), not readable")
    if part.parameters().get("format", "").lower() == "flowed":
        text = unflow(text, joined=part.parameters().get("delsp", "").lower() == "yes")
    group.plain.add(_Text(text.rstrip("\n").split("\n")))


def _read_html(text: str, group: _Group, reading: _Reading) -> None:
    shown = html_to_text(text)
    group.html.add(_Text(shown.text.split("\n"), set(shown.quoted), set(shown.signature)))
    reading.hidden += [shown.hidden] if shown.hidden else []


def _decoded(data: bytes, label: str, warnings: list[str], *, is_html: bool) -> str:
    decoded = decode_text(data, label or (page_charset(data) if is_html else ""))
    if decoded.warning:
        warnings.append(decoded.warning)
    return clean_text(decoded.text)


def page_charset(data: bytes) -> str:
    """Return the charset a page names in itself, "" for none."""
    found = _META_CHARSET.search(data[:_META_WINDOW])
    return found[1].decode("ascii") if found else ""
