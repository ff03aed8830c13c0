"""Pages saved from the browser give the Telegram of their copied text, with what only their HTML has."""

from __future__ import annotations

import base64
import time
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from converting import DATE, EDITION, PROJECT, strings
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from saved_pages import former_page, frame_of, pills, todays_page
from saving import CHROMIUM, save

from tei_edition.errors import SourceError
from tei_edition.interchange import from_json, to_json
from tei_edition.model import CatalogueEntry, DateReading, EntryKind, Fate, RelatedDocument, Telegram
from tei_edition.resources import schema
from tei_edition.source import read
from tei_edition.source.saved import read_saved_page
from tei_edition.tei import EncodingContext, decode, encode

SEED = (EDITION / "sources" / "113640.txt").read_bytes()
ADDRESS = "https://digitalarchive.wilsoncenter.org/document/113640"
CASES_SAVED = PROJECT / "tests" / "cases" / "saved"
SAVED = sorted(CASES_SAVED.glob("*.html"))
CASES = sorted((PROJECT / "tests" / "cases" / "convert").glob("*/in.txt"))
RUSSIAN = """<p>Товарищу Орлову.</p><p>Мы получили ваше сообщение и благодарим вас за него.</p>
<p>Просим сообщить, когда и как будет отправлен груз, о котором вы писали.</p><p>Белов</p>"""
CATALOGUE = (
    pills("Author(s)", [("Razuvaev, V. N.", "/people/1")])
    + pills("Associated People & Organizations", [("Kim, Il Sung", "/people/2"), ("Stalin, Joseph", "/people/3")])
    + pills("Associated Places", [("Korea", "/places/4")])
    + pills("Associated Topics", [("Korean War & <armistice>", "https://other.example/t?a=1&b=2")])
    + pills("Subjects Discussed", [("Air warfare", "javascript:alert(1)")])
    + pills("Document Contributors", [("An Institute", "")])
    + pills("Donors", [("A Foundation", "/donors/5")])
)
RELATED = """<section class="related-documents"><h2>Related Documents</h2>
<div class="card"><p class="date">July 17, 1952</p>
<h3 class="title"><a href="/document/one">Telegram, Orlov to Belov</a></h3><p>Orlov thanks Belov.</p></div></section>"""


def saved(page: str, name: str = "113640.html") -> Telegram:
    return read_saved_page(page.encode(), name)


def bare(value: Any) -> Any:
    """A value of the model without what differs between a copied and a saved page: the numbers of lines."""
    if isinstance(value, tuple):
        return tuple(bare(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: bare(getattr(value, field.name)) for field in fields(value)}
        return type(value)(**{key: () if key == "lines" else 0 if key == "line" else one for key, one in named.items()})
    return value


def compared(telegram: Telegram) -> Telegram:
    told = tuple(one for one in telegram.warnings if not one.rule.startswith(("abstract-", "dialect-", "uploaded-")))
    found = bare(replace(telegram, header_lines=(), warnings=told, source="", confidence=100, dialect=""))
    assert isinstance(found, Telegram)
    return found


@pytest.mark.parametrize("case", [EDITION / "sources" / "113640.txt", *CASES], ids=lambda case: case.parent.name)
def test_saved_page_gives_the_telegram_of_its_copied_text(case: Path) -> None:
    content = case.read_bytes()
    frame = frame_of(content)
    if frame.dialect != "labelled":
        pytest.skip("copied in another way")
    copied = read(content, "page.txt")
    found = saved(todays_page(frame), "page.html")
    others = tuple(one for one in copied.copy_text.others if one in found.copy_text.others)
    expected = replace(copied, copy_text=replace(copied.copy_text, others=others))
    assert compared(found) == compared(expected)


def test_page_of_the_former_site_gives_the_telegram_of_its_copied_text() -> None:
    copied, found = read(SEED, "page.txt"), saved(former_page(frame_of(SEED)))
    assert found.dialect == "old-site"
    assert bare(found.message) == bare(copied.message)
    assert found.witnesses == copied.witnesses
    record = found.copy_text
    assert (record.record_id, record.abstract) == ("113640", copied.copy_text.abstract)
    assert record.date == copied.copy_text.date


def test_what_only_html_has() -> None:
    record = saved(todays_page(frame_of(SEED), CATALOGUE + RELATED, address=ADDRESS)).copy_text
    site = "https://digitalarchive.wilsoncenter.org"
    assert record.address == ADDRESS
    assert record.entries == (
        CatalogueEntry(EntryKind.AUTHOR, "Razuvaev, V. N.", f"{site}/people/1"),
        CatalogueEntry(EntryKind.CONTRIBUTOR, "An Institute"),
        CatalogueEntry(EntryKind.DONOR, "A Foundation", f"{site}/donors/5"),
        CatalogueEntry(EntryKind.PERSON_OR_ORGANISATION, "Kim, Il Sung", f"{site}/people/2"),
        CatalogueEntry(EntryKind.PERSON_OR_ORGANISATION, "Stalin, Joseph", f"{site}/people/3"),
        CatalogueEntry(EntryKind.PLACE, "Korea", f"{site}/places/4"),
        CatalogueEntry(EntryKind.TOPIC, "Korean War & <armistice>", "https://other.example/t?a=1&b=2"),
        CatalogueEntry(EntryKind.SUBJECT, "Air warfare"),
    )
    day = DateReading("July 17, 1952", "1952-07-17")
    assert record.related == (RelatedDocument("Telegram, Orlov to Belov", day, f"{site}/document/one"),)


def test_what_only_html_has_comes_back_from_tei_and_json() -> None:
    telegram = saved(todays_page(frame_of(SEED), CATALOGUE + RELATED, RUSSIAN, ADDRESS))
    encoded = encode(telegram, EncodingContext(DATE))
    assert encoded.faithful
    decoded = decode(encoded.content).telegram
    assert bare(replace(decoded.copy_text, title=None)) == bare(replace(telegram.copy_text, title=None))
    assert from_json(to_json(telegram)) == telegram
    terms = "//t:keywords[@n='person or organisation'][@source='#copytext']/t:term"
    assert strings(encoded.content, terms) == ["Kim, Il Sung", "Stalin, Joseph"]
    assert strings(encoded.content, "//t:person") == []


def test_what_stands_in_the_foot_is_not_the_record_s() -> None:
    page = todays_page(frame_of(SEED))
    foot = '<footer><p class="date">May 1, 2020</p><div class="text-block"><p>About us.</p></div>'
    assert bare(saved(page.replace("<footer>", foot)).copy_text) == bare(saved(page).copy_text)


def test_summary_may_stand_in_a_column_beside_the_text() -> None:
    page = todays_page(frame_of(SEED))
    beside = page.replace('<div class="text-block">', '<aside><div class="text-block">')
    assert bare(saved(beside).copy_text) == bare(saved(page).copy_text)


def test_catalogue_of_the_former_site() -> None:
    block = """<div class="doc-inf-information"><h4>Type</h4><p>Cable</p><h4>Language</h4><p>Russian</p></div>
    <ul id="subj-list"><li><a href="/subject/1">Harvests</a></li><li>Trade</li></ul>"""
    record = saved(former_page(frame_of(SEED), block)).copy_text
    assert (record.record_type, record.language) == ("Cable", "Russian")
    assert [(entry.kind, entry.name) for entry in record.entries] == [
        (EntryKind.SUBJECT, "Harvests"),
        (EntryKind.SUBJECT, "Trade"),
    ]


@pytest.mark.parametrize("shown", ["en", "ru"])
def test_original_in_a_tab_of_its_own(shown: str) -> None:
    page = todays_page(frame_of(SEED), original=RUSSIAN)
    if shown == "ru":
        page = page.replace("tab-pane fade active show", "tab-pane fade").replace(
            'tab-pane fade" id="ru"', 'tab-pane fade active show" id="ru"'
        )
    telegram = saved(page)
    assert telegram.parallel is not None
    assert (telegram.text_language, telegram.parallel.language, telegram.parallel.first) == ("en", "ru", False)
    assert "Просим сообщить" in encode(telegram, EncodingContext(DATE)).content.decode()


def test_further_version_is_told_of() -> None:
    page = todays_page(frame_of(SEED)).replace(
        '</div>\n<div class="text-block">',
        '<div class="tab-pane" id="x"><p>The other translation of the telegram, by the hand of another.</p></div>'
        '</div>\n<div class="text-block">',
    )
    telegram = saved(page)
    assert "other-version" in {warning.rule for warning in telegram.warnings}
    assert any(fate.rule == "other-version" and "by the hand" in fate.text for fate in telegram.header_lines)


def test_scan_in_a_tab_is_no_text() -> None:
    page = todays_page(frame_of(SEED), original='<iframe src="scan.pdf"></iframe><p>Download the scan</p>')
    telegram = saved(page)
    assert telegram.parallel is None
    assert not [warning for warning in telegram.warnings if warning.rule == "other-version"]


@pytest.mark.parametrize("case", SAVED, ids=lambda case: case.stem)
def test_conversion_of_pages_saved_by_chromium_equals_golden_file(case: Path, update_golden: bool) -> None:
    telegram = read_saved_page(case.read_bytes(), case.name)
    encoded = encode(telegram, EncodingContext(DATE))
    golden, warnings = case.with_suffix(".xml"), case.with_suffix(".warnings")
    said = "".join(f"{one.line}: {one.rule}: {one.message}\n" for one in encoded.warnings)
    if update_golden:
        golden.write_bytes(encoded.content)
        warnings.write_text(said, "utf-8")
    assert encoded.faithful
    assert encoded.content.decode() == golden.read_text("utf-8")
    assert said == warnings.read_text("utf-8")


def test_web_archive_of_chromium_gives_what_its_html_gives() -> None:
    page, archive = ((CASES_SAVED / f"todays-site.{ending}").read_bytes() for ending in ("html", "mhtml"))
    assert compared(read_saved_page(archive, "todays-site.mhtml")) == compared(
        read_saved_page(page, "todays-site.html")
    )


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH")
def test_pages_saved_anew_by_chromium_give_the_same(tmp_path: Path) -> None:
    pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    address = "https://digitalarchive.wilsoncenter.org/document/ciphered-telegram-no-4711-ivanov-petrov"
    page, archive = save(CASES_SAVED / "pages" / "todays-site.html", address)
    kept = read_saved_page((CASES_SAVED / "todays-site.html").read_bytes(), "todays-site.html")
    assert read_saved_page(page, "todays-site.html") == kept
    assert compared(read_saved_page(archive, "todays-site.mhtml")) == compared(kept)


def visible(page: str) -> Counter[str]:
    """All characters of a page that it shows or hides, without scripts and styles."""
    tree = etree.fromstring(page, etree.HTMLParser())
    etree.strip_elements(tree, "head", "script", "style", etree.Comment, with_tail=False)
    return Counter("".join("".join(str(text) for text in tree.itertext()).split()))


@pytest.mark.parametrize("make", [todays_page, former_page])
def test_every_character_of_the_page_has_a_fate(make: Any) -> None:
    page = make(frame_of(SEED), CATALOGUE + RELATED if make is todays_page else "")
    encoded = encode(saved(page), EncodingContext(DATE))
    assert encoded.faithful
    told = Counter("".join("".join(fate.text for fate in encoded.lines).split()))
    generated = Counter("•" * page.count("<li")) if make is former_page else Counter()
    assert told - generated == visible(page)
    assert all(fate.rule for fate in encoded.lines)


def test_fates_name_the_lines_of_the_file() -> None:
    page = todays_page(frame_of(SEED), CATALOGUE)
    source = page.split("\n")
    for fate in encode(saved(page), EncodingContext(DATE)).lines:
        first = fate.text.split()[0].replace("&", "&amp;")
        assert first in source[fate.line - 1], fate


def test_page_in_one_line() -> None:
    page = todays_page(frame_of(SEED), CATALOGUE, address=ADDRESS)
    one = saved(page.replace("\n", " "))
    assert bare(one.message) == bare(saved(page).message)
    assert bare(one.copy_text) == bare(saved(page).copy_text)
    assert encode(one, EncodingContext(DATE)).faithful


BODY = "<p>CIPHERED TELEGRAM No. 12</p><p>To Comrade Orlov.</p>{}<p>BELOV</p>"


def text_of(body: str) -> list[str]:
    page = (
        '<html><body><main><p class="date">May 5, 1950</p><h1 class="title">Telegram, Belov to Orlov</h1>'
        f'<div class="tab-pane active">{BODY.format(body)}</div>'
        '<div class="information-block"><h3 class="sub-title">Source</h3><div class="text">APRF, f. 3, op. 1, d. 2'
        "</div></div></main></body></html>"
    )
    telegram = saved(page)
    encoded = encode(telegram, EncodingContext(DATE))
    assert encoded.faithful
    return [text for one in encoded.lines if one.fate is Fate.TEXT for text in [one.text]]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<p>We <i>ask</i>\n for <b>gr</b>ain&nbsp;and oil.</p>", "We ask for grain and oil."),
        ("<div><div>We ask<div> for grain.</div></div></div>", "We ask for grain."),
        ("<p>We ask<br>for grain.</p>", "We ask for grain."),
        ("<p>The 14<sup>th</sup> arrived.</p>", "The 14th arrived."),
        ('<p>We ask<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> it.</p>', "We ask[1] it."),
        ("<ol><li>We ask for grain.</li><li>We ask for oil.</li></ol>", "1. We ask for grain. 2. We ask for oil."),
        ('<ol start="3"><li><p>We ask.</p></li></ol>', "3. We ask."),
        ('<ol type="a"><li>a. We ask.</li></ol>', "a. We ask."),
        ("<ul><li>We ask.</li></ul>", "• We ask."),
        ("<table><tr><td>Grain</td><td>5 tons</td></tr></table>", "Grain 5 tons"),
        ("<p>We ask <!-- a note -->for it.</p>", "We ask for it."),
        ("<pre>We ask\nfor grain.</pre>", "We ask for grain."),
        ("<p>We &lt;ask&gt; &amp; &#8220;wait&#8221;.</p>", "We <ask> & “wait”."),
        ("<o:p>We ask.</o:p>", "We ask."),
    ],
)
def test_text_as_the_browser_shows_it(body: str, line: str) -> None:
    assert line in " ".join(text_of(body))


def test_what_is_hidden_in_a_paragraph_does_not_break_it() -> None:
    body = '<p>We ask <span style="display: none">secretly</span>for grain.</p>'
    assert "We ask for grain." in " ".join(text_of(body))


def test_table_is_told_of() -> None:
    page = todays_page(frame_of(SEED)).replace("<p>&nbsp;</p>", "<table><tr><td>a</td><td>b</td></tr></table>", 1)
    assert "table-as-lines" in {warning.rule for warning in saved(page).warnings}


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_encodings(encoding: str) -> None:
    page = todays_page(frame_of(SEED), original=RUSSIAN).replace('charset="utf-8"', f'charset="{encoding}"')
    content = page.encode(encoding, "xmlcharrefreplace")
    found, expected = read_saved_page(content, "a.html"), saved(page.replace(encoding, "utf-8"))
    assert bare(found.message) == bare(expected.message)


def test_misdeclared_encoding_is_told_of() -> None:
    page = todays_page(frame_of(SEED)).replace('charset="utf-8"', 'charset="windows-1251"')
    assert "encoding-differs" in {warning.rule for warning in saved(page).warnings}


def test_web_archive() -> None:
    page = todays_page(frame_of(SEED))
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {ADDRESS}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    content = head.encode() + base64.encodebytes(page.encode()) + b"\r\n----b--\r\n"
    telegram = read_saved_page(content, "113640.mhtml")
    assert bare(telegram.message) == bare(saved(page).message)
    assert telegram.copy_text.address == ADDRESS


def deep() -> str:
    return todays_page(frame_of(SEED)).replace("<h1", "<div>" * 100_000 + "<h1")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "source-empty"),
        (b"<html></html>", "source-empty"),
        (b"plain words", "page-not-recognised"),
        (b"<html><title>A shop</title><body><h1>Shoes</h1><p>Buy some.</p></body></html>", "page-not-recognised"),
        (b"<title>Just a moment...</title><body><h1>Verify you are human</h1></body>", "page-not-recognised"),
        (b"<frameset cols='1,2'><frame src='a.html'></frameset><body>x</body>", "page-not-recognised"),
        (b"<html><frameset><frame src='a.html'></frameset></html>", "page-not-recognised"),
        (b"%PDF-1.4", "source-binary"),
        (b"<html>\x00</html>", "source-binary"),
        (b"<html>\x01</html>", "source-control-character"),
        ("<meta charset=utf-8><p>Привет".encode("cp1251"), "source-not-utf8"),
        (b"<meta charset=rot13><p>\xe9", "source-not-utf8"),
        (b"<p>a" * 200_000, "source-too-large"),
        (b"x" * 20_000_000, "source-too-large"),
        (deep().encode(), "source-too-large"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--\r\n", "source-empty"),
    ],
)
def test_what_is_no_page_is_refused(content: bytes, rule: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_saved_page(content, "a.html")
    assert refused.value.rule == rule
    assert refused.value.help


def test_entities_are_never_resolved() -> None:
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>' + todays_page(
        frame_of(SEED)
    ).replace("Extremely Urgent", "Extremely Urgent &b;")
    assert "root:" not in to_json(saved(page)).decode()


def test_cut_off_anywhere_it_is_refused_or_whole() -> None:
    page = todays_page(frame_of(SEED), CATALOGUE + RELATED, RUSSIAN, ADDRESS).encode()
    rules = set()
    for end in range(0, len(page), 211):
        try:
            telegram = read_saved_page(page[:end], "a.html")
        except SourceError as error:
            rules.add(error.rule)
            continue
        assert encode(telegram, EncodingContext(DATE)).faithful
        assert "page-cut-off" in {warning.rule for warning in telegram.warnings}
    assert rules <= {"source-empty", "page-not-recognised", "source-not-utf8"}


TAGS = """
<p> </p> <br> <div> </div> <li> <ol> </ol> <table><tr><td> </table> <h1_class=title> <h3> </h3> <b> </b> <pre> </pre>
<a_href=/document/1> </a> <div_class=tab-pane> <div_class=information-block> <div_class=text-block> <span_class=pill>
<i_class=name> <p_class=date> <select> </main> <form> <!-- --> <span_hidden> </span> <script> </script> &nbsp; &#1;
Source Related_Documents Author(s) May_5,_1950 Telegram,_A_to_B x Да
"""
PIECES = st.sampled_from([*(tag.replace("_", " ") for tag in TAGS.split()), "\n", " "])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_html_is_refused_or_comes_out_whole(pieces: list[str]) -> None:
    page = "".join(['<h1 class="title">T</h1><div class="tab-pane">', *pieces])
    try:
        telegram = saved(page)
    except SourceError:
        return
    encoded = encode(telegram, EncodingContext(DATE))
    assert encoded.faithful
    decode(encoded.content)


def test_follows_the_grammar() -> None:
    telegram = saved(todays_page(frame_of(SEED), CATALOGUE + RELATED, RUSSIAN, ADDRESS))
    grammar = etree.RelaxNG(etree.parse(schema("telegram.rng")))
    grammar.assertValid(etree.fromstring(encode(telegram, EncodingContext(DATE)).content))


def test_large_page_takes_bounded_time() -> None:
    page = todays_page(frame_of(SEED)).replace("<h1", "<h2>" * 900 + "<a href='#'>x</a>" * 50_000 + "<h1")
    started = time.process_time()
    saved(page)
    assert time.process_time() - started < 30
