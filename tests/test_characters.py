"""Characters in XML that is written as text."""

from __future__ import annotations

import sys

import pytest
from lxml import etree

from tei_edition.characters import attributes, escaped, escaped_value, xml_safe

EVERY = [chr(number) for number in range(sys.maxunicode + 1)]
TEXTS = ["", "<a> & \"b\" 'c'", "one\ttwo\nthree\rfour\r\nfive", " a ]]> b ", "Сталин\u00a0— \u2028\u0085\U0001f600"]


def test_what_xml_cannot_hold_is_replaced_and_nothing_else() -> None:
    changed = {ord(character) for character in EVERY if xml_safe(character) != character}
    assert changed == {*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF}
    assert xml_safe("a\0b") == "a\ufffdb"


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_read_as_it_was(text: str) -> None:
    root = etree.fromstring(f'<a b="{escaped_value(text)}">{escaped(text)}</a>')
    assert (root.text or "", root.get("b")) == (text, text)


def test_attributes_that_are_empty_are_left_out() -> None:
    assert attributes(id="a", ref="", title='"b"\0') == ' id="a" title="&quot;b&quot;\ufffd"'
