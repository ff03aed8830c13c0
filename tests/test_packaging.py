"""Packages for archives: read by the programs that archives use, and verified by our own."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import bagit
import jsonschema
import pytest
from datacite import schema45
from rocrate.rocrate import ROCrate

from tei_edition.errors import UsageError
from tei_edition.pipeline import begin, package, verify
from tei_edition.publish.releases import Release, naming, read_releases, written
from tei_edition.scaffold import LICENCES, Beginning

DATE = datetime.date(2026, 11, 26)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "cables"
    begin(root, Beginning("Cables", ("Editor, A.",), "A press", LICENCES["CC-BY-4.0"], "en"), date=DATE)
    return root


@pytest.fixture(scope="module")
def packed(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = package(edition, output=tmp_path_factory.mktemp("packed") / "cables.zip", date=DATE)
    assert made.written is not None
    return made.written


@pytest.fixture(scope="module")
def unpacked(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    (root,) = folder.iterdir()
    return root


def test_programs_for_bags_find_it_whole(unpacked: Path) -> None:
    bag = bagit.Bag(str(unpacked))
    assert bag.is_valid()
    assert bag.info["External-Description"] == "Cables"
    assert unpacked.name == "cables-2026-11-26"


def test_programs_for_crates_read_it(unpacked: Path) -> None:
    crate = ROCrate(unpacked / "data")
    assert crate.name == "Cables"
    assert crate.root_dataset["license"].id == LICENCES["CC-BY-4.0"].target
    assert [person["name"] for person in crate.root_dataset["author"]] == ["Editor, A."]
    held = {entity.id: entity for entity in crate.data_entities}
    assert held["tei/sample.xml"]["encodingFormat"] == "application/tei+xml"
    assert {"html/", "schemas/", "xslt/", "authority.xml", "edition.toml", "cables.pdf"} <= held.keys()
    software = {one["name"]: one["softwareVersion"] for one in crate.root_dataset["mentions"]}
    assert {"tei-edition", "saxonche", "typst"} <= software.keys()


def test_descriptions_are_those_of_datacite(unpacked: Path) -> None:
    # The schema that can be had is 4.5; what 4.6 adds is not used.
    records = {path.stem: json.loads(path.read_bytes()) for path in (unpacked / "data/datacite").iterdir()}
    assert set(records) == {"edition", "sample"}
    for record in records.values():
        schema45.validator.validate(record)
    telegram = records["sample"]
    assert telegram["creators"][0] == {
        "name": "Ivanov, Ivan",
        "nameType": "Personal",
        "familyName": "Ivanov",
        "givenName": "Ivan",
    }
    assert telegram["dates"] == [{"date": "1951-03-03", "dateType": "Created", "dateInformation": "3.3.51 18:45"}]
    assert {"alternateIdentifier": "RU/APRF/1/2/3/4-5", "alternateIdentifierType": "Shelfmark"} in telegram[
        "alternateIdentifiers"
    ]


def test_texts_that_are_not_free_are_left_out(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        for entry in archive.infolist():
            assert b"glass for the broken" not in archive.read(entry), entry.filename
            assert "/sources/" not in entry.filename


def test_texts_that_are_not_free_may_be_packed(edition: Path, tmp_path: Path) -> None:
    shutil.copytree(edition, tmp_path / "cables")
    settings = tmp_path / "cables/edition.toml"
    settings.write_text(settings.read_text("utf-8").replace('# unfree = "metadata"', 'unfree = "full"'), "utf-8")
    made = package(tmp_path / "cables", output=tmp_path / "p.zip", date=DATE)
    assert (made.documents, made.withheld) == (1, 0)
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        root = "cables-2026-11-26/data"
        assert b"glass for the broken" in archive.read(f"{root}/tei/sample.xml")
        assert f"{root}/sources/sample.txt" in archive.namelist()


@pytest.mark.parametrize(
    "table", ["[rights]\nrestricted = 'metadata'", "[publish]\nfrom_status = 'cleared'"], ids=["rights", "status"]
)
def test_sources_of_what_is_held_back_are_never_packed(edition: Path, tmp_path: Path, table: str) -> None:
    root = tmp_path / "cables"
    shutil.copytree(edition, root)
    sample = (root / "tei/sample.xml").read_text("utf-8")
    ready = re.sub("(?<=[\"'>])sample(?=[\"'<])", "ready", sample).replace("glass for the broken", "panes for the")
    ready = ready.replace('n="text" status="restricted"', 'n="text" status="unknown"')
    (root / "tei/ready.xml").write_text(ready.replace('status="draft"', 'status="cleared"'), "utf-8")
    settings = root / "edition.toml"
    text = settings.read_text("utf-8").replace('# unfree = "metadata"', 'unfree = "full"')
    settings.write_text(text.replace(table.partition("\n")[0], table), "utf-8")
    releases = (
        Release("1", "2026-01-01", added=("ready", "sample", "withdrawn")),
        Release("2", "2026-02-01", removed=("withdrawn",), changed=(("ready", ("text",)), ("sample", ("text",)))),
    )
    (root / "versions.json").write_bytes(written(releases))
    assert package(root, output=tmp_path / "p.zip", date=DATE).written
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        for entry in archive.infolist():
            assert b"glass for the broken" not in archive.read(entry), entry.filename
        content = archive.read("cables-2026-11-26/data/versions.json")
    kept = read_releases(content, "")
    named = {"ready"} if "publish" in table else {"ready", "sample"}
    assert [set(one.added) for one in kept] == [named, set()]
    assert [(one.unnamed[0], one.removed, one.unnamed[1]) for one in kept] == [(3 - len(named), (), 0), (0, (), 1)]
    assert {name for name, _ in kept[1].changed} == named
    assert b"withdrawn" not in content
    schema = json.loads((Path(__file__).parent.parent / "schemas/versions.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(content), schema)
    assert naming(kept, named) == kept


def test_the_same_edition_gives_the_same_bytes(edition: Path, packed: Path, tmp_path: Path) -> None:
    package(edition, output=tmp_path / "again.zip", date=DATE)
    assert (tmp_path / "again.zip").read_bytes() == packed.read_bytes()


def test_no_file_is_replaced(edition: Path, packed: Path) -> None:
    before = packed.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        package(edition, output=packed, date=DATE)
    assert packed.read_bytes() == before


def test_an_edition_with_errors_is_not_packed(edition: Path, tmp_path: Path) -> None:
    shutil.copytree(edition, tmp_path / "cables")
    path = tmp_path / "cables/tei/sample.xml"
    path.write_text(path.read_text("utf-8").replace("#p-ivanov", "#p-nobody"), "utf-8")
    made = package(tmp_path / "cables", output=tmp_path / "p.zip", date=DATE)
    assert made.written is None
    assert "authority-entry-missing" in {one.rule for one in made.diagnostics}
    assert not list(tmp_path.glob("*.zip*"))


def test_a_package_is_whole(packed: Path) -> None:
    assert verify(packed) == []


def changed(packed: Path, target: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> Path:
    """A copy of a package in which `change` gives of each file another name and content, or None to leave it out."""
    with zipfile.ZipFile(packed) as archive, zipfile.ZipFile(target, "w") as made:
        for entry in archive.infolist():
            if (new := change(entry.filename, archive.read(entry))) is not None:
                made.writestr(*new)
    return target


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("package-file-changed", lambda n, c: (n, c + b" " if n.endswith("tei/sample.xml") else c)),
        ("package-file-missing", lambda n, c: None if n.endswith("edition.toml") else (n, c)),
        ("package-file-added", lambda n, c: (n.replace("cables.pdf", "other.pdf"), c)),
        ("package-manifest-broken", lambda n, c: (n, b"no\n" + c if n.endswith("/manifest-sha256.txt") else c)),
        ("package-no-bag", lambda n, c: (n, b"BagIt-Version: 2.0" if n.endswith("bagit.txt") else c)),
        ("package-no-bag", lambda n, c: (n.partition("/")[2], c)),
        ("package-path-unsafe", lambda n, c: (n.replace("/data/edition.toml", "/../../edition.toml"), c)),
        ("package-crate-broken", lambda n, c: (n, b"{}" if n.endswith("ro-crate-metadata.json") else c)),
        ("package-part-missing", lambda n, c: None if n.endswith("cables.pdf") else (n, c)),
    ],
)
def test_what_is_wrong_is_told(
    rule: str, change: Callable[[str, bytes], tuple[str, bytes] | None], packed: Path, tmp_path: Path
) -> None:
    assert rule in {found.rule for found in verify(changed(packed, tmp_path / "p.zip", change))}


@pytest.mark.parametrize("damage", [lambda c: b"no zip", lambda c: c[:2000], lambda c: c.replace(b"PK", b"PX")])
def test_files_that_are_no_zip(damage: Callable[[bytes], bytes], packed: Path, tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(damage(packed.read_bytes()))
    assert [found.rule for found in verify(tmp_path / "p.zip")] == ["package-no-zip"]


def test_a_damaged_file_within(packed: Path, tmp_path: Path) -> None:
    content = bytearray(packed.read_bytes())
    with zipfile.ZipFile(packed) as archive:
        (entry,) = [one for one in archive.infolist() if one.filename.endswith("data/tei/sample.xml")]
    content[entry.header_offset + 200] ^= 0xFF
    (tmp_path / "p.zip").write_bytes(content)
    assert {found.rule for found in verify(tmp_path / "p.zip")} == {"package-file-changed"}
