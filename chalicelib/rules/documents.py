"""The policy's files as documents: TOML while it is edited, one JSON file once it is packaged.

Reading TOML costs a cold start tens of milliseconds, JSON one or two, so `frontdesk package` puts
`compiled.json` beside the TOML files. It names what it was made of, and is not used when they say
something else.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalicelib.errors import OperatorError

COMPILED = "compiled.json"
MODEL = "category_model.bin"


def read_documents(folder: Path) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """Return the documents of a policy folder by name ("desk", …), and what was prepared of them.

    Raises:
        OperatorError: a file cannot be read, or is no TOML.
    """
    files = _files(folder)
    compiled = _compiled(folder)
    if compiled.get("made_of") == _digest(files):
        return compiled["documents"], compiled["prepared"]
    return {name: _parsed(name, content) for name, content in files.items()}, {}


def compile_documents(folder: Path, prepared: Mapping[str, Any]) -> bytes:
    """Return the content of `compiled.json` for a policy folder.

    `prepared` is JSON. The same folder gives the same bytes.

    Raises:
        OperatorError: a file cannot be read, or is no TOML.
    """
    files = _files(folder)
    return json.dumps(
        {
            "made_of": _digest(files),
            "documents": {name: _parsed(name, content) for name, content in files.items()},
            "prepared": prepared,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8")


def _files(folder: Path) -> dict[str, bytes]:
    try:
        return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.toml"))}
    except OSError as err:
        raise OperatorError(f"policy: {err}") from err


def _compiled(folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / COMPILED).read_bytes()))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as err:
        raise OperatorError(f"policy/{COMPILED}: {err}") from err


def _digest(files: Mapping[str, bytes]) -> str:
    made_of = hashlib.sha256()
    for name, content in files.items():
        made_of.update(f"{name} {len(content)}\n".encode())
        made_of.update(content)
    return made_of.hexdigest()


def _parsed(name: str, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise OperatorError(f"policy/{name}.toml: {err}") from err
