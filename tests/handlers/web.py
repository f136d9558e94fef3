"""A visitor of the web: asks the app as API Gateway would, and reads what comes back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from chalice.local import LambdaContext, LambdaEventConverter, RouteMatcher
from chalice.test import Client, HTTPResponse

from app import app

FORM_TYPE = "application/x-www-form-urlencoded"


class Site:
    """The app at an address, `prefix` being what API Gateway has in front of our own paths."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.client = Client(app)

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        **event: Any,
    ) -> HTTPResponse:
        """Return the answer to one request; `path` has the prefix in it. `event` adds to it."""
        if not self.prefix and not event:
            return self.client.http.request(method, path, headers=headers, body=body)
        assert path.startswith(self.prefix)
        routes = LambdaEventConverter(RouteMatcher(list(app.routes)))
        own = path[len(self.prefix) :] or "/"
        made = routes.create_lambda_event(method, own, headers or {}, body)
        made["requestContext"]["path"] = path.partition("?")[0]
        answer = app({**made, **event}, LambdaContext("api_handler", 256))
        return HTTPResponse.create_from_dict(answer)

    def post_form(self, path: str, fields: dict[str, str], **headers: str) -> HTTPResponse:
        """Post fields as a browser does."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        body = urlencode(fields).encode("ascii")
        return self.ask("POST", path, headers={"content-type": FORM_TYPE, **said}, body=body)

    def post_json(self, path: str, value: Any, **headers: str) -> HTTPResponse:
        """Post JSON; bytes go as they are."""
        said = {name.replace("_", "-"): v for name, v in headers.items()}
        body = value if isinstance(value, bytes) else json.dumps(value).encode("utf-8")
        return self.ask(
            "POST", path, headers={"content-type": "application/json", **said}, body=body
        )

    def open(self, path: str, **headers: str) -> SeenPage:
        """Return a page that was opened, and fail unless there is one."""
        answer = self.ask("GET", path, headers={n.replace("_", "-"): v for n, v in headers.items()})
        assert answer.status_code == 200, answer.body
        return see(answer)

    def fill(self, path: str, **fields: str) -> dict[str, str]:
        """Open a form and return what a browser would send with these fields filled in."""
        return self.open(path).values | fields


@dataclass
class SeenPage(HTMLParser):
    """What a browser makes of a page, as far as tests ask."""

    html: str
    values: dict[str, str] = field(default_factory=dict)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._textarea = ""
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and the value of a field."""
        named = {name: value or "" for name, value in attrs}
        self.tags.append((tag, named))
        if tag == "input" and named.get("type") != "checkbox":
            self.values[named["name"]] = named.get("value", "")
        if tag == "input" and "checked" in named:
            self.values[named["name"]] = named["value"]
        if tag == "option" and "selected" in named:
            self.values["category"] = named["value"]
        self._textarea = named["name"] if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        """Note text; a text area's first line break is no part of it."""
        self.text += data
        if self._textarea:
            self.values[self._textarea] = data.removeprefix("\n")
            self._textarea = ""

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """Return the attributes of every such tag."""
        return [
            found
            for name, found in self.tags
            if name == tag and all(found.get(k) == v for k, v in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> dict[str, str]:
        """Return the attributes of the only such tag."""
        (found,) = self.all(tag, **attributes)
        return found


def see(answer: HTTPResponse) -> SeenPage:
    """Return the page in an answer."""
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return SeenPage(html=answer.body.decode("utf-8"))
