"""HTTP on a bound loopback socket, for the gateway and the console: one handler, no framework."""

from __future__ import annotations

import socket
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TIMEOUT_S = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """One request: `target` is path and query as sent, `headers` pairs in order."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    peer: str

    def header(self, name: str) -> str:
        """Return the first value of a header, "" when there is none."""
        return next((v for n, v in self.headers if n.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """One response; the length is added when it is written."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is served: the answer to a request, and to one whose body is too long."""

    respond: Callable[[HttpRequest], HttpResponse]
    max_body_bytes: int
    too_long: HttpResponse


class WebServer:
    """Serves over HTTP on a bound socket, in threads, until stopped."""

    def __init__(self, bound: socket.socket, service: Service) -> None:
        self._server = _BoundServer(bound, service)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Take no more requests and give the port back."""
        self._server.shutdown()
        self._thread.join(timeout=5)
        self._server.server_close()


class _BoundServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, bound: socket.socket, service: Service) -> None:
        address: tuple[str, int] = bound.getsockname()
        super().__init__(address, _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = bound
        self.server_name, self.server_port = address[0], address[1]
        self.service = service

    def handle_error(self, _request: object, _client: object) -> None:
        """Say nothing of clients that go away; tell of everything else."""
        if not isinstance(sys.exc_info()[1], OSError):
            traceback.print_exc(file=sys.stderr)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = TIMEOUT_S
    server_version = "Frontdesk"
    sys_version = ""
    server: _BoundServer

    def answer(self) -> None:
        """Read one request, answer it."""
        refused = self._refused()
        if refused is not None:
            self.close_connection = True  # the body stays unread
            self._write(refused)
            return
        request = HttpRequest(
            method=self.command,
            target=self.path,
            headers=tuple(self.headers.items()),
            body=self.rfile.read(int(self.headers.get("Content-Length", "0"))),
            peer=str(self.client_address[0]),
        )
        self._write(self.server.service.respond(request))

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815 — the base class looks for these names

    def _refused(self) -> HttpResponse | None:
        """Return the answer to a request whose body cannot be taken, None when it can."""
        if self.headers.get("Transfer-Encoding"):
            return HttpResponse(status=411)
        length = self.headers.get("Content-Length", "0").strip()
        if not length.isascii() or not length.isdigit():
            return HttpResponse(status=400)
        return self.server.service.too_long if int(length) > self._most() else None

    def _most(self) -> int:
        return self.server.service.max_body_bytes

    def _write(self, response: HttpResponse) -> None:
        self.send_response(response.status)
        for name, value in response.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        if response.status not in (204, 304):  # RFC 9110 §8.6
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def log_message(self, _format: str, *_args: object) -> None:
        """Write no access log: paths hold customers' tokens."""
