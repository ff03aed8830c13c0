"""The words of the interface: every language has those that the stylesheets use, and no other; dates and numbers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from tei_edition.publish.html import telegram_page
from tei_edition.publish.site import Site
from tei_edition.resources import languages
from tei_edition.validate import check_settings

XSLT = Path(__file__).parent.parent / "xslt"
PLURALS = {"ru": {"one", "few", "many"}, "ko": {"other"}, "zh": {"other"}}
OTHERS = sorted(set(languages()) - {"en"})
COUNTED = re.compile(r"(.*)\.(one|few|many|other)$")


def labels(name: str, attribute: str = "key") -> dict[str, str]:
    root = etree.parse(XSLT / "labels" / f"{name}.xml").getroot()
    found = [(str(label.get(attribute)), "".join(map(str, label.itertext()))) for label in root.iter("{*}label")]
    assert len(dict(found)) == len(found), "a key stands twice"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == name.rpartition("-")[2]
    return dict(found)


def plain(keys: dict[str, str]) -> set[str]:
    """The keys that every language has: counted nouns by their stem, without what only some grammars ask for."""
    stems = {found[1] if (found := COUNTED.match(key)) else key for key in keys}
    return {key for key in stems if not key.startswith("month.dated.") and key != "date.first"}


def places(text: str) -> set[str]:
    return set(re.findall(r"\{\d\}|\[[A-Z]+\]", text))


def used() -> tuple[set[str], set[str]]:
    """The keys that the stylesheets name, and the beginnings of those that they put together."""
    text = "\n".join(
        path.read_text("utf-8") for folder in ("html", "shared") for path in (XSLT / folder).rglob("*.xsl")
    )
    literals = set(re.findall(r"'([a-z]+(?:\.[a-zA-Z\-]+)*\.?)'", text))
    groups = {f"{group}." for group in re.findall(r"tx:value-label\(\s*'([\w.]+)'", text)}
    # The month's group is chosen; what an intervention is called is the name of its element.
    elements = {"sic", "corr", "reg", "unclear", "surplus", "damage", "del", "add"}
    return literals | elements, groups | {name for name in literals if name.endswith(".")} | {"month.", "month.short."}


def test_there_are_the_languages_of_the_sources() -> None:
    assert set(languages()) >= {"de", "en", "fr", "ko", "ru", "zh"}


def test_english_has_no_label_that_nothing_uses() -> None:
    keys, begun = used()
    wanted = {key.removeprefix("documents:") for key in plain(labels("en"))}
    assert {key for key in wanted if key not in keys and not key.startswith(tuple(begun))} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_labels(language: str) -> None:
    english, other = labels("en"), labels(language)
    assert plain(other) == plain(english)
    plurals = PLURALS.get(language, {"one", "other"})
    stems = {found[1] for key in english if (found := COUNTED.match(key))}
    for stem in stems:
        assert {key for key in other if COUNTED.match(key) and key.startswith(f"{stem}.")} == {
            f"{stem}.{plural}" for plural in plurals
        }
    assert len([key for key in other if key.startswith("month.dated.")]) in (0, 12)
    for key, text in other.items():
        assert text.strip() or key in ("number.grouping",), key
        reference = english.get(key) or english.get(re.sub(r"\.(few|many)$", ".other", key), "")
        assert places(text) == places(reference) or key.startswith(("month.dated.", "date.first")), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_labels_in_print(language: str) -> None:
    english, other = labels("print-en", "name"), labels(f"print-{language}", "name")
    assert list(other) == list(english)
    assert all(places(other[key]) == places(english[key]) for key in english)


DOCUMENT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
    '</fileDesc><profileDesc><correspDesc><correspAction type="sent"><persName>A</persName><date when="{when}"/>'
    "</correspAction>{copies}</correspDesc></profileDesc></teiHeader><text><body><p>x</p></body></text></TEI>"
)
COPY = (
    '<correspAction type="received" subtype="copy"><persName>B</persName><note type="copies"><num type="copies" '
    'value="{}"/></note></correspAction>'
)


def made(language: str, when: str = "", copies: str = "") -> Any:
    document = DOCUMENT.format(when=when, copies=copies).encode()
    files = telegram_page(document, Site(title="E", language=language), "t")
    return html.document_fromstring(files["telegrams/t.html"].decode())


@pytest.mark.parametrize(
    ("language", "when", "shown"),
    [
        ("en", "1952-07-17T18:45:00", "17 July 1952, 18:45"),
        ("de", "1952-07-17T18:45:00", "17. Juli 1952, 18:45 Uhr"),
        ("ru", "1952-07-17", "17 июля 1952\u00a0г."),
        ("ru", "1952-07", "июль 1952\u00a0г."),
        ("ru", "1952", "1952\u00a0г."),
        ("fr", "1952-07-01", "1er juillet 1952"),
        ("fr", "1952-07-21", "21 juillet 1952"),
        ("ko", "1952-07-17T18:45:00", "1952년 7월 17일 18:45"),
        ("zh", "1952-07-17", "1952年7月17日"),
        ("zh-Hans", "1952-07", "1952年7月"),
        ("it", "1952-07-17", "17 July 1952"),
    ],
)
def test_dates_follow_the_language(language: str, when: str, shown: str) -> None:
    page = made(language, when)
    assert shown in next(time.text_content() for time in page.xpath("//*[@class='step-when']"))


@pytest.mark.parametrize(
    ("language", "number", "shown"),
    [
        ("en", 1, "1 copy"),
        ("en", 12345, "12,345 copies"),
        ("en", 1234, "1234 copies"),
        ("de", 12345, "12.345 Exemplare"),
        ("ru", 1, "1 экземпляр"),
        ("ru", 2, "2 экземпляра"),
        ("ru", 5, "5 экземпляров"),
        ("ru", 11, "11 экземпляров"),
        ("ru", 13, "13 экземпляров"),
        ("ru", 21, "21 экземпляр"),
        ("ru", 10022, "10\u00a0022 экземпляра"),
        ("fr", 0, "0 exemplaire"),
        ("ko", 1, "1부"),
        ("zh", 3, "3份"),
    ],
)
def test_numbers_and_nouns_follow_the_language(language: str, number: int, shown: str) -> None:
    page = made(language, copies=COPY.format(number))
    assert [span.text_content() for span in page.xpath("//ul[@class='copies']//*[@class='number']")] == [shown]


def test_a_language_without_labels_is_a_finding() -> None:
    text = '[edition]\ntitle = "A"\nlanguage = "it"\n'
    (found,) = check_settings(text, "edition.toml")
    assert (found.rule, found.location.line) == ("edition-language-without-labels", 3)
    assert "'it'" in found.message
    assert check_settings(text.replace('"it"', '"ru-RU"'), "edition.toml") == []
