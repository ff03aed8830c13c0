"""What is written can be read: TEI → Telegram → TEI and Telegram → JSON → Telegram."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from converting import DATE, EDITION, PROJECT, convert, example
from grammar.page import DIALECTS, page
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from telegrams import TELEGRAMS
from test_fidelity import CHARACTERS, GAPS, INFORMATION, PAGE

from tei_edition.authority import read_authority
from tei_edition.edits import applied
from tei_edition.errors import NotConvertedError, SourceError
from tei_edition.interchange import from_json, to_json
from tei_edition.linking import link
from tei_edition.model import Carried, Message, Telegram
from tei_edition.source import read
from tei_edition.tei import EncodingContext, decode, encode
from tei_edition.validate.grammar import check_grammar

sys.path.insert(0, str(PROJECT / "benchmarks"))

from fuzz import corpus, damaged

GOLDEN = sorted((PROJECT / "tests/cases/convert").glob("*/expected.xml"))


def check(content: bytes) -> None:
    decoded = decode(content, "page.xml")
    assert encode(decoded.telegram, decoded.context).content == content


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_kept_files_come_back(path: Path) -> None:
    check(path.read_bytes())


def test_linked_names_do_not_hinder_reading() -> None:
    linked = example().content
    decoded = decode(linked, "t113640.xml")
    again = encode(decoded.telegram, decoded.context).content
    authority = read_authority((EDITION / "authority.xml").read_bytes(), "../authority.xml")
    assert applied(again, link(again, authority, "t113640.xml").edits) == linked


def test_specimens_come_back(shared: Path) -> None:
    for path in sorted((shared / "specimens").glob("*.txt")):
        check(convert(path.read_bytes(), path.name).content)


@settings(max_examples=100, deadline=None)
@given(st.text(CHARACTERS | st.sampled_from("\n\r\t\x0c"), max_size=300).filter(str.strip))
def test_any_text_comes_back(page: str) -> None:
    check(convert(page.encode(), "page.txt").content)


@pytest.mark.parametrize("end", [("[…]",), ("[…]", '"')])
def test_marks_that_close_behind_an_omission_come_back(end: tuple[str, ...]) -> None:
    head = ("July 16, 1952", "Ciphered Telegram No. 502597, Razuvaev to Vasilevsky")
    made = convert(
        "\n".join([*head, '"To Cdes. Orlov and Kim. …', *end, "Document Information", "Source"]).encode(), "p.txt"
    )
    check(made.content)
    assert check_grammar(etree.fromstring(made.content), "p.xml") == []


@settings(max_examples=200, deadline=None)
@given(body=PAGE, information=INFORMATION, gap=GAPS, skip=st.booleans(), credit=st.booleans())
def test_pages_come_back(body: list[str], information: list[str], gap: str, skip: bool, credit: bool) -> None:
    top = ["Skip to content"] if skip else []
    top += ["July 16, 1952", "Ciphered Telegram No. 502597, Razuvaev to Vasilevsky"]
    top += ["This document was made possible with support from Leon Levy Foundation"] if credit else []
    check(convert(gap.join([*top, *body, "Document Information", *information]).encode(), "page.txt").content)


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(chance=st.integers(0, 10**6).map(Random))
def test_pages_of_the_grammar_come_back(dialect: str, chance: Random) -> None:
    made = page(chance, (dialect,)).text.encode()
    check(convert(made, "page.txt").content)
    telegram = read(made, "page.txt")
    assert from_json(to_json(telegram)) == telegram


def test_damaged_pages_come_back() -> None:
    chance, pages = Random(1), corpus()
    for _ in range(100):
        try:
            telegram = read(damaged(chance, pages), "page.txt")
        except SourceError:
            continue  # damage that leaves no text
        check(encode(telegram, EncodingContext(DATE)).content)
        assert from_json(to_json(telegram)) == telegram


# Without shrinking, which takes minutes: a telegram that fails is printed as it is.
@settings(
    max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)
@given(TELEGRAMS)
def test_what_the_model_can_say_comes_back(telegram: Telegram) -> None:
    check(encode(telegram, EncodingContext(DATE)).content)


@pytest.mark.parametrize(
    ("old", "new", "element"),
    [
        ("</salute>", "<measure>Two</measure></salute>", "measure"),
        ("</teiHeader>", "</teiHeader><standOff/>", "standOff"),
        ("<revisionDesc", "<!-- to do --><revisionDesc", "comment or processing instruction"),
        ("</revisionDesc>", '<change when="2026-12-01">Read again.</change></revisionDesc>', "change"),
        ("<p>", '<p rend="caps">', "p"),
        ("<teiHeader>", "<teiHeader><?page 3?>", "comment or processing instruction"),
        ("<TEI ", "<!-- mine --><TEI ", "TEI"),
        ('<idno type="local">', '<idno type="local">x', "idno"),
        ("</publisher>", "</publisher><address><addrLine>Here</addrLine></address>", "address"),
        ("</correspDesc>", "<note>Sent twice.</note></correspDesc>", "note"),
    ],
)
def test_an_editors_work_is_no_converted_layer(old: str, new: str, element: str) -> None:
    text = example().content.decode()
    assert old in text
    edited = text.replace(old, new, 1)
    with pytest.raises(NotConvertedError) as raised:
        decode(edited.encode(), "tei/t113640.xml")
    error = raised.value
    assert (error.rule, error.file, error.element) == ("tei-not-converted-layer", "tei/t113640.xml", element)
    assert error.line == edited[: edited.index(new)].count("\n") + 1
    assert error.message
    assert error.help


def test_what_is_no_telegram_in_tei() -> None:
    with pytest.raises(SourceError, match="not well-formed") as raised:
        decode(b"<TEI>\n<p>", "x.xml")
    assert (raised.value.rule, raised.value.line) == ("tei-not-well-formed", 2)
    for content in (b"<p/>", b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text/></TEI>'):
        with pytest.raises(NotConvertedError):
            decode(content, "x.xml")


def test_the_facts_come_back() -> None:
    """Not only the same bytes: the record, the way of the message and the text are values again."""
    telegram = read((EDITION / "sources/113640.txt").read_bytes(), "113640.txt")
    decoded = decode(encode(telegram, EncodingContext(DATE)).content).telegram
    assert decoded.witnesses == telegram.witnesses
    assert [(e.kind, e.agents) for e in decoded.message.events] == [(e.kind, e.agents) for e in telegram.message.events]
    assert decoded.message.references == telegram.message.references
    assert replace(decoded.copy_text, title=None, others=()) == replace(telegram.copy_text, title=None, others=())
    assert [s.kind for s in decoded.message.sections] == [s.kind for s in telegram.message.sections]
    assert kinds(decoded.message) == kinds(telegram.message)


def kinds(message: Message) -> list[str]:
    """The kinds of all blocks of a message and of those that it carries, in order."""
    found: list[str] = []
    for section in message.sections:
        for part in section.parts:
            found += kinds(part.message) if isinstance(part, Carried) else [block.kind.value for block in part.blocks]
    return found
