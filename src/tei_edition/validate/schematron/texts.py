"""The texts of a schema: messages, and what helps with them (diagnostics, quick fixes, properties)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tei_edition.diagnostics import Severity
from tei_edition.validate.schematron.expressions import filled, renamed
from tei_edition.validate.schematron.names import ELEMENTS, LANG, SCH, SQF, XSL, namespace_of, s
from tei_edition.validate.schematron.schema import NameOf, Part, Select, Words
from tei_edition.validate.schematron.source import Source

_INLINE = frozenset({"emph", "span", "dir", "p", "title"})
_INSTRUCTIONS = frozenset({"value-of", "text", "sequence", "copy-of", "if", "choose", "for-each", "variable"})
_REFERRED = {"diagnostics": "diagnostic", "properties": "property"}


class Scope:
    """What the attributes of a pattern mean: the parameters put in for `$name`, and variables under new names."""

    def __init__(self, values: Mapping[str, str] | None = None, names: Mapping[str, str] | None = None) -> None:
        self.values = dict(values or {})
        self.names = dict(names or {})

    def expression(self, element: etree._Element, attribute: str, default: str = "") -> str:
        """The value of an attribute that holds an expression."""
        return self.meant(element.get(attribute, default))

    def meant(self, expression: str) -> str:
        """What an expression of the pattern means."""
        return renamed(filled(expression, self.values), self.names)

    def text(self, element: etree._Element, attribute: str) -> str:
        """The value of an attribute that holds anything else."""
        return filled(element.get(attribute, ""), self.values)


class Texts:
    """Reads the texts of one schema; diagnostics, fixes and properties are found by their ids."""

    def __init__(self, source: Source, tops: list[etree._Element]) -> None:
        self._source = source
        self._named: dict[tuple[str, str], etree._Element] = {}
        for element in source.walk(tops):
            if element.tag in (s("diagnostic"), s("property"), f"{{{SQF}}}fix", f"{{{SQF}}}group"):
                kind = etree.QName(element).localname.replace("group", "fix")
                self._named.setdefault((kind, element.get("id", "")), element)

    def words(self, element: etree._Element, scope: Scope) -> Words:
        """The text of an element."""
        return Words(tuple(self._parts(element, scope)), namespaces(element))

    def help(self, assertion: etree._Element, scope: Scope) -> tuple[Words, ...]:
        """The texts of the diagnostics that an assertion names, of its quick fixes, and of its properties."""
        found = []
        language = _language(assertion)
        for element in self._referred(assertion, "diagnostics"):
            words = self.words(element, scope)
            own = _language(element)
            mark = f"[{own}] " if own and language and own != language else ""
            found.append(Words((mark, *words.parts), words.namespaces))
        for fix in self._fixes(assertion):
            for title in fix.iter(f"{{{SQF}}}title"):
                words = self.words(title, scope)
                found.append(Words(("Quick fix: ", *words.parts, "."), words.namespaces))
        for element in self._referred(assertion, "properties"):
            words = self.words(element, scope)
            found.append(Words((f"[{element.get('id')}: ", *words.parts, "]"), words.namespaces))
        return tuple(found)

    def _referred(self, assertion: etree._Element, attribute: str) -> Iterator[etree._Element]:
        kind = _REFERRED[attribute]
        for name in assertion.get(attribute, "").split():
            element = self._named.get((kind, name))
            if element is None:
                self._source.fault(
                    "schematron-reference", assertion,
                    f"The {kind} '{name}' that this {etree.QName(assertion).localname} names is not in the schema.",
                    f"Add it to the {attribute} of the schema, or correct the name.",
                )  # fmt: skip
            else:
                yield element

    def _fixes(self, assertion: etree._Element) -> Iterator[etree._Element]:
        for name in assertion.get(f"{{{SQF}}}fix", "").split():
            rule = assertion.getparent()
            near = rule.iterchildren(f"{{{SQF}}}fix", f"{{{SQF}}}group") if rule is not None else iter(())
            fix = next((fix for fix in near if fix.get("id") == name), self._named.get(("fix", name)))
            if fix is None:
                self._source.fault(
                    "schematron-reference", assertion, f"The quick fix '{name}' is not in the schema.",
                    "Add it as sqf:fix, or correct the name.", Severity.WARNING,
                )  # fmt: skip
            else:
                yield fix

    def _parts(self, element: etree._Element, scope: Scope) -> Iterator[Part]:
        if element.text:
            yield element.text
        for child in element:
            if child.tag == s("value-of"):
                yield Select(scope.expression(child, "select", "()"))
            elif child.tag == s("name"):
                yield NameOf(scope.expression(child, "path", "."))
            elif isinstance(child.tag, str):
                name = etree.QName(child).localname
                if namespace_of(child) == XSL and name in _INSTRUCTIONS:
                    yield child
                elif namespace_of(child) == XSL or (namespace_of(child) == SCH and name in ELEMENTS - _INLINE):
                    self._source.fault(
                        "schematron-element-unknown", child, f"The element '{name}' means nothing in a text; it is "
                        "left out.", "A text may hold value-of, name, emph, span and dir.", Severity.WARNING,
                    )  # fmt: skip
                else:
                    yield from self._parts(child, scope)
            if child.tail:
                yield child.tail


def namespaces(element: etree._Element) -> dict[str, str]:
    """The prefixes that are declared where an element stands."""
    return {prefix: uri for prefix, uri in element.nsmap.items() if prefix}


def _language(element: etree._Element) -> str:
    here: etree._Element | None = element
    while here is not None:
        if here.get(LANG) is not None:
            return str(here.get(LANG))
        here = here.getparent()
    return ""
