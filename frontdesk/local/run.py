"""`python -m frontdesk run`: the local desk in one process, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from types import FrameType

from chalicelib.errors import OperatorError
from frontdesk.local.addresses import Listeners, WrongUseError, listen, read_ports


def main(argv: Sequence[str]) -> int:
    """Run the desk until it is interrupted; return the exit status.

    0 after Ctrl-C or SIGTERM, 1 when the desk cannot start, 2 for wrong use (a port that is busy
    or no port, an unknown option).
    """
    chosen = _parser().parse_args(argv)
    stop = _stop_signals()
    try:
        listeners = listen(read_ports(os.environ))
    except WrongUseError as err:
        print(f"frontdesk run: {err}", file=sys.stderr)
        return 2
    try:
        return _run(listeners, chosen, stop)
    except OperatorError as err:
        print(f"frontdesk run: {err}", file=sys.stderr)
        return 1
    finally:
        listeners.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="frontdesk run",
        description="Run the local desk: forms, SMTP and console, with AWS in memory.",
        epilog="Ports: DESK_HTTP_PORT (8000), DESK_SMTP_PORT (2525), DESK_CONSOLE_PORT (8025); "
        "0 takes a free one.",
    )
    parser.add_argument(
        "--engine",
        choices=("moto", "ministack"),
        default="moto",
        help="what plays AWS: moto in this process, or ministack for many tickets",
    )
    parser.add_argument(
        "--verdict-header",
        action="store_true",
        help="let mails set SES's verdicts: 'X-Desk-Verdicts: spam=FAIL dmarc=FAIL/reject'",
    )
    return parser


def _stop_signals() -> int:
    """Return a file descriptor that can be read once somebody wants the desk to stop.

    A pipe, because a handler runs in the midst of whatever the main thread does: an Event set
    there while the main thread enters its wait would never wake it.
    """
    told, tell = os.pipe()

    def stop(_number: int, _frame: FrameType | None) -> None:
        os.write(tell, b".")

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return told


def _run(listeners: Listeners, chosen: argparse.Namespace, stop: int) -> int:
    # The engine, Chalice and the desk itself: nothing that a busy port or --help should wait for.
    from frontdesk.local.desk import Options, running

    # A function that had nothing to count is no news here.
    warnings.filterwarnings("ignore", message="No application metrics to publish")
    options = Options(engine=chosen.engine, reads_verdict_header=chosen.verdict_header)
    with running(listeners, options) as desk:
        print(f"Frontdesk is ready. State is in memory ({chosen.engine}) and ends with it.")
        for name, address in desk.addresses.items():
            print(f"  {name:<27} {address}")
        print(f"  {'Takes mail for':<27} {', '.join(desk.mailboxes)}")
        print("Ctrl-C stops it.", flush=True)
        os.read(stop, 1)
        print("Stopping.", flush=True)
    return 0
