"""The AWS behind the desk: moto in this process, or ministack as a child, behind one front.

All clients talk to the front. It passes every call on unchanged and watches two things: calls
that make work (so that the pumps wake at once) and mails SES accepted (since no engine keeps
their tags). Both engines listen on loopback only; what is in them ends with the process.
"""

from __future__ import annotations

import io
import json
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from frontdesk.local.addresses import HOST

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

_SEND_PATH = "/v2/email/outbound-emails"
_MAKING_WORK = frozenset(
    {"PutItem", "UpdateItem", "TransactWriteItems", "SendMessage", "SendMessageBatch"}
)


class Engine(Protocol):
    """One way to play AWS."""

    name: str

    @property
    def app(self) -> WsgiApp:
        """What answers AWS calls."""
        ...

    def settle(self) -> None:
        """Undo what this engine makes of the applied definition and AWS would not."""
        ...

    def pass_time(self, step: timedelta) -> None:
        """Let waiting messages (delays, visibility timeouts) be older by `step`."""
        ...

    def stop(self) -> None:
        """End whatever was started; safe to repeat."""
        ...


class Front:
    """The one endpoint of all AWS clients."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app
        self._on_work: Callable[[], None] = _nothing
        self._on_sent: Callable[[Mapping[str, Any], str], None] = _nothing

    def watch(
        self, *, on_work: Callable[[], None], on_sent: Callable[[Mapping[str, Any], str], None]
    ) -> None:
        """Tell of calls that make work, and of SendEmail requests with the id SES gave."""
        self._on_work, self._on_sent = on_work, on_sent

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one call (WSGI)."""
        if environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] == _SEND_PATH:
            return self._send(environ, start_response)
        answer = self._app(environ, start_response)
        if _makes_work(environ):
            self._on_work()
        return answer

    def _send(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        statuses: list[str] = []

        def noted(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            statuses.append(status)
            return start_response(status, headers, *rest)

        answer = b"".join(self._app(environ, noted))
        if statuses[-1].startswith("200"):
            self._on_sent(json.loads(body), json.loads(answer)["MessageId"])
        self._on_work()
        return [answer]


def _nothing(*_told: object) -> None:
    """Nobody watches yet."""


def _makes_work(environ: Mapping[str, Any]) -> bool:
    target = environ.get("HTTP_X_AMZ_TARGET", "")
    if target:
        return target.rpartition(".")[2] in _MAKING_WORK
    if environ["REQUEST_METHOD"] == "PUT":
        return True
    return "/sns/" in environ.get("HTTP_AUTHORIZATION", "")


class _QuietHandler(WSGIRequestHandler):
    """Keeps connections open between calls and writes no access log."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


class FrontServer:
    """Serves a front on a free loopback port until stopped."""

    def __init__(self, front: Front, handler: type[WSGIRequestHandler] = _QuietHandler) -> None:
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self._server: BaseWSGIServer = make_server(
            HOST, 0, front, threaded=True, request_handler=handler
        )
        self._server.daemon_threads = True  # type: ignore[attr-defined]  # a ThreadingMixIn's
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True
        )
        self._thread.start()
        self.url = f"http://{HOST}:{self._server.server_port}"

    def stop(self) -> None:
        """Stop answering and give the port back."""
        self._server.shutdown()
        self._thread.join(timeout=5)
        self._server.server_close()
