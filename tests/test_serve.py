"""The preview: it follows the files, shows what is wrong where it is wrong, and nobody else sees it."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_incremental import made_edition, put

import tei_edition
from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.pipeline.preview import Preview
from tei_edition.report.preview import findings_json, with_preview

CHROMIUM = shutil.which("chromium")
TEI = "http://www.tei-c.org/ns/1.0"


@pytest.fixture(scope="module")
def edition(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_edition(project, tmp_path_factory.mktemp("preview") / "edition", 3)


@pytest.fixture(scope="module")
def port(edition: Path) -> Iterator[int]:
    """The port of a preview that runs as a user's does."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "tei_edition", "serve", edition.name]
    process = subprocess.Popen(command, cwd=edition.parent, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = next(line for line in process.stdout if line.startswith("Preview:"))
    yield int(line.split("/")[2].partition(":")[2])
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 0
    assert not list(edition.parent.rglob("*.part"))


def get(port: int, path: str, *, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, found, dict(answer.getheaders())


def until(port: int, path: str, words: str, *, absent: bool = False) -> str:
    """What an address gives once it has these words, or has them no more."""
    limit = time.monotonic() + 30
    while True:
        found = get(port, path)[1]
        if (words in found) != absent:
            return found
        assert time.monotonic() < limit, found
        time.sleep(0.05)


def test_pages_have_the_script_of_the_preview_and_files_have_not(port: int, edition: Path) -> None:
    status, page, headers = get(port, "/telegrams/t0.html")
    assert status == 200
    assert page.count("/_preview/preview.js") == 1
    assert 'data-page="t0"' in page
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert get(port, "/")[1].startswith("<!DOCTYPE HTML>")
    built = edition.parent / "build" / "edition-preview" / "html"
    assert "_preview" not in (built / "telegrams" / "t0.html").read_text("utf-8")
    status, style, headers = get(port, "/assets/site.css")
    assert style == (built / "assets" / "site.css").read_text("utf-8")
    assert get(port, "/assets/site.css", **{"If-None-Match": headers["ETag"]})[:2] == (304, "")
    assert get(port, "/telegrams/t0.html", method="HEAD")[:2] == (200, "")
    assert get(port, "/telegrams/t0.html", method="POST")[0] == 501


@pytest.mark.parametrize(
    "path",
    [
        "/../.tei-edition.sqlite",
        "/..%2f.tei-edition.sqlite",
        "/%2e%2e/%2e%2e/edition/edition.toml",
        "/telegrams/../../.tei-edition.sqlite",
        "/telegrams/..%5c..%5cx",
        "/.tei-edition.json",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/assets/%00",
        "/assets/%ff",
        "/assets",
        "/link.txt",
        "/nothing.html",
    ],
)
def test_nothing_else_is_shown(port: int, edition: Path, path: str) -> None:
    link = edition.parent / "build" / "edition-preview" / "html" / "link.txt"
    if not link.is_symlink():
        link.symlink_to(edition / "edition.toml")
    status, found, _ = get(port, path)
    assert status == 404
    assert "title" not in found or "<h1>No page</h1>" in found


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "", "127.0.0.1.evil.example:{port}"])
def test_other_names_of_this_machine_are_refused(port: int, host: str) -> None:
    assert get(port, "/", Host=host.format(port=port))[0] == 403
    assert get(port, "/", Host=f"localhost:{port}")[0] == 200


def test_what_is_edited_is_shown_and_what_breaks_stays(port: int, edition: Path) -> None:
    path = edition / "tei" / "t1.xml"
    get(port, "/telegrams/t1.html")
    put(edition, 1, "Camels are on the way.")
    until(port, "/telegrams/t1.html", "Camels are on the way.")
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("</teiHeader>", "</teiHead>"), "utf-8")
    told = json.loads(until(port, "/_preview/findings?page=t1", "xml-not-well-formed"))
    assert told["findings"][0]["severity"] == "error"
    assert "Camels are on the way." in get(port, "/telegrams/t1.html")[1]
    # An error that leaves a page possible.
    path.write_text(whole.replace("<p>Camels", "<p><wrong/>Zebus"), "utf-8")
    until(port, "/telegrams/t1.html", "Zebus")
    found = json.loads(until(port, "/_preview/findings?page=t1", "grammar-element-unknown"))["findings"][0]
    assert found["severity"] == "error"
    assert f'id="{found["ids"][0]}"' in get(port, "/telegrams/t1.html")[1]
    settings = (edition / "edition.toml").read_text("utf-8")
    (edition / "edition.toml").write_text("[edition\n", "utf-8")
    until(port, "/_preview/findings?page=", "edition.toml")
    assert "Zebus" in get(port, "/telegrams/t1.html")[1]
    (edition / "edition.toml").write_text(settings.replace("Telegrams", "Other telegrams"), "utf-8")
    path.write_text(whole, "utf-8")
    until(port, "/", "Other telegrams")
    until(port, "/telegrams/t1.html", "Camels")
    until(port, "/_preview/findings?page=t1", "wrong", absent=True)


def test_search_is_renewed_when_it_is_asked(port: int, edition: Path) -> None:
    put(edition, 2, "Dromedaries.")
    until(port, "/telegrams/t2.html", "Dromedaries.")
    assert "en-0" in get(port, "/search/index.json")[1]
    folder = edition.parent / "build" / "edition-preview" / "html" / "search" / "en-0"
    found = [gzip.decompress(path.read_bytes()) for path in folder.glob("fragment/*")]
    assert [b"Dromedaries" in one for one in found].count(True) == 1


def test_findings_are_told_with_the_places_of_the_page() -> None:
    document = (
        f'<TEI xmlns="{TEI}" xml:id="t"><teiHeader/>\n<text><body><p>a</p>\n<p xml:id="x"><hi>b</hi></p>\n'
        "<floatingText xml:id='f'><body><p>c</p></body></floatingText></body></text></TEI>"
    ).encode()

    def ids(**place: Any) -> list[str]:
        found = Diagnostic("r", Severity.ERROR, "<b>", Location("f.xml", **place))
        return list(json.loads(findings_json([found], [], document))["findings"][0]["ids"])

    assert ids(line=2)[0] == "p1"
    assert ids(line=3)[0] == "x"
    assert ids(xpath="/TEI/text[1]/body[1]/p[2]/hi[1]/@rend")[0] == "x"
    assert ids(xpath="/TEI/text[1]/body[1]/floatingText[1]")[:1] == ["f"]
    assert ids(xpath="/TEI/teiHeader[1]") == []
    assert ids() == []
    assert json.loads(findings_json([], [], b"<broken")) == {"findings": []}


def test_script_stands_at_the_end_of_a_page() -> None:
    page = with_preview(b"<html><body><pre>&lt;/body></pre></body></html>", '"><script>', "1.2")
    assert page.endswith(b"defer></script></body></html>")
    assert page.count(b"<script") == 1


def test_a_file_that_is_broken_is_a_finding_whatever_it_holds(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 2)
    path = root / "tei" / "t0.xml"
    path.write_text(path.read_text("utf-8").replace("</body>", "&#233;</bod>"), "utf-8")
    shown = Preview(root, tmp_path / "b").build()
    assert "xml-not-well-formed" in {one.rule for one in shown.findings["t0"]}


def test_a_preview_looks_at_what_it_wrote_when_it_begins(project: Path, tmp_path: Path) -> None:
    """Not at each change: that is what an edition of many telegrams waits for."""
    root = made_edition(project, tmp_path / "edition", 2)
    preview = Preview(root, tmp_path / "out")
    page = preview.site / "telegrams" / "t0.html"
    preview.build()
    made = page.read_bytes()
    page.unlink()
    put(root, 1, "New.")
    preview.build()
    assert not page.exists()
    Preview(root, tmp_path / "out").build()
    assert page.read_bytes() == made


def test_preview_tells_changes_and_counts_builds(project: Path, tmp_path: Path) -> None:
    root = made_edition(project, tmp_path / "edition", 2)
    preview = Preview(root, tmp_path / "out")
    first = preview.build()
    assert (first.number, first.documents) == (1, 2)
    assert preview.changes() == []
    put(root, 1, "New.")
    assert [Path(path).name for path in preview.changes()] == ["t1.xml"]
    assert preview.build().number == 2
    (root / "tei" / "t0.xml").unlink()
    assert [Path(path).name for path in preview.changes()] == ["t0.xml"]
    assert preview.build().documents == 1
    assert preview.changes() == []
    # A build into the same folder, not meant as a preview, holds back again what has errors.
    put(root, 1, "<wrong/>")
    assert preview.build().documents == 1
    assert tei_edition.build(root, output=tmp_path / "out", html=True).documents == 0


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH")
def test_browser_follows_and_marks_what_is_wrong(port: int, edition: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    with playwright.sync_playwright() as tools:
        chromium = tools.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        messages: list[str] = []
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto(f"http://127.0.0.1:{port}/telegrams/t0.html")
        put(edition, 0, "<wrong/>Llamas &lt;img src=x onerror=alert(1)>.")
        playwright.expect(page.locator(".text")).to_contain_text("Llamas <img src=x", timeout=20000)
        panel = page.locator(".preview-panel")
        panel.locator("summary").press("Enter")
        error = panel.locator(".preview-error").first
        assert "wrong" in error.inner_text()
        marked = page.locator(".preview-marked-error")
        playwright.expect(marked).to_contain_text("Llamas")
        note = page.locator(".text .preview-error")
        assert "wrong" in note.first.inner_text()
        put(edition, 0, "Alpacas.")
        playwright.expect(page.locator(".text")).to_contain_text("Alpacas.", timeout=20000)
        playwright.expect(page.locator(".preview-marked-error")).to_have_count(0)
        assert messages == []
        chromium.close()


def test_port_that_is_taken_is_said(port: int, edition: Path) -> None:
    command = [sys.executable, "-m", "tei_edition", "serve", str(edition), "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=edition.parent, check=False)
    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr
