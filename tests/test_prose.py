"""Markdown of an introduction as TEI: nothing is lost, nothing runs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_edition.tei.prose import prose

TEI = "{http://www.tei-c.org/ns/1.0}"


def body(markdown: str) -> str:
    root = etree.fromstring(prose(markdown))
    (held,) = root.iter(f"{TEI}body")
    text = str(etree.tostring(held, encoding="unicode"))
    return re.sub(r'^<body xmlns="[^"]*">|</body>$', "", text)


@pytest.mark.parametrize(
    ("markdown", "tei"),
    [
        ("a *b* **c** `d`", '<p>a <hi rend="italic">b</hi> <hi rend="bold">c</hi> <code>d</code></p>'),
        (
            "# A\n\nb\n\n## C\n\n# D",
            "<div><head>A</head><p>b</p><div><head>C</head></div></div><div><head>D</head></div>",
        ),
        ("- a\n- b", "<list><item><p>a</p></item><item><p>b</p></item></list>"),
        ("3. a", "<list><label>3.</label><item><p>a</p></item></list>"),
        ("[a](t1.xml)", '<p><ref target="t1.xml">a</ref></p>'),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        ("a[^1] b[^1]\n\n[^1]: c", '<p>a<note xml:id="note-1"><p>c</p></note> b<ref target="#note-1">[1]</ref></p>'),
        ("a\n\n[^1]: c", '<p>a</p><note xml:id="note-1"><p>c</p></note>'),
        ("![a](https://x.org/a.png)", '<p><ref target="https://x.org/a.png">a</ref></p>'),
        ("[a](javascript:b)", "<p>[a](javascript:b)</p>"),
    ],
)
def test_markdown_becomes_tei(markdown: str, tei: str) -> None:
    assert body(markdown) == tei


def test_tables_keep_their_headings() -> None:
    assert '<cell role="label">a</cell>' in body("| a |\n|---|\n| b |")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=8).map("\n".join))
def test_any_text_is_well_formed(markdown: str) -> None:
    root = etree.fromstring(prose(markdown))
    # Letters are what a reader would miss; marks may be Markdown's own.
    wanted = re.findall(r"[^\W\d_]", markdown)
    held = str(etree.tostring(root, encoding="unicode")) + "".join(map(str, root.itertext()))
    assert all(letter in held for letter in wanted if letter.isascii())
