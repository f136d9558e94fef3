"""The gateway: requests become proxy events, answers become responses."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from frontdesk.local.gateway import Route, find_route, parse_answer, proxy_event
from frontdesk.local.webserver import HttpRequest

NOW = datetime(2026, 7, 30, 2, 0, tzinfo=UTC)
RESOURCES = ("/", "/forms/{form_id}", "/forms/thanks", "/t/{token}", "/v1/health")


def a_request(**changes: Any) -> HttpRequest:
    """Return a plain GET."""
    values: dict[str, Any] = {
        "method": "GET",
        "target": "/forms/support",
        "headers": (("Host", "127.0.0.1:8000"),),
        "body": b"",
        "peer": "127.0.0.1",
    }
    return HttpRequest(**(values | changes))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", Route("/", {})),
        ("/forms/support", Route("/forms/{form_id}", {"form_id": "support"})),
        ("/forms/support/", Route("/forms/{form_id}", {"form_id": "support"})),
        ("/forms/thanks", Route("/forms/thanks", {})),
        ("/t/a%2Fb", Route("/t/{token}", {"token": "a/b"})),
        ("/forms", None),
        ("/forms/a/b", None),
        ("/V1/health", None),
    ],
)
def test_find_route_prefers_fixed_segments(path: str, expected: Route | None) -> None:
    """As API Gateway: greedy never, fixed before named, case counts."""
    found = find_route(path, RESOURCES)

    assert found == expected


def test_proxy_event_keeps_repeated_headers_and_parameters() -> None:
    """The last value stands in the plain members, all in the multi-value ones."""
    request = a_request(
        target="/forms/support?lang=zh&lang=en&empty=",
        headers=(("Host", "127.0.0.1:8000"), ("X-A", "1"), ("X-A", "2")),
    )

    event = proxy_event(request, Route("/forms/{form_id}", {"form_id": "support"}), now=NOW)

    assert event["multiValueQueryStringParameters"] == {"lang": ["zh", "en"], "empty": [""]}
    assert event["queryStringParameters"] == {"lang": "en", "empty": ""}
    assert event["multiValueHeaders"]["X-A"] == ["1", "2"]
    assert event["headers"]["X-A"] == "2"
    assert event["pathParameters"] == {"form_id": "support"}


def test_proxy_event_says_who_asked_and_for_what() -> None:
    """The client's network comes from the request context, never from a header."""
    request = a_request(headers=(("Host", "127.0.0.1:8000"), ("X-Forwarded-For", "9.9.9.9")))

    context = proxy_event(request, Route("/forms/{form_id}", {}), now=NOW)["requestContext"]

    assert context["identity"]["sourceIp"] == "127.0.0.1"
    assert context["resourcePath"] == "/forms/{form_id}"
    assert context["path"] == "/forms/support"
    assert context["httpMethod"] == "GET"


def test_proxy_event_has_null_members_when_there_is_nothing() -> None:
    """API Gateway sends null, not empty objects."""
    event = proxy_event(a_request(), Route("/forms/{form_id}", {}), now=NOW)

    names = ("body", "queryStringParameters", "multiValueQueryStringParameters", "pathParameters")
    assert [event[name] for name in names] == [None] * 4
    assert event["isBase64Encoded"] is False


def test_proxy_event_encodes_the_body_when_its_type_is_binary() -> None:
    """Binary media types travel as base64, all others as text."""
    request = a_request(
        method="POST", headers=(("Content-Type", "image/png; x=1"),), body=b"\x89PNG"
    )

    event = proxy_event(request, Route("/", {}), now=NOW, binary_types=("image/png",))

    assert event["isBase64Encoded"] is True
    assert base64.b64decode(event["body"]) == b"\x89PNG"


def test_parse_answer_prefers_multi_value_headers_and_decodes_the_body() -> None:
    """Two cookies stay two headers."""
    answer = {
        "statusCode": 200,
        "headers": {"Set-Cookie": "lost", "Content-Type": "image/png"},
        "multiValueHeaders": {"set-cookie": ["a=1", "b=2"]},
        "body": base64.b64encode(b"\x89PNG").decode(),
        "isBase64Encoded": True,
    }

    response = parse_answer(answer)

    assert response.body == b"\x89PNG"
    assert response.headers == (
        ("Content-Type", "image/png"),
        ("set-cookie", "a=1"),
        ("set-cookie", "b=2"),
    )


@pytest.mark.parametrize("answer", [None, "text", {"body": "no status"}, {"statusCode": "x"}])
def test_parse_answer_gives_502_when_it_is_no_proxy_answer(answer: Any) -> None:
    """API Gateway calls that a malformed Lambda proxy response."""
    response = parse_answer(answer)

    assert response.status == 502
