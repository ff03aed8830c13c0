"""The pipeline on good and bad input: what is said, what is written, and that nothing is written by half."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

import tei_edition
from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.edition import Licence
from tei_edition.edition import slug_of as editionslug_of
from tei_edition.errors import EditionError, UsageError
from tei_edition.pipeline.state import STATE

DATE = datetime.date(2026, 11, 23)


@pytest.fixture
def page(project: Path) -> bytes:
    return (project / "editions/korean-war/sources/113640.txt").read_bytes()


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    """A copy of the example edition with its own schemas folder, as an editor elsewhere would have it."""
    root = tmp_path / "korean-war"
    shutil.copytree(project / "editions/korean-war", root)
    settings = root / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace('"../../schemas"', '"schemas"'), "utf-8")
    return root


@pytest.fixture(autouse=True)
def nothing_half_written(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob("*.part"))


def errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[Diagnostic]:
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]


def test_functions_are_public_beside_the_subpackage_of_the_same_name(project: Path) -> None:
    from tei_edition import validate
    from tei_edition.validate import ValidationContext

    assert callable(validate)
    assert tei_edition.validate is validate
    assert not ValidationContext().documents
    assert errors(tei_edition.validate(project / "editions/korean-war")) == []
    with pytest.raises(AttributeError, match="no attribute 'publish_all'"):
        tei_edition.publish_all  # type: ignore[attr-defined]  # noqa: B018


# convert


def test_convert_without_edition_stays_neutral(page: bytes, tmp_path: Path) -> None:
    source = tmp_path / "113640.txt"
    source.write_bytes(page)
    result = tei_edition.convert(source, output=tmp_path / "out", date=DATE)
    assert result.written == (tmp_path / "out/t113640.xml",)
    content = result.written[0].read_text("utf-8")
    assert "unpublished working file" in content
    assert "<licence" not in content
    assert 'href="schemas/telegram.rng"' in content
    assert sorted(path.name for path in (tmp_path / "out/schemas").iterdir()) == ["telegram.rng", "telegram.sch"]
    assert source.read_bytes() == page


def test_convert_takes_publisher_licence_and_date(page: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(page)
    licence = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    result = tei_edition.convert(
        [tmp_path / "a.txt"], output=tmp_path / "out", publisher="An <Institute>", licence=licence, date=DATE
    )
    content = result.written[0].read_text("utf-8")
    assert "An &lt;Institute&gt;" in content
    assert f'<licence target="{licence.target}">CC BY 4.0</licence>' in content
    assert 'when="2026-11-23"' in content


def test_the_example_says_what_its_source_says(edition: Path) -> None:
    edited = edition / "tei/t113640.xml"
    readings = [_original_reading(edited)]
    tei_edition.convert(edition / "sources", into=edition, date=DATE, force=True)
    readings.append(_original_reading(edited))
    assert readings[0] == readings[1]
    assert errors(tei_edition.validate(edition)) == []


def _original_reading(path: Path) -> str:
    """The characters of the text without those that the edition adds, as ENCODING.md has it, and without spaces."""
    text = etree.parse(path).getroot().find("{*}text")
    assert text is not None
    added = "ancestor-or-self::*[self::t:corr or self::t:reg or self::t:expan or self::t:note[@resp = '#r-editor']]"
    found: Any = text.xpath(f".//text()[not({added})]", namespaces={"t": "http://www.tei-c.org/ns/1.0"})
    return "".join("".join(found).split())


def test_schemas_that_are_there_are_never_replaced(edition: Path) -> None:
    mine = edition / "schemas/telegram.rng"
    mine.parent.mkdir()
    mine.write_text("mine", "utf-8")
    tei_edition.convert(edition / "sources", into=edition, force=True, date=DATE)
    assert mine.read_text("utf-8") == "mine"
    assert (edition / "schemas/telegram.sch").is_file()


def test_existing_tei_is_kept_without_force(edition: Path, page: bytes) -> None:
    (edition / "sources/new.txt").write_bytes(page)
    target = edition / "tei/t113640.xml"
    target.write_text("<edited/>", "utf-8")
    result = tei_edition.convert(edition / "sources", into=edition, date=DATE)
    (error,) = errors(result.diagnostics)
    assert error.rule == "output-exists"
    assert error.location.file.endswith("tei/t113640.xml")
    assert target.read_text("utf-8") == "<edited/>"
    assert [path.name for path in result.written] == ["new.xml"]
    tei_edition.convert(edition / "sources", into=edition, date=DATE, force=True)
    assert target.read_text("utf-8") != "<edited/>"


def test_two_sources_with_one_id(page: bytes, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_bytes(page)
    result = tei_edition.convert([tmp_path / "a", tmp_path / "b"], output=tmp_path / "out", force=True)
    (error,) = errors(result.diagnostics)
    assert error.rule == "id-taken"
    assert error.location.file.endswith("b/x.txt")
    assert len(result.written) == 1


def test_a_source_is_never_replaced(page: bytes, tmp_path: Path) -> None:
    source = tmp_path / "x.xml"
    source.write_bytes(page)
    result = tei_edition.convert([source], output=tmp_path, force=True)
    assert [error.rule for error in errors(result.diagnostics)] == ["output-is-source"]
    with pytest.raises(UsageError, match="cannot be the report"):
        tei_edition.convert([source], output=tmp_path / "out", report=source)
    assert source.read_bytes() == page


@pytest.mark.parametrize(
    ("name", "content", "rule", "line"),
    [
        ("binary.txt", b"PK\x03\x04\x00\x00\x00\x01binary\x00", "source-binary", 1),
        ("latin1.txt", b"July 16, 1952\n\nTelegramme \xe9\n", "source-not-utf8", 3),
        ("empty.txt", b"", "source-empty", 1),
        ("blank.txt", b" \n\n\xc2\xa0\n", "source-empty", 1),
        ("long.txt", b"x" * 50_000_000, "source-too-large", 1),
    ],
)
def test_bad_source_is_one_clear_error(
    name: str, content: bytes, rule: str, line: int, page: bytes, tmp_path: Path, project: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    (tmp_path / "in" / "z.txt").write_bytes(page)
    report = tmp_path / "report.json"
    result = tei_edition.convert(tmp_path / "in", output=tmp_path / "out", report=report)
    (error,) = errors(result.diagnostics)
    assert (error.rule, error.location.line) == (rule, line)
    assert error.location.file.endswith(f"in/{name}")
    assert error.help
    if rule == "source-not-utf8":
        assert "offset 26" in error.message
    assert [path.name for path in result.written] == ["z.xml"]
    content_of_report = json.loads(report.read_bytes())
    schema = json.loads((project / "schemas/conversion-report.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(content_of_report, schema, cls=jsonschema.Draft202012Validator)
    bad, good = content_of_report["documents"]
    assert (bad["output"], bad["lines"], bad["errors"][0]["rule"]) == (None, [], rule)
    lines = [number for number, text in enumerate(page.decode().split("\n"), 1) if text.replace("\xa0", " ").strip()]
    assert [entry["line"] for entry in good["lines"]] == lines


def test_missing_source_and_folder_without_sources(page: bytes, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    (tmp_path / "a.txt").write_bytes(page)
    named = [tmp_path / "missing.txt", tmp_path / "void", tmp_path / "a.txt"]
    result = tei_edition.convert(named, output=tmp_path / "out")
    assert sorted(error.rule for error in errors(result.diagnostics)) == ["file-missing", "folder-without-sources"]
    assert len(result.written) == 1


def test_nothing_is_put_anywhere_when_nothing_is_converted(tmp_path: Path) -> None:
    tei_edition.convert(tmp_path / "missing.txt", output=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_wrong_use_of_convert(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="either an edition or an output folder"):
        tei_edition.convert(tmp_path)
    with pytest.raises(UsageError, match="either an edition or an output folder"):
        tei_edition.convert(tmp_path, into=tmp_path, output=tmp_path)
    with pytest.raises(UsageError, match="is not an edition"):
        tei_edition.convert(tmp_path, into=tmp_path)
    with pytest.raises(UsageError, match="no source"):
        tei_edition.convert([], output=tmp_path)


def test_output_that_cannot_be_written(page: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(page)
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError, match="is a file"):
        tei_edition.convert(tmp_path / "a.txt", output=tmp_path / "file")
    with pytest.raises(UsageError, match="cannot be written"):
        tei_edition.convert(tmp_path / "a.txt", output=tmp_path / "file" / "below")


def test_broken_authority_names_the_file(edition: Path) -> None:
    (edition / "authority.xml").write_text("<TEI>\n<listPerson></TEI>", "utf-8")
    with pytest.raises(EditionError) as raised:
        tei_edition.convert(edition / "sources", into=edition, force=True)
    assert raised.value.file.endswith("korean-war/authority.xml")
    assert raised.value.line == 2


# dates


def test_date_comes_from_the_environment(page: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(page)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    result = tei_edition.convert(tmp_path / "a.txt", output=tmp_path / "out")
    assert '<date when="1970-01-02">' in result.written[0].read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH is 'yesterday'"):
        tei_edition.convert(tmp_path / "a.txt", output=tmp_path / "out")


# validate


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'<?xml version="1.0"?>\n<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<TEI>&x;</TEI>', 2),
        (b"<TEI>\n<text>\n</TEI>", 3),
        (b"\x00\x01\x02", 1),
        (b"", 1),
        (b"<TEI>\n\xff</TEI>", 2),
        (b"<TEI>" + b"x" * 50_000_000 + b"</TEI>", 1),
    ],
)
def test_bad_tei_is_one_clear_error(content: bytes, line: int, edition: Path) -> None:
    bad = edition / "tei/bad.xml"
    bad.write_bytes(content)
    found = errors(tei_edition.validate(edition))
    assert len(found) == 1, found
    assert found[0].location.file == bad.as_posix()
    assert found[0].location.line in (line, 0)
    assert found[0].help


def test_missing_and_empty_paths(tmp_path: Path, edition: Path) -> None:
    (tmp_path / "void").mkdir()
    found = errors(tei_edition.validate([tmp_path / "missing.xml", tmp_path / "void", edition]))
    assert sorted(error.rule for error in found) == ["file-missing", "folder-without-documents"]
    with pytest.raises(UsageError):
        tei_edition.validate([])


def test_unknown_setting_is_found_at_its_place(edition: Path) -> None:
    settings = edition / "edition.toml"
    settings.write_text("[edition]\ntitle = 'x'\nsubtitel = 'y'\n", "utf-8")
    (error,) = errors(tei_edition.validate(settings))
    assert (error.rule, error.location.line) == ("edition-key-unknown", 3)
    assert "subtitle" in error.help


def test_a_file_is_checked_as_part_of_its_edition(edition: Path) -> None:
    target = edition / "tei/t113640.xml"
    target.write_text(target.read_text("utf-8").replace("#p-stalin", "#p-nobody"), "utf-8")
    alone, whole, folder = (errors(tei_edition.validate(path)) for path in (target, edition, edition / "tei"))
    assert alone
    assert alone == whole == folder


def test_a_file_named_twice_is_checked_once(edition: Path) -> None:
    target = edition / "tei/t113640.xml"
    target.write_text("<TEI/>", "utf-8")
    assert len(tei_edition.validate([target, edition, target])) == len(tei_edition.validate(target))


# build


def test_build_makes_both_kinds(edition: Path, tmp_path: Path) -> None:
    result = tei_edition.build(edition, output=tmp_path / "b", date=DATE)
    assert result.documents == 1
    assert result.index == tmp_path / "b/html/index.html"
    assert result.index.is_file()
    assert result.pdf == tmp_path / "b/korean-war.pdf"
    assert result.pdf.read_bytes().startswith(b"%PDF")


def test_build_is_the_same_each_time_and_with_several_processes(edition: Path, tmp_path: Path) -> None:
    outputs = []
    for name, jobs in (("one", 1), ("two", 2)):
        tei_edition.build(edition, output=tmp_path / name, date=DATE, jobs=jobs)
        root = tmp_path / name
        files = (path for path in root.rglob("*") if path.is_file() and path.name != STATE)
        outputs.append({path.relative_to(root): path.read_bytes() for path in files})
    assert outputs[0] == outputs[1]


def test_build_one_kind(edition: Path, tmp_path: Path) -> None:
    result = tei_edition.build(edition, output=tmp_path / "b", html=True)
    assert result.pdf is None
    assert not list((tmp_path / "b").glob("*.pdf"))
    assert tei_edition.build(edition, output=tmp_path / "c", pdf=True).index is None


def test_a_telegram_with_errors_is_left_out(edition: Path, tmp_path: Path) -> None:
    (edition / "tei/bad.xml").write_text("<TEI>", "utf-8")
    result = tei_edition.build(edition, output=tmp_path / "b", date=DATE)
    assert result.documents == 1
    assert {error.location.file for error in errors(result.diagnostics)} == {(edition / "tei/bad.xml").as_posix()}
    assert not (tmp_path / "b/html/telegrams/bad.html").exists()


def test_pages_of_deleted_telegrams_go_and_foreign_files_stay(edition: Path, tmp_path: Path) -> None:
    second = edition / "tei/second.xml"
    second.write_text((edition / "tei/t113640.xml").read_text("utf-8").replace("t113640", "second"), "utf-8")
    html = tmp_path / "b/html"
    tei_edition.build(edition, output=tmp_path / "b", html=True)
    (html / "telegrams/mine.html").write_text("mine", "utf-8")
    assert (html / "telegrams/second.html").is_file()
    second.unlink()
    tei_edition.build(edition, output=tmp_path / "b", html=True)
    assert sorted(path.name for path in (html / "telegrams").iterdir()) == ["mine.html", "t113640.html"]


def test_a_manifest_cannot_remove_what_lies_outside(edition: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep", "utf-8")
    html = tmp_path / "b/html"
    html.mkdir(parents=True)
    listed = ["../../outside.txt", str(outside), "a/../../../outside.txt"]
    (html / ".tei-edition.json").write_text(json.dumps({"files": listed}), "utf-8")
    tei_edition.build(edition, output=tmp_path / "b", html=True)
    assert outside.read_text("utf-8") == "keep"


def test_build_refuses_the_editions_own_folders(edition: Path) -> None:
    for folder in (edition, edition / "tei", edition / "sources" / "below"):
        with pytest.raises(UsageError, match="edition itself"):
            tei_edition.build(edition, output=folder)


def test_build_of_an_edition_without_documents(edition: Path, tmp_path: Path) -> None:
    (edition / "tei/t113640.xml").unlink()
    result = tei_edition.build(edition, output=tmp_path / "b")
    assert [error.rule for error in errors(result.diagnostics)] == ["edition-without-documents"]
    assert not (tmp_path / "b").exists()


def test_the_smallest_edition_works(page: bytes, tmp_path: Path) -> None:
    root = tmp_path / "Small Edition"
    root.mkdir()
    (root / "edition.toml").write_text('[edition]\ntitle = "Small"\n', "utf-8")
    (tmp_path / "1.txt").write_bytes(page)
    tei_edition.convert(tmp_path / "1.txt", into=root, date=DATE)
    assert sorted(path.name for path in root.iterdir()) == ["edition.toml", "schemas", "sources", "tei"]
    assert errors(tei_edition.validate(root)) == []
    result = tei_edition.build(root, output=tmp_path / "b", date=DATE)
    assert result.pdf == tmp_path / "b/small-edition.pdf"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_written_files_have_the_usual_mode(page: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(page)
    result = tei_edition.convert(tmp_path / "a.txt", output=tmp_path / "out")
    (tmp_path / "plain").write_text("", "utf-8")
    assert result.written[0].stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_the_site_stays_when_only_the_pdf_is_asked_for(edition: Path, tmp_path: Path) -> None:
    index = tei_edition.build(edition, output=tmp_path / "b", html=True).index
    tei_edition.build(edition, output=tmp_path / "b", pdf=True)
    assert index is not None
    assert index.is_file()


@pytest.mark.parametrize(
    "body", ["<note>" * 150 + "</note>" * 150, "<p " + " ".join(f'a{n}="1"' for n in range(300)) + "/>"]
)
def test_an_odd_document_does_not_stop_the_others(body: str, edition: Path) -> None:
    good = edition / "tei/t113640.xml"
    text = good.read_text("utf-8")
    odd = text.replace("</body>", body + "</body>").replace('"t113640"', '"odd"')
    (edition / "tei/odd.xml").write_text(odd, "utf-8")
    good.write_text("\ufeff" + text.replace("#p-stalin", "#p-nobody"), "utf-8")
    files = {error.location.file for error in errors(tei_edition.validate(edition))}
    assert files == {good.as_posix(), (edition / "tei/odd.xml").as_posix()}


@pytest.mark.parametrize("setting", ['slug = "../../evil"', '[files]\ntei = "../tei"', '[print]\npaper = "nosuch"'])
def test_settings_that_are_not_allowed_stop_the_build(setting: str, edition: Path, tmp_path: Path) -> None:
    (edition / "edition.toml").write_text(f'[edition]\ntitle = "x"\n{setting}\n', "utf-8")
    found = errors(tei_edition.validate(edition))
    assert [error.rule for error in found] == ["edition-value-invalid"]
    with contextlib.suppress(EditionError):
        assert errors(tei_edition.build(edition, output=tmp_path / "b").diagnostics) == found
    assert not (tmp_path / "b").exists()


def test_settings_beyond_the_readers_limits(edition: Path) -> None:
    for text in ("a = " + "[" * 3000, "a = " + "1" * 6000):
        (edition / "edition.toml").write_text(text, "utf-8")
        assert [error.rule for error in errors(tei_edition.validate(edition))] == ["edition-not-toml"]


def test_names_and_files_that_cannot_be_read(page: bytes, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_bytes(page)
    (tmp_path / "a.txt").write_bytes(page)
    os.mkfifo(tmp_path / "pipe")
    result = tei_edition.convert([tmp_path, tmp_path / "pipe"], output=tmp_path / "out")
    assert sorted(error.rule for error in errors(result.diagnostics)) == ["file-name-not-utf8", "file-unreadable"]
    assert len(result.written) == 1


def test_an_old_pdf_goes_when_nothing_can_be_printed(edition: Path, tmp_path: Path) -> None:
    old = tmp_path / "b/korean-war.pdf"
    old.parent.mkdir()
    old.write_bytes(b"%PDF old")
    (edition / "tei/t113640.xml").write_text("<TEI>", "utf-8")
    assert tei_edition.build(edition, output=tmp_path / "b").pdf is None
    assert not old.exists()


def test_a_folder_of_editions(edition: Path) -> None:
    (edition / "tei/bad.xml").write_text("<TEI>", "utf-8")
    assert tei_edition.validate(edition.parent) == tei_edition.validate(edition) != []


def test_folders_in_another_script_getslug_ofs_of_their_own() -> None:
    slugs = {editionslug_of(name) for name in ("Война", "Мир", "戰爭")}
    assert len(slugs) == 3
    assert all(slug.isascii() for slug in slugs)
    assert editionslug_of("Édition Une") == "edition-une"


def test_a_conversion_that_is_not_faithful_is_not_written(
    page: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tei_edition.tei import encode

    (tmp_path / "a.txt").write_bytes(page)
    unfaithful = "tei_edition.pipeline.conversion.encode"
    monkeypatch.setattr(unfaithful, lambda *given: dataclasses.replace(encode(*given), faithful=False))
    result = tei_edition.convert(tmp_path / "a.txt", output=tmp_path / "out")
    assert [error.rule for error in errors(result.diagnostics)] == ["reading-differs"]
    assert not (tmp_path / "out").exists()


def test_the_authority_is_where_the_settings_say(edition: Path) -> None:
    """References begin with the authority's path as seen from the TEI files, wherever both are."""
    (edition / "tei" / "1952").mkdir()
    (edition / "authority.xml").rename(edition / "names.xml")
    target = edition / "tei" / "1952" / "t113640.xml"
    (edition / "tei" / "t113640.xml").rename(target)
    settings = '[edition]\ntitle = "A"\n[files]\ntei = "tei/1952"\nauthority = "names.xml"\n'
    (edition / "edition.toml").write_text(settings, "utf-8")
    content = target.read_text("utf-8")
    target.write_text(content.replace("../authority.xml#", "../../names.xml#"), "utf-8")
    assert errors(tei_edition.validate(edition)) == []
    target.write_text(content.replace("../authority.xml#", "../names.xml#"), "utf-8")
    assert {error.rule for error in errors(tei_edition.validate(edition))} == {"authority-misplaced"}
