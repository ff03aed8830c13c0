"""What programs gather from a site: robots.txt, sitemap, feed, CMIF; each read as such programs do."""

from __future__ import annotations

import csv
import re
import urllib.robotparser
from pathlib import Path

import pytest
import rnc2rng
from lxml import etree
from test_incremental import AUTHORITY, DATE, build, change, made_edition, written  # noqa: F401 - a fixture

import tei_edition
from tei_edition.publish import harvest
from tei_edition.publish.site import Site

CASES = Path(__file__).parent / "cases" / "harvest"
TEI = "{http://www.tei-c.org/ns/1.0}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
SETTINGS = (
    '[edition]\ntitle = "Telegrams & <more>"\nbase_url = "https://example.org/e"\neditors = ["A. Editor"]\n'
    '[licence]\nname = "CC BY 4.0"\ntarget = "https://creativecommons.org/licenses/by/4.0/"\n'
)


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    root = made_edition(project, tmp_path / "edition", 3)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    return root


def valid_cmif(path: Path) -> etree._Element:
    schema = etree.RelaxNG(etree.fromstring(rnc2rng.dumps(rnc2rng.load(str(CASES / "cmif.rnc"))).encode()))
    root = etree.parse(path).getroot()
    schema.assertValid(root)
    return root


def test_sitemap_names_every_page_and_dates_of_revisions_alone(edition: Path, tmp_path: Path) -> None:
    change(edition, 1, '<change when="2026-01-01"', '<change when="2026-03-04T05:06:07"')
    build(edition, tmp_path / "b")
    site = tmp_path / "b/html"
    urls = etree.parse(site / "sitemap.xml").getroot()
    found = {one.findtext(f"{MAP}loc"): one.findtext(f"{MAP}lastmod") for one in urls}
    pages = {f"https://example.org/e/{path.relative_to(site).as_posix()}" for path in site.rglob("*.html")}
    assert set(found) == pages
    assert found["https://example.org/e/telegrams/t1.html"] == "2026-03-04"
    assert {address for address, date in found.items() if date} == {
        f"https://example.org/e/telegrams/t{number}.html" for number in range(3)
    }
    canonical = re.search('rel="canonical" href="([^"]*)"', (site / "telegrams/t1.html").read_text("utf-8"))
    assert canonical is not None
    assert canonical[1] in found


def test_long_sitemaps_have_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harvest, "MAP_LENGTH", 2)
    site = Site("E", base_url="https://example.org/")
    for number, names in ((2, ["sitemap.xml"]), (3, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"])):
        made = dict(harvest.sitemaps(((f"{n}.html", "") for n in range(number)), site))
        assert list(made) == names
        told = b"".join(made.values()).decode()
        assert re.findall(r"<url><loc>https://example.org/(\d+).html", told) == [str(n) for n in range(number)]


def test_robots_may_read_all_but_a_preview(edition: Path, tmp_path: Path) -> None:
    for drafts, allowed in ((False, True), (True, False)):
        tei_edition.build(edition, output=tmp_path / "b", html=True, drafts=drafts, date=DATE)
        parser = urllib.robotparser.RobotFileParser()
        parser.parse((tmp_path / "b/html/robots.txt").read_text("utf-8").splitlines())
        assert parser.can_fetch("*", "https://example.org/e/telegrams/t1.html") is allowed
        assert (parser.site_maps() == ["https://example.org/e/sitemap.xml"]) is allowed
        assert (tmp_path / "b/html/sitemap.xml").exists() is allowed


def test_feed_has_the_newest_first(edition: Path, tmp_path: Path) -> None:
    change(edition, 2, '<change when="2026-01-01"', '<change when="2026-03-04T05:06:07+01:00"')
    change(edition, 0, '<change when="2026-01-01"', '<change when="2025-12"')
    build(edition, tmp_path / "b")
    feed = etree.parse(tmp_path / "b/html/feed.xml").getroot()
    updated = [one.findtext(f"{ATOM}updated") for one in feed.iterfind(f"{ATOM}entry")]
    assert updated == ["2026-03-04T05:06:07+01:00", "2026-01-01T00:00:00Z", "2025-12-01T00:00:00Z"]
    assert feed.findtext(f"{ATOM}updated") == updated[0]
    assert feed.findtext(f"{ATOM}title") == "Telegrams & <more>"
    assert feed.findtext(f"{ATOM}id") == "https://example.org/e/feed.xml"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "A. Editor"
    for one in feed.iterfind(f"{ATOM}entry"):
        link = one.find(f"{ATOM}link")
        assert link is not None
        assert (tmp_path / "b/html" / link.get("href", "").removeprefix("https://example.org/e/")).is_file()


def test_without_an_address_there_is_neither_sitemap_nor_feed(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 1)
    build(root, tmp_path / "b")
    assert not (tmp_path / "b/html/sitemap.xml").exists()
    assert not (tmp_path / "b/html/feed.xml").exists()
    assert b"feed.xml" not in (tmp_path / "b/html/telegrams/t0.html").read_bytes()
    assert (tmp_path / "b/html/cmif.xml").is_file()


def test_cmif_has_one_sending_and_one_reception(project: Path, tmp_path: Path) -> None:
    source = project / "editions/korean-war"
    root = tmp_path / "korean-war"
    (root / "tei").mkdir(parents=True)
    (root / "tei/t113640.xml").write_bytes((source / "tei/t113640.xml").read_bytes())
    authority = (source / "authority.xml").read_text("utf-8")
    links = "".join(
        f'<idno type="URI" subtype="{kind}">{address}</idno>'
        for kind, address in (
            ("wikidata", "https://www.wikidata.org/entity/Q855"),
            ("gnd", "https://d-nb.info/gnd/118642499"),
        )
    )
    authority = authority.replace('<birth when="1878">', f'{links}<birth when="1878">')
    (root / "authority.xml").write_text(authority, "utf-8")
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    result = build(root, tmp_path / "b")
    found = valid_cmif(tmp_path / "b/html/cmif.xml")
    messages = [
        [
            [(str(etree.QName(one).localname), one.text, *sorted(one.attrib.items())) for one in action]
            for action in message
        ]
        for message in found.iter(f"{TEI}correspDesc")
    ]
    assert messages[0] == [
        [("persName", "Razuvaev, Vladimir"), ("date", None, ("when", "1952-07-17"))],
        [("persName", "Vasilevsky, Aleksandr"), ("persName", "Vyshinsky, Andrei")],
    ]
    assert messages[2] == [
        [("persName", "Kim Il Sung"), ("placeName", "Pyongyang"), ("date", None, ("when", "1952-07-16"))],
        [("persName", "Stalin, Joseph", ("ref", "https://d-nb.info/gnd/118642499"))],
    ]
    addresses = [one.get("ref", "") for one in found.iter(f"{TEI}correspDesc")]
    assert addresses[0] == "https://example.org/e/telegrams/t113640.html"
    page = (tmp_path / "b/html/telegrams/t113640.html").read_text("utf-8")
    assert all(f'id="{address.partition("#")[2]}"' in page for address in addresses[1:])
    table = list(csv.reader((tmp_path / "b/html/cmif-left-out.csv").read_text("utf-8").splitlines()))
    assert table[0] == ["telegram", "message", "what", "number"]
    assert ["t113640", "corresp.1", "received/copy", "10"] in table
    assert ["t113640", "corresp.1", "hour", "1"] in table
    assert ["t113640", "corresp.1", "received/station", "1"] in table
    assert ["t113640", "corresp.2", "received/ultimate", "1"] in table
    assert ("received/copy", 1) in result.uncarried


def test_cmif_of_awkward_messages_is_valid(edition: Path, tmp_path: Path) -> None:
    head = (
        f'<TEI xmlns="{TEI[1:-1]}" xml:id="ID"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc>'
    )
    tail = "</teiHeader><text><body><p>x</p></body></text></TEI>"
    sent, received = (f'<correspAction type="{kind}">' for kind in ("sent", "received"))
    actions = {
        "u": f'{received}<orgName ref="https://viaf.org/viaf/1">Bank &amp; Söhne</orgName></correspAction>',
        "v": f'{sent}<date notBefore="1952-07-01+03:00" notAfter="1952-07-03T10:00:00Z"/>'
        f'<name type="callsign">Correspondent 20</name></correspAction>{sent}<rs>me</rs></correspAction>',
        "w": f'{sent}<persName ref="javascript:alert(1)">&lt;b></persName><date when="July"/></correspAction>',
        "x": None,
    }
    (edition / "edition.toml").write_text(SETTINGS + '[validate]\nselect = ["file-unreadable"]\n', "utf-8")
    for name, told in actions.items():
        profile = "" if told is None else f"<profileDesc><correspDesc>{told}</correspDesc></profileDesc>"
        (edition / f"tei/{name}.xml").write_text(head.replace("ID", name) + profile + tail, "utf-8")
    build(edition, tmp_path / "b")
    found = valid_cmif(tmp_path / "b/html/cmif.xml")
    described = found.iter(f"{TEI}correspDesc")
    held = {one.get("key"): etree.tostring(one, encoding="unicode", with_tail=False) for one in described}
    assert '<correspAction type="sent"><persName>Unknown</persName></correspAction>' in held["u"]
    assert '<orgName ref="https://viaf.org/viaf/1">Bank &amp; Söhne</orgName>' in held["u"]
    assert '<date notBefore="1952-07-01" notAfter="1952-07-03"/>' in held["v"]
    assert "Correspondent" not in held["v"]
    assert "<persName>&lt;b&gt;</persName>" in held["w"]
    assert "x" not in held
    table = (tmp_path / "b/html/cmif-left-out.csv").read_text("utf-8")
    assert "x,,message not described,1" in table
    assert "v,,sent,1" in table
    assert "v,,callsign,1" in table


def test_harvest_is_made_anew_when_it_tells_something_else(edition: Path, tmp_path: Path, written: list[str]) -> None:  # noqa: F811
    build(edition, tmp_path / "b")
    written.clear()
    build(edition, tmp_path / "b")
    assert written == []
    (edition / "authority.xml").write_text(AUTHORITY.replace("Adams</persName>", "Adams, Ann</persName>"), "utf-8")
    build(edition, tmp_path / "b")
    assert "cmif.xml" in written
    written.clear()
    change(edition, 1, '<change when="2026-01-01"', '<change when="2026-03-04"')
    build(edition, tmp_path / "b")
    assert "feed.xml" in written
    build(edition, tmp_path / "fresh")
    for name in ("cmif.xml", "cmif-left-out.csv", "sitemap.xml", "feed.xml", "robots.txt"):
        assert (tmp_path / "b/html" / name).read_bytes() == (tmp_path / "fresh/html" / name).read_bytes()


def test_what_is_held_back_is_gathered_by_nobody(edition: Path, tmp_path: Path) -> None:
    change(edition, 1, 'revisionDesc status="draft"', 'revisionDesc status="embargoed"')
    build(edition, tmp_path / "b")
    for name in ("sitemap.xml", "feed.xml", "cmif.xml", "cmif-left-out.csv"):
        told = (tmp_path / "b/html" / name).read_text("utf-8")
        assert "t0" in told
        assert "t1" not in told


def test_an_entry_of_the_document_itself_is_nobody_of_the_authority(edition: Path, tmp_path: Path) -> None:
    assert 'ref="#p-a"' in (edition / "tei/t0.xml").read_text("utf-8")
    build(edition, tmp_path / "b")
    names = [one.text for one in valid_cmif(tmp_path / "b/html/cmif.xml").iter(f"{TEI}persName")]
    assert "Shtykov" in names
    assert "Adams" not in names
