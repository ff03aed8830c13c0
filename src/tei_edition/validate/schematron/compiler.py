"""From a Schematron schema to XSLT 3.0: one stylesheet whose result is JSON, one object per finding.

Each object holds the number of the assertion (`n`), the message, the help, and which node it is: the positions of its
ancestors and its own among their siblings (`node`, for `tei_edition.validate.places`).

One walk goes through the document. It hands each node to the patterns whose rules can match one of its name: each
pattern has a mode of its own, so that the first of its rules that matches applies and no other. (`xsl:next-match` in
one mode for all costs Saxon time that grows with the square of the rules that match a node.)

The schema's own variables become stylesheet parameters that a caller may set. Those of a pattern are global variables,
since their context is the document (ISO/IEC 19757-3, 5.4.6). Schemas for XPath 1.0 keep its rules: `version="1.0"`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from tei_edition.validate.schematron.expressions import subjects, without_predicates
from tei_edition.validate.schematron.names import s, x
from tei_edition.validate.schematron.schema import (
    Assertion,
    Let,
    NameOf,
    Namespaces,
    Pattern,
    Rule,
    Schema,
    Select,
    Words,
)

_V = "urn:tei-edition:validate"
_STRING = "Q{http://www.w3.org/2001/XMLSchema}string"
_MAP = "http://www.w3.org/2005/xpath-functions/map"
_ERR = "http://www.w3.org/2005/xqt-errors"
_MODE = f"Q{{{_V}}}walk"
# The kinds of node, each with the patterns that match it among others.
_KINDS = {
    "*": ("node()",), "@*": (), "text()": ("node()",), "comment()": ("node()",),
    "processing-instruction()": ("node()",), "/": (),
}  # fmt: skip
_OF_STYLESHEET = ("xpath-default-namespace", "expand-text", "version")  # what the parts of a stylesheet inherit
# Names are written out (Q{…}), so that no prefix of a schema can be taken for one of these.
_FRAME = f"""<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" expand-text="no">
  <xsl:output method="text"/>
  <xsl:mode name="{_MODE}" on-no-match="deep-skip"/>
  <xsl:template match="/" version="3.0">
    <xsl:variable name="Q{{{_V}}}found" as="item()*">
      <xsl:apply-templates select="." mode="{_MODE}"/>
    </xsl:variable>
    <!-- Where much was found, each parent's children are numbered once, however many of them were found. -->
    <xsl:variable name="Q{{{_V}}}few" select="count($Q{{{_V}}}found) le 20"/>
    <xsl:variable name="Q{{{_V}}}positions" select="Q{{{_MAP}}}merge($Q{{{_V}}}found?node/ancestor-or-self::node()/.. !
      (node() ! Q{{{_MAP}}}entry(generate-id(), position())))"/>
    <xsl:sequence select="serialize(array {{ $Q{{{_V}}}found ! Q{{{_MAP}}}put(., 'node', string-join(
      ?node/ancestor-or-self::node()[..] ! (if (. instance of attribute()) then concat('@', name())
      else if ($Q{{{_V}}}few) then 1 + count(preceding-sibling::node())
      else $Q{{{_V}}}positions(generate-id())), '/')) }}, map {{ 'method': 'json' }})"/>
  </xsl:template>
</xsl:stylesheet>"""


def rule_ids(part: etree._Element) -> list[str]:
    """The ids that the assertions of a schema or of a part of it have, as they stand there."""
    return [test.get("id", "") for test in part.iter(s("assert"), s("report"))]


def compile_schema(schema: Schema, *, guarded: bool = False) -> str:
    """The stylesheet for `schema`, as text.

    `guarded` wraps each assertion so that one that fails on a document becomes a finding with a `failure`; without it
    the stylesheet is faster, and fails as a whole.
    """
    return etree.tostring(_Compiler(schema, guarded).stylesheet(), encoding="unicode")


class _Compiler:
    def __init__(self, schema: Schema, guarded: bool) -> None:
        self._schema = schema
        self._guarded = guarded

    def stylesheet(self) -> etree._Element:
        schema = self._schema
        frame = etree.fromstring(_FRAME)
        declared = {**schema.namespaces, "xsl": frame.nsmap["xsl"]}
        root = etree.Element(frame.tag, {**dict(frame.attrib), "version": schema.version}, nsmap=declared)
        if schema.default_namespace:
            root.set("xpath-default-namespace", schema.default_namespace)
        root.extend(list(frame))
        for let in schema.parameters:
            self._let(root, let, "param")
        for let in (*schema.lets, *(let for pattern in schema.patterns for let in pattern.lets)):
            self._let(root, let, "variable")
        for declaration in schema.declarations:
            _copy(root, declaration.element)
        for number, pattern in enumerate(schema.patterns):
            mode = _pattern_mode(number)
            _add(root, "mode", **{"name": mode, "on-multiple-match": "use-last", "on-no-match": "deep-skip"})
            for position, rule in enumerate(pattern.rules):
                self._template(root, rule, mode, priority=len(pattern.rules) - position)
        self._walk(root)
        return root

    def _walk(self, root: etree._Element) -> None:
        """The templates that hand each node to the patterns that may match it, and go on to its children."""
        met = [self._met(pattern) for pattern in self._schema.patterns]
        visited = _visited(self._schema.patterns)
        for kind, others in _KINDS.items():
            wide = [number for number, names in enumerate(met) if names is None or names & {kind, *others}]
            onward = visited if kind in ("*", "/") else ""
            if wide or onward:
                self._hand(root, kind, wide, onward, priority=0)
            for name in sorted({name for names in met for name in names or () if _kind_of(name) == kind}):
                own = [number for number, names in enumerate(met) if number in wide or (names and name in names)]
                self._hand(root, name, own, onward, priority=1)

    def _hand(self, root: etree._Element, match: str, patterns: Sequence[int], onward: str, *, priority: int) -> None:
        template = _add(root, "template", match=match, mode=_MODE, priority=str(priority))
        for number in patterns:
            _add(template, "apply-templates", select=".", mode=_pattern_mode(number))
        if onward:
            _add(template, "apply-templates", select=onward, mode=_MODE)

    def _met(self, pattern: Pattern) -> frozenset[str] | None:
        """The nodes that a pattern's rules can match, names written out (`Q{uri}p`); None where it may be any."""
        found: set[str] = set()
        for rule in pattern.rules:
            names = subjects(rule.context)
            if names is None:
                return None
            for name in names:
                written = self._written_out(name, rule.namespaces)
                if written is None:
                    return None
                found.add(written)
        return frozenset(found)

    def _written_out(self, name: str, namespaces: Namespaces) -> str | None:
        if not re.fullmatch(r"@?[\w.\-:]+", name):
            return name
        sign, local = ("@", name[1:]) if name.startswith("@") else ("", name)
        prefix, colon, local = local.rpartition(":")
        if not colon:
            return f"{sign}Q{{{'' if sign else self._schema.default_namespace}}}{local}"
        uri = {**self._schema.namespaces, **namespaces}.get(prefix)
        return None if uri is None else f"{sign}Q{{{uri}}}{local}"

    def _template(self, root: etree._Element, rule: Rule, mode: str, *, priority: int) -> None:
        attributes = {"match": rule.context, "mode": mode, "priority": str(priority)}
        body = self._within(root, "template", rule.namespaces, **attributes)
        lets: list[Let] = []
        for item in rule.items:
            if isinstance(item, Assertion):
                self._assertion(body, item, lets)
            elif self._guarded:
                lets.append(item)
            else:
                self._let(body, item, "variable")

    def _assertion(self, body: etree._Element, assertion: Assertion, lets: Sequence[Let]) -> None:
        holder = body
        if self._guarded:
            attempt = _add(body, "try")
            holder = _add(attempt, "sequence")
            caught = _finding(_add(attempt, "catch", errors="*"), assertion, ".")
            _entry(caught, "failure", f"$Q{{{_ERR}}}description")
            for let in lets:  # within the guard, since a variable can fail as well
                self._let(holder, let, "variable")
        if assertion.report:
            speaking = self._within(holder, "if", assertion.namespaces, test=assertion.test)
        else:
            choice = _add(holder, "choose")
            self._within(choice, "when", assertion.namespaces, test=assertion.test)
            speaking = self._within(choice, "otherwise", assertion.namespaces)
        subject = assertion.subject
        node = f"(({subject})[. instance of node()][root() is root(current())], .)[1]" if subject else "."
        found = _finding(speaking, assertion, node)
        if assertion.role.startswith("$"):
            _entry(found, "role", f"string({assertion.role})")
        self._words(found, "message", [assertion.message])
        if assertion.help:
            self._words(found, "help", assertion.help)

    def _let(self, parent: etree._Element, let: Let, kind: str) -> None:
        attributes = {"name": let.name, **({"as": let.type} if let.type else {})}
        if let.content is None:
            self._within(parent, kind, let.namespaces, select=let.value or "()", **attributes)
            return
        made = self._within(parent, kind, let.namespaces, **attributes)
        _literal(made, let.content.text)
        for child in let.content:
            if isinstance(child.tag, str):
                _copy(made, child)
            _literal(made, child.tail)

    def _words(self, found: etree._Element, key: str, texts: Sequence[Words]) -> None:
        entry = _add(found, "map-entry", key=f"'{key}'")
        _add(entry, "variable", name=f"Q{{{_V}}}words", **{"as": _STRING})  # JSON would have markup for a text node
        value = _add(entry[0], "value-of", separator="")
        for position, words in enumerate(texts):
            if position:
                _literal(value, " ")
            self._inline(value, words)
        _add(entry, "sequence", select=f"$Q{{{_V}}}words")

    def _inline(self, target: etree._Element, words: Words) -> None:
        # XPath 1.0 gives the first node of several, which XSLT does only without a separator.
        separator = {} if self._schema.version == "1.0" else {"separator": " "}
        for part in words.parts:
            if isinstance(part, str):
                _literal(target, part)
            elif isinstance(part, Select):
                self._within(target, "value-of", words.namespaces, select=part.expression, **separator)
            elif isinstance(part, NameOf):
                self._within(target, "value-of", words.namespaces, select=f"name(({part.path})[1])")
            else:
                _copy(target, part)

    def _within(
        self, parent: etree._Element, element: str, namespaces: Namespaces, /, **attributes: str
    ) -> etree._Element:
        """An instruction with the namespaces of the place in the schema from which its expressions come."""
        own = {p: uri for p, uri in namespaces.items() if p not in self._schema.namespaces and p not in ("xsl", "xml")}
        return etree.SubElement(parent, x(element), attributes, nsmap=own)


def _finding(parent: etree._Element, assertion: Assertion, node: str) -> etree._Element:
    if node != ".":
        _add(parent, "variable", name=f"Q{{{_V}}}node", select=node)
        node = f"$Q{{{_V}}}node"
    found = _add(parent, "map")
    _entry(found, "n", str(assertion.number))
    _entry(found, "node", node)
    return found


def _entry(found: etree._Element, key: str, select: str) -> None:
    _add(found, "map-entry", key=f"'{key}'", select=select)


def _literal(target: etree._Element, words: str | None) -> None:
    if words:
        _add(target, "text").text = words


def _add(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, x(element), attributes)


def _copy(parent: etree._Element, original: etree._Element) -> etree._Element:
    """A copy with all that the expressions in it rely on: prefixes, and what its stylesheet says of itself."""
    around = original.getparent()
    inherited = {}
    if around is not None and around.tag in (x("stylesheet"), x("transform")):
        inherited = {name: value for name in _OF_STYLESHEET if (value := around.get(name)) is not None}
    attributes: Any = {**inherited, **dict(original.attrib)}
    namespaces: Any = original.nsmap
    made = etree.SubElement(parent, original.tag, attributes, nsmap=namespaces)
    made.text = original.text
    made.extend([copy.deepcopy(child) for child in original])
    return made


def _kind_of(name: str) -> str:
    """The kind of node that a name written out (`Q{uri}p`, `@Q{}n`) names; "" if it is none."""
    return "@*" if name.startswith("@Q{") else "*" if name.startswith("Q{") else ""


def _pattern_mode(number: int) -> str:
    return f"Q{{{_V}}}pattern-{number}"


def _visited(patterns: Sequence[Pattern]) -> str:
    """What a walk must visit: attributes, text, comments and instructions only if some rule looks at them."""
    steps = without_predicates(" | ".join(rule.context for pattern in patterns for rule in pattern.rules))
    if re.search(r"(^|[|(]|union|intersect|except)\s*[.$]|\b(key|id|element-with-id|root|doc)\s*\(", steps):
        return "@*, node()"  # such a pattern can match a node of any kind
    chosen = ["node()" if re.search(r"(text|comment|node|processing-instruction)\s*\(", steps) else "*"]
    if "@" in steps or re.search(r"attribute\s*(\(|::)", steps):
        chosen.insert(0, "@*")
    return ", ".join(chosen)
