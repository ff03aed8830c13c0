"""Distributed Text Services: walked as clients walk, by its URI templates, and read as JSON-LD by its own context."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from interfaces import BASE, CASES, SETTINGS, example, golden, served
from lxml import etree, html
from test_incremental import build, content, made_edition, put, written  # noqa: F401 - a fixture

from tei_edition.pipeline import interfaces
from tei_edition.publish import dts
from tei_edition.publish.description import Description
from tei_edition.publish.rows import row
from tei_edition.publish.site import Site

DTS = "https://dtsapi.org/v1.0#"


def get(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=10) as found:
        return json.load(found)


def test_files_of_the_example(project: Path, tmp_path: Path, update_golden: bool) -> None:
    build(example(project, tmp_path / "edition"), tmp_path / "b", search=False)
    site = tmp_path / "b/html"
    golden((site / "dts/entry.json").read_bytes(), "dts-entry.json", update_golden)
    golden((site / "dts/collection.json").read_bytes(), "dts-root.json", update_golden)
    golden((site / "dts/collection/~1952.json").read_bytes(), "dts-1952.json", update_golden)
    golden((site / "dts/navigation/t113640.json").read_bytes(), "dts-navigation.json", update_golden)
    page: Any = html.document_fromstring((site / "telegrams/t113640.html").read_bytes().decode())
    assert page.xpath("//link[@rel='service']/@href") == ["../dts/entry.json"]
    source = json.loads((site / "dts/navigation/t113640.json").read_bytes())["resource"]["dublinCore"]["source"]
    assert source[0].startswith(
        "Archive of the President of the Russian Federation, "
    )  # a shelfmark is none without its archive
    # Each paragraph is a place of the page.
    ids = set(page.xpath("//@id"))
    units = json.loads((site / "dts/navigation/t113640.json").read_bytes())["member"]
    assert {one["identifier"] for one in units} <= ids
    assert len(units) == 26


def test_a_client_walks_from_the_entry_to_each_paragraph(project: Path, tmp_path: Path) -> None:
    uritemplate = pytest.importorskip("uritemplate")
    root = made_edition(project, tmp_path / "edition", 3)
    site = tmp_path / "b/html"
    site.mkdir(parents=True)
    with served(site) as address:
        (root / "edition.toml").write_text(SETTINGS.replace(BASE, address), "utf-8")
        build(root, tmp_path / "b", search=False)
        entry = get(f"{address}/dts/entry.json")
        top = get(uritemplate.expand(entry["collection"]))
        assert get(uritemplate.expand(entry["collection"], id=top["@id"])) == top
        walked = []
        for one in top["member"]:
            shelf = get(uritemplate.expand(entry["collection"], id=one["@id"]))
            assert shelf == get(uritemplate.expand(one["collection"]))
            assert shelf["totalChildren"] == len(shelf["member"]) == one["totalChildren"]
            walked += shelf["member"]
        assert [one["@id"] for one in walked] == ["t0", "t1", "t2"]
        for one in walked:
            asked = uritemplate.expand(entry["navigation"], resource=one["@id"], down=-1)
            found = get(asked)
            assert found["@id"] == asked == one["navigation"]
            assert {**one, "citationTrees": found["resource"]["citationTrees"]} == found["resource"]
            document = uritemplate.expand(entry["document"], resource=one["@id"])
            assert document == one["document"]
            with urllib.request.urlopen(document, timeout=10) as tei:
                assert etree.parse(tei).getroot().get("{http://www.w3.org/XML/1998/namespace}id") == one["@id"]
        with pytest.raises(urllib.error.HTTPError):
            get(uritemplate.expand(entry["navigation"], resource="nothing"))


def test_every_key_is_a_term_of_the_specification(project: Path, tmp_path: Path) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    # <https://dtsapi.org/context/v1.0.json>, CC BY 4.0. The context within `extensions`, a term that nothing here uses,
    # is one that PyLD does not read ("@vocab": null).
    context = json.loads((CASES / "dts-context.json").read_bytes())
    del context["@context"]["extensions"]["@context"]
    build(example(project, tmp_path / "edition"), tmp_path / "b", search=False)
    for path in sorted((tmp_path / "b/html/dts").rglob("*.json")):
        told = json.loads(path.read_bytes())
        assert told.pop("@context") == "https://dtsapi.org/context/v1.0.json"
        (expanded,) = jsonld.expand(told | context, {"base": f"{BASE}/"})
        assert expanded["@type"] == [DTS + told["@type"]]
        # No key was dropped; Dublin Core has no object of its own.
        wanted = {DTS + key for key in told if not key.startswith("@") and key != "dublinCore"}
        wanted |= {f"http://purl.org/dc/terms/{key}" for key in told.get("dublinCore", {})}
        assert wanted == {key for key in expanded if not key.startswith("@")}


@pytest.mark.parametrize(("telegrams", "pages"), [(500, 1), (501, 2), (1500, 3)])
def test_a_long_year_has_pages(telegrams: int, pages: int) -> None:
    site = Site("E", base_url="https://example.org/")
    rows = [row(Description(f"t{n}", "T")) for n in range(telegrams)]
    paths: dict[str, Any] = {}
    for page in range(1, pages + 1):
        held = rows[(page - 1) * dts.PAGE : page * dts.PAGE]
        made = json.loads(dts.shelf("1952", telegrams, page, held, "undated", site))
        assert len(made["member"]) <= dts.PAGE
        paths |= {f"https://example.org/{path}": made for path in dts.shelf_paths("1952", page, pages)}
    walked = []
    found = paths["https://example.org/dts/collection/~1952.json"]
    assert ("view" in found) is (pages > 1)
    while found:
        walked += [one["@id"] for one in found["member"]]
        assert found["totalChildren"] == telegrams
        found = paths.get(found.get("view", {}).get("next"))
    assert walked == [f"t{n}" for n in range(telegrams)]


def test_an_unlikely_title_is_text(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 1)
    hostile = '"}]</script>{x}\\u0000 \u2028 <b>'
    (root / "edition.toml").write_text(
        SETTINGS.replace("An example", hostile.replace("\\", "\\\\").replace('"', '\\"')), "utf-8"
    )
    build(root, tmp_path / "b", search=False)
    assert json.loads((tmp_path / "b/html/dts/collection.json").read_bytes())["description"] == hostile


def test_a_telegram_that_changes_has_its_own_files_alone(
    project: Path,
    tmp_path: Path,
    written: list[str],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dts, "PAGE", 2)
    root = made_edition(project, tmp_path / "edition", 5)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    path = root / "tei/t4.xml"
    path.write_text(path.read_text("utf-8").replace("1950-01-31", "1949-01-31"), "utf-8")
    build(root, tmp_path / "b", search=False)
    written.clear()
    build(root, tmp_path / "b", search=False)
    assert written == []
    put(root, 2, "The roads are closed.")
    path = root / "tei/t2.xml"
    path.write_text(path.read_text("utf-8").replace(">Telegram, Shtykov", ">Another, Shtykov"), "utf-8")
    build(root, tmp_path / "b", search=False)
    # The second page of its year, of which the other year and the other page know nothing.
    assert sorted(set(written) & {"entry.json", "collection.json", "~1949.json", "~1950.json", "1.json", "2.json"}) == [
        "2.json"
    ]
    build(root, tmp_path / "fresh", search=False)
    assert content(tmp_path / "b/html") == content(tmp_path / "fresh/html")


def test_an_interface_that_is_not_wanted_goes(project: Path, tmp_path: Path) -> None:
    root = example(project, tmp_path / "edition")
    build(root, tmp_path / "b", search=False)
    assert (tmp_path / "b/html/dts/navigation/t113640.json").is_file()
    for told, kept in (
        (SETTINGS.replace("[site]", '[site]\ninterfaces = ["iiif", "openapi"]'), {"iiif", "openapi.json"}),
        (SETTINGS.replace(BASE, ""), {"openapi.json"}),
        (SETTINGS.replace("[site]", "[site]\ninterfaces = []"), set()),
    ):
        (root / "edition.toml").write_text(told, "utf-8")
        build(root, tmp_path / "b", search=False)
        site = tmp_path / "b/html"
        files = {path.relative_to(site).parts[0] for path in site.rglob("*") if path.is_file()}
        assert files & {"dts", "iiif", "oai.xml", "openapi.json"} == kept
        build(root, tmp_path / "fresh", search=False)
        assert content(site) == content(tmp_path / "fresh/html")


def test_example_of_the_documentation_runs(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("uritemplate")
    root = example(project, tmp_path / "edition")
    site = tmp_path / "b/html"
    site.mkdir(parents=True)
    (script,) = re.findall("^```python\n(.*?)^```", (project / "docs/interfaces.md").read_text("utf-8"), re.M | re.S)
    with served(site) as address:
        (root / "edition.toml").write_text(SETTINGS.replace(BASE, address), "utf-8")
        build(root, tmp_path / "b", search=False)
        exec(script, {"site": address})
    assert capsys.readouterr().out == "t113640 26 paragraphs\n"


def test_collections_of_another_form_of_the_toolkit_are_made_anew(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(example(project, tmp_path / "edition"), tmp_path / "b", search=False)
    monkeypatch.setattr(interfaces, "_FORM", b"another")
    monkeypatch.setattr(dts, "_TEI", "application/tei+xml;version=other")
    build(tmp_path / "edition", tmp_path / "b", search=False)
    assert b"version=other" in (tmp_path / "b/html/dts/collection/~1952.json").read_bytes()
