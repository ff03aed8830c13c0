"""Every kind of page: no violation of WCAG 2.2 AA that axe-core finds, no error that the Nu checker finds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from sites import built

axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
VNU = "vnu-jar@26.9.27"

KINDS = (
    "index", "search", "indexes", "chronology", "years/1952", "persons", "persons/p-stalin", "places", "organisations",
    "correspondents", "distribution", "archives", "archives/o-aprf", "numbers", "subjects", "abbreviations",
    "bibliography", "versions", "about", "telegrams/t113640", "telegrams/three-deep", "telegrams/korean-after-english",
)  # fmt: skip
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def site(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(project, tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)])
def test_no_violation_of_wcag(browser: Any, site: Path, scheme: str, width: int) -> None:
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    # Only the test puts a script into the page; the pages' own policy would forbid it.
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    for kind in KINDS:
        page.goto((site / f"{kind}.html").as_uri())
        page.evaluate(script)
        result = page.evaluate(f"axe.run(document, {{runOnly: {{type: 'tag', values: {TAGS}}}}})")
        found += [(kind, one["id"], [node["html"] for node in one["nodes"]]) for one in result["violations"]]
        assert result["passes"]
    context.close()
    assert found == []


def test_all_kinds_of_pages_are_looked_at(site: Path) -> None:
    made = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")}
    kinds = {kind.split("/")[0] for kind in KINDS}
    assert set(KINDS) <= made
    assert {path.split("/")[0] for path in made} == kinds | {"organisations"}


def checker() -> list[str]:
    """The command of the Nu checker: the jar that VNU_JAR names, else that of npm, kept in the user's cache."""
    if not shutil.which("java"):
        pytest.skip("no java on the PATH")
    jar = Path(os.environ.get("VNU_JAR") or "")
    if not jar.is_file():
        folder = platformdirs.user_cache_path("tei-edition-tests") / VNU.replace("@", "-")
        jar = folder / "package/build/dist/vnu.jar"
        if not jar.is_file():
            if not shutil.which("npm"):
                pytest.skip("neither VNU_JAR nor npm")
            folder.mkdir(parents=True, exist_ok=True)
            packed = subprocess.run(["npm", "pack", VNU], cwd=folder, capture_output=True, text=True, check=False)
            if packed.returncode:
                pytest.skip(f"npm has no {VNU} here")
            shutil.unpack_archive(folder / packed.stdout.split()[-1], folder, "gztar", filter="data")
    return ["java", "-jar", str(jar), "--format", "json", "--skip-non-html"]


def test_no_error_in_the_html(site: Path) -> None:
    done = subprocess.run([*checker(), str(site)], capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    errors = [
        (Path(one["url"]).name, one["message"], one.get("extract"))
        for one in messages
        if one["type"] in ("error", "non-document-error")
    ]
    assert errors == []
