"""The checkout's policy with its tables ready made, kept in build/ from one command to the next.

Reading the TOML files and making the tables takes longer than all else a command does at its start.
What is kept counts only for the very files, the very code and the very interpreter it was made
with; anything else is made anew, and so is a file that is broken. A package has a file of its own
(frontdesk/slim.py), and Lambda never sees this one.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from chalicelib.errors import OperatorError
from chalicelib.rules import Rules, load_rules, parse_rules, read_models
from chalicelib.rules.documents import compiled_documents
from frontdesk.policy_compiler import compile_policy
from frontdesk.whole_file import write_whole

_PROJECT = Path(__file__).resolve().parent.parent
POLICY = _PROJECT / "chalicelib" / "policy"
KEPT = _PROJECT / "build" / "policy.bin"
MADE_BY = (
    _PROJECT / "chalicelib" / "errors.py",
    _PROJECT / "chalicelib" / "rules",
    _PROJECT / "chalicelib" / "understanding",
    _PROJECT / "frontdesk" / "policy_compiler.py",
)
"""The code that makes the tables, and more of it than is needed; a test holds that none lacks."""

_DIGEST_BYTES = 32


def checkout_rules(folder: Path = POLICY) -> Rules:
    """Return a policy as `load_rules` does, the checkout's own from what was kept.

    It is then without cues and sayings: the tables have them.

    Raises:
        OperatorError: as `load_rules`.
    """
    return kept_rules(folder) if folder.resolve() == POLICY else load_rules(folder)


def kept_rules(folder: Path, kept: Path = KEPT, made_by: Iterable[Path] = MADE_BY) -> Rules:
    """Return the rules of a policy folder, from the file `kept` if that was made of the same.

    Raises:
        OperatorError: the policy is wrong.
    """
    key = key_of((folder, *made_by))
    made = _read(kept, key)
    if made is None:
        made = compile_policy(folder)
        if key_of((folder, *made_by)) == key:  # else somebody saved a file meanwhile
            _write(kept, key, made)
    documents, prepared = compiled_documents(made)
    return parse_rules(documents, **read_models(folder), prepared=prepared)


def key_of(sources: Iterable[Path]) -> bytes:
    """Return a digest of files, and of those in folders: their places and all they hold.

    The interpreter counts as well: it brings the tables of Unicode that words are folded by.

    Raises:
        OperatorError: a file cannot be read.
    """
    digest = hashlib.sha256(sys.version.encode())
    for source in sources:
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.suffix in (".py", ".toml"):
                content = _content(path)
                digest.update(f"\n{path} {len(content)}\n".encode())
                digest.update(content)
    return digest.digest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as err:
        raise OperatorError(f"policy: {err}") from err


def _read(kept: Path, key: bytes) -> bytes | None:
    """Return what is kept, None unless it was made under this key and is whole."""
    with suppress(OSError):
        content = kept.read_bytes()
        made = content[_DIGEST_BYTES:]
        if content[:_DIGEST_BYTES] == _seal(key, made):
            return made
    return None


def _write(kept: Path, key: bytes, made: bytes) -> None:
    """Keep it; where nobody may write, keep nothing."""
    with suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        write_whole(kept, _seal(key, made) + made)


def _seal(key: bytes, made: bytes) -> bytes:
    return hashlib.sha256(key + made).digest()
