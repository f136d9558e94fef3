"""Which addresses SES can deliver to, asked before anything is promised and again before sending.

SES takes ASCII only: it has no SMTPUTF8 for the local part, and takes an international domain as
it stands in the DNS. The standard library's IDNA is that of 2003, which turns "straße" into
"strasse", another's domain; here a label keeps the letters it is registered with (RFC 5891).
"""

from __future__ import annotations

import re
import unicodedata

from chalicelib.errors import SenderError
from chalicelib.reading.message import EmailAddress

_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")  # RFC 5321 §4.5.3.1.1: 64
_QUOTED_LOCAL_PART = re.compile(r'"[\x21\x23-\x5b\x5d-\x7e]{1,62}"')
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")  # RFC 1123 §2.1
_MAX_DOMAIN = 253
_MAX_ADDRESS = 254  # RFC 5321 §4.5.3.1.3: 256 with the angle brackets


def deliverable(address: EmailAddress) -> EmailAddress:
    """Return the address as SES takes it: ASCII only, its domain in lower case and A-labels.

    Raises:
        SenderError: SES cannot deliver to it; the message does not quote it.
    """
    local, domain = address.local, _ascii_domain(address.domain)
    if not (_LOCAL_PART.fullmatch(local) or _QUOTED_LOCAL_PART.fullmatch(local)):
        raise SenderError("the recipient's local part is none that SES can deliver to")
    if len(local) + 1 + len(domain) > _MAX_ADDRESS:
        raise SenderError("the recipient's address is too long")
    return EmailAddress(local, domain)


def _ascii_domain(domain: str) -> str:
    """Return a domain of two labels or more, as it stands in the DNS.

    Raises:
        SenderError: the DNS has none like it.
    """
    if len(domain) > _MAX_DOMAIN:
        raise SenderError("the recipient's domain is too long")
    labels = unicodedata.normalize("NFKC", domain).lower().replace("。", ".").split(".")
    # No top-level domain is a number, whereas the last part of an IPv4 address is.
    if len(labels) < 2 or labels[-1].isdigit():
        raise SenderError("the recipient's domain is none that SES can deliver to")
    ascii_domain = ".".join(_ascii_label(label) for label in labels)
    if len(ascii_domain) > _MAX_DOMAIN:
        raise SenderError("the recipient's domain is too long")
    return ascii_domain


def _ascii_label(label: str) -> str:
    """Return a label as an A-label (RFC 5890 §2.3.2.1).

    Raises:
        SenderError: the label cannot be one of a domain.
    """
    if not label.isascii() and _is_international(label):
        label = f"xn--{label.encode('punycode').decode('ascii')}"
    if not _LABEL.fullmatch(label):
        raise SenderError("the recipient's domain is none that SES can deliver to")
    return label


def _is_international(label: str) -> bool:
    """Return whether a label is of letters, digits, marks and inner hyphens (RFC 5891 §4.2)."""
    marked = unicodedata.category(label[0]).startswith("M")
    if marked or label.startswith("-") or label.endswith("-"):
        return False
    return all(c.isalnum() or c == "-" or unicodedata.category(c).startswith("M") for c in label)
