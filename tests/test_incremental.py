"""Builds that make only what is new: what they make anew, and that it is what a full build makes."""

from __future__ import annotations

import contextlib
import datetime
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import tei_edition
from tei_edition.errors import StylesheetError, UsageError
from tei_edition.pipeline import files
from tei_edition.pipeline.manifest import MANIFEST
from tei_edition.pipeline.state import STATE, State
from tei_edition.publish import html as publishing
from tei_edition.publish import labels
from tei_edition.publish.releases import Release
from tei_edition.publish.releases import written as written_releases
from tei_edition.validate import documents

DATE = datetime.date(2026, 11, 23)
AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="authority" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>Names</title></titleStmt><publicationStmt><publisher>x</publisher></publicationStmt><sourceDesc><p>x</p></sourceDesc>
</fileDesc></teiHeader><standOff><listPerson>
<person xml:id="p-a"><persName type="main">Adams</persName></person>
<person xml:id="p-b"><persName type="main">Brown</persName></person>
</listPerson></standOff></TEI>"""


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    return made_edition(project, tmp_path / "edition", 4)


def made_edition(project: Path, root: Path, documents: int) -> Path:
    """An edition of small telegrams: the even ones name Adams, the others Brown."""
    root.mkdir()
    (root / "edition.toml").write_text('[edition]\ntitle = "Telegrams"\n', "utf-8")
    (root / "authority.xml").write_text(AUTHORITY, "utf-8")
    (root / "tei").mkdir()
    for number in range(documents):
        put(root, number, "The roads are open.")
    return root


def put(root: Path, number: int, text: str) -> None:
    person = "ab"[number % 2]
    name = f"t{number}"
    (root / "tei" / f"{name}.xml").write_text(telegram(name, person, text, number), "utf-8")


def change(root: Path, number: int, old: str, new: str) -> None:
    path = root / "tei" / f"t{number}.xml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def telegram(name: str, person: str, text: str, number: int) -> str:
    case = Path(__file__).parent / "cases" / "profile" / "full.xml"
    return (
        case.read_text("utf-8")
        .replace('"full"', f'"{name}"')
        .replace(">full<", f">{name}<")
        .replace("<p>Sent ", f'<p>{text} <persName ref="../authority.xml#p-{person}">P</persName> Sent ')
        .replace('n="709"', f'n="{709 + number}"')
        .replace(">709<", f">{709 + number}<")
    )


def build(
    root: Path, output: Path, kind: str = "html", *, search: bool = True
) -> tei_edition.pipeline.publication.BuildResult:
    return tei_edition.build(root, output=output, html=kind != "pdf", pdf=kind != "html", search=search, date=DATE)


def content(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(STATE))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are written from now on."""
    names: list[str] = []

    def write(path: Path, data: bytes, real: Callable[[Path, bytes], None] = files.write) -> None:
        names.append(path.name)
        real(path, data)

    monkeypatch.setattr(files, "write", write)
    return names


def test_what_has_not_changed_is_not_made_again(edition: Path, tmp_path: Path, written: list[str]) -> None:
    first = build(edition, tmp_path / "b", "both")
    assert {"t0.html", "t3.html", "index.html", "edition.pdf"} <= set(written)
    written.clear()
    again = build(edition, tmp_path / "b", "both")
    assert written == []
    assert again == first


def test_one_telegram(edition: Path, tmp_path: Path, written: list[str]) -> None:
    build(edition, tmp_path / "b", search=False)
    written.clear()
    put(edition, 2, "The roads are closed.")
    build(edition, tmp_path / "b", search=False)  # test_search.py has the index
    # Adams's page shows the words around the name.
    of_it = ["t2.bib", "t2.html", "t2.json", "t2.json", "t2.ris", "t2.txt", "t2.xml"]
    assert sorted(written) == ["p-a.html", *of_it]
    assert b"closed" in (tmp_path / "b/html/telegrams/t2.html").read_bytes()


def test_one_person(edition: Path, tmp_path: Path, written: list[str]) -> None:
    build(edition, tmp_path / "b")
    written.clear()
    (edition / "authority.xml").write_text(AUTHORITY.replace("Brown", "Browne"), "utf-8")
    build(edition, tmp_path / "b")
    found = sorted(name for name in written if name.endswith("html"))
    assert found == ["p-b.html", "persons.html", "t1.html", "t3.html"]
    assert b"Browne" in (tmp_path / "b/html/telegrams/t1.html").read_bytes()


def test_what_rules_do_not_see_of_a_person_leaves_documents_unchecked(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(edition, tmp_path / "b")
    monkeypatch.setattr(documents, "examine", None)
    told = AUTHORITY.replace("Brown</persName>", "Brown</persName>\n  <birth when='1900'/>\n  <note>Rowed.</note>\n")
    (edition / "authority.xml").write_text(told, "utf-8")
    assert build(edition, tmp_path / "b").documents == 4


def test_a_setting_that_all_pages_show(edition: Path, tmp_path: Path, written: list[str]) -> None:
    build(edition, tmp_path / "b")
    written.clear()
    (edition / "edition.toml").write_text('[edition]\ntitle = "Cables"\n', "utf-8")
    build(edition, tmp_path / "b")
    assert {"index.html", "indexes.html", "p-a.html", *(f"t{number}.html" for number in range(4))} <= set(written)


def test_the_day_of_the_build_concerns_the_home_page_alone(edition: Path, tmp_path: Path, written: list[str]) -> None:
    build(edition, tmp_path / "b")
    written.clear()
    tei_edition.build(edition, output=tmp_path / "b", html=True, date=DATE + datetime.timedelta(days=1))
    assert written == ["index.html"]


def test_a_template(
    edition: Path, tmp_path: Path, written: list[str], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(project / "xslt", tmp_path / "xslt")
    monkeypatch.setattr(publishing, "stylesheet", lambda name: tmp_path / "xslt" / name)
    publishing.telegram_recipe.cache_clear()
    labels.page_labels.cache_clear()
    build(edition, tmp_path / "b")
    written.clear()
    for name in ("assembled", "compiled"):
        getattr(tei_edition.saxon, name).cache_clear()
    tei_edition.publish.recipe._stylesheet.cache_clear()
    path = tmp_path / "xslt/html/index.xsl"
    path.write_text(path.read_text("utf-8").replace('class="title-page"', 'class="title-page changed"'), "utf-8")
    build(edition, tmp_path / "b")
    assert written == ["index.html"]


def test_errors_and_deletions(edition: Path, tmp_path: Path, written: list[str]) -> None:
    build(edition, tmp_path / "b")
    broken = edition / "tei/t1.xml"
    whole = broken.read_text("utf-8")
    broken.write_text(whole.replace("authority.xml#p-b", "authority.xml#p-nobody"), "utf-8")
    (edition / "tei/t2.xml").unlink()
    for _ in range(2):  # what is known of it is told again
        written.clear()
        result = build(edition, tmp_path / "b")
        assert [one.rule for one in result.diagnostics if one.severity.value == "error"] == ["authority-entry-missing"]
        assert result.documents == 2
        assert sorted(path.name for path in (tmp_path / "b/html/telegrams").iterdir()) == ["t0.html", "t3.html"]
    assert written == []
    broken.write_text(whole, "utf-8")
    assert build(edition, tmp_path / "b").documents == 3


def test_what_somebody_else_changed_is_made_again(edition: Path, tmp_path: Path) -> None:
    build(edition, tmp_path / "b")
    expected = content(tmp_path / "b")
    (tmp_path / "b/html/telegrams/t0.html").unlink()
    (tmp_path / "b/html/tei/t1.xml").write_text("other", "utf-8")
    (tmp_path / "b/html/index.html").write_text("other", "utf-8")
    build(edition, tmp_path / "b")
    assert content(tmp_path / "b") == expected


def test_the_memory_may_go_or_break(edition: Path, tmp_path: Path) -> None:
    build(edition, tmp_path / "b")
    for state in (b"", b"no database" * 1000, None):
        path = tmp_path / "b" / STATE
        path.unlink()
        if state is not None:
            path.write_bytes(state)
        (edition / f"tei/t{4 - len(list((edition / 'tei').iterdir()))}.xml").unlink()
        build(edition, tmp_path / "b")
        build(edition, tmp_path / "fresh")
        assert content(tmp_path / "b") == content(tmp_path / "fresh")


def test_two_builds_do_not_work_in_one_folder(edition: Path, tmp_path: Path) -> None:
    with State(tmp_path / "b"), pytest.raises(UsageError, match="another build"):
        build(edition, tmp_path / "b")


def test_pages_of_a_build_that_failed_do_not_stay_when_its_cause_is_mended(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(edition, tmp_path / "b")
    usual = (edition / "edition.toml").read_text("utf-8")
    (edition / "edition.toml").write_text(usual.replace("Telegrams", "Cables"), "utf-8")
    left = iter(range(3))

    def fails(page: publishing.ListPage, real: Callable[..., bytes] = publishing.ListPage.made) -> bytes:
        if next(left, None) is None:
            raise StylesheetError("broken")
        return real(page)

    with monkeypatch.context() as patched:
        patched.setattr(publishing.ListPage, "made", fails)
        with pytest.raises(StylesheetError, match=r"html/years/1950\.html: broken"):
            build(edition, tmp_path / "b")
    (edition / "edition.toml").write_text(usual, "utf-8")
    for output in ("b", "fresh"):
        build(edition, tmp_path / output)
    assert content(tmp_path / "b") == content(tmp_path / "fresh")


def test_nobody_writes_any_more_when_a_build_is_broken_off(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = made_edition(project, tmp_path / "edition", 60)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(State, "enter", interrupted)
    with pytest.raises(KeyboardInterrupt) as _:  # who catches it, holds what was under way
        tei_edition.build(root, output=tmp_path / "b", html=True, search=False, date=DATE, jobs=2)
    assert not multiprocessing.active_children()
    assert not list((tmp_path / "b").rglob("*.part"))


def test_a_store_whose_folders_are_real(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fsspec")
    monkeypatch.chdir(tmp_path)  # where builds remember what is in the store
    there = f"local://{(tmp_path / 'store').as_posix()}"

    def made() -> tei_edition.pipeline.publication.BuildResult:
        return tei_edition.build(edition, output=there, html=True, date=DATE)

    with pytest.raises(UsageError, match="cannot be written"):
        made()
    (tmp_path / "store").mkdir()
    assert made().documents == 4
    (edition / "tei/t3.xml").unlink()
    made()
    build(edition, tmp_path / "fresh")
    assert content(tmp_path / "store") == content(tmp_path / "fresh")


def test_long_lists_have_pages(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "INDEX_LENGTH", 3)
    build(edition, tmp_path / "b")
    first, second = ((tmp_path / "b/html" / name).read_text("utf-8") for name in ("index.html", "index-2.html"))
    assert "t2.html" in first
    assert 'href="index-2.html#telegrams"' in first
    assert "t3.html" in second
    assert 'href="index.html#telegrams"' in second
    (edition / "tei/t3.xml").unlink()
    build(edition, tmp_path / "b")
    assert not (tmp_path / "b/html/index-2.html").exists()


@contextlib.contextmanager
def broken_off(after: int) -> Iterator[None]:
    """A build that fails once it has written so many files of lists, registers and interfaces."""
    left = iter(range(after))

    def fails(state: State, *given: Any, real: Callable[..., None] = State.announce) -> None:
        if not given[0].startswith(("document", "manifest")) and next(left, None) is None:
            raise StylesheetError("broken")
        real(state, *given)

    with pytest.MonkeyPatch.context() as patched, contextlib.suppress(StylesheetError):
        patched.setattr(State, "announce", fails)
        yield


class Edits:
    """Random edits of an edition, each of which leaves it such that it can be built."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)

    def text(self) -> None:
        put(self.root, self.chance.randrange(6), f"The roads are {self.chance.choice(['open', 'closed', 'dry'])}.")

    def facsimile(self) -> None:
        """One whose size is told: it gets a manifest, if the settings name its host."""
        path = self.root / "tei" / f"t{self.chance.randrange(6)}.xml"
        if path.exists():
            path.write_text(path.read_text("utf-8").replace("/full/max/", "/full/120,180/"), "utf-8")

    def status(self) -> None:
        path = self.root / "tei" / f"t{self.chance.randrange(6)}.xml"
        if path.exists():
            status = self.chance.choice(["approved", "draft", "embargoed"])
            text = re.sub('revisionDesc status="[a-z]+"', f'revisionDesc status="{status}"', path.read_text("utf-8"))
            path.write_text(text, "utf-8")

    def day(self) -> None:
        """Another day of sending, and another telegram to which one replies: other pages tell of both."""
        number, day = self.chance.randrange(6), self.chance.randrange(10, 31)
        put(self.root, number, "The roads are open.")
        path = self.root / "tei" / f"t{number}.xml"
        reply = f'<ref type="replyTo" target="t{self.chance.randrange(6)}.xml">811</ref>'
        text = path.read_text("utf-8").replace('<ref type="replyTo">811</ref>', reply)
        for form in ("1950-01-{}", "{}.1.50", "{}.1 10:00", "{} January", "January {},", "{}.I.50"):
            text = text.replace(form.format(31), form.format(day))
        path.write_text(text, "utf-8")

    def broken(self) -> None:
        path = self.root / "tei" / f"t{self.chance.randrange(6)}.xml"
        path.write_text("<TEI xmlns='http://www.tei-c.org/ns/1.0'><text>", "utf-8")

    def authority(self) -> None:
        name = self.chance.choice(["Brown", "Browne", "Braun"])
        (self.root / "authority.xml").write_text(AUTHORITY.replace("Brown", name), "utf-8")

    def settings(self) -> None:
        given: dict[str, dict[str, list[Any]]] = {
            "edition": {"title": ["Telegrams", "Cables"], "version": ["", "1.0"], "base_url": ["", *BASES]},
            "validate": {"ignore": [[], ["xml-not-well-formed"], ["authority"]]},
            "rights": {"restricted": ["full", "metadata"]},
            "publish": {"from_status": ["draft", "approved"]},
            "site": {
                "pages": [["about"], ["persons", "versions", "search"], ["chronology", "numbers", "archives"]],
                "interfaces": [[], ["dts", "openapi"], ["dts", "iiif", "oai", "openapi"]],
                "image_hosts": [[], ["example.org"]],
            },
            "oai": {"email": ["", "editor@example.org"]},
        }
        lines: list[str] = []
        for table, keys in given.items():
            lines.append(f"[{table}]")
            for key, values in keys.items():
                lines.append(f"{key} = {json.dumps(self.chance.choice(values))}")
        (self.root / "edition.toml").write_text("\n".join(lines), "utf-8")

    def releases(self) -> None:
        """Other releases, or none any more."""
        names = [f"t{number}" for number in range(6)]
        first = Release("1.0", "2026-01-01", added=tuple(self.chance.sample(names, 3)))
        second = Release("1.1", "2026-02-01", changed=((self.chance.choice(names), ("text",)),))
        kept = self.chance.choice([[], [first], [first, second]])
        path = self.root / "versions.json"
        path.unlink(missing_ok=True)
        if kept:
            path.write_bytes(written_releases(kept))

    def deletion(self) -> None:
        (self.root / "tei" / f"t{self.chance.randrange(6)}.xml").unlink(missing_ok=True)


BUILDS = ["build", "build pdf", "build without search", "build that fails"]
BASES = ["https://example.org/a", "https://example.org/b/"]
EDITS = [name for name in vars(Edits) if not name.startswith("_")]


@settings(max_examples=8, deadline=None)
@example([("build that fails", 1), ("forget", 0), ("broken", 0)])
@given(st.lists(st.tuples(st.sampled_from([*EDITS, *BUILDS, "forget"]), st.integers(0, 99)), max_size=8))
def test_any_edits_and_builds_give_what_a_full_build_gives(steps: list[tuple[str, int]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        root = made_edition(Path(__file__).parent.parent, Path(folder) / "edition", 4)
        output, fresh = Path(folder) / "b", Path(folder) / "fresh"
        for kind, seed in [*steps, ("build pdf", 0)]:
            if kind == "forget":
                (output / STATE).unlink(missing_ok=True)
            elif kind == "build that fails":
                with broken_off(after=seed % 20):
                    build(root, output)
            elif kind.startswith("build"):
                build(root, output, "both" if "pdf" in kind else "html", search="search" not in kind)
            else:
                getattr(Edits(root, seed), kind)()
        build(root, fresh, "both")
        assert content(output) == content(fresh)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_a_build_that_is_killed_goes_on(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 60)
    command = [sys.executable, "-m", "tei_edition", "build", str(root), "--html", "--date", "2026-11-23", "--output"]
    chance = random.Random(1)
    pages = tmp_path / "b/html/telegrams"
    for _ in range(3):
        put(root, chance.randrange(60), f"The roads are {chance.random()}.")
        (root / f"tei/t{chance.randrange(60)}.xml").unlink(missing_ok=True)
        already = len(list(pages.glob("*"))) if pages.is_dir() else 0
        process = subprocess.Popen(
            [*command, str(tmp_path / "b")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if pages.is_dir() and len(list(pages.glob("*"))) >= min(already + 12, 55):
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    for output in ("b", "fresh"):
        subprocess.run(
            [*command, str(tmp_path / output)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    assert not list((tmp_path / "b").rglob("*.part"))
    assert content(tmp_path / "b") == content(tmp_path / "fresh")
    assert MANIFEST in {path.name for path in (tmp_path / "b/html").iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="process groups are POSIX")
def test_ctrl_c_stops_the_workers_too(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 60)
    command = [sys.executable, "-m", "tei_edition", "build", str(root), "--html", "--jobs", "2", "--output"]
    process = subprocess.Popen(
        [*command, str(tmp_path / "b")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    pages = tmp_path / "b/html/telegrams"
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline and not list(pages.glob("t*")):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    deadline = time.monotonic() + 10
    with pytest.raises(ProcessLookupError):  # noqa: PT012 - soon nobody of the group is left
        while time.monotonic() < deadline:
            os.killpg(process.pid, 0)
            time.sleep(0.05)
    again = subprocess.run([*command, str(tmp_path / "b")], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout.splitlines()[0][:22]) == (0, "60 telegrams published")


def test_an_introduction_is_made_of_the_authority_too(edition: Path, tmp_path: Path) -> None:
    header = AUTHORITY.partition("<standOff>")[0].replace("authority", "i")
    (edition / "i.xml").write_text(
        f'{header}<text><body><p>Of <persName ref="../authority.xml#p-c">C</persName>.</p></body></text></TEI>', "utf-8"
    )
    (edition / "edition.toml").write_text('[edition]\ntitle = "E"\n[site]\nintroduction = "i.xml"\n', "utf-8")
    for name in ("Clark", "Clerk"):
        entry = f'<person xml:id="p-c"><persName type="main">{name}</persName></person></listPerson>'
        (edition / "authority.xml").write_text(AUTHORITY.replace("</listPerson>", entry), "utf-8")
        for folder in ("b", name):
            tei_edition.build(
                edition, output=tmp_path / folder, html=True, pdf=True, epub=True, latex=True, search=False, date=DATE
            )
    made, full = content(tmp_path / "b"), content(tmp_path / "Clerk")
    assert {path for path in full if made[path] != full[path]} == set()
    assert content(tmp_path / "Clark").keys() == full.keys()


def test_an_epub_has_the_words_of_the_edition(edition: Path, tmp_path: Path) -> None:
    own = """<xsl:stylesheet version="3.0"
      xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:l="urn:tei-edition:labels">
    <l:labels xml:lang="en"><l:label key="way">{}</l:label></l:labels></xsl:stylesheet>"""
    settings = '[edition]\ntitle = "E"\n[site]\nxslt = "own.xsl"\n'
    (edition / "edition.toml").write_text(settings, "utf-8")
    for word in ("Written by", "Cabled by"):
        (edition / "own.xsl").write_text(own.format(word), "utf-8")
        for folder in ("b", word):
            result = tei_edition.build(edition, output=tmp_path / folder, epub=True, date=DATE)
            assert result.epub, result.diagnostics
    assert content(tmp_path / "b") == content(tmp_path / "Cabled by") != content(tmp_path / "Written by")


def test_a_link_of_the_introduction_leads_nowhere_once_its_telegram_is_gone(edition: Path, tmp_path: Path) -> None:
    (edition / "i.md").write_text("See [it](t3.xml).", "utf-8")
    (edition / "edition.toml").write_text('[edition]\ntitle = "E"\n[site]\nintroduction = "i.md"\n', "utf-8")
    for there in (True, False):
        found = {one.rule for one in build(edition, tmp_path / "b").diagnostics}
        assert ("introduction-link-dangling" in found) is not there
        (edition / "tei/t3.xml").unlink(missing_ok=True)
