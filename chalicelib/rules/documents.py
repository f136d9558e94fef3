"""The policy's files as documents: TOML while it is edited, one compiled file once it is packaged.

Reading TOML costs a cold start tens of milliseconds, the compiled file one or two, so
`frontdesk package` puts it beside the TOML files, without those that only hold words: a line of
JSON, then what upper layers prepared, each as it lies. It names what it was made of, and is not
used when a file says something else.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from itertools import accumulate, pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from chalicelib.errors import OperatorError
from chalicelib.rules.values import Content

COMPILED = "compiled.bin"
MODEL = "category_model.bin"
SUBTYPE_MODEL = "subtype_model.bin"
MOOD_MODEL = "mood_model.bin"


def is_words(name: str) -> bool:
    """Return whether a document only holds words to listen for: cues, moods, needs."""
    return name in ("mood", "needs") or name.startswith("cues/")


def mapped(path: Path) -> Content:
    """Return the content of a file, of which only what is looked at is ever read.

    Whoever writes the file anew must put another in its place (`Path.replace`): the process that
    reads where the same file was cut short is killed.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        whole = os.fstat(file.fileno()).st_size
        return mmap(file.fileno(), 0, access=ACCESS_READ) if whole else b""


def read_documents(folder: Path) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """Return the documents of a policy folder by name ("desk", "cues/en"), and what was prepared.

    Raises:
        OperatorError: a file cannot be read, or is no TOML.
    """
    files = _files(folder)
    try:
        content = mapped(folder / COMPILED)
    except FileNotFoundError:
        return _all_parsed(files), {}
    except OSError as err:
        raise OperatorError(f"policy/{COMPILED}: {err}") from err
    made_of, documents, prepared = _opened(content)
    if _digests(files).items() <= made_of.items() and all(
        name in files or is_words(name) for name in made_of
    ):
        return documents, prepared
    return _all_parsed(files), {}


def edited_documents(folder: Path) -> dict[str, Any]:
    """Return the documents of a policy folder as an operator edits them, whatever was compiled.

    Raises:
        OperatorError: a file cannot be read, or is no TOML.
    """
    return _all_parsed(_files(folder))


def compile_documents(folder: Path, prepared: Mapping[str, bytes]) -> bytes:
    """Return the content of the compiled file of a policy folder.

    `prepared` has what the documents of words say, so that they are left out. The same folder gives
    the same bytes.

    Raises:
        OperatorError: a file cannot be read, or is no TOML.
    """
    files = _files(folder)
    head = {
        "made_of": _digests(files),
        "documents": {
            name: _parsed(name, content) for name, content in files.items() if not is_words(name)
        },
        "prepared": {name: len(content) for name, content in prepared.items()},
    }
    said = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return b"\n".join((said, b"".join(prepared.values())))


def compiled_documents(content: Content) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """Return the documents in the content of a compiled file, and what was prepared.

    Raises:
        OperatorError: it is broken.
    """
    return _opened(content)[1:]


def _opened(content: Content) -> tuple[dict[str, str], dict[str, Any], dict[str, memoryview]]:
    """Return what a compiled file was made of, its documents, and what was prepared."""
    start = content.find(b"\n") + 1
    rest = memoryview(content)[start:]
    try:
        head = json.loads(content[:start])
        made_of, documents, lengths = dict(head["made_of"]), head["documents"], head["prepared"]
        ends = list(accumulate(lengths.values(), initial=0))
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        raise OperatorError(f"policy/{COMPILED}: {err}") from err
    if ends[-1] != len(rest):
        raise OperatorError(f"policy/{COMPILED}: cut short")
    parts = (rest[a:b] for a, b in pairwise(ends))
    return made_of, documents, dict(zip(lengths, parts, strict=True))


def _files(folder: Path) -> dict[str, bytes]:
    try:
        paths = [*sorted(folder.glob("*.toml")), *sorted(folder.glob("*/*.toml"))]
        return {_name(path, folder): path.read_bytes() for path in paths}
    except OSError as err:
        raise OperatorError(f"policy: {err}") from err


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _all_parsed(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {name: _parsed(name, content) for name, content in files.items()}


def _parsed(name: str, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise OperatorError(f"policy/{name}.toml: {err}") from err
