"""docs/howto: each guide is walked as its reader walks it, with the edition that the tutorial made."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from documented import environment, run
from docx import Document
from pypdf import PdfReader
from walking import Command, Replaced, Said, Step, fails, parts, says

PROJECT = Path(__file__).parents[1]
GUIDES = sorted((PROJECT / "docs/howto").glob("*.md"))
# Programs of poppler that a machine may lack.
OUTSIDE = ("pdfinfo", "pdffonts")


def _look(folder: Path) -> None:
    page = (folder / "build/my-edition/html/telegrams/t113640.html").read_text("utf-8")
    index = (folder / "build/my-edition/html/index.html").read_text("utf-8")
    assert re.search(r'class="own-signature">.{0,200}RAZUVAEV', page, re.DOTALL)
    assert ">Documents<" in index


def _published(folder: Path) -> None:
    for path in ("site/html/sitemap.xml", "site/my-edition.pdf"):
        assert (folder / path).is_file()
    files = subprocess.run(
        ["git", "--git-dir", folder / "remote.git", "ls-tree", "-r", "--name-only", "main"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert {".github/workflows/edition.yml", ".gitlab-ci.yml", "edition.toml"} <= set(files.split())


def _volume(folder: Path) -> None:
    reader = PdfReader(folder / "build/my-edition/my-edition.pdf")
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [432, 648]
    assert "978-3-16-148410-0" in "".join(page.extract_text() for page in reader.pages[:5])


def _catalogue(folder: Path) -> None:
    rows = (folder / "build/my-edition/html/catalogue.csv").read_text("utf-8")
    assert "lamps-17" in rows
    assert "1951-05-12" in rows


def _from_word(folder: Path) -> None:
    content = (folder / "my-edition/tei/orlov-17.xml").read_text("utf-8")
    for words in ("Two lamps are needed.", "1951-05-12T14:00:00", "RU/RGASPI/558/11/348/65-68"):
        assert words in content


def _packed(folder: Path) -> None:
    with ZipFile(folder / "my-edition-1.0.zip") as package:
        (edition,) = [name for name in package.namelist() if name.endswith("data/datacite/edition.json")]
        assert b'"1.0"' in package.read(edition)


SEEN: dict[str, Callable[[Path], None]] = {
    "archive": _packed,
    "stylesheet": _look,
    "pages": _published,
    "print-on-demand": _volume,
    "spreadsheet": _catalogue,
    "word": _from_word,
}


def _prepared(folder: Path, variables: dict[str, str]) -> None:
    """The edition of the tutorial, as far as its names are linked."""
    run('tei-edition init my-edition --title "My telegrams" --editor "Ada Editor" < /dev/null', folder, variables)
    for path in ("sources/sample.txt", "tei/sample.xml"):
        (folder / "my-edition" / path).unlink()
    example = PROJECT / "editions/korean-war"
    shutil.copy(example / "authority.xml", folder / "my-edition")
    shutil.copy(example / "sources/113640.txt", folder / "my-edition/sources")
    run("tei-edition convert my-edition/sources/113640.txt --into my-edition", folder, variables)


def _hosted(folder: Path) -> dict[str, str]:
    """The variables by which git takes a folder for the host."""
    bare = folder / "remote.git"
    subprocess.run(["git", "init", "--bare", "--quiet", bare], check=True)
    return {
        **{f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{bare}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/YOU/my-edition.git",
    }


def _typed(step: Said, path: Path) -> None:
    """A Word document with these paragraphs."""
    document = Document()
    for line in step.lines:
        document.add_paragraph(line)
    document.save(str(path))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_guide(guide: Path, tmp_path: Path) -> None:
    variables = {**environment(PROJECT), **_hosted(tmp_path), "SOURCE_DATE_EPOCH": "1795694400"}
    _prepared(tmp_path, variables)
    text = guide.read_text("utf-8")
    steps: list[Step] = [step for _, found in parts(text) for step in found]
    output = ""
    for step, following in itertools.zip_longest(steps, steps[1:]):
        if isinstance(step, Command):
            if step.line.startswith(OUTSIDE) and not shutil.which(step.line.split()[0]):
                continue
            wrong = isinstance(following, Said) and fails(following)
            output = run(step.line, tmp_path, variables, code=int(wrong))
        elif isinstance(step, Said) and step.lines[0] == "---":
            _typed(step, tmp_path / "my-edition/sources/orlov-17.docx")
        elif isinstance(step, Said):
            assert says(output, step), (step.lines, output)
        else:
            step.do(tmp_path)
    # No block is passed over: a replacement has two.
    done = sum(2 if isinstance(step, Replaced) else 1 for step in steps if not isinstance(step, Command))
    assert done == len(re.findall(r"^```\w+$", text, re.MULTILINE))
    if guide.stem in SEEN:
        SEEN[guide.stem](tmp_path)


def test_every_guide_is_short_and_in_the_navigation() -> None:
    navigation = (PROJECT / "mkdocs.yml").read_text("utf-8")
    for guide in GUIDES:
        assert f"howto/{guide.name}" in navigation
        assert len(guide.read_text("utf-8").splitlines()) <= 130
