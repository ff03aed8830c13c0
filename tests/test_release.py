"""What a build holds back, telegrams that are not ready and texts that may not be shown; nothing tells of it."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader
from test_incremental import DATE, build, content, made_edition, written  # noqa: F401 - a fixture

import tei_edition
from tei_edition.edition import STATUSES, Rights
from tei_edition.pipeline import BuildResult
from tei_edition.pipeline.books import without_volumes
from tei_edition.pipeline.incremental import PDF
from tei_edition.pipeline.remote import Remote
from tei_edition.pipeline.state import STATE, State
from tei_edition.pipeline.stores import Folder
from tei_edition.publish.release import Decision, Extent, Policy, without_text

TEI = "{http://www.tei-c.org/ns/1.0}"
SECRET = "Zimorodok"
"""A word that stands in the texts alone."""


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    """Four telegrams: 0 is a draft whose rights are unknown, 1 is approved, 2 is withdrawn, 3 is a restricted draft."""
    root = made_edition(project, tmp_path / "edition", 4)
    put(root, 0, "draft", "unknown")
    put(root, 1, "approved", "restricted")
    put(root, 2, "withdrawn", "restricted")
    put(root, 3, "draft", "restricted")
    return root


def put(root: Path, number: int, status: str, availability: str) -> None:
    path = root / "tei" / f"t{number}.xml"
    text = path.read_text("utf-8").replace("The roads are open.", f"The {SECRET}{number} is open. <!-- {SECRET} -->")
    text = text.replace('revisionDesc status="draft"', f'revisionDesc status="{status}"')
    path.write_text(text.replace('n="text" status="restricted"', f'n="text" status="{availability}"'), "utf-8")


def settings(root: Path, rights: str = "", publish: str = "") -> None:
    (root / "edition.toml").write_text(
        f'[edition]\ntitle = "Telegrams"\n[validate]\nignore = ["rights-status-disagrees"]\n'
        f"[rights]\n{rights}\n[publish]\n{publish}\n",
        "utf-8",
    )


def tells(folder: Path, word: str) -> list[str]:
    """The files that tell a word, the memory of builds apart; indexes and books by what a reader takes out of them."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and not one.name.startswith(STATE)):
        # The index of the search knows words in small letters.
        if any(word.lower().encode() in data.lower() for data in held(path)):
            found.append(path.relative_to(folder).as_posix())
    return found


def held(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    if path.suffix == ".pdf":
        yield " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).encode()
    elif path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:
            yield from (book.read(name) for name in book.namelist())
    else:
        yield gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def preview(root: Path, output: Path) -> BuildResult:
    return tei_edition.build(root, output=output, drafts=True, date=DATE)


@pytest.mark.parametrize(
    ("status", "availability", "decision"),
    [
        ("published", "free", Decision(Extent.FULL)),
        ("approved", "restricted", Decision(Extent.METADATA, "restricted")),
        ("galley", "free", Decision(Extent.NOTHING, "galley")),
        ("", "free", Decision(Extent.NOTHING, "without status")),
        ("embargoed", "free", Decision(Extent.NOTHING, "embargoed")),
        ("published", "", Decision(Extent.METADATA, "unknown")),
        ("published", "somehow", Decision(Extent.METADATA, "unknown")),
    ],
)
def test_decisions(status: str, availability: str, decision: Decision) -> None:
    policy = Policy(Rights("full", "metadata", "metadata"), "approved")
    assert policy.decide(status, availability) == decision


def test_without_settings_only_what_is_taken_back_is_held() -> None:
    for status in ("", *STATUSES):
        assert Policy().decide(status, "restricted") == Decision(Extent.FULL)
    for status in ("embargoed", "expired", "withdrawn", "deprecated"):
        assert Policy().decide(status, "free") == Decision(Extent.NOTHING, status)


def test_nothing_tells_a_text_that_is_held_back(edition: Path, tmp_path: Path) -> None:
    settings(edition, 'restricted = "metadata"')
    result = tei_edition.build(edition, output=tmp_path / "b", html=True, pdf=True, epub=True, date=DATE)
    assert result.documents == 3
    assert result.decisions == (
        (Decision(Extent.METADATA, "restricted"), 2),
        (Decision(Extent.NOTHING, "withdrawn"), 1),
    )
    for number in (1, 2, 3):
        assert tells(tmp_path / "b", f"{SECRET}{number}") == []
    told = set(tells(tmp_path / "b", f"{SECRET}0"))
    assert {"edition.pdf", "edition.epub", "html/telegrams/t0.html", "html/tei/t0.xml", "html/txt/t0.txt"} <= told
    assert {"html/json/t0.json", "html/persons/p-a.html"} <= told
    assert any(name.endswith(".pf_fragment") for name in told)
    # What the header says is there, and the notice.
    page = (tmp_path / "b/html/telegrams/t1.html").read_text("utf-8")
    assert "The text of this telegram is not published here." in page
    assert "All rights reserved." in page
    assert not (tmp_path / "b/html/telegrams/t2.html").exists()
    assert not (tmp_path / "b/html/tei/t2.xml").exists()
    held = etree.parse(tmp_path / "b/html/tei/t1.xml")
    assert [one.get("reason") for one in held.iterfind(f".//{TEI}text//{TEI}gap")] == ["withheld"]


def test_rights_that_change_make_anew_what_they_concern(edition: Path, tmp_path: Path, written: list[str]) -> None:  # noqa: F811
    settings(edition)
    build(edition, tmp_path / "b")
    written.clear()
    settings(edition, 'unknown = "metadata"')
    build(edition, tmp_path / "b")
    pages = {name for name in written if name.startswith("t") and name.endswith((".html", ".xml"))}
    assert pages == {"t0.html", "t0.xml"}
    assert tells(tmp_path / "b", f"{SECRET}0") == []
    written.clear()
    build(edition, tmp_path / "b")
    assert written == []
    settings(edition)
    build(edition, tmp_path / "b")
    build(edition, tmp_path / "fresh")
    assert content(tmp_path / "b") == content(tmp_path / "fresh")


def test_files_of_a_telegram_that_is_held_back_go(edition: Path, tmp_path: Path) -> None:
    settings(edition)
    build(edition, tmp_path / "b", "both")
    assert (tmp_path / "b/html/telegrams/t0.html").is_file()
    settings(edition, publish='from_status = "approved"')
    result = build(edition, tmp_path / "b", "both")
    assert result.documents == 1
    assert [path.name for path in (tmp_path / "b/html/telegrams").iterdir()] == ["t1.html"]
    assert tells(tmp_path / "b", f"{SECRET}0") == []
    for output in ("b", "fresh"):
        settings(edition)
        build(edition, tmp_path / output, "both")
    assert content(tmp_path / "b") == content(tmp_path / "fresh")


def test_a_preview_shows_drafts_with_a_mark(edition: Path, tmp_path: Path) -> None:
    settings(edition, publish='from_status = "approved"')
    result = preview(edition, tmp_path / "b")
    assert result.documents == 4
    assert result.decisions == ((Decision(Extent.FULL, "", "draft"), 2), (Decision(Extent.FULL, "", "withdrawn"), 1))
    pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "b/html/telegrams").iterdir()}
    marked = {name for name, page in pages.items() if 'class="draft-mark"' in page}
    assert marked == {"t0", "t2", "t3"}
    assert 'content="noindex"' in pages["t0"]
    volume = PdfReader(tmp_path / "b/edition.pdf")
    assert sum("Draft: not published yet" in page.extract_text() for page in volume.pages) == 3
    build(edition, tmp_path / "b", "both")
    build(edition, tmp_path / "fresh", "both")
    assert content(tmp_path / "b") == content(tmp_path / "fresh")
    assert tells(tmp_path / "b", "draft-mark") == ["html/assets/site.css"]


def test_an_older_volume_does_not_tell_what_is_held_back_now(edition: Path, tmp_path: Path) -> None:
    settings(edition)
    build(edition, tmp_path / "b", "both")
    settings(edition, 'unknown = "metadata"')
    result = build(edition, tmp_path / "b", "html")
    assert [one.rule for one in result.diagnostics if one.rule == "output-tells-more"] == ["output-tells-more"]
    assert tells(tmp_path / "b", f"{SECRET}0") == []
    assert not (tmp_path / "b/edition.pdf").exists()
    assert tells(tmp_path / "b", "edition.pdf") == []


def test_an_older_volume_does_not_tell_what_was_broken_in_between(edition: Path, tmp_path: Path) -> None:
    settings(edition)
    build(edition, tmp_path / "b", "both")
    path = edition / "tei/t0.xml"
    whole = path.read_text("utf-8")
    path.write_text(whole.removesuffix("</TEI>\n").removesuffix("</TEI>"), "utf-8")
    build(edition, tmp_path / "b", "html")
    path.write_text(whole, "utf-8")
    settings(edition, 'unknown = "metadata"')
    result = build(edition, tmp_path / "b", "html")
    assert "output-tells-more" in [one.rule for one in result.diagnostics]
    assert tells(tmp_path / "b", f"{SECRET}0") == []


def test_what_is_told_of_a_store_names_its_address(tmp_path: Path) -> None:
    with State(tmp_path, Remote("s3://bucket/e/")) as state, pytest.MonkeyPatch.context() as patched:
        patched.setattr(State, "owners", lambda _: {f"{PDF} epub"})
        patched.setattr(State, "outputs", lambda *_: {"e.epub": b""})
        patched.setattr(State, "remove", lambda *_: None)
        patched.setattr(Remote, "stamps", lambda _, paths: dict.fromkeys(paths, ""))
        assert without_volumes(state, "e.pdf", set(), PDF) == ["s3://bucket/e/e.epub"]
    assert Folder(tmp_path).place("e.epub") == f"{tmp_path.as_posix()}/e.epub"


def test_an_older_site_is_told_of(edition: Path, tmp_path: Path) -> None:
    settings(edition)
    build(edition, tmp_path / "b", "both")
    settings(edition, 'unknown = "metadata"')
    result = build(edition, tmp_path / "b", "pdf")
    assert "output-tells-more" in [one.rule for one in result.diagnostics]
    build(edition, tmp_path / "b", "html")
    assert tells(tmp_path / "b", f"{SECRET}0") == []


def test_a_status_in_the_file_counts_as_soon_as_it_is_written(edition: Path, tmp_path: Path) -> None:
    settings(edition)
    build(edition, tmp_path / "b", "both")
    path = edition / "tei/t0.xml"
    path.write_text(path.read_text("utf-8").replace('Desc status="draft"', 'Desc status="embargoed"'), "utf-8")
    result = build(edition, tmp_path / "b", "html")
    assert (Decision(Extent.NOTHING, "embargoed"), 1) in result.decisions
    assert tells(tmp_path / "b", f"{SECRET}0") == []


def test_a_document_without_its_text_is_valid_and_keeps_its_header(project: Path, tmp_path: Path) -> None:
    source = (project / "editions/korean-war/tei/t113640.xml").read_bytes()
    source = source.replace(b"<msItem>", b"<msItem><incipit>Dear Comrade</incipit>", 1)
    held = without_text(
        source.replace(b"<teiHeader>", b"<teiHeader><!-- To quote: Dear Comrade --><?note Dear Comrade?>")
    )
    assert b"Dear Comrade" not in held
    assert b"barbaric" not in held
    assert b"<?xml-model" in held
    assert b"MAO ZEDONG" not in held
    (tmp_path / "t113640.xml").write_bytes(held)
    found = tei_edition.validate(tmp_path / "t113640.xml")
    assert [one for one in found if one.severity.value == "error" and "authority" not in one.rule] == []
    header = etree.fromstring(held).find(f"{TEI}teiHeader")
    assert header is not None
    assert len(list(header.iter(f"{TEI}correspAction"))) == len(
        list(etree.fromstring(source).iter(f"{TEI}correspAction"))
    )


def test_no_interface_tells_a_text_that_is_held_back(edition: Path, tmp_path: Path) -> None:
    settings(edition, 'restricted = "metadata"')
    path = edition / "edition.toml"
    told = path.read_text("utf-8").replace('"Telegrams"\n', '"Telegrams"\nbase_url = "https://example.org"\n')
    path.write_text(told + '[site]\nimage_hosts = ["example.org"]\n[oai]\nemail = "a@example.org"\n', "utf-8")
    for number in range(4):
        path = edition / f"tei/t{number}.xml"
        image = f'<graphic width="1px" height="1px" url="https://example.org/{SECRET}{number}.png"/>'
        text = re.sub("<graphic[^>]*/>", image, path.read_text("utf-8"))
        path.write_text(text.replace("<p>The", f'<p xml:id="{SECRET}{number}.p">The'), "utf-8")
    result = tei_edition.build(edition, output=tmp_path / "b", html=True, search=False, date=DATE)
    assert result.documents == 3, result.diagnostics
    for number in (1, 2, 3):
        assert tells(tmp_path / "b", f"{SECRET}{number}") == []
    told_of = set(tells(tmp_path / "b", f"{SECRET}0"))
    assert {"html/dts/navigation/t0.json", "html/iiif/manifest/t0.json"} <= told_of
    # Of a text that is withheld there is the description; of a telegram that is held back there is nothing.
    unit = json.loads((tmp_path / "b/html/dts/navigation/t1.json").read_bytes())
    assert (unit["member"], unit["resource"]["citationTrees"]) == ([], [])
    assert not (tmp_path / "b/html/iiif/manifest/t1.json").exists()
    assert {name for name in tells(tmp_path / "b", "t1") if not name.startswith("html/assets/")} >= {"html/oai.xml"}
    assert not [name for name in tells(tmp_path / "b", '"t2"') if "dts" in name or "oai" in name]
