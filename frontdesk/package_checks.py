"""Is the deployment package whole? Looked at as Lambda will: the zip, the runtime, nothing else."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from chalicelib.rules.documents import COMPILED
from frontdesk.slim import files_of_words

_LARGEST_BYTES = 15_000_000
_NEVER = ("frontdesk/", "tests/", "bench/", "moto/", "chalice/cli/", "infra/")

# -I and -S leave neither this project nor its virtual environment on the path.
_IMPORT_ALL = """
import importlib, os, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import app, chalicelib
assert app.__file__.startswith(sys.argv[1])
for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
    importlib.import_module(module.name)
"""


def findings(package: Path, project: Path) -> list[str]:
    """Return what is wrong with a deployment package made of `project`."""
    with zipfile.ZipFile(package) as opened:
        names = opened.namelist()
    found = [f"deployment.zip: lacks {name}" for name in sorted(_needed(project) - set(names))]
    found += [f"deployment.zip: holds {name}" for name in names if name.startswith(_NEVER)]
    size = package.stat().st_size
    if size > _LARGEST_BYTES:
        found.append(f"deployment.zip: {size} bytes, more than {_LARGEST_BYTES}")
    return found + list(_import_findings(package))


def _needed(project: Path) -> set[str]:
    """Return what must be in the zip: app.py, all of chalicelib, all templates.

    The policy's words are there as its compiled file.
    """
    policy = project / "chalicelib" / "policy"
    words = files_of_words(policy)
    files = [
        path
        for folder in ("chalicelib", "templates")
        for path in (project / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path not in words
    ]
    if words:
        files.append(policy / COMPILED)
    return {"app.py", *(path.relative_to(project).as_posix() for path in files)}


def _import_findings(package: Path) -> Iterator[str]:
    """Import every module of the package in an interpreter that has nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(package) as opened:
            opened.extractall(folder)
        run = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _IMPORT_ALL, folder],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            env={"PATH": "", "AWS_DEFAULT_REGION": "us-east-1"},
        )
    if run.returncode:
        yield f"deployment.zip: does not import: {run.stderr.strip().splitlines()[-1]}"
