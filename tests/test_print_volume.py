"""The volume: registers, references, apparatus, parallel texts, margins, parts, other page designs."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree
from pypdf import PdfReader

import tei_edition
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.pipeline.selecting import choice
from tei_edition.publish.print import (
    Design,
    MissingGlyphError,
    Volume,
    pdf,
    print_introduction,
    print_part,
    printed,
)
from tei_edition.publish.print_model import print_model
from tei_edition.tei.prose import prose

DATE = datetime.date(2026, 11, 23)
AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
<person xml:id="p-a"><persName type="main">Adams, John</persName><birth when="1900"/><death when="1970"/>
<occupation>Envoy</occupation></person><person xml:id="p-b"><persName type="main">Brown</persName></person>
</listPerson><listPlace><place xml:id="l-m"><placeName type="main">Moscow</placeName></place></listPlace></standOff>
</TEI>"""
VOLUME = Volume("Telegrams", licence_name="CC0", licence_target="https://example.org/cc0", authority=AUTHORITY.encode())
A, B, M = (f'<{tag} ref="../authority.xml#{key}">{name}</{tag}>' for tag, key, name in (
    ("persName", "p-a", "Adams"), ("persName", "p-b", "Mr Brown"), ("placeName", "l-m", "the capital")))  # fmt: skip
WITNESS = """<listWit><witness xml:id="W{n}"><msDesc><msIdentifier><settlement>Moscow</settlement>
<repository>RGASPI</repository><idno type="shelfmark">f. <idno type="fond">558</idno>, d. <idno type="delo">{d}</idno>,
ll. <idno type="listy">{n}-9</idno></idno></msIdentifier></msDesc></witness></listWit>"""


def document(number: int, body: str, *, delo: int = 1) -> bytes:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t{number}" xml:lang="en"><teiHeader><fileDesc>
        <titleStmt><title>Telegram {number}</title></titleStmt><publicationStmt><p/></publicationStmt>
        <sourceDesc>{WITNESS.format(n=number, d=delo)}</sourceDesc></fileDesc>
        <profileDesc><correspDesc n="{800 + number}"><correspAction type="sent">
        <date when="195{number % 3}-07-1{number % 10}"/></correspAction></correspDesc></profileDesc>
        </teiHeader><text xml:lang="en"><body><div type="telegram">{body}</div></body></text></TEI>""".encode()


def parts(*documents: bytes, volume: Volume = VOLUME) -> list[bytes]:
    return [print_part(one, volume) for one in documents]


def made(*documents: bytes, volume: Volume = VOLUME) -> bytes:
    return pdf(print_model(parts(*documents, volume=volume), volume), volume)


def pages(content: bytes) -> dict[str, str]:
    """The text of the pages by their numbers as printed."""
    reader = PdfReader(io.BytesIO(content))
    return dict(zip(reader.page_labels, (page.extract_text() for page in reader.pages), strict=True))


FILLER = "<p>The roads are open and the trains run.</p>" * 30
VOLUMES = tuple(
    document(n, f"<p>From {A if n % 2 else B}.</p>{FILLER}<p>To {A if n % 3 else M}.</p>", delo=n % 2)
    for n in range(1, 7)
)


def test_registers_name_the_pages_on_which_names_stand() -> None:
    found = pages(made(*VOLUMES))
    text = "\n".join(found.values())
    for words, entry in (("Adams", r"Adams, John, 1900–1970, Envoy ([\d, ]+)"), ("Mr Brown", r"^Brown ([\d, ]+)"),
                         ("the capital", r"^Moscow ([\d, ]+)$")):  # fmt: skip
        listed = re.search(entry, text, re.MULTILINE)
        assert listed is not None
        wanted = [number for number, page in found.items() if re.search(rf"(From|To) {words}\.", page)]
        assert [one.strip() for one in listed[1].split(",")] == wanted
        assert len(wanted) > 1


def test_registers_of_archives_and_numbers() -> None:
    found = pages(made(*VOLUMES))
    text = "\n".join(found.values()).replace("\u00a0", " ")
    body = {number: page for number, page in found.items() if number.isdigit()}
    opening = {n: next(p for p, page in body.items() if f"Telegram {n}\n" in page) for n in range(1, 7)}
    for delo, held in ((0, (2, 4, 6)), (1, (1, 3, 5))):
        assert f"fond 558, delo {delo} " + ", ".join(f"{n}-9: {opening[n]}" for n in held) in text
    assert all(re.search(rf"^80{n}, telegram {opening[n]}$", text, re.MULTILINE) for n in range(1, 7))


def test_links_lead_where_they_say() -> None:
    with pikepdf.open(io.BytesIO(made(*VOLUMES))) as document_:
        root: Any = document_.Root
        sheets = {page.objgen for page in document_.pages}
        named = dict(pikepdf.NameTree(root.Names.Dests).items()) if "/Dests" in root.get("/Names", {}) else {}
        whole: list[Any] = [page.obj for page in document_.pages]
        notes = [note for page in whole if "/Annots" in page for note in page.Annots]
        targets = [note.Dest if "/Dest" in note else note.A.D for note in notes if "/Dest" in note or "/D" in note.A]
        assert len(targets) > 30
        for target in targets:
            place: Any = target if isinstance(target, pikepdf.Array) else named[str(target)]
            assert (place if isinstance(place, pikepdf.Array) else place.D)[0].objgen in sheets


def test_references_to_other_telegrams_have_their_page() -> None:
    text = '<p>See <ref target="t2.xml">my telegram</ref> and <ref target="t9.xml">another</ref>.</p>'
    found = pages(made(document(1, text), document(2, "<p>x</p>")))
    opening = next(number for number, page in found.items() if number.isdigit() and "Telegram 2\n" in page)
    assert f"p. {opening}" in found["1"]
    assert "another" in found["1"]


def test_references_inside_notes_have_their_page_in_the_line() -> None:
    text = '<p>See<note>Compare <ref target="t2.xml">the next</ref>.</note> it.</p>'
    found = pages(made(document(1, text), document(2, "<p>x</p>")))
    assert re.search(r"Compare the next \(p\. \d\)\.", found["1"])


def test_corrections_and_variants_are_an_apparatus_of_their_own() -> None:
    body = """<p>one</p><p>The <choice><sic>raods</sic><corr>roads</corr></choice> are
        <app><lem>open</lem><rdg wit="#B">shut</rdg></app><note>A note.</note>.</p>"""
    for place in ("end", "foot", "none"):
        volume = replace(VOLUME, design=Design(apparatus=place))
        found = pages(made(document(1, body), volume=volume))["1"]
        assert ("raods] roads" in found) == (place != "none")
        assert ("open] shut B" in found) == (place != "none")
        assert "A note." in found
        assert ("Textual apparatus" in found.title().replace("Apparatus", "apparatus")) == (place == "end")
    part = etree.fromstring(print_part(document(1, body), VOLUME))
    assert [(n.get("n"), n.get("paragraph")) for n in part.iter("note")] == [("a", "2"), ("b", "2"), ("1", None)]


def test_the_apparatus_has_what_is_corrected_in_the_abstract_too() -> None:
    """Its letter led to an entry that was not there, and no volume could be made."""
    abstract = b"<abstract><p>The <choice><sic>raods</sic><corr>roads</corr></choice>.</p></abstract></profileDesc>"
    content = document(1, "<p>one</p>").replace(b"</profileDesc>", abstract)
    assert abstract in content
    for place in ("end", "foot", "none"):
        found = pages(made(content, volume=replace(VOLUME, design=Design(apparatus=place))))["1"]
        assert ("raods] roads" in found) == (place != "none")


def test_the_header_block_tells_of_corrections_where_the_volume_has_an_apparatus() -> None:
    title = b"""<title>The <choice><sic>raods</sic><corr>roads</corr></choice>, <choice><unclear>8</unclear>
        <unclear>3</unclear></choice> <app><lem>open</lem><rdgGrp><rdg wit="#B">shut</rdg></rdgGrp></app> to
        <choice><abbr>VVS</abbr><expan>air force</expan></choice></title>"""
    only = b"<title>The <choice><sic>raods</sic><corr>roads</corr></choice></title>"
    for place in ("end", "foot", "none"):
        volume = replace(VOLUME, design=Design(apparatus=place))
        contents = [re.sub(b"<title>.*?</title>", one, document(1, "<p>one</p>")) for one in (title, only)]
        full, short = (pages(made(content, volume=volume))["1"] for content in contents)
        assert "The raods, 8 open to VVS" in full
        assert [words in full for words in ("raods] roads", "open] shut B")] == [place != "none"] * 2
        assert "8] 3" in full
        assert "VVS] air force" in full
        assert ("Notes" in short) == ("raods] roads" in short) == (place != "none")


def test_paragraphs_are_numbered_as_on_the_site() -> None:
    body = "<p>one</p><list><item><p>two</p></item></list><p><supplied>”</supplied></p><quote><p>three</p></quote>"
    part = etree.fromstring(print_part(document(1, body), VOLUME))
    assert [(p.get("n"), p.text) for p in part.find("body").iter("p") if p.get("n")] == [  # type: ignore[union-attr]
        ("1", "one"),
        ("2", "two"),
        ("3", "three"),
    ]


PARALLEL = """<group><text type="original" xml:lang="ru"><body><div type="telegram"><head>Телеграмма</head>
<p xml:id="r1" corresp="#e1">Первый.</p><p>Без пары.</p><p xml:id="r2" corresp="#e2">Второй<note>Nota.</note>.</p>
</div></body></text>
<text type="translation" xml:lang="en"><body><div type="telegram"><head>Telegram</head><p xml:id="e1">First.</p>
<p xml:id="e2">Second.</p><p>Added.</p></div></body></text></group>"""


def test_original_and_translation_stand_beside_each_other() -> None:
    whole = document(1, "x").replace(
        b'<text xml:lang="en"><body><div type="telegram">x</div></body></text>', f"<text>{PARALLEL}</text>".encode()
    )
    part = etree.fromstring(print_part(whole, VOLUME))
    rows = [["".join(map(str, side.itertext())) for side in pair] for pair in part.iter("pair")]
    assert rows == [["Телеграмма", "Telegram"], ["Первый.Без пары.", "First."], ["ВторойNota..", "Second.Added."]]
    found = pages(made(whole))["1"]
    assert all(word in found for word in ("Первый.", "First.", "Без пары.", "Added.", "Nota."))
    # Side by side: each pair is one line of the page.
    assert found.index("First.") < found.index("Без пары.") or found.index("Первый.") < found.index("Second.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "김일성 동지에게 보낸 전보. 朝鮮民主主義人民共和國"),
        ("zh", "毛泽东同志致金日成首相电：“请即复。”"),
        ("zh-Hant", "致莫斯科電報"),
        ("ru", "Шифртелеграмма № 502597/ш"),
    ],
)
def test_languages_have_their_fonts(language: str, text: str) -> None:
    content = made(document(1, f'<p xml:lang="{language}">{text}</p>'))
    assert text.replace(" ", "") in re.sub(r"\s", "", pages(content)["1"])


def test_layout_tells_where_paragraphs_and_names_stand() -> None:
    model = print_model(parts(*VOLUMES), VOLUME)
    layout = printed(model, VOLUME).layout
    found = pages(pdf(model, VOLUME))
    for place in layout:
        if place["kind"] == "telegram":
            assert f"Telegram {place['key'][1:]}\n" in found[str(place["page"])]
    assert sum(place["kind"] == "paragraph" for place in layout) == 6 * 32


def test_metadata_has_rights_and_identifiers() -> None:
    volume = replace(VOLUME, identifiers=("ISBN 978-3-16-148410-0",), attached=True)
    model = print_model(parts(VOLUMES[0]), volume, attachments=[("t1.xml", VOLUMES[0])])
    content = pdf(model, volume)
    assert content == pdf(model, volume)
    with pikepdf.open(io.BytesIO(content)) as document_, document_.open_metadata() as metadata:
        assert "CC0" in str(metadata["dc:rights"])
        assert metadata["dc:identifier"] == "ISBN 978-3-16-148410-0"
        assert metadata.pdfa_status == "3A"
        assert document_.attachments["t1.xml"].get_file().read_bytes() == VOLUMES[0]
    with pikepdf.open(io.BytesIO(made(VOLUMES[0]))) as document_, document_.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"


def tags(node: Any, found: dict[str, int]) -> dict[str, int]:
    kind = str(node.get("/S", ""))
    found[kind] = found.get(kind, 0) + 1
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            tags(kid, found)
    return found


def test_tags() -> None:
    body = "<p>a<note>b</note></p><list><item><p>c</p></item></list><table><row><cell>d</cell></row></table>"
    with pikepdf.open(io.BytesIO(made(document(1, body)))) as document_:
        found = tags(document_.Root.StructTreeRoot, {})
    assert all(found.get(tag) for tag in ("/H1", "/P", "/L", "/LI", "/Table", "/Link", "/Note"))


def test_own_elements_of_an_edition() -> None:
    own = b"#let elements = (gap: none, span: (node, elements) => [OWN])"
    content = made(document(1, "<p><hi rend='bold'>b</hi></p>"), volume=replace(VOLUME, design=Design(own=own)))
    assert "OWN" in pages(content)["1"]
    with pytest.raises(TeiEditionError, match="page design failed"):
        made(document(1, "<p>x</p>"), volume=replace(VOLUME, design=Design(own=b"#let elements = (")))


def test_a_font_that_is_not_there_is_named() -> None:
    with pytest.raises(TeiEditionError, match="no font named 'garamond of nobody'"):
        made(document(1, "<p>x</p>"), volume=replace(VOLUME, design=Design(fonts=("Garamond of Nobody",))))


def test_lines_numbered_and_another_measure() -> None:
    volume = replace(VOLUME, design=Design(numbering="lines", measure=90, size=12))
    found = pages(made(document(1, FILLER), volume=volume))
    assert re.search(r"\b15\b", found["1"])


def test_a_missing_glyph_names_all_telegrams_that_have_it() -> None:
    bad = "<p>cuneiform \U00012000</p>"
    documents = document(1, "<p>fine</p>"), document(2, bad), document(3, bad)
    with pytest.raises(MissingGlyphError, match=r"t2, “.*cuneiform.*U\+12000") as caught:
        made(*documents)
    assert caught.value.telegrams == ("t2", "t3")


# ── From the edition ──


def full_edition(project: Path, root: Path, count: int) -> Path:
    case = (project / "tests" / "cases" / "profile" / "full.xml").read_text("utf-8")
    (root / "tei").mkdir(parents=True)
    for number in range(count):
        name = f"t{number}"
        text = (
            case.replace('"full"', f'"{name}"').replace(">full<", f">{name}<").replace('n="709"', f'n="{709 + number}"')
        )
        (root / "tei" / f"{name}.xml").write_text(text.replace(">709<", f">{709 + number}<"), "utf-8")
    return root


def test_a_large_volume_has_parts_with_registers_at_the_end(tmp_path: Path) -> None:
    root = full_edition(Path(__file__).parent.parent, tmp_path / "e", 5)
    (root / "edition.toml").write_text('[edition]\ntitle = "Telegrams"\n[print]\npart-size = 2\n', "utf-8")
    output = tmp_path / "out"
    result = tei_edition.build(root, output=output, pdf=True, date=DATE)
    names = [path.name for path in result.parts]
    assert names == ["e.pdf", "e-2.pdf", "e-3.pdf", "e-registers.pdf"]
    registers = "\n".join(pages((output / "e-registers.pdf").read_bytes()).values()).replace("\u00a0", " ")
    assert re.search(r"^71\d, telegram III \d+$", registers, re.MULTILINE)
    assert "Part II" in PdfReader(output / "e-2.pdf").pages[0].extract_text()
    before = {name: (output / name).stat().st_mtime_ns for name in names}
    again = tei_edition.build(root, output=output, pdf=True, date=DATE)
    assert {name: (output / name).stat().st_mtime_ns for name in names} == before
    assert again.parts == result.parts
    fresh = tei_edition.build(root, output=tmp_path / "fresh", pdf=True, date=DATE, jobs=2)
    assert [path.read_bytes() for path in fresh.parts] == [path.read_bytes() for path in result.parts]
    (root / "edition.toml").write_text('[edition]\ntitle = "Telegrams"\n', "utf-8")
    whole = tei_edition.build(root, output=output, pdf=True, date=DATE)
    assert [path.name for path in whole.parts] == ["e.pdf"]
    assert not (output / "e-2.pdf").exists()


def test_a_telegram_with_a_missing_glyph_does_not_stop_the_others(tmp_path: Path) -> None:
    root = full_edition(Path(__file__).parent.parent, tmp_path / "e", 2)
    (root / "edition.toml").write_text('[edition]\ntitle = "Telegrams"\n', "utf-8")
    bad = root / "tei" / "t1.xml"
    bad.write_text(bad.read_text("utf-8").replace("<p>", "<p>\U00012000 ", 1), "utf-8")
    result = tei_edition.build(root, output=tmp_path / "out", pdf=True, date=DATE)
    (found,) = [one for one in result.diagnostics if one.rule == "print-failed"]
    assert found.location.file.endswith("t1.xml")
    assert "U+12000" in found.message
    assert result.pdf is not None
    assert result.pdf.is_file()


def test_a_selection_is_a_volume_of_its_own(tmp_path: Path) -> None:
    root = full_edition(Path(__file__).parent.parent, tmp_path / "e", 3)
    (root / "edition.toml").write_text('[edition]\ntitle = "Telegrams"\n', "utf-8")
    whole = tei_edition.build(root, output=tmp_path / "out", pdf=True, date=DATE)
    result = tei_edition.build(
        root, output=tmp_path / "out", pdf=True, date=DATE, select="number 710 711", volume="Two of them"
    )
    assert result.pdf is not None
    assert result.pdf.name == "e-two-of-them.pdf"
    assert whole.pdf is not None
    assert whole.pdf.is_file()
    reader = PdfReader(result.pdf)
    assert "Two of them" in reader.pages[2].extract_text()
    assert sum(f"No.\u00a0{number}" in reader.pages[5].extract_text() for number in (709, 710, 711)) == 2
    with pytest.raises(UsageError):
        tei_edition.build(root, output=tmp_path / "out", pdf=True, date=DATE, select="date 1999")


@pytest.mark.parametrize("words", ["", "date", "date May", "date 1952..", "colour red", "date 1..2..3"])
def test_words_that_choose_nothing(words: str) -> None:
    if words == "date 1952..":
        assert choice(words).values == ("1952", "")
        return
    with pytest.raises(UsageError):
        choice(words)


def test_a_template_that_reaches_out_is_refused(tmp_path: Path) -> None:
    root = full_edition(Path(__file__).parent.parent, tmp_path / "e", 1)
    (root / "edition.toml").write_text('[edition]\ntitle = "T"\n[print]\ntemplate = "own.typ"\n', "utf-8")
    for content in (
        '#import "@preview/cetz:0.3.0"',
        '#let elements = (p: (n, e) => read("/etc/passwd"))',
        '#let elements = (p: (n, e) => dictionary(std).at("ev" + "al")("1"))',
        '#let elements = (p: (n, e) => "\n// " + eval("1"))',
    ):
        (root / "own.typ").write_text(content, "utf-8")
        result = tei_edition.build(root, output=tmp_path / "out", pdf=True, date=DATE)
        assert [one.rule for one in result.diagnostics] == ["print-template-refused"]
        assert not result.parts


INTRODUCTION = prose(
    "# On this edition\n\nThe envoy wrote.[^1] See [the first](t1.xml).\n\n"
    "1. one\n2. two\n\n- more\n\n## Principles\n\nNone.\n\n[^1]: N."
)


def test_the_introduction_stands_before_the_telegrams() -> None:
    volume = replace(VOLUME, introduction=INTRODUCTION)
    model = print_model(parts(VOLUMES[0]), volume, introduction=print_introduction(volume))
    found = pages(pdf(model, volume))
    number = next(number for number, page in found.items() if page.startswith("On this edition"))
    assert not number.isdigit()
    assert re.search(rf"On this edition [. ]+ {number}\n", found["v"])
    for words in ("The envoy wrote.", "(p. 1)", "1. one", "2. two", "• more", "Principles", "N."):
        assert words in found[number]


def test_the_introduction_is_part_of_the_build(tmp_path: Path) -> None:
    root = full_edition(Path(__file__).parent.parent, tmp_path / "e", 1)
    (root / "edition.toml").write_text('[edition]\ntitle = "T"\n[site]\nintroduction = "intro.md"\n', "utf-8")
    (root / "intro.md").write_text("# Before all\n\nWords.\n", "utf-8")
    result = tei_edition.build(root, output=tmp_path / "out", pdf=True, epub=True, date=DATE)
    assert result.pdf is not None
    assert "Before all" in "".join(pages(result.pdf.read_bytes()).values())
    assert result.epub is not None
    with zipfile.ZipFile(result.epub) as archive:
        assert "Words." in archive.read("EPUB/introduction.xhtml").decode()


def test_withheld_texts_are_in_no_product(tmp_path: Path) -> None:
    root = full_edition(Path(__file__).parent.parent, tmp_path / "e", 1)
    path = root / "tei" / "t0.xml"
    head, mark, rest = path.read_text("utf-8").partition("<body>")
    path.write_text(head + mark + rest.replace("<p>", "<p>Zanzibar ", 1), "utf-8")
    rights = '[rights]\nfree = "metadata"\nrestricted = "metadata"\nunknown = "metadata"\n'
    (root / "edition.toml").write_text(f'[edition]\ntitle = "T"\n{rights}[print]\nattach-tei = true\n', "utf-8")
    result = tei_edition.build(root, output=tmp_path / "out", pdf=True, epub=True, latex=True, date=DATE)
    assert result.pdf is not None
    with pikepdf.open(result.pdf) as made_pdf:
        attached = made_pdf.attachments["t0.xml"].get_file().read_bytes()
    assert b"teiHeader" in attached
    assert b"Zanzibar" not in attached
    assert "Zanzibar" not in "".join(pages(result.pdf.read_bytes()).values())
    assert result.latex is not None
    assert "Zanzibar" not in result.latex.read_text("utf-8")
    assert result.epub is not None
    with zipfile.ZipFile(result.epub) as archive:
        assert all(b"Zanzibar" not in archive.read(name) for name in archive.namelist())
    (root / "edition.toml").write_text('[edition]\ntitle = "T"\n[print]\nattach-tei = true\n', "utf-8")
    whole = tei_edition.build(root, output=tmp_path / "out", pdf=True, date=DATE)
    assert whole.pdf is not None
    assert "Zanzibar" in "".join(pages(whole.pdf.read_bytes()).values())
