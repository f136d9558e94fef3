"""AWS as ministack plays it: a child process on loopback, which the front passes calls on to.

Faster than moto with many tickets. Its queues run on the real clock: moving the desk's clock does
not make delayed or handed-out messages come back earlier.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import urllib3

from chalicelib.errors import OperatorError
from frontdesk.local.addresses import HOST

_READY_S = 30.0
_NOT_PASSED_ON = frozenset({"host", "connection", "content-length", "transfer-encoding"})


class MinistackEngine:
    """A ministack child; ends with this process."""

    name = "ministack"

    def __init__(self) -> None:
        self._port = _free_port()
        self._folder = tempfile.TemporaryDirectory(prefix="frontdesk-ministack-")
        self._child = subprocess.Popen(
            [sys.executable, "-m", "ministack"],
            env={
                "PATH": os.environ.get("PATH", ""),
                "BIND_HOST": HOST,
                "GATEWAY_PORT": str(self._port),
                "IOT_MTLS_ENABLED": "0",  # it would listen beyond loopback
                "SFTP_ENABLED": "0",
                "LOG_LEVEL": "ERROR",
                "TMPDIR": self._folder.name,
                "HOME": self._folder.name,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            start_new_session=True,  # Ctrl-C in the terminal is for the desk, which then ends this
        )
        self._pool = urllib3.PoolManager(maxsize=16, retries=False)
        self._await_ready()

    def app(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass one call on (WSGI)."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        target = environ.get("RAW_URI") or environ["REQUEST_URI"]
        answer = self._pool.request(
            environ["REQUEST_METHOD"],
            f"http://{HOST}:{self._port}{target}",
            body=body,
            headers=_headers(environ),
            redirect=False,
            decode_content=False,
        )
        start_response(
            f"{answer.status} {answer.reason or 'OK'}",
            [(n, v) for n, v in answer.headers.items() if n.lower() not in _NOT_PASSED_ON]
            + [("Content-Length", str(len(answer.data)))],
        )
        return [answer.data]

    def settle(self) -> None:
        """Do nothing: ministack enforces no policies."""

    def pass_time(self, step: timedelta) -> None:
        """Do nothing: ministack's queues know the real clock only."""

    def stop(self) -> None:
        """End the child and remove what it wrote."""
        self._child.terminate()
        try:
            self._child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._pool.clear()
        self._folder.cleanup()

    def _await_ready(self) -> None:
        ends = time.monotonic() + _READY_S
        while time.monotonic() < ends and self._child.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex((HOST, self._port)) == 0:
                    return
            threading.Event().wait(0.05)
        self.stop()
        raise OperatorError("ministack did not start; is it installed in this environment?")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _headers(environ: dict[str, Any]) -> dict[str, str]:
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    return {name: value for name, value in headers.items() if name not in _NOT_PASSED_ON}
