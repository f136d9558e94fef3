"""AWS calls of this process go to the front directly; the socket is for everybody else.

botocore lets a "before-send" handler answer a call itself. Handlers that all sessions get stand in
a list of botocore's; ours is put there before any client is made, and taken out at the end. What
travels is the same request and the same answer, without a connection and a thread for each call.
S3 keeps to the socket: its bodies are streams and its header names not WSGI's.

Service models are read once for all sessions of the process (the definition's, the functions',
the pumps', moto's own): they are large, and most of what starting takes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import botocore.handlers
from botocore.awsrequest import AWSPreparedRequest, AWSResponse, HeadersDict
from botocore.loaders import JSONFileLoader

from frontdesk.local.engine import Environ, WsgiApp


@contextmanager
def shortcut(app: WsgiApp, url: str) -> Iterator[None]:
    """Answer all POST calls to `url` with `app` within this block."""

    def answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
        if request.method != "POST" or not request.url.startswith(url):
            return None
        return _answer(app, request)

    handlers: list[Any] = botocore.handlers.BUILTIN_HANDLERS
    handlers.append(("before-send", answer))
    try:
        yield
    finally:
        handlers.remove(("before-send", answer))


@contextmanager
def models_read_once() -> Iterator[None]:
    """Let all botocore sessions share the parsed service models within this block."""
    loader: Any = JSONFileLoader
    own = loader.load_file
    read: dict[str, Any] = {}

    def load_file(self: JSONFileLoader, path: str) -> Any:
        if path not in read:
            read[path] = own(self, path)
        return read[path]

    loader.load_file = load_file
    try:
        yield
    finally:
        loader.load_file = own


def _answer(app: WsgiApp, request: AWSPreparedRequest) -> AWSResponse:
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], None]:
        told.append((status, headers))
        return _unused

    content = b"".join(app(_environ(request), start))
    status, headers = told[-1]
    made: Any = AWSResponse  # its stubs ask for types of the socket's own
    return cast(
        "AWSResponse",
        made(request.url, int(status.split(" ", 1)[0]), HeadersDict(headers), _Raw(content)),
    )


def _unused(_data: bytes) -> None:
    raise NotImplementedError("the write function of WSGI is for servers of long ago")


def _environ(request: AWSPreparedRequest) -> Environ:
    parts = urlsplit(request.url)
    body: Any = request.body or b""  # text or bytes for every service but S3
    data = body.encode() if isinstance(body, str) else bytes(body)
    headers = {
        f"HTTP_{name.upper().replace('-', '_')}": _text(value)
        for name, value in request.headers.items()
    }
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return {
        **headers,
        "HTTP_HOST": parts.netloc,
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path, "latin-1") or "/",
        "QUERY_STRING": parts.query,
        "REQUEST_URI": target,
        "RAW_URI": target,
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(parts.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": headers.get("HTTP_CONTENT_TYPE", ""),
        "CONTENT_LENGTH": str(len(data)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(data),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


class _Raw(io.BytesIO):
    """A body as botocore reads it."""

    def stream(self, amount: int = 65536, **_: Any) -> Iterator[bytes]:
        """Yield the body in pieces."""
        while piece := self.read(amount):
            yield piece
