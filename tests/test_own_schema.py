"""`validate --schema` and `--xml-model`: files of any project against a RELAX NG schema of its own."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree
from test_schemas import FULL

import tei_edition
from tei_edition import resources
from tei_edition.cli import main
from tei_edition.pipeline import check_schema
from tei_edition.validate import relaxng
from tei_edition.validate.relaxng import Schema, store

RNG = "http://relaxng.org/ns/structure/1.0"
SCHEMA = f"""<grammar xmlns="{RNG}" ns="urn:letters" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="letter"><ref name="id"/><oneOrMore><ref name="p"/></oneOrMore></element></start>
  <define name="p"><element name="p"><ref name="id"/><optional><attribute name="to"><data type="IDREF"/></attribute>
    </optional><text/></element></define>
  <define name="id"><optional><attribute name="xml:id"><data type="ID"/></attribute></optional></define>
</grammar>"""
COMPACT = 'default namespace = "urn:letters"\nstart = element letter { element p { text }+ }\n'
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'


def model(href: str, more: str = f'schematypens="{RNG}"') -> str:
    return f'<?xml-model href="{href}" {more}?>\n'


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `letters` with a schema, and the name of it as seen from the folder of the work."""
    (tmp_path / "letters" / "1950").mkdir(parents=True)
    (tmp_path / "letters" / "letter.rng").write_text(SCHEMA, "utf-8")
    (tmp_path / "letters" / "letter.rnc").write_text(COMPACT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return Path("letters")


def told(folder: Path, schema: str | None = "letters/letter.rng", xinclude: bool = False) -> list[str]:
    result = check_schema(Path(schema) if schema else None, [folder], xinclude=xinclude)
    return [f"{one.location}: {one.rule}" for one in result.diagnostics]


def letter(content: str, before: str = "", encoding: str = "utf-8") -> bytes:
    return f'{before}<letter xmlns="urn:letters" {XI}>\n{content}</letter>'.encode(encoding)


def test_all_files_of_a_folder(letters: Path) -> None:
    (letters / "1.xml").write_bytes(letter("<p>x</p><q/>\n<p xml:id='a'/><p xml:id='a' to='b'>x</p>"))
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    (letters / "1950" / "2.xml").write_bytes(letter("<p>é</p>", latin, "latin-1"))
    (letters / "1950" / "3.xml").write_bytes(letter("<p>"))
    found = [
        "letters/1.xml:2:9: grammar-element-unknown",
        "letters/1.xml:3:19: grammar-id-doubled",
        "letters/1.xml:3:30: grammar-id-missing",
    ]
    assert told(letters)[:3] == found
    assert [one.rpartition(" ")[2] for one in told(letters)[3:]] == ["xml-not-well-formed"]
    assert told(letters / "1950" / "2.xml", "letters/letter.rnc") == []


def test_thousands_in_worker_processes(letters: Path) -> None:
    for number in range(40):
        (letters / f"{number:02}.xml").write_bytes(letter("<p>x</p>" if number % 2 else "<p><q/></p>"))
    alone = check_schema(letters / "letter.rng", [letters], jobs=1).diagnostics
    assert len(alone) == 20
    assert check_schema(letters / "letter.rng", [letters], jobs=2).diagnostics == alone


def test_a_doctype_of_its_own_is_read_and_nothing_else(letters: Path) -> None:
    (letters / "own.xml").write_bytes(letter("<p>&e;</p><q/>", '<!DOCTYPE letter [<!ENTITY e "é]">\n]>'))
    (letters / "file.xml").write_bytes(letter("<p>&e;</p>", '<!DOCTYPE letter [<!ENTITY e SYSTEM "1950/x">]>\n'))
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    (letters / "bomb.xml").write_bytes(letter("<p>&e8;</p>", f'<!DOCTYPE letter [<!ENTITY e0 "x">{bomb}]>\n'))
    (letters / "1950" / "x").write_text("secret", "utf-8")
    result = check_schema(letters / "letter.rng", [letters]).diagnostics
    assert [(one.location.file, one.rule) for one in result] == [
        ("letters/bomb.xml", "xml-not-well-formed"),
        ("letters/file.xml", "xml-not-well-formed"),
        ("letters/own.xml", "grammar-element-unknown"),
    ]
    assert "grow in each other" in result[0].message
    assert ("in another file" in result[1].message, result[1].location.line) == (True, 3)
    assert result[2].location.line == 3


@pytest.mark.parametrize(
    ("before", "rule", "words"),
    [
        (model("letter.rng"), "grammar-element-unknown", "'q'"),
        (model("letter.rnc", 'type="application/relax-ng-compact-syntax"'), "grammar-element-unknown", "'q'"),
        (model("x.sch", 'schematypens="http://purl.oclc.org/dsdl/schematron"'), "schema-unread", "names no RELAX NG"),
        (model("https://example.org/letter.rng"), "schema-unread", "not fetched"),
        (model("//example.org/letter.rng"), "schema-unread", "not fetched"),
        (model("file:///etc/letter.rng"), "schema-unread", "not fetched"),
        (model("../letter.rng"), "schema-unread", "outside the folder"),
        (model("none.rng"), "schema-unread", "not there"),
        ("", "schema-unread", "names no RELAX NG"),
    ],
)
def test_the_schema_that_the_document_names(letters: Path, before: str, rule: str, words: str) -> None:
    (letters / "1.xml").write_bytes(letter("<p>x</p><q/>", before))
    (one,) = check_schema(None, [letters]).diagnostics
    assert (one.rule, words in one.message) == (rule, True), one
    if rule == "schema-unread":
        assert "--schema" in one.help


def test_inclusions(letters: Path) -> None:
    (letters / "1.xml").write_bytes(letter('<xi:include href="1950/p.xml"/>\n<p>y</p>'))
    (letters / "1950" / "p.xml").write_text('<p xmlns="urn:letters">\nx</p>', "utf-8")
    assert told(letters / "1.xml") == ["letters/1.xml:2:1: xinclude-unread"]
    assert told(letters / "1.xml", xinclude=True) == []  # the folder of a file is that in which it lies
    (letters / "1950" / "p.xml").write_text('<p xmlns="urn:letters">\n<p/></p>', "utf-8")
    assert told(letters / "1.xml", xinclude=True) == ["letters/1950/p.xml:2: grammar-element-unexpected"]


@pytest.mark.parametrize(
    ("include", "words"),
    [
        ('<xi:include href="../../x.xml"/>', "outside"),
        ('<xi:include href="http://127.0.0.1/x.xml"/>', "not fetched"),
        ('<xi:include href="1.xml"/>', "itself"),
        ('<xi:include href="none.xml"/>', "cannot be read"),
        ('<xi:include href="letter.rng" xpointer="none"/>', "no element"),
        ('<xi:include href="../secret" parse="text"/>', "outside"),
    ],
)
def test_inclusions_that_are_refused(letters: Path, include: str, words: str) -> None:
    (letters.parent / "secret").write_text("secret", "utf-8")
    (letters / "1.xml").write_bytes(letter(f"<p>x{include}y</p>"))
    (one,) = check_schema(letters / "letter.rng", [letters / "1.xml"], xinclude=True).diagnostics
    assert (one.rule, words in one.message, one.location.line) == ("xinclude-unread", True, 2), one


def test_a_fallback_takes_the_place_of_a_missing_file(letters: Path) -> None:
    fallback = '<xi:include href="none.xml"><xi:fallback><p>x</p></xi:fallback></xi:include>'
    (letters / "1.xml").write_bytes(letter(fallback))
    assert told(letters / "1.xml", xinclude=True) == []


def test_a_broken_schema_is_one_finding(letters: Path) -> None:
    (letters / "1.xml").write_bytes(letter("<q/>"))
    (letters / "2.xml").write_bytes(letter("<q/>"))
    (letters / "broken.rng").write_text(SCHEMA.replace('name="p"/>', 'name="r"/>'), "utf-8")
    assert told(letters, "letters/broken.rng") == ["letters/broken.rng:2: schema-broken"]
    (letters / "broken.rnc").write_text("start = element a {\n  text,,\n}", "utf-8")
    assert told(letters, "letters/broken.rnc") == ["letters/broken.rnc:2: schema-broken"]


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as ended:
        main(["validate", *arguments])
    return ended.value.code


@pytest.mark.parametrize(
    "wrong",
    [
        ["--schema", "a.rng", "--xml-model"],
        ["--schema", "a.rng", "--fix"],
        ["--schema", "a.rng", "--schematron", "a.sch"],
        ["--xinclude"],
    ],
)
def test_options_that_do_not_go_together(letters: Path, wrong: Sequence[str]) -> None:
    assert run("letters", *wrong) == 2


def test_the_command(letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (letters / "1.xml").write_bytes(letter("<P/>"))
    assert run("letters", "--schema", "letters/letter.rng", "--format", "concise") == 1
    assert capsys.readouterr().out.splitlines() == [
        "letters/1.xml:2:1: error[grammar-element-unknown] The schema has no element 'P'; it stands in 'letter'."
    ]
    assert run("letters", "--schema", "letters/letter.rng", "--ignore", "grammar") == 0


def test_an_edition_has_a_schema_of_its_own(project: Path, tmp_path: Path) -> None:
    edition, cache = tmp_path / "korean-war", tmp_path / "cache"
    shutil.copytree(project / "editions" / "korean-war", edition)
    own = edition / "own.rng"
    own.write_text(SCHEMA, "utf-8")
    settings = edition / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace('schema = ""', 'schema = "own.rng"'), "utf-8")
    assert {one.rule for one in tei_edition.validate(edition, cache=cache)} == {"grammar-element-unknown"}
    shutil.copy(resources.schema("telegram.rng"), own)
    assert tei_edition.validate(edition, cache=cache) == []
    own.write_text("<a/>", "utf-8")
    assert {one.rule for one in tei_edition.validate(edition, cache=cache)} == {"schema-broken"}


# Schemas that are kept as they were read.


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path]:
    """A schema with what it includes, and a folder in which it is kept."""
    path = tmp_path / "main.rng"
    path.write_text(f'<grammar xmlns="{RNG}"><include href="part.rng"/></grammar>', "utf-8")
    (tmp_path / "part.rng").write_text(SCHEMA, "utf-8")
    Schema(path, cache=tmp_path / "kept")
    return path, tmp_path / "kept"


def fits(schema: tuple[Path, Path]) -> bool:
    return Schema(schema[0], cache=schema[1]).is_valid(etree.fromstring(letter("<p>x</p>")))


def test_a_schema_is_kept_with_all_that_it_includes(kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    part = kept[0].with_name("part.rng")
    part.write_text(SCHEMA.replace('element name="p"', 'element name="q"'), "utf-8")
    assert not fits(kept)
    part.write_text(SCHEMA, "utf-8")
    assert fits(kept)
    monkeypatch.setattr(relaxng, "Reader", None)  # nothing is read anew
    assert fits(kept)


def test_what_is_kept_is_not_taken_from_others(kept: tuple[Path, Path]) -> None:
    (file,) = kept[1].glob("*.json")
    good = file.read_bytes()
    for bad in (b"", b"{}", good[:-20], good.replace(b"letter", b"lettar"), b"\x80\x04N."):
        file.write_bytes(bad)
        assert fits(kept)
    text = b'{"files":{},"patterns":[[99,[],null]],"start":0,"names":[],"contents":[],"table":{},"regexes":{}}'
    file.write_bytes(store.digest_of(text).encode() + b"\n" + text)
    assert fits(kept)
    file.write_bytes(good)
    assert store.kept(kept[1], kept[0]) is not None
    kept[1].chmod(0o777)
    assert store.kept(kept[1], kept[0]) is None
    kept[1].chmod(0o700)
    shutil.move(file, kept[1] / "elsewhere")
    file.symlink_to(kept[1] / "elsewhere")
    assert store.kept(kept[1], kept[0]) is None


def test_the_whole_profile_is_the_same_when_it_was_kept(tmp_path: Path) -> None:
    text = FULL.read_text("utf-8").replace("<p>", '<p rendd="x"><foo/>', 1).replace('type="sent"', 'type="snt"', 1)
    root = etree.fromstring(text.encode())
    path = resources.schema("telegram.rng")
    found = [Schema(path, cache=tmp_path / "kept").check(root, "a.xml") for _ in range(2)]
    assert found[0] == found[1] == Schema(path).check(root, "a.xml")
    assert found[0]


def test_a_file_that_names_no_schema_is_told_so_once(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a/>", "utf-8")
    (found,) = check_schema(None, [tmp_path / "a.xml"]).diagnostics
    assert found.message == "The file was not checked: it names no RELAX NG schema with xml-model."
