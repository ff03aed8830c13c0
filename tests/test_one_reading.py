"""The reading text is said twice, by reading_text.py and xslt/shared/reading.xsl: both say the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.reading_text import line
from tei_edition.saxon import Stylesheet, assembled

TEI = "http://www.tei-c.org/ns/1.0"
# What is read, and how.
CASES = {
    # White space is what XML calls so; other blanks are characters of the source.
    "<title> a\n\t b&#13; </title>": "a b",
    "<title>a&#160;&#12288;b</title>": "a\u00a0\u3000b",
    "<title>&#160;<hi>a</hi>&#8239;b&#133;&#8232;</title>": "\u00a0a\u202fb\u0085\u2028",
    "<title/>": "",
    "<title><hi/> </title>": "",
    # What is itself one of those that hold several readings.
    "<choice><sic>a</sic><corr>b</corr></choice>": "a",
    "<choice>\n<corr>b</corr> <sic>a</sic>\n</choice>": "a",
    "<choice><expan>b</expan><orig>c</orig><abbr>a</abbr></choice>": "c",
    "<choice><choice><sic>a</sic><corr>b</corr></choice><unclear>c</unclear></choice>": "a",
    "<choice>a</choice>": "a",
    "<choice>x <sic>a</sic> y</choice>": "a",
    "<app><rdg>b</rdg><lem>a</lem></app>": "a",
    "<app><rdgGrp><rdg>a</rdg><rdg>b</rdg></rdgGrp></app>": "a",
    "<app><rdgGrp><lem>b</lem></rdgGrp><rdg>a</rdg></app>": "a",
    "<rdgGrp><rdg>b</rdg><lem>a</lem></rdgGrp>": "a",
    "<app><lem/><rdg>b</rdg></app>": "",
    "<app>\n<lem>a</lem> <rdg>b</rdg>\n</app>": "a",
    "<subst>x <del>a</del> <add>b</add></subst>": "b",
    "<p><subst>x <del>a</del> <add>b</add></subst></p>": "b",
    "<subst><!-- a --><add>b</add><?a b?></subst>": "b",
    "<rdg>a <choice><sic>b</sic><corr>c</corr></choice></rdg>": "a b",
    # Notes among several readings.
    "<p><choice><note type='mark'>N</note><sic>a</sic><corr>b</corr></choice></p>": "Na",
    "<choice><note type='mark'>N</note><sic>a</sic><corr>b</corr></choice>": "Na",
    "<choice><note type='mark'>N</note><unclear>a</unclear><unclear>b</unclear></choice>": "Na",
    "<p><choice><sic>a</sic><note type='mark'>N</note><corr>b</corr></choice></p>": "aN",
    "<p><choice><note type='mark'>N</note></choice></p>": "N",
    "<p><choice><note>n</note><seg>a</seg></choice></p>": "a",
    "<p><app><note>n</note><lem>a</lem><rdg>b</rdg></app></p>": "a",
    "<p><app><lem>a</lem><rdg>b</rdg><note place='margin'>N</note></app></p>": "aN",
    "<p><subst><del>a</del><add>b</add><note>n</note></subst></p>": "b",
    # What is left out.
    "<p><choice><del>a</del></choice>.</p>": ".",
    "<p><choice><del>a</del><add>b</add></choice></p>": "b",
    "<p><choice><supplied reason='omitted-in-original'>a</supplied></choice>.</p>": ".",
    "<p><choice><supplied reason='illegible'>a</supplied><supplied>b</supplied></choice></p>": "a",
    "<p><app><lem><del>a</del></lem><rdg>b</rdg></app>.</p>": ".",
    "<p>a<del>b</del><restore>c<del>d</del></restore></p>": "acd",
    "<p><restore><subst><del>a</del><add>b</add></subst></restore></p>": "b",
    "<del>a</del>": "a",
    "<del>a<del>b</del></del>": "a",
    "<supplied reason='omitted-in-original'>a<hi>b</hi></supplied>": "ab",
    "<p>a<ref type='footnote'>1</ref><ref>2</ref></p>": "a2",
    "<p>a<!-- b --><?c d?>e</p>": "ae",
    "<p>a<x xmlns='urn:x'>b</x><note xmlns='urn:x'>c</note></p>": "abc",
    # Gaps.
    "<p>a <gap/> b</p>": "a […] b",
    "<p><gap> <!-- a --> </gap></p>": "[…]",
    "<p><gap>&#160;</gap></p>": "\u00a0",
    "<p><gap><desc>torn</desc></gap></p>": "torn",
    "<p><gap><note>n</note></gap></p>": "[…]",
    "<p><gap><desc><choice><sic>a</sic><corr>b</corr></choice></desc></gap></p>": "a",
    "<p><choice><gap/><unclear>a</unclear></choice></p>": "[…]",
    "<gap/>": "",
    # Notes: which stand apart from their words.
    "<p>a<note>n</note> b</p>": "a b",
    "<note>a<note>n</note></note>": "a",
    "<p>a<note>&#160;[n]</note></p>": "a",
    "<p>a<note> [n]</note></p>": "a [n]",
    "<p>a<note><!-- b --><hi> </hi>[n]</note></p>": "a [n]",
    "<p>a [&#160;<note>n</note>]</p>": "a [\u00a0]",
    "<p>a [ \n<note>n</note>]</p>": "a [ n]",
    "<p>a [<!-- b --><note>n</note>]</p>": "a [n]",
    "<p>a [<hi/><note>n</note>]</p>": "a []",
    "<p>a [<!-- b --><hi/><?c d?><note>n</note>]</p>": "a []",
    "<p><note>n</note>a</p>": "a",
    "<p>a<note type='mark editorial'>n</note><note type='copies'>b</note></p>": "ab",
    "<p>a<note place='foot'>n</note><note place='inline'>b</note></p>": "ab",
    "<div><p>a</p><note place='foot'>b</note></div>": "a b",
    "<item>a<note place='foot'>b</note></item>": "ab",
    "<text><body><div><p>a</p><note>n</note></div></body></text>": "a",
    "<bibl>a<note>b</note></bibl>": "a b",
    "<text><p><bibl>a<note>n</note></bibl></p></text>": "a",
    "<text><p><bibl>a<note type='mark'>b</note></bibl></p></text>": "a b",
    "<respStmt><resp>a</resp><name>b</name><note>c</note></respStmt>": "a b c",
    # Lines and blocks.
    "<p>a<lb/>b<lb break='yes'/>c<lb break='no'/>d</p>": "a b cd",
    "<p>a<lb>b</lb>c<lb break='no'>d</lb>e</p>": "a ce",
    "<abstract><p>a</p><p>b</p>c<list><item>d</item><item>e</item></list>f</abstract>": "a b c d e f",
    "<app><lem><p>a</p><p>b</p></lem><rdg>c</rdg></app>": "a b",
    "<table><row><cell>a</cell><cell><choice><abbr>b</abbr><expan>c</expan></choice></cell></row></table>": "a b",
}


@cache
def by_stylesheet() -> dict[str, str]:
    """The readings that the stylesheets give."""
    reading = Path(__file__).resolve().parent.parent / "xslt/shared/reading.xsl"
    template = (
        '<xsl:output method="text"/><xsl:template match="/*">'
        '<xsl:sequence select="string-join(*/*[1] ! tx:line(.), codepoints-to-string(10))"/></xsl:template>'
    )
    text = assembled(reading).replace("</xsl:stylesheet>", f"{template}</xsl:stylesheet>")
    document = "".join(f"<case>{case}</case>" for case in CASES)
    told = Stylesheet(text, "reading").text(f'<cases xmlns="{TEI}">{document}</cases>'.encode())
    return dict(zip(CASES, told.split("\n"), strict=True))


@pytest.mark.parametrize(("markup", "reading"), CASES.items())
def test_python_and_stylesheets_read_alike(markup: str, reading: str) -> None:
    element = etree.fromstring(f'<case xmlns="{TEI}">{markup}</case>'.encode())[0]
    assert (line(element), by_stylesheet()[markup]) == (reading, reading)
