"""What a file really is, told from its first bytes, and whether its label hides it.

Only the signatures that support mail meets; everything else is "" (unknown). Never opens a file.
"""

from __future__ import annotations

import re

_WINDOW = 1024
_ZIP_WINDOW = 65_536
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xcf\xfa\xed\xfe", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/x-executable"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (b"#!", "text/x-script"),
    (b"{\\rtf", "application/rtf"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"BEGIN:VCALENDAR", "text/calendar"),
    (b"BEGIN:VCARD", "text/vcard"),
    (b"-----BEGIN PGP", "application/pgp"),
)
_BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"hevc": "image/heic", b"mif1": "image/heic",
    b"msf1": "image/heic", b"avif": "image/avif", b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
}  # fmt: skip
_OFFICE = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_HTML = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--[^>]{0,500}-->\s{0,20})?"
    rb"<(?:!doctype\s{1,20}html|html|head|body|script|iframe|meta)\b",
    re.IGNORECASE,
)
_SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)

# What runs, or shows itself as a page of ours, when it is opened.
_RUNS = frozenset({"application/x-msdownload", "application/x-executable", "text/x-script",
                   "application/x-ms-shortcut"})  # fmt: skip
_PAGES = frozenset({"text/html", "image/svg+xml"})
_RUNNING_NAME = re.compile(
    r"\.(?:exe|scr|com|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|lnk|apk|dmg|app|iso|img|chm)$",
    re.IGNORECASE,
)
_HARMLESS_LOOKS = ("image/", "audio/", "video/", "text/plain", "application/pdf")


def sniff(data: bytes) -> str:
    """Return the media type the content shows, "" when it shows none.

    >>> sniff(b"%PDF-1.7"), sniff(b"hello")
    ('application/pdf', '')
    """
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind if kind != "image/bmp" or _is_bitmap(data) else ""
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "video/mp4")
    if data.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(data[8:12], "video/x-msvideo")
    if data.startswith(b"MZ") and len(data) > 64:
        return "application/x-msdownload"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    return _markup(data[:_WINDOW])


def _is_bitmap(data: bytes) -> bool:
    """Two letters are no proof: the header's reserved bytes are zero."""
    return len(data) > 14 and data[6:10] == b"\x00\x00\x00\x00"


def _zip_kind(data: bytes) -> str:
    head = data[:_ZIP_WINDOW]
    if b"[Content_Types].xml" in head or b"_rels/" in head:
        return next((kind for name, kind in _OFFICE if name in data), "application/zip")
    if b"AndroidManifest.xml" in head or b"META-INF/MANIFEST.MF" in head:
        return "application/java-archive"
    return "application/zip"


def _markup(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"<"):
        return ""
    if _HTML.match(text):
        return "text/html"
    return "image/svg+xml" if _SVG.search(text) else ""


def is_disguised(*, declared: str, sniffed: str, filename: str) -> bool:
    """Return whether a file is something dangerous under a harmless label.

    A program or script is one unless its type and its name both say so; a page that can run
    scripts is one when it calls itself a picture, a document or plain text.
    """
    looks_harmless = declared.startswith(_HARMLESS_LOOKS)
    if sniffed in _RUNS:
        return looks_harmless or not _RUNNING_NAME.search(filename)
    if sniffed in _PAGES:
        return looks_harmless and declared != sniffed
    return looks_harmless and bool(_RUNNING_NAME.search(filename))
