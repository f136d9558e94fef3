"""What an API Gateway event says of one HTTP request, as a value. Total: any event gives one.

The stage or base path in front of our own paths is what `requestContext.path` has more than
`resourcePath`: "/api" under the stage's address, "" under a custom domain.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

_MOST_FIELDS = 100
_LOST_LETTER = "\N{REPLACEMENT CHARACTER}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """One request. Header names are in lower case; `body` is None when it cannot be decoded.

    `origin` is the page's site (RFC 6454) from Origin, else from Referer, "" when neither says.
    """

    method: str
    prefix: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes | None
    request_id: str

    @property
    def media_type(self) -> str:
        """The body's type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def origin(self) -> str:
        """The site the request was made from, "" when unknown."""
        said = self.headers.get("origin", "")
        return said if said not in ("", "null") else origin_of(self.headers.get("referer", ""))


def read_request(event: Mapping[str, Any]) -> HttpRequest:
    """Return the request in an API Gateway (REST) proxy event."""
    context = event.get("requestContext") or {}
    query = event.get("multiValueQueryStringParameters") or {}
    headers = event.get("headers") or {}
    return HttpRequest(
        method=str(context.get("httpMethod", "")),
        prefix=_prefix(str(context.get("path") or ""), str(context.get("resourcePath") or "")),
        query={str(name): str(values[-1]) for name, values in query.items() if values},
        headers={str(name).lower(): str(value) for name, value in headers.items()},
        body=_body(event),
        request_id=str(context.get("requestId", "")),
    )


def _prefix(path: str, resource: str) -> str:
    """Return what stands before our own path, "" or "/…" without a slash at the end.

    >>> _prefix("/api/forms/support", "/forms/{form_id}")
    '/api'
    """
    given = [segment for segment in path.split("/") if segment]
    ours = [segment for segment in resource.split("/") if segment]
    before = given[: len(given) - len(ours)] if len(given) > len(ours) else []
    return "".join("/" + quote(segment, safe="%") for segment in before)


def _body(event: Mapping[str, Any]) -> bytes | None:
    body = event.get("body")
    try:
        if event.get("isBase64Encoded"):
            return base64.b64decode(body or b"", validate=True)
        return body if isinstance(body, bytes) else (body or "").encode("utf-8")
    except ValueError:  # no base64, or a lone surrogate
        return None


def origin_of(address: str) -> str:
    """Return scheme and host of a web address, "" when it has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""


def form_fields(body: bytes) -> dict[str, str] | None:
    """Return the fields of an urlencoded body, the first of each name; None when unreadable.

    Text is UTF-8, percent-encoded or not. Pages in a Chinese encoding percent-encode that one: what
    is no UTF-8 is read as GB 18030. Unreadable are too many fields, other encodings, and letters
    that somebody on the way replaced by U+FFFD; one a customer pasted comes percent-encoded.
    """
    if _LOST_LETTER in body:
        return None
    try:
        return _fields(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return _fields(body.decode("ascii"), "gb18030")
    except UnicodeDecodeError:
        return None


def _fields(text: str, encoding: str) -> dict[str, str] | None:
    try:
        pairs = parse_qsl(
            text,
            keep_blank_values=True,
            encoding=encoding,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise
    except ValueError:  # what parse_qsl says of too many fields
        return None
    return dict(reversed(pairs))


def json_fields(body: bytes) -> dict[str, Any] | None:
    """Return the JSON object in a body, None when there is none."""
    try:
        found = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
