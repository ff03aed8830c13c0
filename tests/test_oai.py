"""The static repository of OAI-PMH: held against its schema, and gathered by Sickle through a gateway."""

from __future__ import annotations

import http.server
import resource
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from interfaces import BASE, CASES, SETTINGS, example
from lxml import etree
from test_incremental import build, content, made_edition

from tei_edition.publish.description import Description
from tei_edition.publish.oai import repository
from tei_edition.publish.rows import Row, row
from tei_edition.publish.site import Site

OAI = "{http://www.openarchives.org/OAI/2.0/}"
SR = "{http://www.openarchives.org/OAI/2.0/static-repository}"
DC = "{http://purl.org/dc/elements/1.1/}"


def valid(path: Path) -> etree._Element:
    schema = etree.XMLSchema(etree.parse(CASES / "static-repository.xsd"))
    root = etree.parse(path).getroot()
    schema.assertValid(root)
    return root


def test_repository_of_the_example(project: Path, tmp_path: Path, update_golden: bool) -> None:
    build(example(project, tmp_path / "edition"), tmp_path / "b", search=False)
    made = tmp_path / "b/html/oai.xml"
    valid(made)
    told = made.read_text("utf-8").replace("><", ">\n<")
    if update_golden:
        (CASES / "oai.xml").write_text(told, "utf-8")
    assert told == (CASES / "oai.xml").read_text("utf-8")


def test_a_letter_is_told_as_one() -> None:
    letter = row(Description("t1", "A letter", kind="telegram", called="Letter", classes=("Letter", "Urgent")))
    assert _types(letter, Site("E", base_url=BASE)) == ["Text", "Letter"]
    # Categories of any TEI may be anything.
    assert _types(letter, Site("E", base_url=BASE, profile="tei")) == ["Text", "telegram"]


def _types(told: Row, site: Site) -> list[str]:
    root = etree.fromstring(b"".join(repository([told], "2026-01-01", "", site)))
    return [str(one.text) for one in root.iter(f"{DC}type")]


def test_without_an_address_to_write_to_there_is_none(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 1)
    (root / "edition.toml").write_text(SETTINGS.replace("editor@example.org", ""), "utf-8")
    build(root, tmp_path / "b", search=False)
    assert not (tmp_path / "b/html/oai.xml").exists()
    assert "oai.xml" not in (tmp_path / "b/html/about.html").read_text("utf-8")


def test_addresses_are_those_of_the_gateway(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 2)
    (root / "edition.toml").write_text(SETTINGS + 'gateway = "https://gateway.example.org/oai"\n', "utf-8")
    path = root / "tei/t0.xml"
    path.write_text(path.read_text("utf-8").replace('<change when="2026-01-01"', '<change when="2025-12"'), "utf-8")
    build(root, tmp_path / "b", search=False)
    found = valid(tmp_path / "b/html/oai.xml")
    assert found.findtext(f".//{OAI}baseURL") == "https://gateway.example.org/oai/example.org/e/oai.xml"
    assert found.findtext(f".//{OAI}earliestDatestamp") == "2025-12-01"
    assert [one.text for one in found.iter(f"{OAI}datestamp")] == ["2025-12-01", "2026-01-01"]
    assert [one.text for one in found.iter(f"{OAI}identifier")] == ["oai:example.org:e/t0", "oai:example.org:e/t1"]


def test_what_is_held_back_is_not_there(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 3)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    build(root, tmp_path / "b", search=False)
    path = root / "tei/t1.xml"
    text = path.read_text("utf-8").replace('revisionDesc status="draft"', 'revisionDesc status="embargoed"')
    path.write_text(text, "utf-8")
    build(root, tmp_path / "b", search=False)
    found = valid(tmp_path / "b/html/oai.xml")
    assert [one.text for one in found.iter(f"{OAI}identifier")] == ["oai:example.org:e/t0", "oai:example.org:e/t2"]
    build(root, tmp_path / "fresh", search=False)
    assert content(tmp_path / "b/html") == content(tmp_path / "fresh/html")


def test_unlikely_texts_are_valid(tmp_path: Path) -> None:
    site = Site("A & <b> \x00", base_url="https://example.org/a b/é/", email="a@example.org", publisher="]]>")
    told = row(Description("телеграмма", "<script>&amp;\x07\ud800", changed="1999"))
    (tmp_path / "oai.xml").write_bytes(b"".join(repository([told], "2026-01-01", "1999", site)))
    found = valid(tmp_path / "oai.xml")
    assert found.findtext(f".//{DC}title", "").startswith("<script>&amp;\ufffd")
    assert found.findtext(f".//{OAI}identifier", "").isascii()


def test_ten_thousand_records_are_not_held(tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        for number in range(10_000):
            yield row(Description(f"t{number}", "A title " * 10, abstract="An abstract. " * 40, changed="2026-01-01"))

    site = Site("E", base_url=f"{BASE}/", email="a@example.org")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (tmp_path / "oai.xml").open("wb") as file:
        file.writelines(repository(rows(), "2026-01-01", "2026-01-01", site))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8_000  # kB; the file has 15,000
    assert (tmp_path / "oai.xml").stat().st_size > 12_000_000
    assert sum(1 for _ in etree.iterparse(tmp_path / "oai.xml", tag=f"{OAI}record")) == 10_000


class Gateway(http.server.BaseHTTPRequestHandler):
    """The least of a static repository gateway: it answers OAI-PMH with what the file has."""

    def do_GET(self) -> None:
        root = valid(self.server.path)  # type: ignore[attr-defined]
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        verb = asked["verb"]
        held = root.find(f"{SR}{'ListRecords' if verb in ('GetRecord', 'ListIdentifiers') else verb}")
        assert held is not None
        answer = etree.Element(f"{OAI}OAI-PMH")
        etree.SubElement(answer, f"{OAI}responseDate").text = "2026-01-01T00:00:00Z"
        etree.SubElement(answer, f"{OAI}request", verb=verb).text = "http://127.0.0.1/"
        place = etree.SubElement(answer, f"{OAI}{verb}")
        for one in held:
            if verb != "GetRecord" or one.findtext(f"{OAI}header/{OAI}identifier") == asked["identifier"]:
                place.append(one.find(f"{OAI}header") if verb == "ListIdentifiers" else one)  # type: ignore[arg-type]
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.end_headers()
        self.wfile.write(etree.tostring(answer, encoding="utf-8", xml_declaration=True))

    def log_message(self, *_: Any) -> None:
        pass


def test_sickle_gathers_through_a_gateway(project: Path, tmp_path: Path) -> None:
    sickle = pytest.importorskip("sickle")
    root = made_edition(project, tmp_path / "edition", 3)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    build(root, tmp_path / "b", search=False)
    server = http.server.HTTPServer(("127.0.0.1", 0), Gateway)
    server.path = tmp_path / "b/html/oai.xml"  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        client = sickle.Sickle(f"http://127.0.0.1:{server.server_address[1]}/")
        identified = client.Identify()
        assert identified.repositoryName == "Telegrams & <more>"
        assert identified.adminEmail == "editor@example.org"
        assert identified.deletedRecord == "no"
        assert [one.metadataPrefix for one in client.ListMetadataFormats()] == ["oai_dc"]
        records = list(client.ListRecords(metadataPrefix="oai_dc"))
        assert [one.header.identifier for one in records] == [f"oai:example.org:e/t{number}" for number in range(3)]
        for number, one in enumerate(records):
            assert one.metadata["title"] == ["Telegram, Shtykov to Stalin"]
            assert one.metadata["identifier"] == [f"{BASE}/telegrams/t{number}.html"]
            assert one.metadata["creator"] == ["Shtykov"]
        one = client.GetRecord(identifier="oai:example.org:e/t1", metadataPrefix="oai_dc")
        assert one.metadata == records[1].metadata
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
