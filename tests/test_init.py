"""A new edition: it works at once, and what it brings for servers and editors is what those read."""

from __future__ import annotations

import datetime
import json
import os
import pty
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import tei_edition
from tei_edition import edition as editions
from tei_edition import resources
from tei_edition.edition import Licence
from tei_edition.errors import UsageError
from tei_edition.pipeline import begin
from tei_edition.pipeline.state import STATE
from tei_edition.scaffold import LICENCES, Beginning, first_files
from tei_edition.scaffold.settings import settings

DATE = datetime.date(2026, 11, 26)
BEGINNING = Beginning('Cables & "notes" <x>', ("A. Editor",), "A press", LICENCES["CC-BY-4.0"], "en")


def test_a_new_edition_has_no_findings_and_is_built_at_once(tmp_path: Path) -> None:
    root = tmp_path / "cables"
    written = begin(root, BEGINNING, date=DATE)
    assert root / "tei/sample.xml" in written
    assert tei_edition.validate(root) == []
    built = tei_edition.build(root, output=tmp_path / "build", date=DATE)
    assert (built.documents, built.diagnostics) == (1, ())
    assert 'Cables &amp; "notes" &lt;x&gt;' in (tmp_path / "build/html/index.html").read_text("utf-8")


def test_the_names_of_the_sample_are_those_of_its_authority(tmp_path: Path) -> None:
    begin(tmp_path / "e", BEGINNING, date=DATE)
    made = (tmp_path / "e/tei/sample.xml").read_text("utf-8")
    for entry in ("p-ivanov", "p-petrov", "p-sidorov", "p-smirnov", "l-wolimar"):
        assert f'ref="../authority.xml#{entry}"' in made


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)


@given(TEXT, st.lists(TEXT, max_size=2))
def test_whatever_an_edition_is_called_its_settings_say_it(title: str, editors: list[str]) -> None:
    given_values = {"edition": {"title": title, "editors": editors}}
    assert tomllib.loads(settings(given_values)) == {
        **{table: {} for table in json.loads(resources.schema("edition.schema.json").read_text("utf-8"))["properties"]},
        **given_values,
    }


def test_keys_that_are_shown_with_their_default_may_be_set_to_it() -> None:
    text = settings({"edition": {"title": "Cables"}})
    lines = [line.removeprefix("# ") if " = " in line else line for line in text.splitlines()]
    for number, line in enumerate(lines):
        try:
            tomllib.loads(line)
        except tomllib.TOMLDecodeError:  # words of an explanation
            lines[number] = f"# {line}"
    shown = tomllib.loads("\n".join(lines))
    schema = json.loads(resources.schema("edition.schema.json").read_text("utf-8"))
    assert {name: set(table["properties"]) for name, table in schema["properties"].items()} == {
        name: set(table) for name, table in shown.items()
    }
    for name in ("slug", "introduction", "logo", "css", "xslt", "schema", "template", "font-folder"):
        for table in shown.values():
            if table.get(name) == "":
                del table[name]
    jsonschema.validate(shown, schema)


def test_defaults_in_the_schema_are_those_of_the_code(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text(settings({"edition": {"title": "Cables"}}), "utf-8")
    plain = editions.load(tmp_path)
    schema = json.loads(resources.schema("edition.schema.json").read_text("utf-8"))
    usual = {
        name: {key: one["default"] for key, one in table["properties"].items() if "default" in one}
        for name, table in schema["properties"].items()
    }
    usual["edition"]["title"] = "Cables"
    (tmp_path / "edition.toml").write_text(settings(usual), "utf-8")
    assert editions.load(tmp_path) == plain


def test_what_servers_and_editors_read_is_well_formed() -> None:
    made = first_files(BEGINNING)
    for path, content in made.items():
        if path.endswith((".yml", ".yaml")):
            assert yaml.safe_load(content)
        elif path.endswith(".json"):
            assert json.loads(content)
    assert f"tei-edition=={tei_edition.__version__}".encode() in made[".github/workflows/edition.yml"]
    assert b"@" not in made[".gitlab-ci.yml"]


@pytest.mark.parametrize("path", [".github/workflows/edition.yml", ".gitlab-ci.yml"])
def test_what_is_published_is_without_the_memory_of_builds(path: str) -> None:
    made = first_files(BEGINNING)[path].decode()
    folder = re.search(r"tei-edition build \. --output (\S+)", made)
    assert folder is not None
    assert f"rm {folder[1]}/{STATE}" in made[folder.end() :]


def test_a_folder_that_holds_something_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match=r"mine\.txt"):
        begin(tmp_path, BEGINNING)
    with pytest.raises(UsageError, match="is a file"):
        begin(tmp_path / "mine.txt", BEGINNING)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_repository_without_files_may_become_an_edition(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    begin(tmp_path, Beginning("T", (), "", Licence("My licence", "https://example.org/"), "de"), date=DATE)
    assert editions.load(tmp_path).language == "de"


def test_where_there_is_no_terminal_nothing_is_asked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tei_edition", "init", "my-cables", "--editor", "A. B.", "--editor", "C. D."]
    done = subprocess.run(command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = editions.load(tmp_path / "my-cables")
    assert (made.title, made.editors, made.publisher) == ("My cables", ("A. B.", "C. D."), "A. B.; C. D.")
    again = subprocess.run(command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert again.returncode == 2
    assert "holds files already" in again.stderr


def test_an_unknown_licence_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tei_edition", "init", "e", "--licence", "GPL"]
    done = subprocess.run(command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "'GPL' is not known here" in done.stderr
    assert "CC-BY-4.0" in done.stderr
    assert not (tmp_path / "e").exists()


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
def test_on_a_terminal_what_is_not_given_is_asked(tmp_path: Path) -> None:
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tei_edition", "init", "e", "--publisher", "A press"],
        cwd=tmp_path,
        stdin=child,
        stdout=child,
        stderr=child,
        close_fds=True,
    )
    os.close(child)
    os.write(parent, b"Cables of the Embassy\nA. B.; C. D.\n\nru\n")
    with os.fdopen(parent, "rb", buffering=0) as terminal:
        while True:
            try:
                if not terminal.read(1024):
                    break
            except OSError:  # the other end is closed
                break
    assert process.wait(timeout=60) == 0
    made = editions.load(tmp_path / "e")
    assert (made.title, made.editors, made.publisher) == ("Cables of the Embassy", ("A. B.", "C. D."), "A press")
    assert (made.language, made.licence) == ("ru", LICENCES["CC-BY-4.0"])


def test_publications_know_the_releases() -> None:
    """`history` comes before the build, with all commits and tags there."""
    made = first_files(BEGINNING)
    workflow = yaml.safe_load(made[".github/workflows/edition.yml"])
    steps = workflow["jobs"]["publish"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    runs = [step["run"] for step in steps if "run" in step]
    assert runs.index("tei-edition history .") < runs.index("tei-edition build . --output build/site")
    pages = yaml.safe_load(made[".gitlab-ci.yml"])["pages"]
    assert pages["variables"] == {"GIT_DEPTH": 0}
    script = pages["script"]
    assert script.index("tei-edition history .") < script.index("tei-edition build . --output public")
