"""`make staging`: the packaged zip on a local AWS, proven from the outside; ends by itself.

docs/staging.md says what is proven here and what ministack cannot do and is tested elsewhere.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from frontdesk import package
from frontdesk.local.definition import read_rule
from frontdesk.staging_desk import Staged
from frontdesk.staging_engine import Engine, StagingError, deploy, serve
from frontdesk.staging_proofs import PROOFS

# What ministack has no API for. Anything more would be a proof that quietly went missing.
KNOWN_LACKING = {"ReceiptRuleSet", "ReceiptRule", "FeedbackDestination"}
# Never build/ itself: what lies there may be deployed, and this builds the dev stage.
BUILD = package.BUILD / "staging"
_LOG_LINES = 60


def main(argv: Sequence[str]) -> int:
    """Run all proofs; return 0 when all hold, 1 otherwise."""
    parser = argparse.ArgumentParser(
        prog="frontdesk staging", description="Prove the packaged zip on a local AWS."
    )
    parser.add_argument(
        "--from",
        dest="built",
        type=Path,
        metavar="FOLDER",
        help="take the package that lies there, of whatever stage; default: build one of dev",
    )
    built = parser.parse_args(argv).built
    if built is None and package.main(["--stage", "dev", "--out", str(BUILD)]):
        return 1
    folder = built or BUILD
    try:
        template = json.loads((folder / "sam.json").read_text(encoding="utf-8"))
        zipped = (folder / "deployment.zip").read_bytes()
    except OSError as err:
        print(f"frontdesk staging: {err}; `make package` first", file=sys.stderr)
        return 2
    # An end from outside must end the engine too: it is a process of its own.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Engine() as engine:
        return _prove(engine, template, zipped)


def _prove(engine: Engine, template: dict[str, object], zipped: bytes) -> int:
    """Deploy and run the proofs; the first that fails ends it, with the engine's last words."""
    doing = "deploy"
    try:
        started = time.monotonic()
        stack = deploy(engine, template, zipped, lacking=KNOWN_LACKING)
        staged = Staged(
            engine=engine,
            stack=stack,
            rule=read_rule(template, stack),
            http=serve(engine, template, stack),
        )
        print(f"✓ deployed: {len(stack.functions)} functions ({_since(started)})")
        for proof in PROOFS:
            doing, started = proof.__name__, time.monotonic()
            proof(staged)
            print(f"✓ {doing}: {(proof.__doc__ or '').splitlines()[0]} ({_since(started)})")
    except StagingError as err:
        print("\n".join(engine.log.read_text(errors="replace").splitlines()[-_LOG_LINES:]))
        print(f"✗ {doing}: {err}", file=sys.stderr)
        return 1
    print(f"{len(PROOFS)} passed")
    return 0


def _since(started: float) -> str:
    return f"{time.monotonic() - started:.1f} s"
