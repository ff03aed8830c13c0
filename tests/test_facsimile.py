"""Facsimiles: images of hosts that the edition names are shown, no others; leaves lead to their images."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tei_edition.publish.html import assets, telegram_page
from tei_edition.publish.site import Site

IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"/>'
DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t1"><teiHeader><fileDesc><titleStmt><title>T</title>
</titleStmt></fileDesc></teiHeader><facsimile>{}</facsimile><text><body>
<p><pb edRef="#APRF" n="65" facs="#s.65"/>One.</p>
<p><pb n="66" facs="#s.66"/>Two.</p><p><pb n="67" facs="https://example.org/67.jpg"/>Three.</p></body></text></TEI>"""
RULES = ["script-src", "img-src", "object-src", "frame-src", "base-uri", "form-action"]
SURFACE = '<surface xml:id="s.{}"><graphic url="{}"/></surface>'


def made(*addresses: str, hosts: tuple[str, ...] = ("iiif.example.org",)) -> Any:
    surfaces = "".join(SURFACE.format(number, address) for number, address in enumerate(addresses, 65))
    site = Site(title="Edition", image_hosts=hosts)
    content = telegram_page(DOCUMENT.format(surfaces).encode(), site, "t1")["telegrams/t1.html"]
    return html.document_fromstring(content.decode())


def policy(page: Any) -> str:
    (found,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return str(next(rule.strip() for rule in found.split(";") if "img-src" in rule))


def test_images_of_named_hosts_are_shown_and_leaves_lead_to_them() -> None:
    page = made("https://iiif.example.org/65/full/max/0/default.jpg", "https://elsewhere.example/66.jpg")
    assert page.xpath("//img/@src") == ["https://iiif.example.org/65/full/max/0/default.jpg"]
    assert page.xpath("//img/@alt") == ["‖ APRF 65"]
    assert page.xpath("//figure/a/@href") == [
        "https://iiif.example.org/65/full/max/0/default.jpg",
        "https://elsewhere.example/66.jpg",
    ]
    assert page.xpath("//*[contains(@class, 'pb')]/@href") == ["#image1", "#image2", "https://example.org/67.jpg"]
    assert policy(page) == "img-src 'self' https://iiif.example.org"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:image/svg+xml,x",
        "file:///etc/passwd",
        "http://iiif.example.org/1.jpg",
        "https://iiif.example.org@evil.example/1.jpg",
        "https://iiif.example.org.evil.example/1.jpg",
        "https://evil.example\\@iiif.example.org/1.jpg",
        "https://evil.example#https://iiif.example.org/",
        "//iiif.example.org/1.jpg",
        "../../etc/passwd",
    ],
)
def test_no_other_image_is_loaded(address: str) -> None:
    page = made(address)
    assert not page.xpath("//img")
    assert not [href for href in page.xpath("//@href") if href.startswith(("javascript", "data", "file", "../.."))]


@pytest.mark.parametrize("host", ["x; script-src *", "*", "'unsafe-inline'", "https:", "data:", "EVIL.example", "a b"])
def test_what_is_no_host_is_no_rule_of_the_policy(host: str) -> None:
    page = made("https://iiif.example.org/1.jpg", hosts=(host,))
    assert re.fullmatch(r"img-src 'self'( https://[a-z-]+)*", policy(page))
    (whole,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert [rule.split()[0] for rule in whole.split(";")] == RULES


def test_without_images_nothing_is_said_of_them() -> None:
    page = made("nothing", hosts=())
    assert policy(page) == "img-src 'self'"
    assert not page.xpath("//*[@class='facsimile']")
    assert not page.xpath("//button[@data-switch='show-facsimile']")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scripts", [True, False])
def test_image_beside_the_text(browser: Any, tmp_path: Path, width: int, scripts: bool) -> None:
    surfaces = SURFACE.format(65, "https://iiif.example.org/65.png") + SURFACE.format(66, "https://evil.example/66.png")
    site = Site(title="Edition", image_hosts=("iiif.example.org",))
    for path, content in (assets() | telegram_page(DOCUMENT.format(surfaces).encode(), site, "t1")).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(20_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(re.compile("^https:"), lambda route: route.fulfill(body=IMAGE, content_type="image/svg+xml"))
    page.goto((tmp_path / "telegrams/t1.html").as_uri())
    image = page.locator(".facsimile img")
    image.scroll_into_view_if_needed()
    assert image.evaluate("one => one.decode().then(() => one.naturalWidth)") == 3
    assert {url for url in asked if not url.startswith("file:")} == {"https://iiif.example.org/65.png"}
    text = page.locator(".reading").bounding_box()
    if scripts and width > 1000:
        assert image.bounding_box()["y"] > text["y"] + 100
        page.get_by_role("button", name="Facsimile beside the text").press("Enter")
        assert image.bounding_box()["x"] > text["x"] + text["width"]
        assert abs(page.locator(".facsimile").bounding_box()["y"] - page.locator(".reading").bounding_box()["y"]) < 100
    else:
        assert not page.get_by_role("button", name="Facsimile beside the text").is_visible()
    page.locator("a.pb").first.click()
    assert page.url.endswith("#image1")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
