"""The file that is written says what the tree says, in the words of any other program that writes XML."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_edition.tei.build import TEI, Element, add, append_text, places, root
from tei_edition.tei.write import serialised

# Whatever XML can hold, and much of what it must escape.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("<>&\"'\r\n\t]\x7f\x85\u2028"),
    min_size=1,
    max_size=12,
)
PHRASES = st.sampled_from(("p", "seg", "head", "note"))
CONTAINERS = st.sampled_from(("div", "opener", "list"))
ATTRIBUTES = st.fixed_dictionaries({}, optional={"type": TEXTS, "n": TEXTS})
TREES = st.recursive(
    st.builds(Element, PHRASES, ATTRIBUTES, st.lists(TEXTS, max_size=2)),
    lambda inner: st.builds(Element, PHRASES | CONTAINERS, ATTRIBUTES, st.lists(TEXTS | inner, max_size=4)),
    max_leaves=12,
)


def parsed(element: Element) -> etree._Element:
    return etree.fromstring(serialised(element, "schemas"))


@settings(max_examples=300, deadline=None)
@given(tree=TREES)
def test_what_is_written_is_what_lxml_writes(tree: Element) -> None:
    mark_up = serialised(tree, "schemas").decode().split("?>\n", 3)[3].removesuffix("\n")
    assert etree.tostring(parsed(tree), encoding="unicode") == mark_up


def same(built: Element, read: etree._Element) -> None:
    """Check that names, attributes, order and texts are equal, but for the layout of containers."""
    assert read.tag == f"{{{TEI}}}{built.name}"
    assert {str(name): value for name, value in read.attrib.items()} == {
        name: value for name, value in built.attributes.items() if value
    }
    assert len(read) == len(list(built.elements))
    for inner, other in zip(built.elements, read, strict=True):
        same(inner, other)


@settings(max_examples=300, deadline=None)
@given(tree=TREES)
def test_what_is_written_is_read(tree: Element) -> None:
    same(tree, parsed(tree))


@given(texts=st.lists(TEXTS, max_size=4))
def test_no_white_space_comes_into_running_text(texts: list[str]) -> None:
    paragraph = root("p")
    for text in texts:
        append_text(paragraph, text)
        add(paragraph, "lb")
    assert "".join(map(str, parsed(paragraph).itertext())) == "".join(texts)


def test_containers_have_a_line_for_each_child() -> None:
    tei = root("TEI", xml_id="t1", xml_lang="")
    body = add(add(tei, "text"), "body")
    add(body, "p", "One & two.")
    opener = add(body, "opener")
    add(opener, "seg", "a")
    append_text(opener, " beside ")
    add(opener, "seg", "b")
    lines = serialised(tei, "../schemas").decode().split("\n")
    assert lines[1].startswith('<?xml-model href="../schemas/telegram.rng"')
    assert lines[3:] == [
        f'<TEI xmlns="{TEI}" xml:id="t1">',
        "  <text>",
        "    <body>",
        "      <p>One &amp; two.</p>",
        "      <opener>",
        "        <seg>a</seg> beside <seg>b</seg>",
        "      </opener>",
        "    </body>",
        "  </text>",
        "</TEI>",
        "",
    ]


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_refused(character: str) -> None:
    with pytest.raises(ValueError, match=r"XML|surrogates"):
        serialised(Element("p", {}, [f"a{character}b"]), "schemas")


def test_the_place_of_an_element_is_its_id_or_its_path() -> None:
    text = root("text")
    div = add(add(text, "body"), "div")
    first, second, third = (add(div, "p") for _ in range(3))
    second.attributes["xml_id"] = "second"
    found = places(text, "/TEI/text", {div, first, second, third})
    assert [found[one] for one in (div, first, second, third)] == [
        "/TEI/text/body[1]/div[1]", "/TEI/text/body[1]/div[1]/p[1]", "second", "/TEI/text/body[1]/div[1]/p[3]",
    ]  # fmt: skip
