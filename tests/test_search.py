"""The search: what of a document is found, the bundles of its index, and when they are made anew."""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from test_incremental import content, made_edition, put

import tei_edition
from tei_edition.pipeline import files
from tei_edition.publish.html import telegram_page
from tei_edition.publish.search.bundles import bundle_count, bundle_files, bundle_of, packed, page, unpacked
from tei_edition.publish.search.records import Passage, Record, search_records
from tei_edition.publish.site import Site

TEI = "http://www.tei-c.org/ns/1.0"
DOCUMENTS = sorted((Path(__file__).parent / "cases" / "profile").glob("*.xml"))
AUTHORITY = f"""<TEI xmlns="{TEI}" xml:id="authority"><standOff><listPerson>
<person xml:id="p-stalin"><persName type="main">Stalin, Joseph</persName><persName>Сталин</persName></person>
</listPerson></standOff></TEI>""".encode()


def document(text: str, attributes: str = 'xml:lang="en"') -> bytes:
    header = "<teiHeader><fileDesc><titleStmt><title>A title</title></titleStmt></fileDesc></teiHeader>"
    return f'<TEI xmlns="{TEI}" xml:id="t">{header}<text {attributes}>{text}</text></TEI>'.encode()


def records(content: bytes, authority: bytes = b"") -> dict[str, Record]:
    return {one.language: one for one in search_records(content, "t", authority)}


def passage(content: bytes, anchor: str, language: str = "en", authority: bytes = b"") -> Passage:
    (found,) = [one for one in records(content, authority)[language].passages if one.anchor == anchor]
    return found


def test_paragraph_is_found_by_its_own_words_and_by_what_the_edition_says_of_them() -> None:
    text = (
        '<body><p>The <choice><sic>wrod</sic><corr>word</corr></choice> of <persName ref="../authority.xml#p-stalin">'
        "Filippov</persName>, <choice><abbr>cde</abbr><expan>comrade</expan></choice> of ours.<note>A note.</note> On."
        "</p></body>"
    )
    found = passage(document(text), "p1")
    assert found.text == "The wrod of Filippov, cde of ours. On. A note."
    assert found.others == "word comrade"
    known = passage(document(text), "p1", authority=AUTHORITY)
    assert known.text == found.text
    assert {"Joseph", "Stalin", "Сталин", "word"} <= set(known.others.split())


@pytest.mark.parametrize(
    ("markup", "text", "others"),
    [
        ("<app><lem>ten</lem><rdg>two</rdg></app>", "ten", ["two"]),
        ("<app><lem>ten</lem><rdgGrp><rdg>two</rdg><rdg>six</rdg></rdgGrp></app>", "ten", ["six", "two"]),
        ("<app><rdgGrp><rdg>two</rdg><rdg>six</rdg></rdgGrp></app>", "two", ["six"]),
        ("<app><lem>ten</lem><lem>two</lem></app>", "ten", ["two"]),
        (
            "<choice><abbr>ARM</abbr><expan>air <choice><sic>froce</sic><corr>force</corr></choice></expan></choice>",
            "ARM",
            ["force", "air froce"],
        ),
        ("<app><lem>ten</lem><rdg><p>two</p><p>six</p></rdg></app>", "ten", ["two six"]),
    ],
)
def test_each_of_several_readings_is_found_for_itself(markup: str, text: str, others: list[str]) -> None:
    found = passage(document(f"<body><p>Send {markup} lamps.</p></body>"), "p1")
    assert (found.text, found.others) == (f"Send {text} lamps.", " ".join(others))


@pytest.mark.parametrize(
    "markup",
    [
        "<app><lem>him</lem><rdg>{}</rdg></app>",
        "<app><lem>him</lem><rdgGrp><rdg>{}</rdg></rdgGrp></app>",
        "<choice><sic>him</sic><corr>{}</corr></choice>",
        "<del>{}</del>",
    ],
)
def test_whoever_is_named_beside_the_text_is_found_by_all_names(markup: str) -> None:
    named = markup.format('<persName ref="../authority.xml#p-stalin">Filippov</persName>')
    found = passage(document(f"<body><p>To {named}.</p></body>"), "p1", authority=AUTHORITY)
    assert {"Joseph", "Stalin", "Сталин", "Filippov"} <= set(f"{found.text} {found.others}".replace(".", "").split())


def test_russian_name_is_found_in_latin_spellings() -> None:
    text = "<body><p>Товарищ Шестаков и Цзян.</p></body>"
    found = passage(document(text, 'xml:lang="ru"'), "p1", "ru")
    assert {"Shestakov", "Šestakov"} <= set(found.others.split())
    assert found.text == "Товарищ Шестаков и Цзян."


def test_each_language_of_a_text_is_found_by_its_own_forms() -> None:
    text = (
        '<group><text xml:lang="ru-Cyrl"><body><p>Раз.</p></body></text><text xml:lang="en"><body><p>One.</p>'
        '<p xml:lang="zh">一</p></body></text></group>'
    )
    found = records(document(text, ""))
    assert {language: [one.text for one in record.passages] for language, record in found.items()} == {
        "ru": ["Раз."],
        "en": ["One."],
        "zh": ["一"],
    }
    assert dict(found["en"].facets)["language"] == (("language.en", ""), ("language.ru", ""), ("language.zh", ""))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_nothing_of_a_text_is_lost_and_every_passage_leads_to_its_place(path: Path) -> None:
    source = path.read_bytes()
    found = [one for record in records(source).values() for one in record.passages]
    root = etree.fromstring(source, etree.XMLParser(remove_comments=True, remove_pis=True))
    words = "".join(str(text) for part in root.findall(f"{{{TEI}}}text") for text in part.itertext())
    searched = Counter("".join(one.text + one.others for one in found))
    for sign, number in Counter("".join(words.split())).items():
        assert searched[sign] >= number, sign
    (made,) = [text for name, text in telegram_page(source, Site("Edition"), "t").items() if name.endswith(".html")]
    ids = {one.get("id") for one in html.fromstring(made.decode()).iter()}
    assert {one.anchor for one in found} - {""} <= ids


def hostile() -> Record:
    text = (
        "___PAGEFIND_ANCHOR___p:0:evil ___PAGEFIND_WEIGHT___9 </span><script>x</script> \x01 ___END_PAGEFIND_WEIGHT___"
    )
    return Record(
        "t", "en", f'"><meta data-pagefind-meta="x:y"> {text}', "", "", (Passage('"><p_id="x', text, text),), ()
    )


def files_of(*found: Record) -> dict[str, bytes]:
    return dict(bundle_files(found, found[0].language, program=False))


def fragments(made: dict[str, bytes]) -> list[dict[str, object]]:
    held = (gzip.decompress(data) for name, data in made.items() if name.startswith("fragment/"))
    return [json.loads(data.removeprefix(b"pagefind_dcd")) for data in held]


def test_hostile_text_stays_text_in_the_index() -> None:
    (found,) = fragments(files_of(hostile()))
    words = str(found["content"])
    assert "___PAGEFIND_ANCHOR___p:0:evil ___PAGEFIND_WEIGHT___9 </span><script>x</script>" in words
    anchors = found["anchors"]
    assert isinstance(anchors, list)
    assert [one["id"] for one in anchors] == ['-"><p_id="x', '="><p_id="x']
    assert set(found["meta"]) == {"title"}  # type: ignore[call-overload]


def test_index_has_the_same_bytes_each_time() -> None:
    texts = [f"word{number} tank café Шестаков" for number in range(40)]
    found = [
        Record(f"t{n}", "en", text, "1950", "1", (Passage("p1", text, "o"),), (("sender", (("k", f"{n}"),)),))
        for n, text in enumerate(texts)
    ]
    assert files_of(*found) == files_of(*found)


def test_record_comes_back_as_it_was_kept() -> None:
    found = replace(hostile(), facets=(("sender", (("p-a", "A"),)),))
    assert unpacked(packed(found)) == found


def test_signs_of_scripts_without_spaces_are_words_of_their_own() -> None:
    made = page(Record("t", "ko", "", "", "", (Passage("p1", "김일성 동지 Kim", ""),), ()))
    assert ">김\u2060 일\u2060 성 동\u2060 지 Kim<" in made


@given(st.integers(0, 10**12))
def test_bundles_are_bounded(size: int) -> None:
    count = bundle_count(size)
    assert size / count <= 8_000_000
    assert count == 1 or size / count > 4_000_000 - 1
    assert 0 <= bundle_of("t113640", count) < count


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    return made_edition(project, tmp_path / "edition", 3)


def build(root: Path, output: Path, *, search: bool = True) -> dict[str, bytes]:
    tei_edition.build(root, output=output, html=True, search=search)
    return content(output / "html")


def test_index_is_renewed_where_a_telegram_changed(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build(edition, tmp_path / "b")
    assert {"search.html", "assets/search.js", "search/index.json"} <= set(before)
    put(edition, 1, "Camels are on the way.")
    written: list[str] = []

    def write(path: Path, data: bytes, real: Callable[[Path, bytes], None] = files.write) -> None:
        written.append(path.as_posix())
        real(path, data)

    monkeypatch.setattr(files, "write", write)
    after = build(edition, tmp_path / "b")
    assert len([name for name in written if "/fragment/" in name]) == 1
    assert after == build(edition, tmp_path / "anew")
    written.clear()
    assert build(edition, tmp_path / "b") == after
    assert written == []


def test_site_without_search_has_nothing_of_it(edition: Path, tmp_path: Path) -> None:
    build(edition, tmp_path / "b")
    without = build(edition, tmp_path / "b", search=False)
    assert [name for name in without if "search" in name] == []
    assert b"search.html" not in without["index.html"]
    settings = edition / "edition.toml"
    settings.write_text(settings.read_text("utf-8") + '[site]\npages = ["about"]\n', "utf-8")
    assert [name for name in build(edition, tmp_path / "c") if "search" in name] == []


def test_withheld_text_is_not_found(edition: Path, tmp_path: Path) -> None:
    put(edition, 0, "Camels.")
    assert "Camels" in str(fragments_of(build(edition, tmp_path / "b")))
    with (edition / "edition.toml").open("a", encoding="utf-8") as settings:
        settings.write('[rights]\nfree = "metadata"\nrestricted = "metadata"\nunknown = "metadata"\n')
    after = build(edition, tmp_path / "b")
    assert len(fragments_of(after)) == 3
    assert "Camels" not in str(fragments_of(after))


def fragments_of(site: dict[str, bytes]) -> list[dict[str, object]]:
    return fragments({name[name.index("fragment/") :]: data for name, data in site.items() if "/fragment/" in name})


def test_an_entry_of_the_document_itself_is_nobody_of_the_authority() -> None:
    for ref in ("#p-stalin", "https://example.org/list#p-stalin"):
        found = passage(document(f'<body><p><persName ref="{ref}">Ivan</persName></p></body>'), "p1", "en", AUTHORITY)
        assert found.others == ""


@pytest.mark.parametrize("outside", [False, True], ids=["in its lists", "beside its lists"])
def test_index_of_a_build_after_a_change_of_the_authority_is_that_of_a_full_one(
    project: Path, tmp_path: Path, outside: bool
) -> None:
    root = made_edition(project, tmp_path / "edition", 3)
    authority = root / "authority.xml"
    text = authority.read_text("utf-8")
    if outside:
        text = text.replace("</standOff>", '</standOff><text><body><listPerson><person xml:id="p-c"><persName>Clark'
                            "</persName></person></listPerson></body></text>")  # fmt: skip
        authority.write_text(text, "utf-8")
        put(root, 0, 'See <persName ref="../authority.xml#p-c">C</persName>.')
    tei_edition.build(root, output=tmp_path / "b", html=True)
    for old, new in (("Adams", "Adamson"), ("Clark", "Clarke"), (">Brown", ">Shtykov"), ("p-b", "Shtykov")):
        text = text.replace(old, new)
        authority.write_text(text, "utf-8")
        for kept in ("b", "full"):
            tei_edition.build(root, output=tmp_path / kept, html=True)
        assert content(tmp_path / "b") == content(tmp_path / "full")
        shutil.rmtree(tmp_path / "full")


def test_a_search_that_was_left_out_comes_back_whole(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 2)
    tei_edition.build(root, output=tmp_path / "b", html=True)
    before = content(tmp_path / "b")
    tei_edition.build(root, output=tmp_path / "b", html=True, search=False)
    assert not (tmp_path / "b/html/search.html").exists()
    tei_edition.build(root, output=tmp_path / "b", html=True)
    assert content(tmp_path / "b") == before
