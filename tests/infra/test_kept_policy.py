"""What commands keep of the checkout's policy is never out of date, and never missed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from chalicelib.errors import OperatorError
from chalicelib.rules import Rules
from frontdesk import kept_policy
from frontdesk.kept_policy import MADE_BY, checkout_rules, kept_rules, key_of
from tests.builders import POLICY, the_rules

_PROJECT = Path(kept_policy.__file__).parent.parent

_WHAT_IT_LOADS = """
import sys
from pathlib import Path
from frontdesk.policy_compiler import compile_policy
compile_policy(Path(sys.argv[1]))
print(*(m.__file__ for m in list(sys.modules.values()) if getattr(m, "__file__", None)), sep="\\n")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a policy folder of few words: it compiles in no time."""
    copied = tmp_path / "policy"
    shutil.copytree(POLICY, copied, ignore=shutil.ignore_patterns("cues"))
    (copied / "mood.toml").write_text("")
    return copied


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return where nothing is kept yet."""
    return tmp_path / "build" / "policy.bin"


def test_the_policy_is_made_once_and_then_kept(folder: Path, kept: Path) -> None:
    """The second command reads what the first has made, and says the same."""
    first = kept_rules(folder, kept)
    written = kept.stat()

    second = kept_rules(folder, kept)

    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
    assert {name: bytes(made) for name, made in second.prepared.items()} == first.prepared
    assert list(second.categories) == list(the_rules().categories)


def test_what_is_kept_says_all_that_the_edited_policy_says() -> None:
    """Learned models, promises, forms: only words to listen for are in the tables instead."""
    models = {"category_model", "subtype_model", "mood_model"}
    names = {field.name for field in fields(Rules)} - {"categories", "sayings", "prepared"} - models

    kept, edited = checkout_rules(), the_rules()

    assert kept.prepared
    assert {name for name in names if getattr(kept, name) != getattr(edited, name)} == set()
    assert all(getattr(kept, name)[:] == getattr(edited, name)[:] for name in models)
    assert kept.categories == {id_: replace(c, cues=()) for id_, c in edited.categories.items()}


def test_an_edited_policy_is_made_anew(folder: Path, kept: Path) -> None:
    """Whatever was kept before."""
    kept_rules(folder, kept)
    desk = folder / "desk.toml"
    desk.write_text(desk.read_text().replace('name = "Demo Wallet"', 'name = "Other"'))

    assert kept_rules(folder, kept).default_brand.name == "Other"
    assert kept_rules(folder, kept).default_brand.name == "Other"


def test_changed_code_makes_the_policy_anew(folder: Path, kept: Path, tmp_path: Path) -> None:
    """The tables are what the code makes of the words."""
    code = tmp_path / "code"
    code.mkdir()
    (code / "tables.py").write_text("SIZE = 1")
    kept_rules(folder, kept, [code])
    before = kept.read_bytes()[:32]

    (code / "tables.py").write_text("SIZE = 2")
    kept_rules(folder, kept, [code])

    assert kept.read_bytes()[:32] != before


@pytest.mark.parametrize("place", ["en.toml", "cues/en.toml", "code.py", "deep/er/code.py"])
def test_every_file_that_is_changed_renamed_or_new_changes_the_key(
    tmp_path: Path, place: str
) -> None:
    """A word, a digit, a name: nothing is too small to count."""
    path = tmp_path / place
    keys = [key_of([tmp_path])]
    path.parent.mkdir(parents=True, exist_ok=True)
    for content in ("a = 1", "a = 2", ""):
        path.write_text(content)
        keys.append(key_of([tmp_path]))
    path.rename(path.with_stem("other"))
    keys.append(key_of([tmp_path]))

    assert len(set(keys)) == 5
    assert key_of([tmp_path]) == keys[-1]


def test_all_code_that_makes_the_tables_counts(folder: Path) -> None:
    """A module the compiler came to use would go unnoticed otherwise."""
    ran = subprocess.run(
        [sys.executable, "-c", _WHAT_IT_LOADS, folder],
        capture_output=True, text=True, cwd=_PROJECT, check=True,
    )  # fmt: skip
    loaded = [Path(line) for line in ran.stdout.splitlines()]
    own = [path for path in loaded if path.is_relative_to(_PROJECT) and ".venv" not in path.parts]

    uncounted = {
        path.relative_to(_PROJECT).as_posix()
        for path in own
        if path.stat().st_size and not any(path.is_relative_to(source) for source in MADE_BY)
    }

    assert len(own) > 5
    assert uncounted <= {"chalicelib/__init__.py", "frontdesk/__init__.py"}  # they hold a sentence


@pytest.mark.parametrize("broken", [b"", b"short", None, b"\0" * 4_000])
def test_a_broken_file_is_made_anew_without_a_word(
    folder: Path, kept: Path, broken: bytes | None, capfd: pytest.CaptureFixture[str]
) -> None:
    """Half written, emptied, or with a single bit that fell over (None)."""
    kept_rules(folder, kept)
    whole = kept.read_bytes()
    fallen = whole[:-1] + bytes([whole[-1] ^ 1])
    kept.write_bytes(fallen if broken is None else broken)

    rules = kept_rules(folder, kept)

    assert list(rules.categories) == list(the_rules().categories)
    assert kept.read_bytes() == whole
    assert capfd.readouterr() == ("", "")


def test_the_policy_is_read_where_nothing_can_be_kept(folder: Path, tmp_path: Path) -> None:
    """A checkout that may only be read still has a policy."""
    (tmp_path / "build").write_text("a file, no folder")

    rules = kept_rules(folder, tmp_path / "build" / "policy.bin")

    assert list(rules.categories) == list(the_rules().categories)


def test_nothing_but_the_file_itself_is_left_behind(folder: Path, kept: Path) -> None:
    """What is written first, to be moved in one step, is gone."""
    kept_rules(folder, kept)

    assert list(kept.parent.iterdir()) == [kept]


def test_a_wrong_policy_is_told_of_and_not_kept(folder: Path, kept: Path) -> None:
    """The next command is told as well."""
    (folder / "desk.toml").write_text("no toml")

    with pytest.raises(OperatorError, match="desk"):
        kept_rules(folder, kept)
    assert not kept.exists()


def test_only_the_checkouts_own_policy_is_kept(folder: Path) -> None:
    """Another folder's is read as it stands."""
    assert checkout_rules().prepared
    assert not checkout_rules(folder).prepared
