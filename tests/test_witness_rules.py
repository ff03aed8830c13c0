"""Rules on archival copies: shelfmarks after the registry of archives, leaves, loci and leaf breaks."""

from pathlib import Path

import pytest
from test_rules import CONTEXT

from tei_edition.model import ShelfmarkPart
from tei_edition.source.citation.archives import Archive, built_in, read_registry
from tei_edition.source.citation.shelfmarks import canonical
from tei_edition.validate import ValidationContext, archives_document, check_document

CLEAN = (Path(__file__).parent / "cases" / "rules" / "pointer-dangling" / "pass.xml").read_text("utf-8")
COUNTRY, TOWN = '<country key="RU">Russia</country>', "<settlement>Moscow</settlement>"
REPOSITORY = '<repository ref="../authority.xml#o-avprf">AVPRF</repository>'
SHELFMARK = CLEAN[CLEAN.index('<idno type="shelfmark">') : CLEAN.index("</idno></idno>") + len("</idno></idno>")]
CANONICAL = '<idno type="canonical">RU/AVPRF/059a/1/11/348/65-68</idno>'
LOCUS = '<locus from="65" to="68" scheme="#fol-AVPRF">ll. 0065-0068</locus>'
EXTENT = '<extent><measure unit="leaf" quantity="4">4 leaves</measure></extent>'
PB65, PB66 = '<pb edRef="#AVPRF" n="65"/>', '<pb edRef="#AVPRF" n="66"/>'
LEAVES = '<idno type="listy">0065-0068</idno>'


def rules(*changes: tuple[str, str], context: ValidationContext = CONTEXT) -> list[str]:
    """The rules that find something once each old, which occurs, is its new."""
    changed = CLEAN
    for old, new in changes:
        assert old in changed
        changed = changed.replace(old, new, 1)
    return [found.rule for found in check_document(changed.encode(), "tei/t1.xml", context)]


def shelfmark_of(archive: Archive, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """The changes that make the witness one of `archive`, with a part of each of these types, printed backwards."""
    parts = tuple(ShelfmarkPart(kind, f"{kind} ", f"{kind[0]}/{n}") for n, kind in enumerate(reversed(kinds), 1))
    printed = ", ".join(f'{part.label}<idno type="{part.type}">{part.value}</idno>' for part in parts)
    return [
        (COUNTRY, f'<country key="{archive.country}">{archive.country_name}</country>'),
        (TOWN, f"<settlement>{archive.settlement}</settlement>" if archive.settlement else ""),
        (REPOSITORY, f"<repository>{archive.names[-1]}</repository>"),
        (SHELFMARK, f'<idno type="shelfmark">{printed}</idno>'),
        (CANONICAL, f'<idno type="canonical">{canonical(archive, parts)}</idno>'),
    ]


@pytest.mark.parametrize("archive", built_in().archives, ids=lambda archive: archive.identifier)
def test_the_canonical_form_of_every_archive(archive: Archive) -> None:
    kinds = tuple(kind for kind in archive.parts if kind not in ("listy", "page"))
    allowed = {"leaves-missing", "papka-missing", "shelfmark-incomplete"}
    assert set(rules(*shelfmark_of(archive, kinds))) <= allowed
    if len(kinds) > 1:
        changes = shelfmark_of(archive, kinds)
        old, form = changes[-1]
        steps = form.removesuffix("</idno>").split("/")
        swapped = "/".join((*steps[:2], *steps[-2:], *steps[2:-2]))
        if swapped + "</idno>" != form:
            assert "canonical-shelfmark-disagrees" in rules(*changes[:-1], (old, f"{swapped}</idno>"))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([(CANONICAL, CANONICAL.replace("RU/", "UA/"))], ["canonical-shelfmark-disagrees"]),
        ([(CANONICAL, CANONICAL.replace("AVPRF", "APRF"))], ["canonical-shelfmark-disagrees"]),
        ([(CANONICAL, CANONICAL.replace("65-68", "0065-0068"))], ["canonical-shelfmark-disagrees"]),
        ([(CANONICAL, CANONICAL.replace("/65-68", ""))], ["canonical-shelfmark-disagrees"]),
        ([(CANONICAL, CANONICAL.replace("059a", "59a"))], ["canonical-shelfmark-disagrees"]),
        ([(REPOSITORY, "<repository>Archive of Foreign Policy of the Russian Federation</repository>")], []),
        ([(REPOSITORY, "<repository>АВП РФ</repository>")], []),
        ([(REPOSITORY, "<repository>APRF</repository>")], ["canonical-shelfmark-disagrees"]),
        ([(REPOSITORY, "<repository>Some private papers</repository>")], []),
        ([(TOWN, "<settlement>Moskva</settlement>")], []),
        ([(TOWN, "<settlement>Kyiv</settlement>")], ["archive-in-other-town"]),
        ([(COUNTRY, '<country key="RU">Russian Federation</country>')], []),
        ([(COUNTRY, '<country key="ru">Russia</country>'), ("RU/AVPRF", "ru/AVPRF")],
         ["archive-in-other-country", "country-key-strange"]),
        ([(REPOSITORY, "<repository>Some papers</repository>"), (COUNTRY, '<country key="PL">Russia</country>'),
          ("RU/AVPRF", "PL/AVPRF")], ["country-name-disagrees"]),
        ([('p. <idno type="papka">11</idno>, ', ""), ("/11/348", "/348")], ["papka-missing"]),
        ([(SHELFMARK, '<idno type="shelfmark">year <idno type="year">1962</idno></idno>'),
          (CANONICAL, '<idno type="canonical">RU/AVPRF/1962</idno>')], ["papka-missing", "shelfmark-incomplete"]),
    ],
)  # fmt: skip
def test_shelfmarks(changes: list[tuple[str, str]], found: list[str]) -> None:
    assert rules(*changes) == found


@pytest.mark.parametrize(
    ("leaves", "locus", "extent", "found"),
    [
        ("65-68", ("65", "68"), "4", []),
        ("65–68", ("65", "68"), "4", []),
        ("0065-0068", ("65", "68"), "5", ["extent-disagrees"]),
        ("65-66, 68", ("65", "68"), "3", []),
        ("65-66, 68", ("65", "68"), "4", ["extent-disagrees"]),
        ("65", ("65", "65"), "1", []),
        ("65-67", ("65", "68"), "3", ["leaves-disagree"]),
        ("64-68", ("65", "68"), "5", ["leaves-disagree"]),
        ("65-68 ob.", ("65", "68"), "4", []),
        ("65-68ob.", ("65", "68v"), "4", []),
        ("65-68ob.", ("65", "68"), "4", ["leaves-disagree"]),
        ("65a-68", ("65a", "68"), "4", []),
        # The end is shortened: nothing is said against any extent.
        ("65-8", ("65", "8"), "4", ["locus-backwards"]),
    ],
)
def test_leaves(leaves: str, locus: tuple[str, str], extent: str, found: list[str]) -> None:
    first, last = locus
    plain = leaves.replace("00", "").replace("–", "-").replace(" ", "").replace(".", "")
    changes = (
        (LEAVES, f'<idno type="listy">{leaves}</idno>'),
        (CANONICAL, CANONICAL.replace("65-68", plain)),
        (LOCUS, f'<locus from="{first}" to="{last}" scheme="#fol-AVPRF">ll. {first}-{last}</locus>'),
        (EXTENT, f"<extent>{extent} leaves</extent>"),
        (PB65, ""),
        (PB66, ""),
    )
    assert rules(*changes) == found


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("65", "65v", []),
        ("65", "65ob.", []),
        ("65r", "65v", []),
        ("65v", "66", []),
        ("65", "65a", []),
        ("65v", "65a", []),
        ("65a", "65av", []),
        ("65av", "66", []),
        ("65", "68v", []),
        ("065", "066", []),
        ("[65]", "[66]", []),
        ("65", "65", ["leaves-not-rising"]),
        ("65", "65r", ["leaves-not-rising"]),
        ("66", "65v", ["leaves-not-rising"]),
        ("65v", "65", ["leaves-not-rising"]),
        ("65a", "65v", ["leaves-not-rising"]),
        ("65b", "65a", ["leaves-not-rising"]),
        ("9", "65", ["leaf-outside-locus"]),
        ("65", "69", ["leaf-outside-locus"]),
        ("64v", "65", ["leaf-outside-locus"]),
        ("65", "660", ["leaf-outside-locus"]),
        ("i", "ii", []),
    ],
)
def test_leaf_breaks(first: str, second: str, found: list[str]) -> None:
    assert rules((PB66, PB66.replace("66", second)), (PB65, PB65.replace("65", first))) == found


@pytest.mark.parametrize(
    ("relation", "found"),
    [
        ("", ["same-item-suspected"]),
        ('name="samePhysicalItem" mutual="#ms-AVPRF #ms-2" cert="low" resp="#r-ed"', []),
        ('name="samePhysicalItem" mutual="#AVPRF #W2" cert="low" resp="#r-ed"', []),
        ('name="differentItems" mutual="#ms-AVPRF #ms-2"', []),
    ],
)
def test_one_item_in_two_archives(relation: str, found: list[str]) -> None:
    shelfmark = SHELFMARK.replace("059a", "558").replace('p. <idno type="papka">11</idno>, ', "").replace("0065", "65")
    witness = (
        f'<witness xml:id="W2" n="2"><msDesc xml:id="ms-2"><msIdentifier>{COUNTRY}<repository>RGASPI</repository>'
        f'{shelfmark}<idno type="canonical">RU/RGASPI/558/1/348/65-0068</idno></msIdentifier>'
        '<msContents><msItem><locus from="65" to="68" scheme="#fol-2">ll. 65-68</locus><title>Telegram</title></msItem>'
        '</msContents><physDesc><objectDesc><supportDesc><foliation xml:id="fol-2"><p>Leaves.</p></foliation>'
        "</supportDesc></objectDesc></physDesc></msDesc></witness></listWit>"
    ).replace("0068", "68")
    standoff = f"<standOff><listRelation><relation {relation}/></listRelation></standOff>" if relation else ""
    assert rules(("</listWit>", witness), ("</teiHeader>", f"</teiHeader>{standoff}")) == found


def test_an_edition_adds_archives() -> None:
    own = (
        '[countries]\nFR = "France"\n[[archive]]\nidentifier = "AVE"\nnames = ["Archives de Vertou"]\n'
        'country = "FR"\nsettlement = "Vertou"\nparts = ["fonds", "box"]\n'
    )
    context = ValidationContext(
        CONTEXT.authority, documents=CONTEXT.documents, archives=archives_document(read_registry(own, "x", built_in()))
    )
    changes = (
        (REPOSITORY, "<repository>Archives de Vertou</repository>"),
        (COUNTRY, '<country key="FR">France</country>'),
        (SHELFMARK, '<idno type="shelfmark">box <idno type="box">4</idno> of <idno type="fonds">B</idno></idno>'),
        (CANONICAL, '<idno type="canonical">FR/AVE/B/4</idno>'),
    )
    assert rules(*changes, context=context) == ["archive-in-other-town"]
    assert rules(*changes, (TOWN, "<settlement>Vertou</settlement>"), context=context) == []
    swapped = (("FR/AVE/B/4", "FR/AVE/4/B"), (TOWN, "<settlement>Vertou</settlement>"))
    assert rules(*changes, *swapped, context=context) == ["canonical-shelfmark-disagrees"]
