"""Manifests of IIIF Presentation 3: read by iiif-prezi3, whose models follow the specification."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from interfaces import BASE, FACSIMILE, SETTINGS, example, golden
from lxml import etree, html
from test_incremental import build, content, made_edition, written  # noqa: F401 - a fixture

import tei_edition
from tei_edition.publish import iiif
from tei_edition.publish.iiif import collection
from tei_edition.publish.site import Site
from tei_edition.tei.facsimile import Size, images

TEI = "http://www.tei-c.org/ns/1.0"
URL = "https://iiif.example.org/1"


def read(path: Path) -> Any:
    """A file as iiif-prezi3 reads it, if it is installed: it refuses what the specification does not allow."""
    told = json.loads(path.read_bytes())
    prezi = pytest.importorskip("iiif_prezi3")
    return getattr(prezi, told["type"]).model_validate(told)


def test_manifest_of_the_example(project: Path, tmp_path: Path, update_golden: bool) -> None:
    build(example(project, tmp_path / "edition"), tmp_path / "b", search=False)
    site = tmp_path / "b/html"
    golden((site / "iiif/manifest/t113640.json").read_bytes(), "iiif-manifest.json", update_golden)
    golden((site / "iiif/collection.json").read_bytes(), "iiif-collection.json", update_golden)
    page: Any = html.document_fromstring((site / "telegrams/t113640.html").read_bytes().decode())
    assert page.xpath("//p[@class='formats']/a[.='IIIF']/@href") == ["../iiif/manifest/t113640.json"]
    assert page.xpath("//link[@rel='alternate'][contains(@type, 'iiif')]/@href") == ["../iiif/manifest/t113640.json"]
    # A manifest shows what the page shows, and no other image.
    shown = read(site / "iiif/manifest/t113640.json")
    addresses = [canvas.items[0].items[0].body.id for canvas in shown.items]
    assert [str(one) for one in addresses] == page.xpath("//figure//img/@src")[:2]
    assert not any("elsewhere" in str(one) for one in addresses)
    (held,) = read(site / "iiif/collection.json").items
    assert held.id == shown.id


def document(*graphics: str) -> etree._Element:
    return etree.fromstring(f'<TEI xmlns="{TEI}"><facsimile>{"".join(graphics)}</facsimile></TEI>')


@pytest.mark.parametrize(
    ("graphic", "size", "canvas"),
    [
        (f'<graphic url="{URL}.jpg" width="900" height="1200"/>', (900, 1200), (900, 1200)),
        (f'<graphic url="{URL}.jpg" width="900px" height="1200.0px"/>', (900, 1200), (900, 1200)),
        (f'<graphic url="{URL}/full/900,1200/0/default.jpg"/>', (900, 1200), (900, 1200)),
        # Another unit, a box in which the image fits, one side alone: not its size.
        (f'<graphic url="{URL}.jpg" width="20cm" height="30cm"/>', None, None),
        (f'<graphic url="{URL}/full/!900,1200/0/default.jpg"/>', None, None),
        (f'<graphic url="{URL}/full/900,/0/default.jpg"/>', None, None),
        (f'<graphic url="{URL}.jpg" width="900"/>', None, None),
        (f'<graphic url="{URL}.jpg" width="{"9" * 5000}" height="1"/>', None, None),
        (f'<surface ulx="10" uly="5" lrx="220" lry="302"><graphic url="{URL}.jpg"/></surface>', None, (210, 297)),
        (f'<surface ulx="0" uly="0" lrx="nan" lry="1e999"><graphic url="{URL}.jpg"/></surface>', None, None),
    ],
)
def test_sizes(graphic: str, size: Size | None, canvas: Size | None) -> None:
    (found,) = images(document(graphic), ["iiif.example.org"])
    assert (found.size, found.canvas) == (size, canvas)


@pytest.mark.parametrize(
    "address",
    [
        "http://iiif.example.org/1.jpg",
        "https://iiif.example.org@evil.example/1.jpg",
        "javascript:alert(1)",
        "1.jpg",
        "",
    ],
)
def test_images_of_other_hosts_are_none(address: str) -> None:
    assert images(document(f'<graphic url="{address}"/>'), ["iiif.example.org", "*", ""]) == []


def test_without_a_size_there_is_no_manifest(project: Path, tmp_path: Path) -> None:
    root = example(project, tmp_path / "edition")
    build(root, tmp_path / "b", search=False)
    path = root / "tei/t113640.xml"
    path.write_text(path.read_text("utf-8").replace("/full/1200,1800/", "/full/max/"), "utf-8")
    told = [one for one in tei_edition.validate(root) if one.rule == "facsimile-size-missing"]
    assert ["https://iiif.example.org/65/full/max/0/default.jpg" in one.message for one in told] == [True]
    assert "<graphic" in path.read_text("utf-8").splitlines()[told[0].location.line - 1]
    build(root, tmp_path / "b", search=False)
    assert not (tmp_path / "b/html/iiif/manifest/t113640.json").exists()
    assert not (tmp_path / "b/html/iiif/collection.json").exists()
    assert "/iiif/" not in (tmp_path / "b/html/openapi.json").read_text("utf-8")
    assert ">IIIF<" not in (tmp_path / "b/html/telegrams/t113640.html").read_text("utf-8")
    build(root, tmp_path / "fresh", search=False)
    assert content(tmp_path / "b/html") == content(tmp_path / "fresh/html")


def test_sizes_are_asked_for_only_where_there_are_manifests(project: Path, tmp_path: Path) -> None:
    root = example(project, tmp_path / "edition", SETTINGS.replace(BASE, ""))
    path = root / "tei/t113640.xml"
    path.write_text(path.read_text("utf-8").replace("/full/1200,1800/", "/full/max/"), "utf-8")
    assert [one.rule for one in tei_edition.validate(root) if one.rule == "facsimile-size-missing"] == []


def test_what_looks_like_html_is_none(project: Path, tmp_path: Path) -> None:
    root = example(project, tmp_path / "edition")
    path = root / "tei/t113640.xml"
    text = re.sub(
        "(<abstract[^>]*>\\s*<p[^>]*>).*?</p>", r"\1&lt;script>x&lt;/script> &lt;b></p>", path.read_text("utf-8")
    )
    path.write_text(text, "utf-8")
    build(root, tmp_path / "b", search=False)
    told = json.loads((tmp_path / "b/html/iiif/manifest/t113640.json").read_bytes())
    # A blank behind it says to viewers that it is text.
    assert told["summary"] == {"en": ["<script>x</script> <b> "]}


def test_a_manifest_that_changes_leaves_the_others(
    project: Path,
    tmp_path: Path,
    written: list[str],  # noqa: F811
) -> None:
    root = made_edition(project, tmp_path / "edition", 3)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    for number in (0, 2):
        path = root / f"tei/t{number}.xml"
        text = path.read_text("utf-8")
        start, end = text.index("<facsimile"), text.index("</facsimile>") + len("</facsimile>")
        path.write_text(text[:start] + FACSIMILE + text[end:], "utf-8")
    build(root, tmp_path / "b", search=False)
    items = read(tmp_path / "b/html/iiif/collection.json").items
    assert [str(one.id).rpartition("/")[2] for one in items] == ["t0.json", "t2.json"]
    path = root / "tei/t2.xml"
    path.write_text(path.read_text("utf-8").replace("1200,1800", "1300,1800"), "utf-8")
    written.clear()
    build(root, tmp_path / "b", search=False)
    assert "t2.json" in written
    assert not {"t0.json", "collection.json"} & set(written)


@pytest.mark.parametrize(("number", "files"), [(0, 1), (500, 1), (501, 3), (10_000, 21)])
def test_many_manifests_have_a_collection_in_parts(number: int, files: int, tmp_path: Path) -> None:
    site = Site("E", base_url="https://example.org/")
    made = dict(collection(((f"t{n}", f"Telegram {n}") for n in range(number)), number, site))
    assert len(made) == files
    top = json.loads(made[iiif.COLLECTION])
    assert len(top["items"]) == (number if files == 1 else files - 1)
    assert all(len(json.loads(one)["items"]) <= iiif.PAGE for one in made.values())
    if number == 501:
        for path, told in made.items():
            (tmp_path / "x.json").write_bytes(told)
            assert str(read(tmp_path / "x.json").id) == f"https://example.org/{path}"
