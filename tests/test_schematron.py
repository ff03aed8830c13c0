"""Schematron: what ISO/IEC 19757-3 promises of patterns, rules and assertions; cases/schematron has more."""

import random
from pathlib import Path

import pytest
from lxml import etree, isoschematron  # type: ignore[attr-defined]

from tei_edition import resources
from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.errors import InstallationError
from tei_edition.validate.schematron import Rules, describe, load_rules, rule_costs, rules_at

HEAD = '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">'
EVERY_X = '<sch:pattern><sch:rule context="x"><sch:report id="x" test="true()">x</sch:report></sch:rule></sch:pattern>'


def rules_of(schema: str, folder: Path) -> Rules:
    path = folder / f"{abs(hash(schema))}.sch"
    path.write_text(f"{HEAD}{schema}</sch:schema>", "utf-8")
    return load_rules(path)


def sound_rules_of(schema: str, folder: Path) -> Rules:
    rules = rules_of(schema, folder)
    assert not rules.faults
    return rules


def place(finding: Diagnostic) -> tuple[int, int]:
    return finding.location.line, finding.location.column


def test_a_caller_sets_the_variables_of_the_schema(tmp_path: Path) -> None:
    rules = sound_rules_of(
        """<sch:let name="limit" value="1"/><sch:let name="long-name" value="'none'"/>
        <sch:pattern><sch:rule context="a"><sch:report id="r" test="true()"><sch:value-of select="$limit"/>,
        <sch:value-of select="$long-name"/></sch:report></sch:rule></sch:pattern>""",
        tmp_path,
    )
    assert [f.message for f in rules.check(b"<a/>", "x")] == ["1, none"]
    assert [f.message for f in rules.check(b"<a/>", "x", limit=2, long_name="given")] == ["2, given"]
    assert [f.message for f in rules.check(b"<a/>", "x")] == ["1, none"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_in_files_of_all_systems(tmp_path: Path, end: str, mark: str) -> None:
    rules = sound_rules_of(EVERY_X, tmp_path)
    text = end.join(["<?xml version='1.0'?>", "<!-- c", "c --><r>", "  <x", "  />", "", "\U0001f600<x/></r>"])
    found = rules.check((mark + text).encode(), "f")
    assert [place(f) for f in found] == [(4, 3), (7, 2)]


def test_places_far_down(tmp_path: Path) -> None:
    rules = sound_rules_of(EVERY_X, tmp_path)
    text = "<r>" + "<y/>\n" * 70_000 + "  <x/></r>"
    (found,) = rules.check(text.encode(), "f")
    assert place(found) == (70_001, 3)


MARKUP = [
    ("<!-- <x a='>'> -->", False), ("<?p <x/> ?>", False), ("<![CDATA[<x>]]>", False), ("<![CDATA[]]>", False),
    ("text &lt;x/&gt; > ", False), ("\n", False), ("\r\n\t", False), ("\U0001f600 한", False), ("<y z='&lt;'/>", False),
    ("<y z=\"/>\" w='\"x\"'>t</y>", False), ("<x/>", True), ("<x\n y='>' />", True), ("<x>text</x>", True),
]  # fmt: skip


def test_places_among_whatever_stands_around(tmp_path: Path) -> None:
    rules = sound_rules_of(EVERY_X, tmp_path)
    choose = random.Random(4)
    for _ in range(200):
        text, expected = "<r>", []
        for _ in range(choose.randrange(12)):
            markup, is_x = choose.choice(MARKUP)
            if is_x:
                before = text.replace("\r\n", "\n")
                expected.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
            text += markup
            if choose.random() < 0.2:
                text += "<z>"
        text += "</z>" * text.count("<z>") + "</r>"
        assert sorted(place(f) for f in rules.check(text.encode(), "f")) == expected, text


READERS = [
    "doc('{uri}')", "document('{uri}')", "unparsed-text('{uri}')", "unparsed-text-lines('{uri}')", "json-doc('{uri}')",
    "collection('{folder}')", "uri-collection('{folder}')", "environment-variable('TEI_EDITION_TEST')",
    "string-join(available-environment-variables())",
    "doc-available('{uri}')[.]", "unparsed-text-available('{uri}')[.]",
    "system-property('user.home')", "f:evaluate()", "f:source()", "f:document()",
    "transform(map {{ 'stylesheet-location': '{uri}', 'source-node': / }})?output",
    "Q{{java:java.lang.System}}getProperty('user.home')",
    "parse-xml('&lt;!DOCTYPE a SYSTEM &quot;{uri}&quot;&gt;&lt;a/&gt;')",
]  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_rules_read_nothing(reader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEI_EDITION_TEST", "secret")
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret/>", "utf-8")
    expression = reader.format(uri=secret.as_uri(), folder=tmp_path.as_uri())
    rules = rules_of(
        f"""<sch:ns prefix="f" uri="urn:f"/>
        <xsl:function name="f:evaluate" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:f">
          <xsl:evaluate xpath="'unparsed-text(&quot;{secret.as_uri()}&quot;)'"/></xsl:function>
        <xsl:function name="f:source" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:f">
          <xsl:source-document href="{secret.as_uri()}"><xsl:sequence select="name(*)"/></xsl:source-document>
        </xsl:function>
        <xsl:function name="f:document" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:f">
          <xsl:sequence select="document('{secret.as_uri()}')"/></xsl:function>
        <sch:pattern><sch:rule context="a"><sch:report id="r" test="string({expression})">read</sch:report>
          <sch:report id="sound" test="true()">sound</sch:report></sch:rule></sch:pattern>""",
        tmp_path,
    )
    found = [*rules.faults, *rules.check(b"<a/>", "x")]
    assert "read" not in {finding.message for finding in found}
    assert "sound" in {finding.message for finding in found}


def test_rules_write_nothing(tmp_path: Path) -> None:
    rules = rules_of(
        f"""<sch:ns prefix="f" uri="urn:f"/>
        <xsl:template name="write" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:result-document href="{(tmp_path / "out.xml").as_uri()}"><a/></xsl:result-document></xsl:template>
        {EVERY_X}""",
        tmp_path,
    )
    (fault,) = rules.faults
    assert fault.rule == "schematron-expression"
    assert "xsl:template 'write'" in fault.message
    assert rules.check(b"<x/>", "x") == []
    assert not (tmp_path / "out.xml").exists()


def test_includes_stay_in_the_folder_whatever_links_say(tmp_path: Path) -> None:
    (tmp_path / "outside.sch").write_text(f"{HEAD}{EVERY_X}</sch:schema>", "utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.sch").symlink_to(tmp_path / "outside.sch")
    includes = [f'<sch:include href="{name}"/>' for name in ("link.sch", "%00.sch", "..%2Foutside.sch", "http://[")]
    faults = rules_of("".join(includes) + EVERY_X, inside).faults
    assert [fault.rule for fault in faults] == ["schematron-include-outside"] * 4


def test_inclusions_do_not_multiply_without_end(tmp_path: Path) -> None:
    for number in range(30):
        twice = f'<sch:include href="{number + 1}.sch"/>' * 2 if number < 29 else ""
        text = f'<sch:pattern xmlns:sch="http://purl.oclc.org/dsdl/schematron">{twice}</sch:pattern>'
        (tmp_path / f"{number}.sch").write_text(text, "utf-8")
    faults = rules_of('<sch:include href="0.sch"/>' + EVERY_X, tmp_path).faults
    assert [fault.rule for fault in faults] == ["schematron-include"]


def test_a_schema_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.sch", tmp_path):
        rules = load_rules(path)
        assert [(fault.rule, fault.location.file) for fault in rules.faults] == [
            ("schematron-unreadable", path.as_posix())
        ]
        assert rules.check(b"<a/>", "x") == []


def test_a_fault_of_our_own_schema_is_one_of_the_installation(tmp_path: Path) -> None:
    path = tmp_path / "own.sch"
    path.write_text(f"{HEAD}{EVERY_X.replace('true()', 'count(')}</sch:schema>", "utf-8")
    with pytest.raises(InstallationError, match=r"own\.sch:1: The rule 'x' does not compile"):
        rules_at(path)


def test_describe_tells_what_each_assertion_of_the_profile_looks_for() -> None:
    described = describe(resources.schema("telegram.sch"))
    assert len({rule.id for rule in described}) == len(described) > 10
    assert all(rule.message and rule.help and rule.line and rule.pattern for rule in described)
    absent = next(rule for rule in described if rule.id == "addressee-missing")
    assert absent.severities == (Severity.WARNING, Severity.ERROR)
    assert absent.severity is Severity.WARNING
    wrong = next(rule for rule in described if rule.id == "file-name-disagrees")
    assert wrong.severities == (Severity.ERROR,)
    assert wrong.message == "The document is called '…' in xml:id, but its file '….xml'."


def test_describe_tells_titles_paragraphs_and_links(tmp_path: Path) -> None:
    path = tmp_path / "described.sch"
    path.write_text(
        f"""{HEAD}<sch:pattern id="p" see="https://example.org/p"><sch:title>A <sch:emph>title</sch:emph></sch:title>
        <sch:p>Of the pattern.</sch:p><sch:rule context="a" flag="spelling"><sch:p>Of the rule.</sch:p>
        <sch:assert test="b">No b in <sch:name/>.</sch:assert><sch:report test="c" see="#c">c</sch:report></sch:rule>
        </sch:pattern></sch:schema>""",
        "utf-8",
    )
    first, second = describe(path)
    assert (first.id, first.message, first.see, first.flag) == ("p", "No b in ….", "https://example.org/p", "spelling")
    assert (first.title, first.paragraphs) == ("A title", ("Of the pattern.", "Of the rule."))
    assert (second.id, second.see, second.line) == ("p-2", "#c", 3)


def _random_schema(choose: random.Random) -> str:
    """Patterns of rules within XPath 1.0, in no particular order of generality."""
    contexts = ["a", "b", "*", "a[b]", "a/b", "r//a", "b[@n]", "@n", "a[@n > 1]", "*[last()]", "/"]
    tests = ["@n", "not(*)", "count(*) > 1", "parent::a", ". = '1'", "string-length(.) < 2", "@n = 2", "//b"]
    number = 0
    text = ""
    for _ in range(choose.randrange(1, 4)):
        rules = ""
        for _ in range(choose.randrange(1, 4)):
            assertions = ""
            for _ in range(choose.randrange(1, 3)):
                number += 1
                kind, test = choose.choice(["assert", "report"]), choose.choice(tests).replace("<", "&lt;")
                assertions += f'<sch:{kind} id="t{number}" test="{test}">t{number} <sch:name/></sch:{kind}>'
            rules += f'<sch:rule context="{choose.choice(contexts)}">{assertions}</sch:rule>'
        text += f"<sch:pattern>{rules}</sch:pattern>"
    return text


def _random_document(choose: random.Random, depth: int = 0) -> str:
    inner = "".join(_random_document(choose, depth + 1) for _ in range(choose.randrange(4))) if depth < 4 else ""
    attribute = choose.choice(["", " n='1'", " n='2'"])
    words = choose.choice(["", "1", "text", "<!-- c -->"])
    name = "r" if depth == 0 else choose.choice("ab")
    return f"<{name}{attribute}>{words}{inner}</{name}>"


def test_verdicts_are_those_of_another_implementation(tmp_path: Path) -> None:
    """lxml carries the ISO Schematron of Rick Jelliffe, for XPath 1.0; text and comments it never visits."""
    choose = random.Random(19757)
    svrl = "{http://purl.oclc.org/dsdl/svrl}"
    for _ in range(60):
        schema = f'<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron">{_random_schema(choose)}</sch:schema>'
        other = isoschematron.Schematron(etree.fromstring(schema), store_report=True)
        path = tmp_path / "differential.sch"
        path.write_text(schema, "utf-8")
        load_rules.cache_clear()
        rules = load_rules(path)
        assert not rules.faults
        for _ in range(5):
            document = _random_document(choose)
            other.validate(etree.fromstring(document))
            theirs = [
                (told.get("id"), " ".join("".join(told.itertext()).split()))
                for told in other.validation_report.iter(f"{svrl}failed-assert", f"{svrl}successful-report")
            ]
            ours = [(finding.rule, finding.message) for finding in rules.check(document.encode(), "x")]
            assert sorted(ours) == sorted(theirs), (schema, document)


def test_costs_are_told_for_each_rule(tmp_path: Path) -> None:
    rules = sound_rules_of(
        """<sch:pattern><sch:rule context="r"><sch:report id="cheap" test="@n">x</sch:report>
        <sch:report id="costly" test="sum(for $a in 1 to 300, $b in //x return $a mod 7) = 1">x</sch:report></sch:rule>
        <sch:rule context="x"><sch:report id="failing" test="error()">x</sch:report></sch:rule></sch:pattern>""",
        tmp_path,
    )
    costs = rule_costs(rules, [b"<r>" + b"<x/>" * 300 + b"</r>"] * 2)
    assert set(costs) == {"cheap", "costly", "failing"}
    assert next(iter(costs)) == "costly"
    assert costs["costly"] > 0
    assert costs["failing"] == 0


def test_messages_keep_every_character(tmp_path: Path) -> None:
    rules = sound_rules_of(
        """<sch:pattern><sch:rule context="a">
        <sch:report id="r" test="true()"><sch:value-of select="."/> \u00a0|</sch:report></sch:rule></sch:pattern>""",
        tmp_path,
    )
    words = "\U0001f600 \u4e2d \u0085 \u2028 \u202e {} [] \\ / \" ' \ue000 \ufffd"
    (found,) = rules.check(f"<a>{words} &lt;&amp;</a>".encode(), "x")
    assert found.message == f"{words} <& \u00a0|"


def test_the_rules_of_tei(shared: Path) -> None:
    rules = load_rules(shared / "tei" / "tei_all.rng")
    assert not rules.faults
    assert len(rules.described) > 90
    content = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
      <p>On <date when="1952" from="1952">a day</date> <seg subtype="x">words</seg></p>
      <list type="gloss"><item>no label</item></list></body></text></TEI>"""
    found = {finding.rule: (finding.severity, place(finding)) for finding in rules.check(content, "x")}
    assert found == {
        "tei_all-att.datable.w3c-att-datable-w3c-when-constraint-rule-2": (Severity.WARNING, (2, 13)),
        "tei_all-att.typed-subtypeTyped-constraint-rule-7": (Severity.ERROR, (2, 56)),
        "tei_all-list-gloss-list-must-have-labels-constraint-rule-20": (Severity.ERROR, (3, 7)),
    }


def test_many_rules_that_fail_together_are_not_all_tried(tmp_path: Path) -> None:
    assertions = "".join(f'<sch:report id="r{n}" test="$day = 1">x</sch:report>' for n in range(40))
    rules = sound_rules_of(
        f"""<sch:let name="day" value="number(error((), 'no day'))"/><sch:pattern><sch:rule context="a">{assertions}
        <sch:report id="sound" test="true()">sound</sch:report></sch:rule></sch:pattern>""",
        tmp_path,
    )
    for _ in range(2):
        found = rules.check(b"<a/>", "x")
        failed = [finding for finding in found if finding.message == "The rule itself failed here: no day"]
        assert len(failed) == 10
        assert [finding.message for finding in found if finding.rule == "sound"] in ([], ["sound"])
        (last,) = [finding for finding in found if finding.rule == "rules-not-checked"]
        assert last.message.startswith(("30 more rules", "31 more rules"))
