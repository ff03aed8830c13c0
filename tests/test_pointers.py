"""Pointers of all kinds that lead nowhere or to the wrong thing, each planted in the rules' common document."""

from pathlib import Path

import pytest
from test_rules import CONTEXT

from tei_edition.validate import ValidationContext, check_document

CLEAN = (Path(__file__).parent / "cases" / "rules" / "pointer-dangling" / "pass.xml").read_text("utf-8")
HERE = "../authority.xml#"


def rules(old: str, new: str, context: ValidationContext = CONTEXT) -> list[str]:
    """The rules that find something once `old`, which occurs, is `new`."""
    assert old in CLEAN
    return [found.rule for found in check_document(CLEAN.replace(old, new, 1).encode(), "tei/t1.xml", context)]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (f'<publisher ref="{HERE}o-house"', f'<publisher ref="{HERE}l-pyongyang"', "reference-wrong-kind"),
        (f'<repository ref="{HERE}o-avprf"', f'<repository ref="{HERE}p-kim"', "reference-wrong-kind"),
        ("<settlement>", f'<settlement ref="{HERE}o-avprf">', "reference-wrong-kind"),
        ('<country key="RU"', f'<country key="RU" ref="{HERE}p-kim"', "reference-wrong-kind"),
        (f'<orgName ref="{HERE}o-station"', f'<orgName ref="{HERE}l-pyongyang"', "reference-wrong-kind"),
        ("<resp>edition", f'<resp><persName ref="{HERE}l-pyongyang">A</persName>', "reference-wrong-kind"),
        ("We agree", 'We, <rs ref="#copytext">all</rs>, agree', "reference-wrong-kind"),
        ("We agree", f'We, <objectName ref="{HERE}p-kim">all</objectName>, agree', "reference-wrong-kind"),
        ("We agree", f'We, <persName ref="{HERE}p-kim {HERE}o-house">all</persName>, agree', "reference-wrong-kind"),
        ('target="#abbr.1" resp="#r-tr"', 'target="#abbr.1" resp="#corresp.1"', "responsible-wrong-kind"),
        ("We agree", '<said who="#type">We</said> agree', "responsible-wrong-kind"),
        ("Confirm receipt.", '<del hand="#AVPRF">Confirm</del> receipt.', "hand-wrong-kind"),
        ("Confirm receipt.", '<app><lem wit="#ms-AVPRF">a</lem><rdg wit="#AVPRF">b</rdg></app>', "witness-wrong-kind"),
        ("Confirm receipt.", 'Confirm<lb edRef="#copytext"/> receipt.', "witness-wrong-kind"),
        ('status="restricted" source="#copytext"', 'status="restricted" source="#type"', "source-wrong-kind"),
        ("<language ident", '<language ana="#AVPRF" ident', "analysis-wrong-kind"),
        ('<ref type="replyTo" target="t2.xml"', '<ref type="mentions" target="#r-ed"', "context-wrong-kind"),
        ('scheme="#type" target="#type.telegram"', 'scheme="#type" target="#type"', "category-wrong-kind"),
        ("Confirm receipt.", 'See <ref target="#p9">there</ref>.', "pointer-dangling"),
        ("Confirm receipt.", 'See <ptr target="#letter.1 #p9"/>.', "pointer-dangling"),
        ("Confirm receipt.", f'See <ptr target="{HERE}"/>.', "pointer-empty"),
        ("Confirm receipt.", 'See <ptr target="t2"/>.', "pointer-without-hash"),
        ("Confirm receipt.", 'See <ptr target="t3.xml"/>.', "document-missing"),
        ("Confirm receipt.", 'See <ptr target="../authority.xml"/>.', "authority-entry-missing"),
        ("Confirm receipt.", 'See <ptr target="viaf:77390479"/>.', "prefix-undeclared"),
        ('<pb edRef="#AVPRF" n="65"/>', '<pb edRef="#AVPRF" n="65" facs="leaf:65"/>', "prefix-undeclared"),
    ],
)
def test_wrong_pointers(old: str, new: str, rule: str) -> None:
    assert rules(old, new) == [rule]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Confirm receipt.", 'See <ptr target="https://example.org/a#b t2.xml ./t2.xml#corresp.1 urn:nbn:de:1"/>.'),
        (
            "Confirm receipt.",
            '<name ref="../authority.xml#l-pyongyang">It</name> is <rs ref="../authority.xml#o-house">one</rs>.',
        ),
        ('<pb edRef="#AVPRF" n="65"/>', '<pb edRef="#AVPRF" n="65" facs="https://example.org/65.jpg"/>'),
        ("<author ref=", "<author xml:id='a-1' ref="),
    ],
)
def test_right_pointers(old: str, new: str) -> None:
    assert rules(old, new) == []


@pytest.mark.parametrize("pattern", ["(a+)+b", "((a|a)*)*", "[", "(a*a*a*a*a*a*)*$"])
def test_a_prefix_with_a_hostile_pattern_is_not_tried(pattern: str) -> None:
    declared = f'<listPrefixDef><prefixDef ident="x" matchPattern="{pattern}" replacementPattern="$0"/></listPrefixDef>'
    changed = CLEAN.replace("<projectDesc>", declared + "<projectDesc>").replace(
        "Confirm receipt.", f'See <ptr target="x:{"a" * 60}"/>.'
    )
    assert check_document(changed.encode(), "tei/t1.xml", CONTEXT) == []


def test_a_finding_on_a_pointer_stands_at_its_attribute() -> None:
    changed = CLEAN.replace('<publisher ref="../authority.xml#o-house"', '<publisher ref="../authority.xml#o-nobody"')
    (found,) = check_document(changed.encode(), "tei/t1.xml", CONTEXT)
    line = changed.splitlines()[found.location.line - 1]
    assert line[found.location.column - 1 :].startswith('ref="../authority.xml#o-nobody"')
    assert found.location.xpath.endswith("/publisher[1]/@ref")
