"""From the file of a Schematron schema to its values: language, phase, variables and functions, then the patterns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.validate.schematron.names import ELEMENTS, SCH, XSL, namespace_of, s, x
from tei_edition.validate.schematron.patterns import TESTS, PatternReader
from tei_edition.validate.schematron.schema import Declaration, Schema
from tei_edition.validate.schematron.source import Source, top_elements
from tei_edition.validate.schematron.texts import Texts

_VERSIONS = {
    "xslt": "1.0",
    "xpath": "1.0",
    "xslt2": "3.0",
    "xpath2": "3.0",
    "xslt3": "3.0",
    "xpath3": "3.0",
    "xpath31": "3.0",
}
_DECLARATIONS = frozenset({"accumulator", "decimal-format", "function", "key", "param", "template", "variable"})
ALL, DEFAULT = "#ALL", "#DEFAULT"


def read_schema(path: Path, phase: str = DEFAULT) -> tuple[Schema | None, list[Diagnostic]]:
    """The schema in the file at `path`, and what is wrong with the file.

    The file is a Schematron schema, or one of another kind (RELAX NG, XML Schema, ODD) that carries Schematron. `phase`
    is a phase of it, `#ALL` or `#DEFAULT`. The schema is None where nothing of it can be used; else what is wrong was
    left out of it.
    """
    source = Source(path)
    if source.root is None:
        return None, source.faults
    return _Reader(source, source.root).schema(phase), source.faults


class _Reader:
    def __init__(self, source: Source, root: etree._Element) -> None:
        self._source = source
        self._root = root
        self._tops = list(top_elements(source, root))
        self._texts = Texts(source, self._tops)
        self._patterns = [top for top in self._tops if top.tag in (s("pattern"), s("rule"), *TESTS)]

    def schema(self, phase: str) -> Schema | None:
        version = self._version()
        active = self._phase(phase) if version else None
        if version is None or active is None:
            return None
        patterns = PatternReader(self._source, self._root, self._texts, self._patterns)
        lets = [patterns.let(top) for top in self._tops if top.tag == s("let")]
        of_phase = [patterns.let(let) for element in active for let in self._children(element, "let")]
        declarations = list(self._declarations())
        variables = (d.element for d in declarations if d.element.tag in (x("variable"), x("param")))
        patterns.taken.update(let.name for let in (*lets, *of_phase))
        patterns.taken.update(variable.get("name", "") for variable in variables)
        read = tuple(patterns.read(self._active(active)))
        self._known()
        schema = Schema(
            Path(self._source.name).name,
            version,
            self._default_namespace(),
            self._namespaces(),
            tuple(lets),
            tuple(of_phase),
            tuple(declarations),
            read,
        )
        if not schema.assertions and not self._source.faults:
            self._source.fault(
                "schematron-no-rules", None, "The schema holds no rules that could be applied.",
                "A Schematron schema begins with sch:schema; a RELAX NG schema carries sch:pattern or sch:rule.",
            )  # fmt: skip
        return schema

    def _version(self) -> str | None:
        if self._root.tag != s("schema"):
            if not self._patterns:
                name = etree.QName(self._root).localname
                self._source.fault(
                    "schematron-no-rules", self._root, f"The file begins with '{name}' and holds no Schematron.",
                    "Name a Schematron schema, or a RELAX NG schema that carries Schematron rules.",
                )  # fmt: skip
                return None
            return "1.0" if self._source.old else "3.0"
        binding = self._root.get("queryBinding", "xslt")
        version = _VERSIONS.get(binding.lower())
        if version is None:
            self._source.fault(
                "schematron-query-binding", self._root,
                f"The schema is written for '{binding}'; only xslt, xslt2 and xslt3 are understood. Nothing was "
                "checked.", "Translate the expressions, and correct queryBinding.",
            )  # fmt: skip
        return version

    def _phase(self, phase: str) -> list[etree._Element] | None:
        """The element of the phase to be used: none for all patterns; None if there is no such phase."""
        if phase in ("", DEFAULT):
            phase = self._root.get("defaultPhase", ALL)
        if phase == ALL:
            return []
        phases = {top.get("id", ""): top for top in self._tops if top.tag == s("phase")}
        if phase not in phases:
            known = ", ".join(f"'{name}'" for name in phases)
            self._source.fault(
                "schematron-phase-unknown", self._root, f"The schema has no phase '{phase}'. Nothing was checked.",
                f"Its phases are {known}, and #ALL." if known else "It has no phases; leave the phase out.",
            )  # fmt: skip
            return None
        return [phases[phase]]

    def _active(self, phase: list[etree._Element]) -> list[etree._Element]:
        if not phase:
            return self._patterns
        ids = {pattern.get("id") for pattern in self._patterns}
        names = set()
        for active in self._children(phase[0], "active"):
            name = active.get("pattern", "")
            names.add(name)
            if name not in ids:
                self._source.fault(
                    "schematron-reference", active, f"The pattern '{name}' of this phase is not in the schema.",
                    "Correct the name in active, or add the pattern.",
                )  # fmt: skip
        return [pattern for pattern in self._patterns if pattern.get("id") in names]

    def _namespaces(self) -> dict[str, str]:
        """The prefixes that the expressions use."""
        found = {}
        for ns in self._tops:
            if ns.tag != s("ns") or not ns.get("prefix"):
                continue
            prefix, uri = ns.get("prefix", ""), ns.get("uri", "")
            try:
                if not uri or prefix in ("xml", "xmlns"):
                    raise ValueError
                etree.Element("test", nsmap={prefix: uri})
            except ValueError:
                self._source.fault(
                    "schematron-namespace", ns, f"'{prefix}' cannot stand for the namespace '{uri}'.",
                    "A prefix is a name without colon, other than xml; a namespace is a URI.",
                )  # fmt: skip
            else:
                found[prefix] = uri
        return found

    def _default_namespace(self) -> str:
        unprefixed = (ns.get("uri", "") for ns in self._tops if ns.tag == s("ns") and not ns.get("prefix"))
        return self._root.get("xpath-default-namespace") or next(unprefixed, "")

    def _declarations(self) -> Iterator[Declaration]:
        within = (child for pattern in self._patterns for child in self._source.children(pattern))
        for element in (*self._tops, *within):
            if namespace_of(element) != XSL:
                continue
            name = etree.QName(element).localname
            if name not in _DECLARATIONS or (name == "template" and element.get("match")):
                self._source.fault(
                    "schematron-element-unknown", element, f"xsl:{name} is not read in a schema.",
                    "A schema may hold xsl:function, xsl:key, xsl:variable and named templates.",
                )  # fmt: skip
                continue
            yield Declaration(element, self._source.place(element))

    def _children(self, element: etree._Element, name: str) -> Iterator[etree._Element]:
        return (child for child in self._source.children(element) if child.tag == s(name))

    def _known(self) -> None:
        """Say of elements that are not read that they are not; a rule must not be passed over in silence."""
        for inner in self._source.walk(self._tops):
            name = etree.QName(inner).localname
            if (
                namespace_of(inner) == SCH
                and name not in ELEMENTS
                and next(inner.iterancestors(s("let")), None) is None
            ):
                self._source.fault(
                    "schematron-element-unknown", inner, f"The element '{name}' is not known here; what it holds was "
                    "not checked.", "Known are the elements of ISO Schematron of 2020.", Severity.WARNING,
                )  # fmt: skip
