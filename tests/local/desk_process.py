"""The whole local desk as a process of its own, and how tests drive it from outside."""

from __future__ import annotations

import json
import os
import re
import signal
import smtplib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

PROJECT = Path(__file__).parent.parent.parent
ANY_PORT = {"DESK_HTTP_PORT": "0", "DESK_SMTP_PORT": "0", "DESK_CONSOLE_PORT": "0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A running desk, as a customer and an operator reach it."""

    process: subprocess.Popen[str]
    http: str
    smtp_port: int
    console: str

    def deliver(self, content: bytes, *, sender: str = "li@customer.example") -> None:
        """Send one mail to the support mailbox by SMTP."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=10) as client:
            client.sendmail(sender, ["support@desk.example"], content)

    def get(self, path: str) -> Any:
        """Return the console's JSON at a path."""
        with urlopen(f"{self.console}{path}", timeout=10) as answer:  # noqa: S310 — loopback http
            return json.loads(answer.read())

    def advance(self, seconds: float) -> Any:
        """Move the clock; when this returns, everything that was to do is done."""
        body = json.dumps({"advance_s": seconds}).encode()
        request = Request(f"{self.console}/api/clock", data=body)  # noqa: S310 — loopback http
        with urlopen(request, timeout=60) as answer:  # noqa: S310 — loopback http
            return json.loads(answer.read())

    def mails_to(self, address: str) -> list[dict[str, Any]]:
        """Return the mails sent to an address, newest last."""
        return [mail for mail in self.get("/api/outbox") if mail["to"] == [address]]

    def tickets_of(self, address: str) -> list[dict[str, Any]]:
        """Return the tickets of a contact."""
        return [t for t in self.get("/api/tickets") if t["contact"]["address"] == address]


def start_desk() -> Desk:
    """Start the command on free ports and return when it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "frontdesk", "run", "--verdict-header"],
        cwd=PROJECT,
        env={"PATH": os.defpath, **ANY_PORT},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if line.startswith("Ctrl-C"):
            break
    http, console = re.findall(r"http://127\.0\.0\.1:\d+", told)
    smtp = re.search(r"smtp://127\.0\.0\.1:(\d+)", told)
    assert smtp is not None, told
    return Desk(process=process, http=http, smtp_port=int(smtp[1]), console=console)


def stop_desk(desk: Desk) -> tuple[int, str]:
    """Interrupt the desk as Ctrl-C does; return its exit status and what it said on stderr."""
    desk.process.send_signal(signal.SIGINT)
    _, said = desk.process.communicate(timeout=30)
    return desk.process.returncode, said
