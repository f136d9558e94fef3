"""`python -m frontdesk <command>`: one door to everything an operator or a developer runs.

Each command is a module with `main(argv: list[str]) -> int`, imported only when asked for. Exit
status everywhere: 0 ok, 1 findings, 2 wrong use.
"""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command: the module that does it and one line on what it does."""

    module: str
    summary: str


GROUPS: dict[str, dict[str, Command]] = {
    "Try it here": {
        "run": Command(
            "frontdesk.local.run", "the local desk: forms, SMTP, console, all in memory"
        ),
        "inspect": Command("frontdesk.inspect", "read mails (.eml) and say what the desk would do"),
        "classify": Command("frontdesk.classify", "understand messages: JSON lines in, out"),
        "train": Command("frontdesk.train", "write the category model from our own texts"),
    },
    "Build and deploy": {
        "package": Command("frontdesk.package", "build/: sam.json and deployment.zip, checked"),
        "stack": Command("frontdesk.stack", "the packaged definitions, applied to a local AWS"),
        "staging": Command("frontdesk.staging", "prove the packaged zip on a local AWS"),
        "deploy": Command("frontdesk.deploy", "CloudFormation, then the receipt rule set"),
    },
}

COMMANDS: dict[str, Command] = {
    name: command for group in GROUPS.values() for name, command in group.items()
}


def help_text() -> str:
    """Return the help: one line per command, grouped."""
    lines = ["usage: python -m frontdesk COMMAND [options]", ""]
    for title, group in GROUPS.items():
        lines.append(f"{title}:")
        lines += [f"  {name:<10} {command.summary}" for name, command in group.items()]
        lines.append("")
    lines.append("COMMAND --help tells its options. Exit status: 0 ok, 1 findings, 2 wrong use.")
    return "\n".join(lines)


def main(argv: list[str]) -> int:
    """Run one command; return its exit status.

    Without a command the help goes to stderr and the status is 2, with --help to stdout and 0.
    """
    name = argv[0] if argv else ""
    if name in ("-h", "--help", "help"):
        print(help_text())
        return 0
    if not name:
        print(help_text(), file=sys.stderr)
        return 2
    if name not in COMMANDS:
        print(f"frontdesk: no command {name!r}; see `python -m frontdesk --help`", file=sys.stderr)
        return 2
    return _run(COMMANDS[name], argv[1:])


def _run(command: Command, argv: list[str]) -> int:
    """Call the command's `main`; an interrupt or a reader that left ends it quietly."""
    try:
        status = importlib.import_module(command.module).main(argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130  # 128 + SIGINT, what a shell expects of an interrupted program
    except BrokenPipeError:
        # The interpreter flushes stdout once more at exit and would complain of the same pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
