"""A tree of parts → the texts people wrote and the list of what they attached.

Of alternatives the plain text is taken, or the HTML when the plain text is blank; parts beside
each other are joined in order. Attachments are hashed one at a time and not kept.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from chalicelib.reading.attachment_name import safe_name
from chalicelib.reading.charset import clean_text, decode_text
from chalicelib.reading.flowed import unflow
from chalicelib.reading.headers import parse_parameters
from chalicelib.reading.html_text import html_to_text
from chalicelib.reading.message import Attachment
from chalicelib.reading.mime_tree import Leaf, Part, content_of, header, walk

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.I)
_META_WINDOW = 2048
_HTML_START = re.compile(r"\s*(?:<!doctype html|<html|<head|<body|<div|<p\b|<table)", re.I)
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


def read_bodies(message: Part, warnings: list[str]) -> Bodies:
    """Return the texts and attachments of a parsed mail; repairs are noted in `warnings`."""
    groups: dict[str, _Group] = {}
    attachments: list[Attachment] = []
    hidden: list[str] = []
    charset = ""
    shown: list[Leaf] = []
    for leaf in walk(message):
        if not _is_body(leaf, warnings):
            attachments.append(_attachment(leaf, warnings))
            shown += [leaf] if _is_shown(leaf) else []
            continue
        charset = charset or leaf.part.parameters().get("charset", "")
        _read_text(leaf, groups.setdefault(_place(leaf), _Group()), hidden, warnings)
    if all(group.plain.is_blank() and group.html.is_blank() for group in groups.values()):
        for leaf in shown:  # named and to be shown: then it is what the writer wrote
            _read_text(leaf, groups.setdefault(leaf.path, _Group()), hidden, warnings)
    whole, html = _Text(), _Text()
    for group in groups.values():
        whole.add(group.html if group.plain.is_blank() else group.plain)
        html.add(group.html)
    if hidden:
        html.add(_Text([_HIDDEN_HEADING, *hidden]))
        warnings.append("hidden text in HTML")
    return Bodies(
        text="\n".join(whole.lines),
        html_text="\n".join(html.lines),
        quoted=frozenset(whole.quoted),
        signature=frozenset(whole.signature),
        attachments=tuple(a for a in attachments if a is not None),
        charset=charset,
    )


def _place(leaf: Leaf) -> str:
    """Return the path of the alternative a leaf belongs to, or its own."""
    numbers = leaf.path.split(".")
    for depth in range(len(leaf.parents) - 1, -1, -1):
        if leaf.parents[depth] == "multipart/alternative":
            return "a" + ".".join(numbers[:depth])
    return leaf.path


def _is_body(leaf: Leaf, warnings: list[str]) -> bool:
    part = leaf.part
    kind = part.media_type()
    disposition, parameters = _disposition(part, warnings)
    if kind.startswith("multipart/"):
        return True
    if kind not in ("text/plain", "text/html") or disposition == "attachment":
        return False
    named = bool(parameters.get("filename") or part.parameters().get("name"))
    if named and (disposition == "inline" or not leaf.root):
        return False
    beside = bool(leaf.parents) and leaf.parents[-1] == "multipart/related" and not leaf.root
    return not (beside and header(part, "content-id"))


def _is_shown(leaf: Leaf) -> bool:
    kind = leaf.part.media_type()
    return kind in ("text/plain", "text/html") and _disposition(leaf.part, [])[0] != "attachment"


def _disposition(part: Part, warnings: list[str]) -> tuple[str, dict[str, str]]:
    return parse_parameters(header(part, "content-disposition"), warnings)


def _read_text(leaf: Leaf, group: _Group, hidden: list[str], warnings: list[str]) -> None:
    part = leaf.part
    kind = part.media_type()
    data = content_of(part)
    label = part.parameters().get("charset") or (_meta_charset(data) if "html" in kind else "")
    decoded = decode_text(data, label)
    if decoded.warning:
        warnings.append(decoded.warning)
    text = clean_text(decoded.text)
    if kind.startswith("multipart/") and text.strip():
        warnings.append("multipart without parts, read as text")
        kind = "text/html" if _HTML_START.match(text) else "text/plain"
    if kind == "text/html":
        shown = html_to_text(text)
        group.html.add(_Text(shown.text.split("\n"), set(shown.quoted), set(shown.signature)))
        hidden += [shown.hidden] if shown.hidden else []
        return
    if part.parameters().get("format", "").lower() == "flowed":
        text = unflow(text, joined=part.parameters().get("delsp", "").lower() == "yes")
    group.plain.add(_Text(text.rstrip("\n").split("\n")))


def _meta_charset(data: bytes) -> str:
    found = _META_CHARSET.search(data[:_META_WINDOW])
    return found[1].decode("ascii") if found else ""


def _attachment(leaf: Leaf, warnings: list[str]) -> Attachment:
    part = leaf.part
    disposition, parameters = _disposition(part, warnings)
    data = content_of(part)
    kind = part.media_type()
    name = parameters.get("filename") or part.parameters().get("name", "")
    return Attachment(
        filename=safe_name(name, content_type=kind, path=leaf.path),
        content_type=kind,
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        inline=disposition != "attachment" and bool(header(part, "content-id")),
        part=leaf.path,
    )


def read_attachment(message: Part, path: str) -> bytes | None:
    """Return the decoded bytes of the part at `path`, None when there is no such part."""
    return next((content_of(leaf.part) for leaf in walk(message) if leaf.path == path), None)
