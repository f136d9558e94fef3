"""A server on loopback that answers as it is told and counts what reached it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]


class Loopback(ThreadingHTTPServer):
    """Takes every request whole, then lets `reply` answer it. `bodies` are what arrived."""

    daemon_threads = True

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.bodies: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Loopback)
        server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        server.reply(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base's name
        """Say nothing."""


def answered(
    status: int, code: str, message: str = "", *, more: Mapping[str, object] | None = None
) -> Reply:
    """Answer as AWS's JSON protocols do; without a code it is a success, `message` its id."""
    content = {"__type": code, "message": message} if code else {"MessageId": message}
    body = json.dumps({**content, **(more or {})}).encode()

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("x-amzn-RequestId", "request-1")
        if code:
            handler.send_header("x-amzn-ErrorType", code)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def dropped(handler: BaseHTTPRequestHandler) -> None:
    """Take the request and close the connection without an answer."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def cut_short(handler: BaseHTTPRequestHandler) -> None:
    """Begin an answer and close the connection in the middle of it."""
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"Message')
    dropped(handler)


def garbled(handler: BaseHTTPRequestHandler) -> None:
    """Answer 200 with what is no JSON."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5")
    handler.end_headers()
    handler.wfile.write(b"<oops")


@contextmanager
def listening(reply: Reply) -> Iterator[Loopback]:
    """Run a server for the time of a block."""
    server = Loopback(reply)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> int:
    """Return a port of loopback at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
