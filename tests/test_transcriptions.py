"""Transcriptions of editors: nothing in them is lost, and what becomes of them is as the golden files have it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from converting import DATE, PROJECT, strings
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition import convert
from tei_edition.errors import SourceError
from tei_edition.interchange import from_json, to_json
from tei_edition.model import Telegram
from tei_edition.pipeline import ConversionResult
from tei_edition.pipeline.inputs import Source, read_source
from tei_edition.source.transcription.keys import KEYS
from tei_edition.source.transcription.sheet import read_sheet, template
from tei_edition.tei import EncodingContext, decode, encode
from tei_edition.validate import ValidationContext, check_document

CASES = PROJECT / "tests" / "cases" / "inputs"
SOURCES = sorted(path for path in CASES.iterdir() if path.suffix in (".docx", ".md", ".txt"))
CONTEXT = EncodingContext(DATE)


def telegram(content: bytes, name: str = "a.txt", dialect: str = "") -> Telegram:
    return read_source(Source(content, name, dialect))


def rules(found: Telegram) -> list[str]:
    return [warning.rule for warning in found.warnings]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_transcription_equals_golden_file(source: Path, update_golden: bool) -> None:
    found = telegram(source.read_bytes(), source.name)
    encoded = encode(found, CONTEXT)
    golden = CASES / "expected" / f"{source.name}.xml"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(encoded.content)
    assert encoded.content.decode() == golden.read_text("utf-8")
    assert encoded.faithful
    assert [line.text for line in encoded.lines] == [text for _, text in found.lines]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_transcription_is_valid_and_comes_back(source: Path) -> None:
    found = telegram(source.read_bytes(), source.name)
    content = encode(found, CONTEXT).content
    diagnostics = check_document(content, f"{found.identifier}.xml", ValidationContext())
    assert [one for one in diagnostics if one.severity == "error"] == []
    decoded = decode(content, "a.xml")
    assert encode(decoded.telegram, decoded.context).content == content
    assert from_json(to_json(found)) == found


def test_what_word_holds_beside_the_text_is_told() -> None:
    found = telegram((CASES / "libreoffice.docx").read_bytes(), "libreoffice.docx")
    told = [warning.message for warning in found.warnings]
    assert "'very' was deleted by A. Berg; it is not taken as text" in told
    assert "'It is urgent.' was inserted by A. Berg; it is taken as text" in told
    assert "a comment by B. Dahl: 'Check the leaf.'" in told
    assert "word-left-out" in rules(telegram((CASES / "python-docx.docx").read_bytes(), "python-docx.docx"))


def test_metadata_are_the_editors() -> None:
    found = telegram(b"---\nsender: Orlov\naddressee: [Karev, Berg]\ndate: 1951-05-12\n---\nSend two lamps.\n")
    content = encode(found, CONTEXT).content
    sender = "//t:correspAction[@type='sent']/t:persName[@resp='#r-editor'][@evidence='external'][@cert='high']"
    assert strings(content, sender) == ["Orlov"]
    assert strings(content, "//t:correspAction[@subtype='to']/t:persName[@resp='#r-editor']") == ["Karev", "Berg"]
    assert strings(content, "//t:creation/t:date[@when='1951-05-12'][@evidence='external']") == ["1951-05-12"]
    assert strings(content, "//t:note[@type='record'][@n='sender']") == ["Orlov"]


def test_text_goes_before_metadata_that_differ() -> None:
    found = telegram(b"---\nsender: Karev\nnumber: 18\n---\nTelegram No. 17\nTo Comrade Berg\nSend lamps.\nORLOV\n")
    assert rules(found) == ["metadata-differs", "metadata-differs"]
    assert found.message.number == "17"
    assert [one.text for one in found.copy_text.others] == ["Karev", "18"]


@pytest.mark.parametrize(
    ("front", "rule", "message"),
    [
        ("adressee: X", "metadata-key-unknown", "did you mean 'addressee'?"),
        ("date: 31 June", "metadata-value", "is no date"),
        ("language: English", "metadata-value", "is no language code"),
        ("id: ../a", "metadata-value", "is no xml:id"),
        ("url: javascript:alert(1)", "metadata-value", "is no address"),
        ("secrecy: blue", "metadata-value", "is no mark of secrecy"),
        ("title: A\nTitle: B", "metadata-key-doubled", "is given twice"),
    ],
)
def test_doubtful_metadata_are_told_and_kept(front: str, rule: str, message: str) -> None:
    found = telegram(f"---\n{front}\n---\nSend two lamps.\n".encode())
    assert rules(found) == [rule]
    assert message in found.warnings[0].message
    value = front.split(": ")[-1]
    assert value in encode(found, CONTEXT).content.decode()


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("a: &x [1]\nb: *x", 2),
        ("title: x\nnote: !!python/object/apply:os.system [ls]", 3),
        ("title: [", 2),
        ("title: " + "[" * 60000, 2),
        ("title: {a: {b: {c: {d: e}}}}", 2),
        ("title: x\n\tnote: y", 3),
        ("title: " + "x" * 70000, 1),
        ("a: x\n? [b]\n: c", 3),
    ],
)
def test_front_matter_that_is_more_than_metadata_is_refused(front: str, line: int) -> None:
    with pytest.raises(SourceError) as raised:
        telegram(f"---\n{front}\n---\nSend two lamps.\n".encode())
    assert (raised.value.rule, raised.value.line) == ("front-matter-unreadable", line)


def test_front_matter_that_is_not_closed_is_refused() -> None:
    with pytest.raises(SourceError) as raised:
        telegram(b"---\ntitle: x\n\nSend two lamps.\n")
    assert raised.value.rule == "front-matter-unreadable"


def test_a_rule_above_a_page_is_no_front_matter() -> None:
    assert telegram(b"---\nSend two lamps.\n---\n").dialect != "transcription"
    assert telegram(b"Send two lamps.\n", dialect="transcription").dialect == "transcription"


def package(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return made.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, before: str = "", **parts: str) -> bytes:
    return package(
        word__document_xml=f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>', **parts
    )


BROKEN = {
    "password": (b"\xd0\xcf\x11\xe0" + bytes(600), "package-locked"),
    "truncated": ((CASES / "libreoffice.docx").read_bytes()[:3000], "package-unreadable"),
    "no package": (b"Send two lamps.", "package-unreadable"),
    "a spreadsheet": (package(xl__workbook_xml="<a/>"), "package-unreadable"),
    "bomb": (word("<w:p/>", word__styles_xml=" " * 70_000_000), "package-too-large"),
    "macro": (word("<w:p/>", word__vbaProject_bin="x"), "package-with-macros"),
    "entities": (word("<w:p/>", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), "package-unreadable"),
    "not well-formed": (word("<w:p>"), "package-unreadable"),
    "no text": (word("<w:p/>"), "source-empty"),
    "nested": (word("<w:sdt>" * 3000 + "</w:sdt>" * 3000), "package-unreadable"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_office_files_have_one_clear_error(case: str, tmp_path: Path) -> None:
    content, rule = BROKEN[case]
    (tmp_path / "a.docx").write_bytes(content)
    (tmp_path / "b.txt").write_text("---\nid: b\n---\nSend two lamps.\n")
    result = convert(tmp_path, output=tmp_path / "tei", date=DATE)
    assert [one.rule for one in result.diagnostics if one.severity == "error"] == [rule]
    assert [path.name for path in result.written] == ["b.xml"]


WORDS = st.text(st.sampled_from('aB1 .,:“”"()[]-Я\t'), max_size=30)
RUNS = st.builds(
    lambda text, look: f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>',
    WORDS.map(lambda text: text.replace('"', "&quot;")),
    st.sampled_from(["", "<w:i/>", "<w:b/><w:i/>", '<w:vertAlign w:val="superscript"/>']),
)
PARAGRAPHS = st.lists(RUNS | st.just("<w:r><w:br/></w:r>"), max_size=5).map(lambda runs: f"<w:p>{''.join(runs)}</w:p>")
TABLES = st.lists(PARAGRAPHS, min_size=1, max_size=3).map(
    lambda cells: f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARAGRAPHS | TABLES, max_size=8).map("".join))
def test_no_word_document_loses_a_character(body: str) -> None:
    found = telegram(word("<w:p><w:r><w:t>Send two lamps.</w:t></w:r></w:p>" + body), "a.docx")
    assert encode(found, CONTEXT).faithful
    assert "formatting-lost" not in rules(found)


TEXT = "Send two lamps.\n"


def converted(folder: Path, table: bytes, name: str = "table.csv") -> ConversionResult:
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "table.txt").write_text(TEXT)
    (folder / name).write_bytes(table)
    return convert(folder / "sources", output=folder / name.replace(".", "-"), metadata=folder / name, date=DATE)


def test_table_gives_the_same_from_csv_and_from_xlsx_by_libreoffice(tmp_path: Path) -> None:
    csv, xlsx = (CASES / "table.csv").read_bytes(), (CASES / "table.xlsx").read_bytes()
    first = converted(tmp_path, csv)
    assert not first.diagnostics
    content = first.written[0].read_bytes()
    assert strings(content, "//t:correspAction[@subtype='to']/t:persName[@resp='#r-editor']") == ["Karev", "Berg"]
    assert strings(content, "//t:idno[@type='canonical']") == ["RU/RGASPI/558/11/348/65-68"]
    assert strings(content, "//t:date[@type='record']/@when") == ["1951-05-12"]
    assert converted(tmp_path, xlsx, "table.xlsx").written[0].read_bytes() == content
    semicolons = 'file;sender\ntable.txt;"Orlov; Berg"\n'.encode("utf-16")
    again = converted(tmp_path, semicolons, "b.csv").written[0].read_bytes()
    assert strings(again, "//t:note[@n='sender']") == ["Orlov", "Berg"]


TABLES_WRONG = {
    "no file column": (b"name,date\na,b\n", "metadata-columns", 1),
    "column twice": (b"file,date,date\n", "metadata-columns", 1),
    "unknown column": (b"file,colour\ntable.txt,red\n", "metadata-key-unknown", 1),
    "row twice": (b"file\ntable.txt\ntable.txt\n", "metadata-row-doubled", 3),
    "row twice, by file and id": (b"file,id\ntable.txt,\n,table\n", "metadata-row-doubled", 3),
    "no name": (b"file,date\ntable.txt\n,1951\n", "metadata-row-nameless", 3),
    "value without column": (b"file\ntable.txt\nb.txt,x\n", "metadata-columns", 3),
    "row without file": (b"file\ntable.txt\nb.txt\n", "metadata-row-unused", 3),
    "file without row": (b"file\n", "metadata-row-missing", 0),
    "not UTF-8": (b"file\ntable.txt\n\xff\n", "metadata-unreadable", 3),
    "open quotation mark": (b'file\n"table.txt\n', "metadata-unreadable", 2),
    "control character": (b"file\ntable\x01\n", "source-control-character", 2),
    "empty": (b"\n\n", "metadata-unreadable", 1),
}


@pytest.mark.parametrize("case", TABLES_WRONG)
def test_what_is_wrong_with_a_table_is_told_once(case: str, tmp_path: Path) -> None:
    table, rule, line = TABLES_WRONG[case]
    result = converted(tmp_path, table)
    told = [one for one in result.diagnostics if one.rule == rule]
    assert [(one.location.line) for one in told] == [line]
    others = {one.rule for one in result.diagnostics} - {rule}
    assert others <= {"metadata-row-missing", "no-archive-page"}
    assert len(result.written) == 1


WORKBOOKS_WRONG = {
    "password": (b"\xd0\xcf\x11\xe0" + bytes(600), "package-locked"),
    "truncated": ((CASES / "table.xlsx").read_bytes()[:2000], "package-unreadable"),
    "no package": (b"file\n", "package-unreadable"),
    "a document": ((CASES / "libreoffice.docx").read_bytes(), "package-unreadable"),
    "broken inside": (package(xl__workbook_xml="<a>"), "package-unreadable"),
    "bomb": (package(xl__workbook_xml=" " * 70_000_000), "package-too-large"),
    "macro": (package(xl__workbook_xml="<a/>", xl__vbaProject_bin="x"), "package-with-macros"),
    "entities": (package(xl__workbook_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "package-unreadable"),
}


@pytest.mark.parametrize("case", WORKBOOKS_WRONG)
def test_broken_workbooks_have_one_clear_error(case: str, tmp_path: Path) -> None:
    table, rule = WORKBOOKS_WRONG[case]
    result = converted(tmp_path, table, "table.xlsx")
    assert [one.rule for one in result.diagnostics if one.severity == "error"] == [rule]


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_template_is_a_table_that_is_read(name: str) -> None:
    sheet = read_sheet(template(name), name)
    assert not sheet.diagnostics
    assert [one.key for one in sheet.rows[0].statements] == [key.name for key in KEYS]


def test_front_matter_goes_before_the_table(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("---\nsender: Orlov\ndate: 1951\n---\n" + TEXT)
    (tmp_path / "table.csv").write_text("file,date,note\na.txt,1952,torn\n")
    result = convert(tmp_path / "sources", output=tmp_path / "tei", metadata=tmp_path / "table.csv", date=DATE)
    assert [one.rule for one in result.diagnostics] == ["metadata-key-doubled"]
    content = result.written[0].read_bytes()
    assert strings(content, "//t:date[@type='record']") == ["1951"]
    assert strings(content, "//t:note[@type='record']") == ["Orlov", "1952", "torn"]


MARKDOWN = st.text(st.sampled_from("aB1 .*_#>-[]^|~\n\\"), max_size=60)


def letters(text: str) -> list[str]:
    return [letter for letter in text if letter.isalnum()]


@settings(max_examples=300, deadline=None)
@given(MARKDOWN.filter(lambda text: "~~~" not in text))
def test_no_markdown_loses_a_character(text: str) -> None:
    source = f"Send two lamps.\n\n{text}\n"
    found = telegram(source.encode(), "a.md")
    assert encode(found, CONTEXT).faithful
    assert letters("".join(line for _, line in found.lines)) == letters(source)
    assert "formatting-lost" not in rules(found)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (b"> " * 60 + b"a", "markdown-too-deep"),
        (b"a" * 3_000_000, "source-too-large"),
        (b"PK\x03\x04", "source-binary"),
        (b"---\ntitle: [\n---\na", "front-matter-unreadable"),
    ],
)
def test_broken_markdown_has_one_clear_error(text: bytes, rule: str) -> None:
    with pytest.raises(SourceError) as raised:
        telegram(text, "a.md")
    assert raised.value.rule == rule


def test_what_markdown_holds_beside_words_is_told() -> None:
    found = telegram(b"See [a](https://b.example) and ![c](d.png).\n\n[e]: https://f.example\n\n[^n]: note", "a.md")
    assert sorted(rules(found)) == ["footnote-unmarked", *["markdown-left-out"] * 3]


def test_documentation_has_every_key() -> None:
    text = (PROJECT / "docs" / "sources.md").read_text("utf-8")
    for key in KEYS:
        assert f"| `{key.name}` | {key.meaning} | {key.example} |" in text
