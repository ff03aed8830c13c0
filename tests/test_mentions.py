"""How registers quote a name: in which words, between which words of its paragraph."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree, html
from test_around import document

from tei_edition.catalogue import catalogue_entry
from tei_edition.catalogue.mentions import Anchors, mentions
from tei_edition.catalogue.messages import messages
from tei_edition.publish.description import describe
from tei_edition.publish.entries import Entries
from tei_edition.publish.html import telegram_page
from tei_edition.publish.site import Site

KIM = '<persName ref="a.xml#k">Kim</persName>'


def named(markup: str) -> bytes:
    """A telegram whose sender is written like this, for `{}` in the template."""
    return document("t1", "1950-01-01", "", "Mao").replace(b"<persName></persName>", markup.encode())


@pytest.mark.parametrize(
    ("paragraph", "quoted"),
    [
        # In the place where it stands, or of the words in whose place another copy or hand has it.
        (f"Send it to <del>{KIM}</del> or Pak now.", ("Send it to ", "Kim", " or Pak now.")),
        (f"Send it to <del>him, {KIM},</del> or Pak now.", ("Send it to ", "Kim", " or Pak now.")),
        (f"To <app><lem>Pak</lem><rdg>{KIM}</rdg></app> now.", ("To ", "Kim", " now.")),
        (f"To <app>\n<lem>Pak</lem>\n<rdg>old {KIM}</rdg>\n</app> now.", ("To ", "Kim", " now.")),
        (f"To <app><lem>Pak</lem><rdgGrp><rdg>{KIM}</rdg></rdgGrp></app> now.", ("To ", "Kim", " now.")),
        (f"To <app><rdgGrp><rdg>Pak</rdg><rdg><del>{KIM}</del></rdg></rdgGrp></app> now.", ("To ", "Kim", " now.")),
        (f"To <choice><sic>Kmi</sic><corr>{KIM}</corr></choice> now.", ("To ", "Kim", " now.")),
        (f"To <subst><del>{KIM}</del> <add>Pak</add></subst> now.", ("To ", "Kim", " now.")),
        (f"To <subst><del>Pak</del> <add>{KIM}</add></subst> now.", ("To ", "Kim", " now.")),
        (f"To <supplied reason='omitted-in-original'>{KIM}</supplied> now.", ("To ", "Kim", " now.")),
        # Words of which a reader takes one are one word, however the file breaks its lines.
        (f"<choice>\n<sic>Teh</sic>\n<corr>The</corr>\n</choice>, {KIM}.", ("Teh, ", "Kim", ".")),
        # What has no reading is called by all its words.
        ("To <persName ref='a.xml#k'><del>Kim</del></persName> now.", ("To ", "Kim", " now.")),
        ("<rs ref='a.xml#k'><supplied reason='omitted-in-original'>Kim</supplied></rs>.", ("", "Kim", ".")),
        ("<rs ref='a.xml#k'><choice><sic/><corr>Kim</corr></choice></rs>.", ("", "Kim", ".")),
    ],
)
def test_a_name_is_quoted_where_it_stands(paragraph: str, quoted: tuple[str, str, str]) -> None:
    root = etree.fromstring(document("t1", "", "Kim", "Mao", text=paragraph))
    assert [(one.before.lstrip(), one.form, one.after.rstrip()) for one in mentions(root, Anchors(root))] == [quoted]


@pytest.mark.parametrize(
    "markup",
    [
        "<persName><del>Kim</del></persName>",
        "<persName><supplied reason='omitted-in-original'>Kim</supplied></persName>",
    ],
)
def test_a_party_without_a_reading_is_a_party(markup: str) -> None:
    content = named(markup)
    root = etree.fromstring(content)
    entry = catalogue_entry(content, "t1")
    assert [one.text for one in entry.senders] == ["Kim"]
    assert [one.printed for one in describe(root, entry, Entries(b"<TEI/>")).senders] == ["Kim"]
    facts = {kind: xml for kind, _, _, xml in messages(root[0])}
    assert ">Kim</name>" in facts["message"]
    assert [fact.key for fact in entry.facts if fact.kind == "pair"] == ["Kim\tMao"]
    page: Any = html.document_fromstring(telegram_page(content, Site("Edition"), "t1")["telegrams/t1.html"])
    assert page.xpath("//meta[@name='DC.creator']/@content") == ["Kim"]
