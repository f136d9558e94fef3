"""The packaged policy says what the edited one says, and only as long as it does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chalicelib.errors import OperatorError
from chalicelib.rules import Rules, load_rules
from chalicelib.rules.documents import COMPILED
from chalicelib.understanding.category import classify
from chalicelib.understanding.wording.listening import listen
from chalicelib.understanding.wording.sayings import hear
from frontdesk.policy_compiler import compile_policy
from tests.builders import POLICY, the_rules

SAID = "Somebody moved all my coins. 我转错地址了 Ma commande n'est pas arrivée."


def understood(rules: Rules) -> object:
    """Return what a policy makes of one text."""
    said = listen("", SAID, rules)
    found = classify(said, rules)
    return found.category.id, found.shares, found.reasons, found.raised, hear(said)


@pytest.fixture(scope="module")
def compiled() -> bytes:
    """Return the compiled policy, made once for all tests here: it takes a second or two."""
    return compile_policy(POLICY)


@pytest.fixture
def folder(tmp_path: Path, compiled: bytes) -> Path:
    """Return a policy folder that was compiled."""
    copied = tmp_path / "policy"
    shutil.copytree(POLICY, copied, ignore=shutil.ignore_patterns("__pycache__", COMPILED))
    (copied / COMPILED).write_bytes(compiled)
    return copied


def test_a_compiled_policy_is_used_and_says_the_same(folder: Path) -> None:
    """The tables are there, and a message is understood as by the edited files."""
    rules = load_rules(folder)

    assert rules.prepared
    assert list(rules.categories) == list(the_rules().categories)
    assert understood(rules) == understood(the_rules())


def test_a_compiled_policy_is_used_without_the_files_of_words(folder: Path) -> None:
    """A package leaves them out: what they say is in the compiled file."""
    for path in (*folder.glob("cues/*.toml"), folder / "mood.toml", folder / "needs.toml"):
        path.unlink()

    rules = load_rules(folder)

    assert understood(rules) == understood(the_rules())


def test_a_compiled_policy_is_not_used_once_a_file_of_words_was_edited(folder: Path) -> None:
    """Nor where one is edited that lies beside it."""
    mood = folder / "mood.toml"
    mood.write_text(mood.read_text() + "\n")

    assert not load_rules(folder).prepared


def test_a_compiled_policy_is_not_used_once_a_file_was_edited(folder: Path) -> None:
    """An operator's edit counts at once, whatever lies beside it."""
    desk = folder / "desk.toml"
    desk.write_text(desk.read_text().replace('name = "Demo Wallet"', 'name = "Other"'))

    rules = load_rules(folder)

    assert rules.default_brand.name == "Other"
    assert not rules.prepared


def test_a_policy_compiles_to_the_same_bytes(folder: Path) -> None:
    """The package must not change when nothing did."""
    assert compile_policy(folder) == (folder / COMPILED).read_bytes()


def test_a_broken_compiled_policy_is_an_operators_error(folder: Path) -> None:
    """Half a file is told of, not passed over: it would slow every start down unseen."""
    (folder / COMPILED).write_bytes(b'{"made_of"')

    with pytest.raises(OperatorError, match=COMPILED):
        load_rules(folder)
