"""Names of attached files, made safe to show, to store and to save on any system."""

from __future__ import annotations

import re
import unicodedata

from chalicelib.reading.charset import clean_text

_MAX_CHARS = 180
_MAX_EXTENSION = 20
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_EXTENSIONS = {
    "message/rfc822": "eml",
    "message/delivery-status": "txt",
    "message/feedback-report": "txt",
    "text/plain": "txt",
    "text/html": "html",
    "text/calendar": "ics",
    "text/rfc822-headers": "txt",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/ms-tnef": "dat",
    "application/pgp-signature": "asc",
    "application/pkcs7-signature": "p7s",
}


def safe_name(name: str, *, content_type: str, path: str) -> str:
    r"""Return a file name without folders, control and direction characters; never empty.

    A missing name is made from the part's path and type.

    >>> safe_name("../../etc/a\x00b.html", content_type="text/html", path="2")
    'ab.html'
    >>> safe_name("", content_type="image/png", path="1.2")
    'part-1.2.png'
    """
    text = clean_text(name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Cs"))
    text = _FORBIDDEN.sub("_", " ".join(text.split())).strip(". ") if text.strip(". ") else ""
    if not text:
        return f"part-{path}.{_EXTENSIONS.get(content_type, 'bin')}"
    if _RESERVED.match(text):
        text = f"_{text}"
    return _shortened(text)


def _shortened(text: str) -> str:
    if len(text) <= _MAX_CHARS:
        return text
    stem, dot, extension = text.rpartition(".")
    if not dot or len(extension) > _MAX_EXTENSION:
        return text[:_MAX_CHARS]
    return f"{stem[: _MAX_CHARS - len(extension) - 1]}.{extension}"
