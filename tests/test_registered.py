"""Which names registers list is decided for the catalogue in Python and for cards in XSLT: the two say the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree, html

from tei_edition.pipeline import build
from tei_edition.publish.print import Volume, print_part

SETTINGS = '[edition]\ntitle = "Names"\nprofile = "tei"\n'
PERSON = '<persName ref="../authority.xml#{0}">{0}</persName>'
# Everywhere a name may stand, each with an id of its own; # is the pointer to it.
PLACES = {
    "title": "<title>Of {}</title>",
    "author": "<author>{}</author>",
    "author-itself": '<author ref="../authority.xml#author-itself">x</author>',
    "responsible": "<respStmt><resp>encoded</resp>{}</respStmt>",
    "publisher": "<publisher>{}</publisher>",
    "rights": "<availability><p>{}</p></availability>",
    "record": "<note>{}</note>",
    "keeper": '<repository ref="../authority.xml#keeper">Keeper</repository>',
    "former": '<altIdentifier><repository ref="../authority.xml#former">Former</repository></altIdentifier>',
    "seat": '<settlement ref="../authority.xml#seat">Seat</settlement>',
    "provenance": "<history><provenance>{}</provenance></history>",
    "project": "<p>{}</p>",
    "abstract": "<p>{}</p>",
    "keyword": "<term>{}</term>",
    "sender": "{}",
    "sent-from": '<placeName ref="../authority.xml#sent-from">x</placeName>',
    "sent-town": '<settlement ref="../authority.xml#sent-town">x</settlement>',
    "callsign": '<name type="callsign" ref="../authority.xml#callsign">x</name>',
    "action-note": "<note>by {}</note>",
    "message-note": "<note>by {}</note>",
    "context": "<ref>to {}</ref>",
    "change": "<change>{}</change>",
    "own-entry": "<person xml:id='own'><persName>{}</persName></person>",
    "head": "<head>{}</head>",
    "salute": "<salute>{}</salute>",
    "signed": "<signed>{}</signed>",
    "paragraph": "<p>{}</p>",
    "sic": "<p><choice><sic>{}</sic><corr>x</corr></choice></p>",
    "corr": "<p><choice><sic>x</sic><corr>{}</corr></choice></p>",
    "lemma": "<p><app><lem>{}</lem><rdg>x</rdg></app></p>",
    "reading": "<p><app><lem>x</lem><rdg>{}</rdg></app></p>",
    "deleted": "<p><del>{}</del></p>",
    "supplied": "<p><supplied reason='omitted-in-original'>{}</supplied> x</p>",
    "footnote": "<p>x<note>{}</note></p>",
    "printed-footnote": "<note place='foot'>{}</note>",
    "margin": "<p>x<note place='margin'><p>{}</p></note></p>",
    "in-link": "<p><ref target='https://example.org/'>{}</ref></p>",
    "nested": '<p><orgName ref="../authority.xml#around">of {}</orgName></p>',
    "around": "",
    "with-note": '<p><persName ref="../authority.xml#with-note">x<note>y</note></persName></p>',
    "list-item": "<list><item>{}</item></list>",
    "cell": "<table><row><cell>{}</cell></row></table>",
    "carried": "<floatingText><body><p>{}</p></body></floatingText>",
    "first-of-two": '<p><rs ref="../authority.xml#first-of-two ../authority.xml#second-of-two">both</rs></p>',
    "second-of-two": "",
    "town": '<p><settlement ref="../authority.xml#town">x</settlement></p>',
    "land": '<p><country ref="../authority.xml#land">x</country></p>',
    "province": '<p><region ref="../authority.xml#province">x</region></p>',
    "county": '<p><district ref="../authority.xml#county">x</district></p>',
    "river": '<p><geogName ref="../authority.xml#river">x</geogName></p>',
    "struck-name": '<p><persName ref="../authority.xml#struck-name"><del>x</del></persName></p>',
    "no-words": '<p>Of <persName ref="../authority.xml#no-words"/>.</p>',
    "aux": "<p>{}</p>",
    "김일성": "<p>{}</p>",
    "holder": "<p>{}</p>",
    "held": "<p>{}</p>",
    "elsewhere": '<p><persName ref="https://example.org/a.xml#elsewhere">x</persName></p>',
    "own": '<p><persName ref="#own">x</persName></p>',
}  # fmt: skip
ENTRIES = {
    "place": ("sent-from", "sent-town", "seat", "town", "land", "province", "county", "river"),
    "org": ("keeper", "former", "around"),
}
UNLISTED = {"elsewhere", "own", "unnamed"}
NOT_OF_THE_MESSAGE = {
    "title", "author", "author-itself", "responsible", "publisher", "rights", "record", "seat", "provenance", "project",
    "abstract", "keyword", "message-note", "context", "change", "own-entry",
}  # fmt: skip


def parts(*names: str) -> str:
    return "\n".join(PLACES[name].format(PERSON.format(name)) for name in names)


TEXT = tuple(PLACES)[list(PLACES).index("paragraph") :]
DOCUMENT = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t1"><teiHeader><fileDesc>
<titleStmt>{parts("title", "author", "author-itself", "responsible")}</titleStmt>
<publicationStmt>{parts("publisher", "rights")}</publicationStmt><notesStmt>{parts("record")}</notesStmt>
<sourceDesc><listWit><witness><msDesc><msIdentifier>{parts("seat", "keeper", "former")}</msIdentifier>
{parts("provenance")}</msDesc></witness></listWit></sourceDesc></fileDesc>
<encodingDesc><projectDesc>{parts("project")}</projectDesc></encodingDesc>
<profileDesc><abstract>{parts("abstract")}</abstract><textClass><keywords>{parts("keyword")}</keywords></textClass>
<correspDesc><correspAction type="sent">{parts("sender", "sent-from", "sent-town", "callsign", "action-note")}
</correspAction>{parts("message-note")}<correspContext>{parts("context")}</correspContext></correspDesc></profileDesc>
<revisionDesc>{parts("change")}</revisionDesc></teiHeader>
<standOff><listPerson>{parts("own-entry")}</listPerson></standOff>
<text><body><div>{parts("head")}<opener>{parts("salute")}</opener>{parts(*TEXT)}<closer>{parts("signed")}</closer></div>
</body></text></TEI>"""


def authority() -> str:
    kinds = {key: kind for kind, keys in ENTRIES.items() for key in keys}
    names = {"person": "persName", "place": "placeName", "org": "orgName"}
    held = "<person xml:id='held'><persName>Held</persName></person>"
    found = []
    for key in (*PLACES, "unnamed"):
        kind = kinds.get(key, "person")
        name = f"<{names[kind]} type='main'>Main {key}</{names[kind]}>"
        if key != "held":
            found.append(f"<{kind} xml:id='{key}'>{name}{held if key == 'holder' else ''}</{kind}>")
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><list>{"".join(found)}</list></standOff></TEI>'


@dataclass
class Made:
    """The page of the telegram and the pages of entries, with the links between them."""

    site: Path
    pages: dict[Path, Any] = field(default_factory=dict)

    def leads(self, path: Path, address: str) -> tuple[Path, str]:
        target, fragment = urldefrag(urljoin(path.as_uri(), address))
        return Path(unquote(target.removeprefix("file://"))), unquote(fragment)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    edition = tmp_path_factory.mktemp("names") / "names"
    (edition / "tei").mkdir(parents=True)
    (edition / "edition.toml").write_text(SETTINGS, "utf-8")
    (edition / "tei/t1.xml").write_text(DOCUMENT, "utf-8")
    (edition / "authority.xml").write_text(authority(), "utf-8")
    result = build(edition, output=edition.parent / "out", html=True, preview=True, search=False)
    assert result.documents == 1, result.diagnostics
    site = edition.parent / "out/html"
    return Made(site, {path: html.document_fromstring(path.read_text("utf-8")) for path in site.rglob("*.html")})


def registered(made: Made) -> dict[str, Path]:
    """The pages of entries, by the main names."""
    found = {}
    for path, page in made.pages.items():
        if path.parent.name in ("persons", "places", "organisations"):
            found[" ".join(page.xpath("string(//h1)").split()).removeprefix("Main ")] = path
    return found


def cards(made: Made) -> dict[str, Any]:
    page = made.pages[made.site / "telegrams/t1.html"]
    return {one.xpath("string(h3)").removeprefix("Main "): one for one in page.xpath("//li[@class='name-card']")}


def test_every_link_leads_to_a_page_and_a_place(made: Made) -> None:
    broken = []
    for path, page in made.pages.items():
        for address in page.xpath("//@href"):
            file, fragment = made.leads(path, address)
            if "://" in address or file.suffix != ".html":
                continue
            if file not in made.pages or (fragment and fragment not in made.pages[file].xpath("//@id")):
                broken.append((path.name, address))
    assert broken == []


def test_every_link_to_a_place_where_a_name_stands_has_words(made: Made) -> None:
    places = {
        name: page.xpath("string(//ol[@class='occurrences']//ul//a)")
        for name, path in registered(made).items()
        if (page := made.pages[path]).xpath("//ol[@class='occurrences']//ul")
    }
    assert (places["struck-name"], places["no-words"]) == ("x", "[Main no-words]")
    assert [name for name, words in places.items() if not words.strip()] == []


def test_registers_list_all_that_the_message_names(made: Made) -> None:
    assert set(registered(made)) == {*PLACES, "Held"} - {"held"} - UNLISTED - NOT_OF_THE_MESSAGE


def test_every_entry_of_a_register_has_a_card_that_leads_there(made: Made) -> None:
    found, pages = cards(made), registered(made)
    telegram = made.site / "telegrams/t1.html"
    for name, path in pages.items():
        if name in ("keeper", "former"):
            continue  # an archive has its description
        assert name in found, name
        links = [made.leads(telegram, one)[0] for one in found[name].xpath(".//p[@class='more']/a/@href")]
        assert links == [path], name


def test_an_address_on_the_web_is_no_entry_of_the_authority(made: Made) -> None:
    assert "elsewhere" not in cards(made)


def test_a_card_leads_to_no_page_that_does_not_list_the_telegram(made: Made) -> None:
    pages = registered(made)
    for name, card in cards(made).items():
        assert bool(card.xpath(".//p[@class='more']")) == (name in pages), name


def test_the_volume_lists_what_the_site_lists_each_with_a_place(made: Made) -> None:
    part = etree.fromstring(print_part(DOCUMENT.encode(), Volume("Names", authority=authority().encode())))
    kinds = ("person", "place", "organisation")
    entries = {str(one.get("key")) for one in part.iter("entry") if one.get("kind") in kinds}
    marks = {str(one.get("key")) for one in part.iter("mark") if one.get("kind") in kinds}
    assert entries == marks
    # The volume has archives in a register of their own; it lists, too, whom its header block names, and whom a
    # document's own list has.
    site = set(registered(made)) - {"keeper", "former", "Held"} | {"held"}
    assert entries == site | {"t1#own", "abstract", "context"}
