"""Rendered texts → one MIME message, with the headers a machine's mail must carry."""

from __future__ import annotations

from dataclasses import dataclass

MARKER_SLOT = "<!--marker-->"
"""Where the layout takes the body marker, the last of the keys a reply is threaded by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundMail:
    """One composed mail: `content` is the whole MIME message, 7-bit. `tags` are SES's."""

    content: bytes
    sender: str
    recipient: str
    tags: tuple[tuple[str, str], ...]
