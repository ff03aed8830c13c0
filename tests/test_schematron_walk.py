"""The walk hands each node to the patterns that may match it, whatever form their contexts have."""

from pathlib import Path

import pytest

from tei_edition.validate.schematron import load_rules
from tei_edition.validate.schematron.expressions import subjects

DOCUMENT = b"""<a xmlns:p="urn:p" n="1"><b n="2"><c/>text<!-- note --><?go on?></b><p:c p:n="3"/><c xml:id="i"/></a>"""
NAMES = 'xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'


def found(tmp_path: Path, *contexts: str, binding: str = "xslt3") -> list[str]:
    """The XPaths of the nodes that match the contexts, each in a pattern of its own."""
    patterns = "".join(
        f'<pattern><rule context="{context}"><assert test="false()">x</assert></rule></pattern>' for context in contexts
    )
    schema = tmp_path / f"{len(list(tmp_path.iterdir()))}.sch"
    schema.write_text(
        f'<schema {NAMES} queryBinding="{binding}"><ns prefix="p" uri="urn:p"/><xsl:key name="k" match="c" use="1"/>'
        f"{patterns}</schema>",
        "utf-8",
    )
    rules = load_rules(schema)
    assert rules.faults == ()
    return [one.location.xpath for one in rules.check(DOCUMENT, "a.xml")]


@pytest.mark.parametrize(
    ("context", "nodes"),
    [
        ("c", ["/a[1]/b[1]/c[1]", "/a[1]/c[1]"]),
        ("b/c", ["/a[1]/b[1]/c[1]"]),
        ("a//c[not(@n)]", ["/a[1]/b[1]/c[1]", "/a[1]/c[1]"]),
        ("child::c[parent::b]", ["/a[1]/b[1]/c[1]"]),
        ("p:c | b/c", ["/a[1]/b[1]/c[1]", "/a[1]/p:c[1]"]),
        ("(p:c | b)[true()]", ["/a[1]/b[1]", "/a[1]/p:c[1]"]),
        ("(a | b)/c", ["/a[1]/b[1]/c[1]", "/a[1]/c[1]"]),
        ("*:c[@xml:id]", ["/a[1]/c[1]"]),
        ("p:*", ["/a[1]/p:c[1]"]),
        ("Q{urn:p}c", ["/a[1]/p:c[1]"]),
        ("element(b)", ["/a[1]/b[1]"]),
        ("*[@n = '2']", ["/a[1]/b[1]"]),
        ("@n", ["/a[1]/@n", "/a[1]/b[1]/@n"]),
        ("b/attribute::n", ["/a[1]/b[1]/@n"]),
        ("@p:n", ["/a[1]/p:c[1]/@p:n"]),
        ("@*[. = '3']", ["/a[1]/p:c[1]/@p:n"]),
        ("b/@*", ["/a[1]/b[1]/@n"]),
        ("text()", ["/a[1]/b[1]/text()[1]"]),
        ("b/comment()", ["/a[1]/b[1]/comment()[1]"]),
        ("processing-instruction('go')", ["/a[1]/b[1]/processing-instruction()[1]"]),
        ("b/node()[self::comment()]", ["/a[1]/b[1]/comment()[1]"]),
        ("key('k', 1)[@xml:id]", ["/a[1]/c[1]"]),
        ("id('i')", ["/a[1]/c[1]"]),
        ("/", ["/"]),
        ("/a", ["/a[1]"]),
        (".[. instance of element(b)]", ["/a[1]/b[1]"]),
        ("a/c except b/c", ["/a[1]/c[1]"]),
        ("b/c union a/c", ["/a[1]/b[1]/c[1]", "/a[1]/c[1]"]),
    ],
)
def test_every_form_of_context(tmp_path: Path, context: str, nodes: list[str]) -> None:
    assert found(tmp_path, context) == nodes
    # Other patterns take nothing from it.
    assert sorted(found(tmp_path, "zzz", context, "zzz | @zzz")) == sorted(nodes)


@pytest.mark.parametrize("binding", ["xslt", "xslt2"])
def test_older_bindings(tmp_path: Path, binding: str) -> None:
    assert found(tmp_path, "b/c | @n", binding=binding) == ["/a[1]/@n", "/a[1]/b[1]/@n", "/a[1]/b[1]/c[1]"]


def test_many_rules_on_one_node(tmp_path: Path) -> None:
    """Each pattern applies to the node; in one pattern only the first rule that matches."""
    assert found(tmp_path, *["b", "*[@n]", "a/b", "b[@n]"] * 10).count("/a[1]/b[1]") == 40
    both = 'b"><assert test="false()">x</assert></rule><rule context="*[@n]'
    assert found(tmp_path, both) == ["/a[1]", "/a[1]/b[1]"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("p", {"p"}),
        ("tei:div//tei:p[a | b/c]", {"tei:p"}),
        ("text//floatingText | text//div[@type = ('a', 'b|c')]", {"floatingText", "div"}),
        ("(persName | orgName)[@ref]", {"persName", "orgName"}),
        ("@ref | @target[contains(., '/')]", {"@ref", "@target"}),
        ("union", {"union"}),
        ("a union b", None),
        ("*:p", None),
        ("/", {"/"}),
        ("p/text()", {"text()"}),
        ("key('k', '1')", None),
        ("element(p)", None),
        (". [self::p]", None),
    ],
)
def test_subjects(pattern: str, names: set[str] | None) -> None:
    assert subjects(pattern) == names
