"""The shape of the house: what may load what, and what a cold start costs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PURE = ("reading", "understanding", "desk", "answering")
PURE_MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for room in PURE
    for path in (ROOT / "chalicelib" / room).rglob("*.py")
    if path.stem != "__init__"
)
FOREIGN = ("boto3", "botocore", "chalice", "aws_lambda_powertools")


def loaded_by(code: str) -> set[str]:
    """Return the modules a fresh interpreter has loaded after running `code`."""
    script = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_the_pure_rooms_load_nothing_of_aws() -> None:
    """Reading, understanding, deciding and answering run without AWS's libraries."""
    loaded = loaded_by("\n".join(f"import {name}" for name in PURE_MODULES))

    assert not loaded.intersection(FOREIGN)


def test_the_app_loads_neither_the_template_engine_nor_the_batch_processor() -> None:
    """What only one function needs, only that function pays for."""
    loaded = loaded_by("import app")

    assert "jinja2" not in loaded
    assert "mistune" not in loaded
    assert "aws_lambda_powertools.utilities.batch" not in loaded
    assert "boto3" not in loaded


def test_the_app_makes_no_client_when_imported() -> None:
    """The Chalice command and the tests import it without credentials or network."""
    loaded = loaded_by(
        "import botocore.client\n"
        "def refuse(*a, **k): raise AssertionError('a client was made at import')\n"
        "botocore.client.ClientCreator.create_client = refuse\n"
        "import app"
    )

    assert "app" in loaded


def test_every_module_says_what_lives_in_it() -> None:
    """A stranger should know from the first lines where a line of code belongs."""
    modules = [*ROOT.glob("chalicelib/**/*.py"), *ROOT.glob("frontdesk/**/*.py"), ROOT / "app.py"]

    silent = [
        str(path.relative_to(ROOT))
        for path in modules
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert len(modules) > 100
    assert not silent, "\n".join(silent)


def test_the_trigger_table_decides_nothing() -> None:
    """At most a hundred lines, no condition and no loop."""
    source = (ROOT / "app.py").read_text(encoding="utf-8")

    assert len(source.splitlines()) <= 100
    assert not [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.If | ast.For | ast.Try)]


def test_no_module_is_an_attic() -> None:
    """A module is named after what it owns."""
    names = {path.stem for path in ROOT.glob("chalicelib/**/*.py")}

    assert not names & {"utils", "util", "helpers", "common", "misc", "managers", "models"}
