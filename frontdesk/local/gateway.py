"""API Gateway in small: HTTP requests → REST proxy events → the function → HTTP responses.

Stands for a custom domain without a stage prefix. What has no route is answered as API Gateway
does (403 "Missing Authentication Token"), what the function breaks as well (502).
"""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from frontdesk.local.functions import ACCOUNT, FunctionFailedError, Functions
from frontdesk.local.webserver import HttpRequest, HttpResponse

MAX_BODY_BYTES = 10 * 1024 * 1024
STAGE = "api"
_requests = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Route:
    """The resource a path belongs to, and what its placeholders stand for."""

    resource: str
    parameters: Mapping[str, str]


def find_route(path: str, resources: Sequence[str]) -> Route | None:
    """Return the resource of a path (still percent-encoded); fixed segments win over "{name}".

    >>> find_route("/t/a%20b", ["/", "/t/{token}"])
    Route(resource='/t/{token}', parameters={'token': 'a b'})
    """
    parts = (path.rstrip("/") or "/").split("/")
    for resource in sorted(resources, key=_placeholders_last):
        names = resource.split("/")
        pairs = list(zip(names, parts, strict=False))
        if len(names) == len(parts) and all(_is_name(n) or n == p for n, p in pairs):
            return Route(resource, {n[1:-1]: unquote(p) for n, p in pairs if _is_name(n)})
    return None


def _placeholders_last(resource: str) -> tuple[tuple[bool, str], ...]:
    return tuple((_is_name(part), part) for part in resource.split("/"))


def _is_name(part: str) -> bool:
    return part.startswith("{") and part.endswith("}")


def proxy_event(
    request: HttpRequest, route: Route, *, now: datetime, binary_types: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the event of a Lambda proxy integration (REST API, payload 1.0)."""
    parts = urlsplit(request.target)
    query = _grouped(parse_qsl(parts.query, keep_blank_values=True))
    headers = _grouped(
        (
            *request.headers,
            ("X-Forwarded-For", request.peer),
            ("X-Forwarded-Port", request.header("Host").rpartition(":")[2]),
            ("X-Forwarded-Proto", "http"),
        )
    )
    media_type = request.header("Content-Type").partition(";")[0].strip().lower()
    is_binary = media_type in binary_types or "*/*" in binary_types
    path = unquote(parts.path)
    return {
        "resource": route.resource,
        "path": path,
        "httpMethod": request.method,
        "headers": {name: values[-1] for name, values in headers.items()},
        "multiValueHeaders": headers,
        "queryStringParameters": {n: v[-1] for n, v in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": dict(route.parameters) or None,
        "stageVariables": None,
        "requestContext": _request_context(request, route, path, now),
        "body": _body(request.body, is_binary=is_binary),
        "isBase64Encoded": is_binary and bool(request.body),
    }


def _body(body: bytes, *, is_binary: bool) -> str | None:
    if not body:
        return None
    return base64.b64encode(body).decode() if is_binary else body.decode("utf-8", "replace")


def _grouped(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def _request_context(
    request: HttpRequest, route: Route, path: str, now: datetime
) -> dict[str, Any]:
    number = next(_requests)
    host = request.header("Host")
    return {
        "accountId": ACCOUNT,
        "apiId": "local",
        "domainName": host,
        "domainPrefix": host.partition(".")[0],
        "extendedRequestId": f"local-{number}",
        "httpMethod": request.method,
        "identity": {"sourceIp": request.peer, "userAgent": request.header("User-Agent") or None},
        "path": path,
        "protocol": "HTTP/1.1",
        "requestId": f"00000000-0000-4000-9000-{number:012d}",
        "requestTime": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "requestTimeEpoch": int(now.timestamp() * 1000),
        "resourceId": route.resource,
        "resourcePath": route.resource,
        "stage": STAGE,
    }


def parse_answer(answer: Any) -> HttpResponse:
    """Return the HTTP response in a function's proxy answer; 502 when it is none."""
    try:
        headers = [(n, str(v)) for n, v in (answer.get("headers") or {}).items()]
        several = answer.get("multiValueHeaders") or {}
        headers = [(n, v) for n, v in headers if n.lower() not in {m.lower() for m in several}]
        headers += [(n, str(v)) for n, values in several.items() for v in values]
        body = answer.get("body") or ""
        content = base64.b64decode(body) if answer.get("isBase64Encoded") else body.encode()
        status = int(answer["statusCode"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return _message(502, "Internal server error")
    kept = tuple((n, v) for n, v in headers if n.lower() not in ("content-length", "connection"))
    return HttpResponse(status=status, headers=kept, body=content)


def _message(status: int, text: str) -> HttpResponse:
    return HttpResponse(
        status=status,
        headers=(("Content-Type", "application/json"),),
        body=json.dumps({"message": text}).encode(),
    )


TOO_LONG = _message(413, "Request Too Long")


class Gateway:
    """Answers HTTP requests with the function behind the routes."""

    def __init__(
        self,
        functions: Functions,
        *,
        routes: Mapping[str, frozenset[str]],
        binary_types: Sequence[str],
        function: str,
    ) -> None:
        self._functions = functions
        self._routes = routes
        self._binary_types = binary_types
        self._function = function

    def respond(self, request: HttpRequest) -> HttpResponse:
        """Return the response to one request. `routes` maps a resource to its methods."""
        route = find_route(urlsplit(request.target).path, tuple(self._routes))
        if route is None or request.method not in self._routes[route.resource]:
            return _message(403, "Missing Authentication Token")
        event = proxy_event(request, route, now=datetime.now(UTC), binary_types=self._binary_types)
        try:
            return parse_answer(self._functions.invoke(self._function, event))
        except FunctionFailedError:
            return _message(502, "Internal server error")
