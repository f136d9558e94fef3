"""Make Chalice's deployment package small, fast to import and the same every time.

What the functions never read is left out, every module is compiled beforehand (unchecked: nobody
changes a file in Lambda), and so is the policy. Entries are sorted and carry no time, so equal
inputs give equal bytes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from chalicelib.rules.documents import COMPILED, is_words
from frontdesk.policy_compiler import compile_policy

# The AWS services the functions call; botocore's models of all others are left out.
SERVICES = ("bedrock-runtime", "cloudwatch", "dynamodb", "s3", "secretsmanager", "sesv2", "sns")

_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
_LICENCE = re.compile(r"[^/]+\.dist-info/(.*/)?(licen[cs]e|notice|copying)[^/]*$", re.IGNORECASE)
_DROPPED = (
    re.compile(r"(^|/)(__pycache__|tests?|testing|examples)/"),
    re.compile(r"\.(pyc|pyi|pyx|pxd|pxi|c|h|pth)$"),
    re.compile(r"(^|/)py\.typed$"),
    re.compile(r"^[^/]+\.(dist-info|data|egg-info)/"),
    re.compile(r"^aws_lambda_powertools/event_handler/openapi/swagger_ui/"),
    re.compile(r"^selectolax/modest/"),
)
_MODEL = re.compile(r"^botocore/data/([^/]+)/")


def is_kept(name: str) -> bool:
    """Return whether an entry of the package is needed in Lambda (licences are kept)."""
    if _LICENCE.match(name):
        return True
    model = _MODEL.match(name)
    if model and model[1] not in SERVICES:
        return False
    return not any(pattern.search(name) for pattern in _DROPPED)


def slim(package: Path) -> None:
    """Rewrite a deployment package in place."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with zipfile.ZipFile(package) as source:
            for name in filter(_is_file(is_kept), source.namelist()):
                source.extract(name, root)
        policy = root / "chalicelib" / "policy"
        if policy.is_dir():
            (policy / COMPILED).write_bytes(compile_policy(policy))
            for path in files_of_words(policy):
                path.unlink()  # the compiled file says it all, and reading them costs a start
        _compile(root)
        _write(package, root, sorted(path for path in root.rglob("*") if path.is_file()))


def files_of_words(policy: Path) -> list[Path]:
    """Return the files of a policy folder that a package leaves out: its compiled file has them."""
    return [
        path
        for path in sorted(policy.rglob("*.toml"))
        if is_words(path.relative_to(policy).with_suffix("").as_posix())
    ]


def _is_file(wanted: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda name: not name.endswith("/") and wanted(name)


def _compile(root: Path) -> None:
    """Add the compiled modules, as if they lay in /var/task; a fixed hash seed orders sets."""
    subprocess.run(
        [
            *(sys.executable, "-m", "compileall", "-q", "-f"),
            *("--invalidation-mode", "unchecked-hash"),
            *("-s", str(root), "-p", "/var/task"),
            str(root),
        ],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )


def _write(package: Path, root: Path, paths: Iterable[Path]) -> None:
    part = package.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for path in paths:
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _MODE
            entry.create_system = 3  # Unix, wherever it is built
            target.writestr(entry, path.read_bytes())
    part.replace(package)
