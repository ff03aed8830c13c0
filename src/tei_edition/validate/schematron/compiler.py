"""From ISO Schematron to XSLT 3.0: one stylesheet whose result is a sequence of maps, one per finding.

Each map holds the rule's id, its role, the message, the help and the node itself, so that the caller can ask the node
for its line and column.

All rules share one mode and so one walk through the document. A rule's template tests its assertions, then hands the
node on to the next template that matches it (`xsl:next-match`), together with the patterns that have dealt with it:
in one pattern only the first rule that matches a node applies to it. The last template of all goes on to the node's
children, so that descendants of a matched node are matched as well.

What is read: schema, ns, let, pattern (also abstract, with is-a and param), rule (also abstract, with extends), assert,
report, diagnostics, value-of, name, and the text elements emph, span and dir. Lets of the schema become stylesheet
parameters that a caller may set. A role that begins with `$` names a variable that holds the role. `xsl:function` and
`xsl:key` may stand in the schema. Phases are not read yet.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tei_edition.errors import InstallationError

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
_S = f"{{{SCH}}}"
_X = f"{{{XSL}}}"
_TEST_ELEMENTS = (f"{_S}assert", f"{_S}report")

_FRAME = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:validate="urn:tei-edition:validate" xmlns:err="http://www.w3.org/2005/xqt-errors"
  exclude-result-prefixes="#all" expand-text="no">
  <xsl:mode on-multiple-match="use-last"/>
  <xsl:function name="validate:path" as="xs:string">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="string-join(($node/ancestor-or-self::*/concat('/', name(), '[',
      1 + count(for $step in . return preceding-sibling::*[node-name() = node-name($step)]), ']'),
      $node[self::attribute()]/concat('/@', name())))"/>
  </xsl:function>
</xsl:stylesheet>"""


def rule_ids(part: etree._Element) -> list[str]:
    """The ids of all assertions of a schema or of a part of it, in its order."""
    return [identifier_of(test) for test in part.iter(*_TEST_ELEMENTS)]


def compile_schema(schema: etree._Element, *, only: str = "", guarded: bool = False) -> str:
    """The stylesheet for `schema`, as text.

    `only` leaves out all assertions but the one of this id, to find out which of them does not compile. `guarded` wraps
    each assertion so that one that fails on a document becomes a finding; without it the stylesheet is faster.
    Raises InstallationError for a schema that cannot be read this way.
    """
    if schema.tag != f"{_S}schema":
        raise InstallationError("the Schematron file does not begin with sch:schema")
    return _Compiler(schema, only, guarded).text()


class _Compiler:
    def __init__(self, schema: etree._Element, only: str, guarded: bool) -> None:
        self._schema = schema
        self._only = only
        self._guarded = guarded
        self._diagnostics = {d.get("id", ""): d for d in schema.iter(f"{_S}diagnostic")}
        self._abstract_rules = {
            rule.get("id", ""): rule for rule in schema.iter(f"{_S}rule") if rule.get("abstract") == "true"
        }
        self._contexts: list[str] = []

    def text(self) -> str:
        frame = etree.fromstring(_FRAME)
        namespaces: Any = {**frame.nsmap, **self._declared()}
        root = etree.Element(frame.tag, {str(k): str(v) for k, v in frame.attrib.items()}, nsmap=namespaces)
        default = self._schema.get("xpath-default-namespace")
        if default:
            root.set("xpath-default-namespace", default)
        root.extend(list(frame))
        for child in self._schema:
            if child.tag == f"{_S}let":
                self._let(root, child, "param")
            elif isinstance(child.tag, str) and child.tag.startswith(_X):
                root.append(copy.deepcopy(child))
        rules = [
            (number, pattern, rule) for number, pattern in enumerate(self._patterns()) for rule in _rules_of(pattern)
        ]
        for position, (number, pattern, rule) in enumerate(rules):
            if self._only and self._only not in rule_ids(rule):
                continue
            self._template(root, number, pattern, rule, priority=len(rules) - position)
        walk = _add(root, "template", match="/ | node() | @*", priority="-1")
        _add(walk, "apply-templates", select=self._children())
        return etree.tostring(root, encoding="unicode")

    def _declared(self) -> dict[str | None, str]:
        declared: dict[str | None, str] = {p: u for p, u in self._schema.nsmap.items() if p and p not in ("sch", "xsl")}
        declared.update({ns.get("prefix", ""): ns.get("uri", "") for ns in self._schema.iter(f"{_S}ns")})
        return declared

    def _patterns(self) -> Iterator[etree._Element]:
        abstract = {p.get("id", ""): p for p in self._schema.iter(f"{_S}pattern") if p.get("abstract") == "true"}
        for pattern in self._schema.iter(f"{_S}pattern"):
            if pattern.get("abstract") == "true":
                continue
            name = pattern.get("is-a")
            if not name:
                yield pattern
            elif name in abstract:
                yield _instance(abstract[name], pattern)
            else:
                raise InstallationError(
                    f"the Schematron pattern '{pattern.get('id')}' is-a '{name}', which is not there"
                )

    def _template(
        self, root: etree._Element, number: int, pattern: etree._Element, rule: etree._Element, *, priority: int
    ) -> None:
        context = rule.get("context", "")
        self._contexts.append(context)
        template = _add(root, "template", match=context, priority=str(priority))
        _add(template, "param", name="validate-done", **{"as": "xs:integer*", "select": "()"})
        body = _add(template, "if", test=f"not($validate-done = {number})")
        for child in pattern:
            if child.tag == f"{_S}let":
                self._let(body, child, "variable")
        self._rule_body(body, rule, ())
        onward = _add(template, "next-match")
        _add(onward, "with-param", name="validate-done", select=f"$validate-done, {number}")

    def _rule_body(self, body: etree._Element, rule: etree._Element, seen: tuple[str, ...]) -> None:
        for child in rule:
            if child.tag == f"{_S}let":
                self._let(body, child, "variable")
            elif child.tag == f"{_S}extends":
                name = child.get("rule", "")
                if name not in self._abstract_rules or name in seen:
                    raise InstallationError(f"a Schematron rule extends '{name}', which is not there or extends itself")
                self._rule_body(body, self._abstract_rules[name], (*seen, name))
            elif child.tag in _TEST_ELEMENTS and self._only in ("", identifier_of(child)):
                self._test(body, child)

    def _test(self, body: etree._Element, test: etree._Element) -> None:
        holder = body
        if self._guarded:
            attempt = _add(body, "try")
            caught = _add(attempt, "catch", errors="*")
            caught_map = _finding(caught, identifier_of(test), "'error'")
            _entry(caught_map, "failure", "$err:description")
            holder = etree.Element(f"{_X}sequence")
            attempt.insert(0, holder)
        expression = test.get("test", "")
        condition = expression if test.tag == f"{_S}report" else f"not({expression})"
        found = _finding(_add(holder, "if", test=condition), identifier_of(test), _role(test.get("role", "error")))
        self._words(found, "message", test)
        for name in test.get("diagnostics", "").split():
            if name not in self._diagnostics:
                raise InstallationError(
                    f"the Schematron rule '{identifier_of(test)}' names the diagnostic '{name}', which is not there"
                )
            self._words(found, "help", self._diagnostics[name])
            break

    def _let(self, parent: etree._Element, let: etree._Element, kind: str) -> None:
        _add(parent, kind, name=let.get("name", ""), select=let.get("value") or "()")

    def _words(self, found: etree._Element, key: str, words: etree._Element) -> None:
        entry = _add(found, "map-entry", key=f"'{key}'")
        value = _add(entry, "value-of", separator="")
        self._inline(value, words)

    def _inline(self, target: etree._Element, words: etree._Element) -> None:
        _literal(target, words.text)
        for child in words:
            if child.tag == f"{_S}value-of":
                _add(target, "value-of", select=child.get("select", "()"), separator=" ")
            elif child.tag == f"{_S}name":
                _add(target, "value-of", select=f"name({child.get('path', '.')})")
            elif isinstance(child.tag, str):
                self._inline(target, child)
            _literal(target, child.tail)

    def _children(self) -> str:
        """What a walk must visit: attributes and text only if some rule looks at them."""
        last_steps = re.sub(r"\[[^\[\]]*\]", "", _without_predicates(" | ".join(self._contexts)))
        chosen = ["node()" if re.search(r"(text|comment|node|processing-instruction)\(", last_steps) else "*"]
        if "@" in last_steps or "attribute(" in last_steps:
            chosen.insert(0, "@*")
        return ", ".join(chosen)


def _without_predicates(pattern: str) -> str:
    while True:
        shorter = re.sub(r"\[[^\[\]]*\]", "", pattern)
        if shorter == pattern:
            return pattern
        pattern = shorter


def _rules_of(pattern: etree._Element) -> list[etree._Element]:
    return [rule for rule in pattern.iterchildren(f"{_S}rule") if rule.get("abstract") != "true"]


def _instance(abstract: etree._Element, pattern: etree._Element) -> etree._Element:
    """The abstract pattern with the parameters of `pattern` put in for $name."""
    values = {param.get("name", ""): param.get("value", "") for param in pattern.iter(f"{_S}param")}
    made = copy.deepcopy(abstract)
    if values:
        names = re.compile(r"\$(" + "|".join(sorted(map(re.escape, values), key=len, reverse=True)) + r")(?![\w.\-])")
        for element in made.iter(etree.Element):
            for attribute, value in element.attrib.items():
                element.set(attribute, names.sub(lambda found: values[found[1]], str(value)))
    return made


def identifier_of(test: etree._Element) -> str:
    """The id of an assertion, or a name made from its line."""
    return test.get("id") or f"line-{test.sourceline}"


def _role(role: str) -> str:
    return role if role.startswith("$") else f"'{role}'"


def _finding(parent: etree._Element, rule: str, role: str) -> etree._Element:
    found = _add(parent, "map")
    _entry(found, "rule", f"'{rule}'")
    _entry(found, "role", role)
    _entry(found, "node", ".")
    _entry(found, "xpath", "validate:path(.)")
    return found


def _entry(found: etree._Element, key: str, select: str) -> None:
    _add(found, "map-entry", key=f"'{key}'", select=select)


def _literal(target: etree._Element, words: str | None) -> None:
    if words:
        _add(target, "text").text = words


def _add(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{_X}{element}", attributes)
