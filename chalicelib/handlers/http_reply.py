"""What the HTTP routes answer with: pages, JSON and redirects, and the headers each must carry.

Pages forbid everything they do not need (CSP Level 3): no script, no foreign request, forms to
ourselves only, and no frame but those of the form's own origins.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chalice.app import Response

from chalicelib.answering.page_frame import Page
from chalicelib.handlers.http_request import HttpRequest
from chalicelib.rules import Form

RETRY_AFTER_S = 60
_PREFLIGHT_AGE_S = 600

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    # Within our own site only: a receipt in an address must not travel to anybody else.
    "Referrer-Policy": "same-origin",
    # Every answer depends on the moment or carries a token.
    "Cache-Control": "no-store",
}


def page_reply(
    page: Page, request: HttpRequest, form: Form | None, *, status: int = 200
) -> Response:
    """Return a page; nothing but the headers of it for HEAD."""
    headers = {
        **_EVERYWHERE,
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": _policy(page, form),
        "Vary": "Accept-Language, Origin",
    }
    if form is None or not form.origins:
        headers["X-Frame-Options"] = "DENY"
    return _reply("" if request.method == "HEAD" else page.html, headers, status)


def _policy(page: Page, form: Form | None) -> str:
    framed_by = ("'self'", *form.origins) if form is not None and form.origins else ("'none'",)
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {page.style_source}",
            "img-src data:",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {' '.join(framed_by)}",
        )
    )


def json_reply(
    value: Mapping[str, Any], request: HttpRequest, form: Form | None, *, status: int = 200
) -> Response:
    """Return JSON, readable by pages of the form's origins."""
    headers = {
        **_EVERYWHERE,
        "Content-Type": "application/json; charset=utf-8",
        **cross_origin(request, form),
        "Vary": "Accept-Language, Origin",
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _reply("" if request.method == "HEAD" else text, headers, status)


def see_other(location: str, request: HttpRequest, form: Form | None) -> Response:
    """Return a 303 (RFC 9110 §15.4.4): whatever was posted, what follows is read by GET."""
    return _reply("", {**_EVERYWHERE, **cross_origin(request, form), "Location": location}, 303)


def preflight(request: HttpRequest, form: Form | None) -> Response:
    """Answer a CORS preflight (Fetch §3.2.2) of one of the form's origins; refuse by silence."""
    allowed = cross_origin(request, form)
    if allowed:
        allowed |= {
            "Access-Control-Allow-Methods": "POST, OPTIONS",
            "Access-Control-Allow-Headers": "Content-Type, Accept-Language, Idempotency-Key",
            "Access-Control-Max-Age": str(_PREFLIGHT_AGE_S),
        }
    return _reply("", {**_EVERYWHERE, **allowed, "Vary": "Origin"}, 204)


def cross_origin(request: HttpRequest, form: Form | None) -> dict[str, str]:
    """Return the header that lets the asking page read the answer, if it is one of the form's."""
    origin = request.headers.get("origin", "")
    known = form is not None and origin in form.origins
    return {"Access-Control-Allow-Origin": origin} if known else {}


def _reply(body: str, headers: Mapping[str, str], status: int) -> Response:
    whole: dict[str, str | list[str]] = dict(headers)
    if status == 503:
        whole["Retry-After"] = str(RETRY_AFTER_S)
    return Response(body=body, headers=whole, status_code=status)
