"""The description of a site's JSON in OpenAPI: valid, and true of every file that the site has."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from interfaces import BASE, SETTINGS, example
from test_incremental import build, made_edition

import tei_edition
from tei_edition import resources
from tei_edition.publish import rows

SCHEMA = json.loads(resources.schema(rows.SCHEMA).read_text("utf-8"))


def test_catalogue_is_as_its_schema_says(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 3)
    (root / "edition.toml").write_text(SETTINGS, "utf-8")
    build(root, tmp_path / "b", search=False)
    site = tmp_path / "b/html"
    check = jsonschema.Draft202012Validator(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    check.validate(json.loads((site / rows.JSON).read_bytes()))
    assert tuple(SCHEMA["items"]["properties"]) == tuple(SCHEMA["items"]["required"]) == rows.COLUMNS
    assert not check.is_valid([{"id": "t1"}])
    assert json.loads((site / "assets" / rows.SCHEMA).read_bytes()) == SCHEMA
    assert f'href="assets/{rows.SCHEMA}"' in (site / "about.html").read_text("utf-8")


@pytest.mark.parametrize("base", [BASE, ""])
def test_description_is_valid_and_tells_of_all_files(project: Path, tmp_path: Path, base: str) -> None:
    validator = pytest.importorskip("openapi_spec_validator")
    root = example(project, tmp_path / "edition", SETTINGS.replace(BASE, base))
    build(root, tmp_path / "b", search=False)
    site = tmp_path / "b/html"
    told = json.loads((site / "openapi.json").read_bytes())
    validator.validate(told, base_uri=(site / "openapi.json").as_uri())
    assert told["servers"] == [{"url": base or "."}]
    files = [path.relative_to(site).as_posix() for path in site.rglob("*.json")]
    for path in told["paths"]:
        pattern = re.escape(path[1:]).replace(re.escape("{id}"), "[^/]+")
        found = [one.relative_to(site).as_posix() for one in site.rglob("*") if one.is_file()]
        matching = [one for one in found if re.fullmatch(pattern, one)]
        assert matching or "{page}" in path, path
        files = [one for one in files if one not in matching]
    assert all(one.startswith((".", "assets/", "openapi.json")) for one in files), files
    page = (site / "telegrams/t113640.html").read_text("utf-8")
    assert 'rel="service-desc"' in page


def test_answers_are_as_the_description_says(project: Path, tmp_path: Path) -> None:
    root = example(project, tmp_path / "edition")
    build(root, tmp_path / "b", search=False)
    site = tmp_path / "b/html"
    told = json.loads((site / "openapi.json").read_bytes())
    for path, name in ((f"/{rows.JSON}", rows.JSON), ("/json/{id}.json", "json/t113640.json")):
        reference = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        schema = json.loads((site / reference).read_bytes())
        jsonschema.Draft202012Validator(schema).validate(json.loads((site / name).read_bytes()))


def test_preview_has_nothing_for_others_to_gather(project: Path, tmp_path: Path) -> None:
    root = example(project, tmp_path / "edition")
    tei_edition.build(root, output=tmp_path / "b", html=True, drafts=True, search=False)
    site = tmp_path / "b/html"
    assert (site / "openapi.json").is_file()
    assert not any((site / name).exists() for name in ("dts", "iiif", "oai.xml"))
