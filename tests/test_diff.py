"""What changed from one version of an edition to another: golden comparisons, and what holds for any two documents."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from releasing import edit, git, made, release
from telegrams import TELEGRAMS

from tei_edition.comparison import Comparison, Fate, compare_documents
from tei_edition.comparison.blocks import blocks_of
from tei_edition.pipeline import compare, comparing, package
from tei_edition.report.changes_json import changes_json
from tei_edition.report.changes_page import changes_page
from tei_edition.report.changes_text import changes_text
from tei_edition.tei import EncodingContext, encode

CASES = Path(__file__).parent / "cases" / "diff"
TEI = "http://www.tei-c.org/ns/1.0"


def parsed(text: str) -> etree._Element:
    return etree.fromstring(f'<TEI xmlns="{TEI}"><text><body>{text}</body></text></TEI>')


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_changes_are_told_in_words(name: str, update_golden: bool) -> None:
    told = changes_text(compare(CASES / name / "old.xml", CASES / name / "new.xml").comparison)
    told = told.replace(f"{CASES.as_posix()}/", "")
    expected = CASES / name / "expected.txt"
    if update_golden:
        expected.write_text(told, "utf-8")
    assert told == expected.read_text("utf-8")


def test_json_follows_its_schema(project: Path) -> None:
    schema = json.loads((project / "schemas/changes.schema.json").read_text("utf-8"))
    for case in CASES.iterdir():
        told = json.loads(changes_json(compare(case / "old.xml", case / "new.xml").comparison))
        jsonschema.validate(told, schema)


WORDS = st.sampled_from(
    ["enemy", "the", "of", "Pyongyang", "10", ",", "“", "Стали́н", "김일성", "no\u00a0break", "anti-air", "<&"]
)
INLINE = ("persName", "hi", "date", "sic")


@st.composite
def paragraphs(draw: Any) -> str:
    """A paragraph of words, some in elements, some with notes and corrections."""
    parts = []
    for words in draw(st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=4)):
        text = escape(draw(st.sampled_from([" ", "\n  ", ""])).join(words))
        kind = draw(st.sampled_from(["", *INLINE, "choice", "note", "lb"]))
        if kind == "choice":
            text = f"<choice><sic>{text}</sic><corr>{draw(WORDS).replace('<&', '')}</corr></choice>"
        elif kind == "note":
            text = f"<note><p>{text}</p></note>"
        elif kind == "lb":
            text += "<lb/>"
        elif kind:
            given_ = draw(st.sampled_from(["", ' ref="#a"', ' ref="#b"']))
            text = f"<{kind}{given_}>{text}</{kind}>"
        parts.append(text)
    name = draw(st.sampled_from(["p", "p", "p", "head", "ab"]))
    return f"<{name}>{draw(st.sampled_from([' ', '']))}{' '.join(parts)}</{name}>"


documents = st.lists(paragraphs(), max_size=5).map(" ".join)


def words_of(root: etree._Element) -> list[str]:
    return sorted(word for block in blocks_of(root) for word in block.text.split(" ") if word)


@given(documents, documents)
def test_every_changed_word_is_told(one: str, other: str) -> None:
    old, new = parsed(one), parsed(other)
    change = compare_documents(old, new)
    # What changed, taken from the old words and put to them, gives the new ones.
    before, after = words_of(old), words_of(new)
    for text in change.text:
        if text.fate in (Fate.SPLIT, Fate.JOINED, Fate.MOVED):
            assert all(piece.fate not in (Fate.ADDED, Fate.REMOVED) for piece in text.pieces)
            continue
        left = "".join(piece.words for piece in text.pieces if piece.fate is not Fate.ADDED)
        came = "".join(piece.words for piece in text.pieces if piece.fate is not Fate.REMOVED)
        for word in left.split(" "):
            if word:
                before.remove(word)
        for word in came.split(" "):
            if word:
                after.remove(word)
    assert before == after


@given(documents, documents)
def test_turned_round_it_is_turned_round(one: str, other: str) -> None:
    there, back = compare_documents(parsed(one), parsed(other)), compare_documents(parsed(other), parsed(one))
    assert _texts(there, Fate.ADDED) == _texts(back, Fate.REMOVED)
    assert _texts(there, Fate.REMOVED) == _texts(back, Fate.ADDED)
    assert (there.fate is Fate.SAME) == (back.fate is Fate.SAME)


def _texts(change: Any, fate: Fate) -> list[str]:
    return sorted(piece.words for one in change.text for piece in one.pieces if piece.fate is fate)


@given(documents, documents)
def test_no_difference_is_passed_over(one: str, other: str) -> None:
    old, new = parsed(one), parsed(other)
    change = compare_documents(old, new)
    if etree.tostring(old, method="c14n") == etree.tostring(new, method="c14n"):
        assert change.fate is Fate.SAME
    elif change.fate is Fate.SAME:
        # Then they are the same without what TEI does not count.
        assert words_of(old) == words_of(new)
        assert _shape(old) == _shape(new)


def _shape(root: etree._Element) -> list[tuple[str, dict[str, str]]]:
    return [(str(one.tag), {str(k): str(v) for k, v in one.attrib.items()}) for one in root.iter()]


@given(TELEGRAMS)
def test_a_document_is_the_same_as_itself(telegram: Any) -> None:
    content = encode(telegram, EncodingContext(datetime.date(2026, 11, 26))).content
    assert compare_documents(etree.fromstring(content), etree.fromstring(content)).fate is Fate.SAME


def test_no_word_becomes_markup_or_drives_the_terminal() -> None:
    hostile = '<script>alert(1)</script>&"\u202e'
    change = compare_documents(
        parsed("<p>a</p>"), parsed(f"<p>a {escape(hostile)}</p><p n='{escape(hostile, {chr(39): ''})}'/>")
    )
    told = Comparison("\x1b[31mv1", "v2", (change,))
    assert b"<script" not in changes_page(told)
    assert "\x1b" not in changes_text(told)
    assert "\u202e" not in changes_text(told)


# Editions


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    """The example edition with some telegrams more, in a repository with a tag."""
    folder = made(project, tmp_path, "bare-classified", "three-deep", "korean-after-english")
    release(folder, "v1.0", "2026-05-01")
    return folder


def run(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tei_edition", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_folder_is_compared_with_a_tag(edition: Path) -> None:
    assert run("diff", "v1.0", ".", folder=edition).returncode == 0
    edit(edition / "tei/t113640.xml", "virtually curtailed", "nearly curtailed")
    edit(edition / "authority.xml", "1890", "1891")
    (edition / "tei/bare-classified.xml").unlink()
    (edition / "tei/three-deep.xml").rename(edition / "tei/three-levels.xml")
    edit(edition / "tei/three-levels.xml", 'xml:id="three-deep"', 'xml:id="three-levels"')
    done = run("diff", "v1.0", ".", "--html", "changes.html", folder=edition)
    assert done.returncode == 1, done.stderr
    assert "Documents: 0 added, 1 removed, 2 changed, 1 unchanged." in done.stdout
    assert "[-virtually-] {+nearly+}" in done.stdout
    assert "three-levels was renamed: it was three-deep" in done.stdout
    assert "person p-molotov (Molotov, Vyacheslav) was changed" in done.stdout
    assert "<ins>nearly</ins>" in (edition / "changes.html").read_text("utf-8")
    only = run("diff", "v1.0", ".", "--only", "authority", "--format", "json", folder=edition)
    assert [one["key"] for one in json.loads(only.stdout)["authority"]] == ["p-molotov"]
    # One file of the edition, against the tag.
    one = run("diff", "v1.0", "tei/t113640.xml", folder=edition)
    assert one.returncode == 1
    assert "Documents: 0 added, 0 removed, 1 changed, 0 unchanged." in one.stdout
    release(edition, "v1.1", "2026-06-01")
    assert compare("v1.0", "v1.1", edition=edition).comparison.documents[1].id == "t113640"
    assert run("diff", "v1.1", "HEAD", folder=edition).returncode == 0


def test_nothing_of_a_repository_is_run(edition: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "alias.ls-tree", "alias.rev-parse",
                "filter.x.smudge", "filter.x.clean", "diff.x.textconv"):  # fmt: skip
        git(edition, "config", key, str(script))
    (edition.parent / ".gitattributes").write_text("* filter=x diff=x\n")
    for hook in (edition.parent / ".git/hooks").iterdir():
        shutil.copy(script, hook.with_suffix(""))
    assert compare("v1.0", edition).comparison.unchanged == 4
    assert not trap.exists()


@pytest.mark.parametrize("name", ["--upload-pack=x", "-v", "nothing", "v1.0:korean-war", "", "v1.0\n", "@{x"])
def test_what_names_no_version_is_wrong_use(edition: Path, name: str) -> None:
    done = run("diff", "--", name, ".", folder=edition)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "no tag or commit" in done.stderr


def test_a_package_is_compared_with_its_folder(edition: Path, tmp_path: Path) -> None:
    zipped = tmp_path / "kw.zip"
    packed = package(edition, output=zipped)
    assert packed.written, packed.diagnostics
    # Texts whose rights are not free are not in it: that is no change.
    assert not compare(zipped, edition).comparison.differs
    edit(edition / "tei/t113640.xml", "virtually curtailed", "nearly curtailed")
    edit(edition / "tei/t113640.xml", '<idno type="fond">45</idno>', '<idno type="fond">46</idno>')
    (change,) = compare(zipped, edition).comparison.documents
    assert change.header
    assert not change.text
    assert not change.text_compared


def test_broken_files_are_told_and_the_others_compared(edition: Path) -> None:
    edit(edition / "tei/t113640.xml", "</TEI>", "")
    edit(edition / "tei/three-deep.xml", "Sidorov", "Fedorov")
    done = run("diff", "v1.0", ".", folder=edition)
    assert done.returncode == 2
    assert "tei/t113640.xml:" in done.stderr
    assert "xml-not-well-formed" in done.stderr
    assert "Fedorov" in done.stdout
    edit(edition / "edition.toml", "[edition]", "[edition")
    done = run("diff", "v1.0", ".", folder=edition)
    assert done.returncode == 2
    assert "edition-not-toml" in done.stderr
    (edition / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    done = run("diff", "broken.zip", "v1.0", folder=edition)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_page_is_accessible(browser: Any, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    told = compare(CASES / "words/old.xml", CASES / "words/new.xml").comparison
    marks = compare(CASES / "header/old.xml", CASES / "header/new.xml").comparison
    both = Comparison("1.0", "1.1", (*told.documents, replace(marks.documents[0], new_id="t2")), marks.authority)
    path = tmp_path / "changes.html"
    path.write_bytes(changes_page(both))
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, java_script_enabled=True, bypass_csp=True)
        page.goto(path.as_uri())
        page.evaluate(script)
        found = page.evaluate("axe.run(document)")
        assert not found["violations"], [one["id"] for one in found["violations"]]
        page.uncheck("#f-header")
        assert not page.is_visible(".header")
        assert page.is_visible(".text")
        page.close()


def test_of_many_documents_the_words_of_few_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Held(Counter[bytes]):
        alive = most = 0

        def __init__(self, words: list[bytes]) -> None:
            super().__init__(words)
            Held.alive += 1
            Held.most = max(Held.most, Held.alive)

        def __del__(self) -> None:
            Held.alive -= 1

    def put(folder: str, name: str, text: str) -> None:
        (tmp_path / folder).mkdir(exist_ok=True)
        words = f'<TEI xmlns="{TEI}" xml:id="{name}"><text><body><p>{text}</p></body></text></TEI>'
        (tmp_path / folder / f"{name}.xml").write_text(words, "utf-8")

    put("old", "gone", " ".join(f"of{number}" for number in range(20)))
    put("new", "other", " ".join(f"of{number}" for number in range(19)))
    for document in range(30):
        put("new", f"t{document}", " ".join(f"{document}-{number}" for number in range(20)))
    monkeypatch.setattr(comparing, "Counter", Held)
    found = compare(tmp_path / "old", tmp_path / "new").comparison.documents
    assert [(one.old_id, one.new_id) for one in found if one.fate is not Fate.ADDED] == [("gone", "other")]
    assert 0 < Held.most <= 3
    Held.most = 0
    monkeypatch.setattr(comparing, "_GUESSES", 30)
    assert Fate.REMOVED in {one.fate for one in compare(tmp_path / "old", tmp_path / "new").comparison.documents}
    assert Held.most == 0


def test_links_are_told_with_the_names_of_their_entries(project: Path, tmp_path: Path) -> None:
    old = shutil.copytree(project / "editions/korean-war", tmp_path / "old")
    new = shutil.copytree(old, tmp_path / "new")
    text = (old / "tei/t113640.xml").read_text("utf-8")
    marked = text.replace('authority.xml#p-stalin"', 'authority.xml#p-new"')
    assert marked != text
    (new / "tei/t113640.xml").write_text(marked, "utf-8")
    edit(new / "authority.xml", 'xml:id="p-stalin"', 'xml:id="p-new"')
    edit(new / "authority.xml", "Stalin, Joseph", "Novyj, Ivan")
    comparison = compare(old, new).comparison
    told = " ".join(changes_text(comparison).split())
    assert "is now linked to #p-new (Novyj, Ivan); it was linked to #p-stalin (Stalin, Joseph)" in told
    assert "(ref ../authority.xml#p-new, Novyj, Ivan)" in told
    assert "#p-new (Novyj, Ivan)" in changes_page(comparison).decode()


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ('ref="../authority.xml#p-a"', "Ivanov"),
        ('ref="#p-a"', "Own"),
        ('ref="../authority.xml#p-a ../authority.xml#p-b"', "Ivanov; Petrov"),
        ('ref="../authority.xml#p-a #p-a"', "Ivanov; Own"),
        ('ref="../authority.xml#p-a ../authority.xml#p-nobody"', ""),
        ('ref="#p-b"', ""),  # only the authority has it
        ('ref="../authority.xml#p-own"', ""),
        ('target="#n1"', ""),  # a note
        ('target="t2.xml#p-a"', ""),
        ('ref="https://example.org/authority.xml#p-a"', ""),
        ('key="p-a"', ""),
    ],
)
def test_a_link_has_no_name_but_that_of_its_entry(tmp_path: Path, link: str, name: str) -> None:
    def entries(**names: str) -> str:
        told = (f'<person xml:id="{key.replace("_", "-")}"><persName>{one}</persName></person>'
                for key, one in names.items())  # fmt: skip
        return f"<standOff><listPerson>{''.join(told)}</listPerson></standOff>"

    def put(path: Path, content: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<TEI xmlns="{TEI}" {content}</TEI>', "utf-8", newline="\n")

    for version, given_ in (("old", ""), ("new", f" {link}")):
        root = tmp_path / version
        put(root / "authority.xml", f">{entries(p_a='Ivanov', p_b='Petrov', n1='Number')}")
        (root / "edition.toml").write_text('[edition]\ntitle = "T"\n', "utf-8", newline="\n")
        header = f"<teiHeader><profileDesc><creation><name{given_}>X</name></creation></profileDesc></teiHeader>"
        text = f"<text><body><p>To <rs{given_}>him</rs>.<note xml:id='n1'>n</note></p></body></text>"
        put(root / "tei/t1.xml", f'xml:id="t1">{header}{entries(p_a="Own", p_own="Other")}{text}')
    comparison = compare(tmp_path / "old", tmp_path / "new").comparison
    (change,) = comparison.documents
    (mark,) = change.markup
    assert [one.new_name for one in mark.attributes] == [name]
    told = link.replace("=", " ").replace('"', "") + (f", {name}" if name else "")
    assert [one.new for one in change.header] == [f"X ({told})"]
    # Two files without an authority: what they say of themselves.
    alone = compare(tmp_path / "old/tei/t1.xml", tmp_path / "new/tei/t1.xml").comparison.documents[0].markup[0]
    assert alone.attributes[0].new_name == ("Own" if name == "Own" else "")


def test_alternatives_in_a_header_do_not_run_together(tmp_path: Path) -> None:
    for name, title in (("old", "teh Title"), ("new", "<choice><sic>teh</sic><corr>the</corr></choice> Title")):
        header = f"<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc></teiHeader>"
        content = f'<TEI xmlns="{TEI}" xml:id="t1">{header}<text><body><p>x</p></body></text></TEI>'
        (tmp_path / f"{name}.xml").write_text(content, "utf-8", newline="\n")
    told = changes_text(compare(tmp_path / "old.xml", tmp_path / "new.xml").comparison)
    assert "teh / the Title" in told
    assert "tehthe" not in told
