"""Where the local desk listens: three loopback ports, taken before anything else is started.

The sockets are bound first and handed to the servers, so that a busy port is told at once and
nothing can take a port between the check and its use.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.errors import OperatorError

HOST = "127.0.0.1"


class WrongUseError(OperatorError):
    """The command was called in a way that cannot work; exit status 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The three port numbers; 0 asks the system for a free one."""

    http: int
    smtp: int
    console: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """The three sockets, bound and listening."""

    http: socket.socket
    smtp: socket.socket
    console: socket.socket

    def close(self) -> None:
        """Give all three ports back; safe to repeat."""
        for taken in (self.http, self.smtp, self.console):
            taken.close()


_VARIABLES = {"http": "DESK_HTTP_PORT", "smtp": "DESK_SMTP_PORT", "console": "DESK_CONSOLE_PORT"}
_DEFAULTS = {"http": 8000, "smtp": 2525, "console": 8025}


def read_ports(environ: Mapping[str, str]) -> Ports:
    """Return the ports an environment asks for.

    Raises:
        WrongUseError: a value is no port number.
    """
    return Ports(**{name: _read_port(environ, name) for name in _VARIABLES})


def _read_port(environ: Mapping[str, str], name: str) -> int:
    text = environ.get(_VARIABLES[name], "").strip() or str(_DEFAULTS[name])
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise WrongUseError(f"{_VARIABLES[name]}={text!r} is no port number (0 to 65535)")
    return int(text)


def listen(ports: Ports) -> Listeners:
    """Take the three ports on loopback.

    Raises:
        WrongUseError: one of them is taken or may not be used; nothing stays bound.
    """
    taken: dict[str, socket.socket] = {}
    try:
        for name in _VARIABLES:
            taken[name] = _bind(getattr(ports, name), _VARIABLES[name])
    except WrongUseError:
        for bound in taken.values():
            bound.close()
        raise
    return Listeners(**taken)


def _bind(port: int, variable: str) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((HOST, port))
        bound.listen(128)
    except OSError as err:
        bound.close()
        raise WrongUseError(
            f"port {port} on {HOST} cannot be used ({err.strerror}); set {variable} to another one"
        ) from err
    return bound


def port_of(bound: socket.socket) -> int:
    """Return the port number a bound socket got."""
    return int(bound.getsockname()[1])
