"""The deployment package: small, the same each time, and whole."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from pathlib import Path

import pytest

from frontdesk import definitions, package_checks, slim


def zip_of(path: Path, entries: dict[str, str]) -> Path:
    """Write a package as Chalice would."""
    with zipfile.ZipFile(path, "w") as opened:
        for name, text in entries.items():
            opened.writestr(name, text)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "app.py",
        "chalicelib/policy/desk.toml",
        "templates/acknowledgement/en.md",
        "botocore/data/endpoints.json",
        "botocore/data/dynamodb/2012-08-10/service-2.json.gz",
        "selectolax/lexbor.cpython-311-x86_64-linux-gnu.so",
        "jinja2/tests.py",
        "botocore-1.44.5.dist-info/LICENSE.txt",
        "urllib3-2.8.0.dist-info/licenses/LICENSE.txt",
    ],
)
def test_what_functions_read_is_kept(name: str) -> None:
    """Code, data, the models of the services in use, and licences."""
    assert slim.is_kept(name)


@pytest.mark.parametrize(
    "name",
    [
        "botocore/data/ec2/2016-11-15/service-2.json.gz",
        "botocore-1.44.5.dist-info/RECORD",
        "chalicelib/__pycache__/rules.cpython-311.pyc",
        "selectolax/lexbor.pyx",
        "selectolax/lexbor.c",
        "jmespath-1.1.0.data/scripts/jp.py",
        "package/tests/test_it.py",
        "package/py.typed",
    ],
)
def test_what_functions_never_read_is_dropped(name: str) -> None:
    """Other services, records, caches, sources of compiled modules, tests."""
    assert not slim.is_kept(name)


def test_the_models_kept_are_those_of_the_clients_made() -> None:
    """A new client without its model would fail in Lambda only."""
    source = (definitions.PROJECT / "chalicelib" / "aws" / "clients.py").read_text(encoding="utf-8")

    made = set(re.findall(r'_made\(\s*"([a-z0-9-]+)"', source))

    assert made == set(slim.SERVICES)


def test_equal_files_make_equal_packages(tmp_path: Path) -> None:
    """Whatever the order and the times: a deployment without a change changes nothing."""
    entries = {"app.py": "A = {'x', 'y', 'z'}\n", "chalicelib/b.py": "B = 1\n", "c.toml": "c = 1\n"}
    first = zip_of(tmp_path / "first.zip", entries)
    second = zip_of(tmp_path / "second.zip", dict(reversed(entries.items())))

    slim.slim(first)
    slim.slim(second)

    assert first.read_bytes() == second.read_bytes()


def test_modules_are_compiled_for_good(tmp_path: Path) -> None:
    """Unchecked: Lambda's file times say nothing, and nobody edits there (PEP 552)."""
    package = zip_of(tmp_path / "p.zip", {"app.py": "A = 1\n"})

    slim.slim(package)

    with zipfile.ZipFile(package) as opened:
        name = importlib.util.cache_from_source("app.py")
        flags = int.from_bytes(opened.read(name)[4:8], "little")
    assert flags == 0b01


def a_project(root: Path) -> Path:
    """Write a project of three files; its package is whole with them."""
    for name, text in PROJECT.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


PROJECT = {"app.py": "import chalicelib\n", "chalicelib/__init__.py": "", "templates/a/en.md": "x"}


def test_a_whole_package_has_no_finding(tmp_path: Path) -> None:
    """All of chalicelib and of the templates, importing with nothing else on the path."""
    package = zip_of(tmp_path / "p.zip", PROJECT)

    assert package_checks.findings(package, a_project(tmp_path / "project")) == []


def test_a_missing_template_is_found(tmp_path: Path) -> None:
    """Chalice ships no folder of its own accord."""
    package = zip_of(tmp_path / "p.zip", {k: v for k, v in PROJECT.items() if k[0] != "t"})

    found = package_checks.findings(package, a_project(tmp_path / "project"))

    assert found == ["deployment.zip: lacks templates/a/en.md"]


def test_words_without_their_compiled_file_are_found(tmp_path: Path) -> None:
    """A package leaves the files of words out only for the one that has them all."""
    package = zip_of(tmp_path / "p.zip", PROJECT)
    project = a_project(tmp_path / "project")
    cues = project / "chalicelib" / "policy" / "cues" / "en.toml"
    cues.parent.mkdir(parents=True)
    cues.write_text("")

    found = package_checks.findings(package, project)

    assert found == ["deployment.zip: lacks chalicelib/policy/compiled.bin"]


def test_a_module_that_needs_what_is_not_shipped_is_found(tmp_path: Path) -> None:
    """Pytest is installed here; the package's interpreter must not see it."""
    package = zip_of(tmp_path / "p.zip", {**PROJECT, "chalicelib/x.py": "import pytest\n"})

    (found,) = package_checks.findings(package, a_project(tmp_path / "project"))

    assert "No module named 'pytest'" in found


def test_a_tool_in_the_package_is_found(tmp_path: Path) -> None:
    """The operator's command and the tests stay at home."""
    package = zip_of(tmp_path / "p.zip", {**PROJECT, "frontdesk/__init__.py": ""})

    (found,) = package_checks.findings(package, a_project(tmp_path / "project"))

    assert found == "deployment.zip: holds frontdesk/__init__.py"
