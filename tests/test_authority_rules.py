"""Rules on the authority: each has a passing and a failing case; forms of addresses and names beyond those."""

from pathlib import Path

import pytest

from tei_edition.diagnostics import Severity
from tei_edition.rules import written_rules
from tei_edition.validate import ValidationContext, check_authority, check_document
from tei_edition.validate.authority.names import folded

TESTS = Path(__file__).parent
CASES = TESTS / "cases" / "authority"
RULES = sorted(folder.name for folder in CASES.iterdir())
# Of a whole edition, of a conversion, of the command link.
ELSEWHERE = {"authority-entry-unused", "authority-not-well-formed", "authority-missing"}


def rules(entries: str) -> list[str]:
    """The rules that find something in these entries; a list is made around each."""
    content = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>{entries}</listPerson></standOff></TEI>'
    return [found.rule for found in check_authority(content.encode(), "authority.xml")]


def person(identifier: str, *names: str, kind: str = "person", uri: str = "") -> str:
    element = {"person": "persName", "place": "placeName", "org": "orgName"}[kind]
    named = "".join(
        f'<{element} type="{"variant" if n else "main"}">{name}</{element}>' for n, name in enumerate(names)
    )
    return f'<{kind} xml:id="{identifier}">{named}{uri}</{kind}>'


def test_every_rule_has_its_cases() -> None:
    described = {rule for rule in written_rules() if rule.startswith("authority-")}
    assert described - ELSEWHERE == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_cases(rule: str) -> None:
    assert check_authority((CASES / rule / "pass.xml").read_bytes(), "authority.xml") == []
    found = check_authority((CASES / rule / "fail.xml").read_bytes(), "authority.xml")
    assert {one.rule for one in found} == {rule}
    assert all(one.help and one.location.line and one.location.column for one in found)
    assert {one.severity for one in found} <= set(written_rules()[rule].severities)


@pytest.mark.parametrize(
    ("kind", "subtype", "uri", "found"),
    [
        ("person", "wikidata", "https://www.wikidata.org/entity/Q855", []),
        ("person", "wikidata", "http://www.wikidata.org/entity/Q855", []),
        ("person", "wikidata", "https://m.wikidata.org/wiki/Q855", ["authority-uri-not-canonical"]),
        ("person", "wikidata", "http://www.wikidata.org/entity/q855", ["authority-uri-not-canonical"]),
        ("person", "wikidata", "http://www.wikidata.org/entity/Q855/", ["authority-uri-not-canonical"]),
        ("person", "wikidata", "Q855", ["authority-uri-not-canonical"]),
        ("person", "wikidata", "", ["authority-uri-not-canonical"]),
        ("person", "viaf", "https://viaf.org/viaf/77390479", []),
        ("person", "viaf", "https://viaf.org/viaf/77390479/", ["authority-uri-not-canonical"]),
        ("person", "viaf", "https://d-nb.info/gnd/118616846", ["authority-uri-not-canonical"]),
        ("person", "gnd", "https://d-nb.info/gnd/118616846", []),
        ("org", "gnd", "https://d-nb.info/gnd/4028944-9", []),
        ("person", "gnd", "https://d-nb.info/gnd/11861684", ["authority-uri-not-canonical"]),
        ("person", "gnd", "https://portal.dnb.de/opac.htm?query=nid%3D118616846", ["authority-uri-not-canonical"]),
        ("place", "geonames", "https://sws.geonames.org/1871859/", []),
        ("place", "geonames", "https://www.geonames.org/1871859/pyongyang.html", ["authority-uri-not-canonical"]),
        ("place", "geonames", "https://sws.geonames.org/1871859", ["authority-uri-not-canonical"]),
        ("person", "geonames", "https://sws.geonames.org/1871859/", ["authority-uri-of-other-kind"]),
        ("place", "orcid", "https://orcid.org/0000-0002-1825-0097", ["authority-uri-of-other-kind"]),
        ("person", "", "https://viaf.org/viaf/77390479", ["authority-uri-kind-missing"]),
        ("person", "hls", "https://hls-dhs-dss.ch/de/articles/041577/", []),
        ("person", "hls", "https://viaf.org/viaf/77390479", ["authority-uri-not-canonical"]),
        ("person", "hls", "hls-dhs-dss.ch", ["authority-uri-not-canonical"]),
    ],
)
def test_addresses(kind: str, subtype: str, uri: str, found: list[str]) -> None:
    said = f' subtype="{subtype}"' if subtype else ""
    assert rules(person("x-1", "Kim Il Sung", kind=kind, uri=f'<idno type="URI"{said}>{uri}</idno>')) == found


@pytest.mark.parametrize(
    ("subtype", "uri", "mended"),
    [
        ("wikidata", "https://www.wikidata.org/wiki/Q855", "http://www.wikidata.org/entity/Q855"),
        ("viaf", "http://viaf.org/viaf/77390479/#Stalin", "http://viaf.org/viaf/77390479"),
        ("gnd", "http://d-nb.info/gnd/118616846/about", "https://d-nb.info/gnd/118616846"),
        ("geonames", "http://www.geonames.org/1871859/pyongyang.html", "https://sws.geonames.org/1871859/"),
    ],
)
def test_the_help_gives_the_canonical_form(subtype: str, uri: str, mended: str) -> None:
    entry = person("l-1", "Name", kind="place", uri=f'<idno type="URI" subtype="{subtype}">{uri}</idno>')
    content = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPlace>{entry}</listPlace></standOff></TEI>'
    (found,) = check_authority(content.encode(), "authority.xml")
    assert found.help == f"Write {mended}."


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("Vasilevsky, Aleksandr", "Vasilevskii, Aleksandr", True),
        ("Vasilevsky, Aleksandr", "Aleksandr Vasilevsky", True),
        ("Vasilevsky, Aleksandr", "Василевский, Александр", True),
        ("Razuvaev, Vladimir", "Razuvayev, Vladimir", True),
        ("Kaganovich, Lazar", "Kaganovch, Lazar", True),
        ("Kim Il Sung", "Kim Il-sung", True),
        ("Kim Il Sung", "KIM IL SUNG", True),
        ("Mao Zedong", "Mao Zedong", True),
        ("Ivanov, A.", "Ivanov, B.", False),
        ("Ivanov, Aleksandr", "Ivanova, Aleksandra", False),
        ("Kim Il Sung", "Kim Il", False),
        ("Kim Jong Il", "Kim Jong Un", False),
        ("Petrov", "Petrova", False),
        ("Stalin, Joseph", "Stalin, Vasilii", False),
        ("Orlov, Petr", "Orlow, Piotr", False),
    ],
)
def test_names(one: str, other: str, similar: bool) -> None:
    expected = ["authority-names-similar"] if similar else []
    assert rules(person("p-1", one) + person("p-2", other)) == expected
    assert rules(person("p-1", one) + person("p-2", other, kind="org")) == []


def test_a_surname_may_be_that_of_two() -> None:
    assert rules(person("p-1", "Molotov, Vyacheslav", "Molotov") + person("p-2", "Molotova, Polina", "Molotov")) == []
    found = rules(person("p-1", "Molotov, Vyacheslav", "V. Molotov") + person("p-2", "Zhemchuzhina", "V. Molotov"))
    assert found == ["authority-names-similar"]


def test_folding_is_that_of_names() -> None:
    assert folded("Shchadenko") == folded("Щаденко") == folded("Schtschadenko")
    assert folded("Khrushchev") == folded("Хрущёв")


def test_entries_of_one_document_are_held_to_the_same_rules() -> None:
    content = (TESTS / "cases" / "rules" / "pointer-dangling" / "pass.xml").read_text("utf-8")
    entry = '<person xml:id="p-1"><persName>Kim</persName><idno type="URI" subtype="viaf">77</idno></person>'
    changed = content.replace("</teiHeader>", f"</teiHeader><standOff><listPerson>{entry}</listPerson></standOff>")
    found = check_document(changed.encode(), "tei/t1.xml", ValidationContext())
    assert [one.rule for one in found] == ["authority-uri-not-canonical"]
    assert found[0].severity is Severity.ERROR


def test_an_authority_with_findings_is_still_the_authority() -> None:
    """Only one that cannot be read, or whose ids are doubled, says nothing of references."""
    content = (TESTS / "cases" / "rules" / "authority-entry-missing" / "fail.xml").read_bytes()
    authority = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="{}"/>{}'
    authority += "</listPerson></standOff></TEI>"
    for made, known in (
        (authority.format("p-1", ""), True),
        (authority.format("p-1", '<person xml:id="p-1"/>'), False),
    ):
        context = ValidationContext(authority=made.encode(), documents=frozenset({"t1", "t2"}))
        found = {one.rule for one in check_document(content, "tei/t1.xml", context)}
        assert ("authority-entry-missing" in found) is known
