"""The look that an edition gives its site: colours, logo, style sheet, XSLT module."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tei_edition.pipeline import build, check
from tei_edition.publish.html import telegram_page
from tei_edition.publish.look import Look, loads_at
from tei_edition.publish.overriding import Fault, _alternatives, _default_priority, faults
from tei_edition.publish.site import Site

HEAD = (
    '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"\n'
    '  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tx="urn:tei-edition:functions"\n'
    '  xmlns:lab="urn:tei-edition:labels" xpath-default-namespace="http://www.tei-c.org/ns/1.0">\n'
)
TEI = (
    b'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
    b'</fileDesc></teiHeader><text><body><p>a <hi rend="x">b</hi> <emph>c</emph></p></body></text></TEI>'
)


def own(body: str) -> bytes:
    return f"{HEAD}{body}\n</xsl:stylesheet>".encode()


def made(module: bytes, language: str = "en") -> Any:
    files = telegram_page(TEI, Site("Edition", language=language, look=Look(xslt=module)), "t")
    return html.document_fromstring(files["telegrams/t.html"].decode())


def test_an_own_module_that_does_nothing_changes_nothing() -> None:
    site = Site("Edition")
    plain = telegram_page(TEI, site, "t")
    assert telegram_page(TEI, Site("Edition", look=Look(xslt=own(""))), "t") == plain


def test_own_rules_come_before_ours_and_reach_them() -> None:
    page = made(
        own(
            '<xsl:template match="hi | emph[1]"><b class="own"><xsl:next-match/></b></xsl:template>\n'
            '<xsl:template match="p"><xsl:apply-imports/><hr/></xsl:template>'
        )
    )
    assert [b.text_content() for b in page.xpath("//b[@class='own']")] == ["b", "c"]
    assert page.xpath("//b/span[@class='hi rend-x']")
    assert page.xpath("//p[@id='p1']/following-sibling::hr")


def test_the_more_specific_of_two_own_rules_wins() -> None:
    first = "<xsl:template match=\"emph[. = 'c']\"><u>1</u></xsl:template>"
    rules = first + '<xsl:template match="hi | emph"><u>2</u></xsl:template>'
    assert [u.text for u in made(own(rules)).xpath("//u")] == ["2", "1"]


def test_own_templates_functions_and_words_replace_ours() -> None:
    page = made(
        own(
            '<xsl:template name="citation"><p class="mine"/></xsl:template>'
            '<xsl:function name="tx:title" as="xs:string"><xsl:param name="tei" as="element()"/>'
            "<xsl:sequence select=\"'Mine'\"/></xsl:function>"
            '<lab:labels><lab:label key="text">Wording</lab:label></lab:labels>'
            '<lab:labels xml:lang="de"><lab:label key="text">Wortlaut</lab:label></lab:labels>'
        )
    )
    assert page.xpath("//p[@class='mine']")
    assert not page.xpath("//section[@class='citation']")
    assert page.xpath("//h1")[0].text == "Mine"
    assert "Wording" in page.text_content()
    assert (
        "Wortlaut"
        in made(
            own('<lab:labels xml:lang="de"><lab:label key="text">Wortlaut</lab:label></lab:labels>'), "de"
        ).text_content()
    )


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ('\n<xsl:template match="hi">\n  <xsl:value-of select="$none"/>\n</xsl:template>', 6, "XPST0008"),
        ('\n<xsl:template match="hi"\n   mode="main">\n\n<xsl:value-of select="1 +"/></xsl:template>', 8, "XPST0003"),
        ('<xsl:template match="hi">', 5, "not well-formed"),
        ('\n<xsl:template match="hi"><xsl:result-document href="/tmp/x"/></xsl:template>', 5, "no place"),
        ('<xsl:import href="/etc/passwd"/>', 4, "no place"),
        ('<xsl:template name="card"><xsl:param name="needed" required="yes"/></xsl:template>', 0, "own stylesheets"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(body: str, line: int, words: str) -> None:
    found = faults(own(body))
    assert found
    assert words in found[0].message
    assert found[0].line in (line, line + 1 if "well-formed" in words else line)


def test_no_stylesheet_at_all() -> None:
    assert faults(b"<a/>")[0] == Fault(
        1, "no XSLT: its root is no xsl:stylesheet", "Write <xsl:stylesheet version='3.0' …>."
    )
    assert faults(b"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>")


@pytest.mark.parametrize("reads", ["unparsed-text('/etc/passwd')", "doc('/etc/hosts')", "environment-variable('HOME')"])
def test_an_own_module_reads_nothing(reads: str) -> None:
    tried = f'<xsl:try select="string({reads})"><xsl:catch select="\'refused\'"/></xsl:try>'
    module = own(f'<xsl:template match="hi"><u>{tried}</u></xsl:template>')
    assert made(module).xpath("//u")[0].text in (None, "refused")


@pytest.mark.parametrize(
    ("pattern", "priority"),
    [
        ("p", 0),
        ("tei:p", 0),
        ("*", -0.5),
        ("text()", -0.5),
        ("tei:*", -0.25),
        ("p[1]", 0.5),
        ("a/b", 0.5),
        ("/", -0.5),
        ("@n", 0),
    ],
)
def test_default_priorities(pattern: str, priority: float) -> None:
    assert _default_priority(pattern) == priority


def test_alternatives_are_cut_at_bars_outside_brackets() -> None:
    assert _alternatives("a[b | c] | d['|'] | (e | f)/g") == ["a[b | c] ", " d['|'] ", " (e | f)/g"]


@pytest.mark.parametrize(
    ("css", "line"),
    [
        (b"a { color: red }", 0),
        (b"a {\n  background: url(https://x.org/a.png) }", 2),
        (b'\n\n@import "x.css";', 3),
        (b"a { background: url(data:image/png;base64,AA==) }", 0),
        (b"/* url(x)\n */ a { fill: url(#g) }", 0),
        (b"a { background: url( 'data:image/png;base64,AA==' ) }", 0),
        (rb"a { background: u\72l(https://x.org/a.png) }", 1),
        (rb'@\69 mport "x.css";', 1),
        ('@import "x.css";'.encode("utf-16"), 1),
        (b'a { background: image-set("x.png" 1x) }', 1),
        (b'a { content: "\\201C" }', 0),
    ],
)
def test_a_style_sheet_loads_nothing(css: bytes, line: int) -> None:
    assert loads_at(css) == line


@pytest.fixture
def edition(project: Path, tmp_path: Path) -> Path:
    shutil.copytree(project / "editions/korean-war", tmp_path / "e")
    shutil.copytree(project / "schemas", tmp_path / "e/schemas")
    return tmp_path / "e"


def settle(edition: Path, site: str) -> None:
    settings = f'[edition]\ntitle = "E"\n[site]\n{site}\n'
    (edition / "edition.toml").write_text(settings, "utf-8")


def test_a_look_in_the_whole_build(edition: Path, tmp_path: Path) -> None:
    (edition / "look").mkdir()
    (edition / "look/own.css").write_text("h1 { color: green }", "utf-8")
    (edition / "look/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (edition / "look/own.xsl").write_bytes(
        own('<lab:labels><lab:label key="nav.about">Who we are</lab:label></lab:labels>')
    )
    settle(
        edition, 'logo = "look/logo.svg"\ncss = "look/own.css"\nxslt = "look/own.xsl"\ncolours = { accent = "#7a1030" }'
    )
    site = tmp_path / "o/html"
    result = build(edition, output=tmp_path / "o", html=True)
    assert [one.rule for one in result.diagnostics if one.rule.startswith("site-")] == []
    for path in ("index.html", "telegrams/t113640.html", "persons.html"):
        text = (site / path).read_text("utf-8")
        assert "assets/own.css" in text
        assert "assets/logo.svg" in text
        assert "Who we are" in text
    assert "--accent: #7a1030" in (site / "assets/site.css").read_text("utf-8")
    # Without them, the files of an earlier build go, and the pages are ours again.
    settle(edition, "")
    build(edition, output=tmp_path / "o", html=True)
    build(edition, output=tmp_path / "p", html=True)
    again, afresh = (
        {p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in (site, tmp_path / "p/html")
    )
    assert again == afresh


@pytest.mark.parametrize(
    ("site", "rule", "file"),
    [
        ('css = "own.css"', "site-css-loads", "own.css"),
        ('xslt = "own.xsl"', "site-xslt-broken", "own.xsl"),
        ('logo = "logo.png"', "site-logo-invalid", "logo.png"),
        ('logo = "none.png"', "file-missing", "none.png"),
        ('logo = "link.svg"', "site-file-elsewhere", "link.svg"),
        ('logo = "../logo.svg"', "edition-value-invalid", "edition.toml"),
        ('colours = { accent = "red" }', "edition-value-invalid", "edition.toml"),
        ('colours = { acent = "#ff0000" }', "edition-key-unknown", "edition.toml"),
        ('colours = { accent = "#ffcc00" }', "site-colour-faint", "edition.toml"),
    ],
)
def test_findings_on_a_look(edition: Path, tmp_path: Path, site: str, rule: str, file: str) -> None:
    (edition / "own.css").write_text("\n@import 'x';", "utf-8")
    (edition / "own.xsl").write_bytes(own('<xsl:template match="hi"><xsl:value-of select="$x"/></xsl:template>'))
    (edition / "logo.png").write_text("<html/>", "utf-8")
    (tmp_path / "elsewhere.svg").write_text("<svg/>", "utf-8")
    (edition / "link.svg").symlink_to(tmp_path / "elsewhere.svg")
    settle(edition, site)
    found = [one for one in check([edition]).diagnostics if one.rule == rule]
    assert [Path(one.location.file).name for one in found] == [file]
    assert found[0].location.line > 0 or rule in ("file-missing", "site-file-elsewhere", "site-logo-invalid")
