"""From the elements of a Schematron schema to its values: phases, and everything abstract, are resolved here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.validate.schematron.names import ELEMENTS, RNG, SCH, XSL, namespace_of, s
from tei_edition.validate.schematron.schema import Assertion, Declaration, Let, Pattern, Rule, Schema
from tei_edition.validate.schematron.severity import role_of
from tei_edition.validate.schematron.source import Source, top_elements
from tei_edition.validate.schematron.texts import Scope, Texts, namespaces

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
_TESTS = (s("assert"), s("report"))
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
        self._patterns = [top for top in self._tops if top.tag in (s("pattern"), s("rule"), *_TESTS)]
        self._abstract_patterns = {p.get("id", ""): p for p in self._patterns if p.get("abstract") == "true"}
        self._abstract_rules: dict[str, etree._Element] = {}
        for pattern in self._patterns:
            for rule in source.children(pattern):
                if rule.tag == s("rule") and rule.get("abstract") == "true":
                    self._abstract_rules.setdefault(rule.get("id", ""), rule)
        self._taken: set[str] = set()  # the names of variables that stand for the whole schema
        self._number = 0
        self._unnamed: dict[str, int] = {}

    def schema(self, phase: str) -> Schema | None:
        version = self._version()
        active = self._phase(phase) if version else None
        if version is None or active is None:
            return None
        lets = [self._let(top, Scope()) for top in self._tops if top.tag == s("let")]
        of_phase = [self._let(let, Scope()) for element in active for let in self._children(element, "let")]
        declarations = [*self._declarations(self._tops)]
        self._taken.update(let.name for let in (*lets, *of_phase))
        patterns = [*self._read_patterns(self._active(active), declarations)]
        self._known()
        schema = Schema(
            Path(self._source.name).name,
            version,
            self._default_namespace(),
            self._namespaces(),
            tuple(lets),
            tuple(of_phase),
            tuple(declarations),
            tuple(patterns),
        )
        if not schema.assertions and not self._source.faults:
            self._fault(
                "schematron-no-rules", None, "The schema holds no rules that could be applied.",
                "A Schematron schema begins with sch:schema; a RELAX NG schema carries sch:pattern or sch:rule.",
            )  # fmt: skip
        return schema

    def _version(self) -> str | None:
        if self._root.tag != s("schema"):
            if not self._patterns:
                name = etree.QName(self._root).localname
                self._fault(
                    "schematron-no-rules", self._root, f"The file begins with '{name}' and holds no Schematron.",
                    "Name a Schematron schema, or a RELAX NG schema that carries Schematron rules.",
                )  # fmt: skip
                return None
            return "1.0" if self._source.old else "3.0"
        binding = self._root.get("queryBinding", "xslt")
        version = _VERSIONS.get(binding.lower())
        if version is None:
            self._fault(
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
            self._fault(
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
                self._fault(
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
                self._fault(
                    "schematron-namespace", ns, f"'{prefix}' cannot stand for the namespace '{uri}'.",
                    "A prefix is a name without colon, other than xml; a namespace is a URI.",
                )  # fmt: skip
            else:
                found[prefix] = uri
        return found

    def _default_namespace(self) -> str:
        unprefixed = (ns.get("uri", "") for ns in self._tops if ns.tag == s("ns") and not ns.get("prefix"))
        return self._root.get("xpath-default-namespace") or next(unprefixed, "")

    def _declarations(self, elements: list[etree._Element]) -> Iterator[Declaration]:
        for element in elements:
            if namespace_of(element) != XSL:
                continue
            name = etree.QName(element).localname
            if name not in _DECLARATIONS or (name == "template" and element.get("match")):
                self._fault(
                    "schematron-element-unknown", element, f"xsl:{name} is not read in a schema.",
                    "A schema may hold xsl:function, xsl:key, xsl:variable and named templates.",
                )  # fmt: skip
                continue
            if name in ("variable", "param"):
                self._taken.add(element.get("name", ""))
            yield Declaration(element, self._source.place(element))

    def _read_patterns(self, elements: list[etree._Element], declarations: list[Declaration]) -> Iterator[Pattern]:
        for element in elements:
            if element.get("abstract") == "true":
                continue
            if element.get("documents") is not None:
                self._fault(
                    "schematron-documents", element,
                    "This pattern is for other documents (its attribute documents), which are not read; it was not "
                    "checked.", "Check those documents themselves, with a schema of their own.",
                )  # fmt: skip
                continue
            if element.tag != s("pattern"):
                yield self._pattern(element, element, Scope())
                continue
            name = element.get("is-a")
            if name is None:
                declarations.extend(self._declarations(list(self._source.children(element))))
                yield self._pattern(element, element, Scope())
            elif name in self._abstract_patterns:
                abstract = self._abstract_patterns[name]
                params = [*self._children(abstract, "param"), *self._children(element, "param")]
                values = {param.get("name", ""): param.get("value", "") for param in params}
                yield self._pattern(abstract, element, Scope(values))
            else:
                self._fault(
                    "schematron-reference", element, f"This pattern is-a '{name}', but no abstract pattern has that "
                    "id.", 'Correct is-a, or add the pattern with abstract="true".',
                )  # fmt: skip

    def _pattern(self, content: etree._Element, pattern: etree._Element, scope: Scope) -> Pattern:
        """A pattern whose rules are those of `content`, which is the pattern itself or the abstract one that it is."""
        whole = content.tag == s("pattern")
        lets = [self._own_let(let, scope) for let in self._children(content, "let")] if whole else []
        elements = list(self._children(content, "rule")) if whole else [content]
        own = {rule.get("id", ""): rule for rule in elements if rule.get("abstract") == "true"}
        rules = [
            self._rule(rule, (pattern,) if whole else (), own, scope)
            for rule in elements
            if rule.get("abstract") != "true"
        ]
        title = next(self._children(content, "title"), None)
        return Pattern(
            pattern.get("id", ""),
            self._plain(title) if title is not None else content.get("name", "") if content is pattern else "",
            self._paragraphs(content),
            tuple(lets),
            tuple(rule for rule in rules if rule is not None),
            self._source.place(pattern),
        )

    def _rule(
        self, rule: etree._Element, around: tuple[etree._Element, ...], own: dict[str, etree._Element], scope: Scope
    ) -> Rule | None:
        if rule.tag in _TESTS:  # An assertion that stands alone in the declaration of an element
            context = _declared_element(rule)
            items: list[Let | Assertion | None] = [self._assertion(rule, (), scope)]
        else:
            context = scope.expression(rule, "context")
            items = list(self._items(rule, (rule, *around), own, scope, ()))
        if not context.strip():
            self._fault(
                "schematron-incomplete", rule, "This rule does not say of what it speaks: it has no context.",
                "Add context, the pattern that the nodes match.",
            )  # fmt: skip
            return None
        place = self._source.place(rule)
        return Rule(context, tuple(i for i in items if i), self._paragraphs(rule), place, namespaces(rule))

    def _items(
        self,
        rule: etree._Element,
        around: tuple[etree._Element, ...],
        own: dict[str, etree._Element],
        scope: Scope,
        way: tuple[etree._Element, ...],
    ) -> Iterator[Let | Assertion | None]:
        """The variables and assertions of a rule and of those that it extends; `way` is what is extended just now."""
        for child in self._source.children(rule):
            if child.tag == s("let"):
                yield self._let(child, scope)
            elif child.tag in _TESTS:
                yield self._assertion(child, around, scope)
            elif child.tag == s("extends"):
                name = child.get("rule")
                if name is not None:
                    base = own.get(name, self._abstract_rules.get(name))
                else:
                    base = self._source.included(child)
                if base is None and (name is not None or child.get("href") is None):
                    self._fault(
                        "schematron-reference", child, f"This rule extends '{name or ''}', but no abstract rule has "
                        "that id.", 'Correct the name, or add the rule with abstract="true".',
                    )  # fmt: skip
                elif base is not None and (base is rule or base in way):
                    self._fault(
                        "schematron-reference", child, f"The rule '{base.get('id', '')}' extends itself.",
                        "Remove one of the extends.",
                    )  # fmt: skip
                elif base is not None:
                    yield from self._items(base, (base, *around), own, scope, (*way, rule))

    def _assertion(self, element: etree._Element, around: tuple[etree._Element, ...], scope: Scope) -> Assertion | None:
        test = scope.expression(element, "test")
        if not test.strip():
            name = etree.QName(element).localname
            self._fault("schematron-incomplete", element, f"This {name} has no test.", "Add test, an XPath expression.")
            return None
        self._number += 1
        chain = (element, *around)
        subject = next((scope.expression(e, "subject") for e in chain[:2] if e.get("subject")), "")
        return Assertion(
            self._number,
            self._identifier(element, around, scope),
            test,
            element.tag == s("report"),
            scope.meant(role_of((*chain, self._root) if self._root.tag == s("schema") else chain)),
            next((flag for e in chain if (flag := scope.text(e, "flag"))), ""),
            next((see for e in chain if (see := scope.text(e, "see"))), ""),
            subject,
            self._texts.words(element, scope),
            self._texts.help(element, scope),
            self._source.place(element),
            namespaces(element),
        )

    def _identifier(self, element: etree._Element, around: tuple[etree._Element, ...], scope: Scope) -> str:
        """The id of an assertion; else that of its rule or pattern, numbered from the second on; else its line."""
        own = scope.text(element, "id")
        if own:
            return own
        borrowed = next((name for e in around if (name := scope.text(e, "id"))), "")
        if not borrowed:
            return f"line-{self._source.place(element).line}"
        number = self._unnamed[borrowed] = self._unnamed.get(borrowed, 0) + 1
        return borrowed if number == 1 else f"{borrowed}-{number}"

    def _let(self, element: etree._Element, scope: Scope) -> Let:
        name, value = element.get("name", ""), scope.expression(element, "value")
        content = element if not value and (len(element) or (element.text or "").strip()) else None
        return Let(
            scope.names.get(name, name),
            value,
            content,
            element.get("as", ""),
            self._source.place(element),
            namespaces(element),
        )

    def _own_let(self, element: etree._Element, scope: Scope) -> Let:
        """A variable of a pattern, under another name where one of the schema or another pattern has its name."""
        let = self._let(element, scope)  # Its value means what the name meant before.
        if let.name in self._taken:
            scope.names[element.get("name", "")] = f"{let.name}.{len(self._taken)}"
            let = replace(let, name=scope.names[element.get("name", "")])
        self._taken.add(let.name)
        return let

    def _children(self, element: etree._Element, name: str) -> Iterator[etree._Element]:
        return (child for child in self._source.children(element) if child.tag == s(name))

    def _paragraphs(self, element: etree._Element) -> tuple[str, ...]:
        return tuple(self._plain(p) for p in self._children(element, "p"))

    def _plain(self, element: etree._Element) -> str:
        return self._texts.words(element, Scope()).template()

    def _known(self) -> None:
        """Say of elements that are not read that they are not; a rule must not be passed over in silence."""
        for inner in self._source.walk(self._tops):
            name = etree.QName(inner).localname
            if (
                namespace_of(inner) == SCH
                and name not in ELEMENTS
                and next(inner.iterancestors(s("let")), None) is None
            ):
                self._fault(
                    "schematron-element-unknown", inner, f"The element '{name}' is not known here; what it holds was "
                    "not checked.", "Known are the elements of ISO Schematron of 2020.", Severity.WARNING,
                )  # fmt: skip

    def _fault(
        self,
        rule: str,
        element: etree._Element | None,
        message: str,
        help_: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self._source.fault(rule, element, message, help_, severity)


def _declared_element(assertion: etree._Element) -> str:
    """The context of an assertion without a rule: the element of the grammar in whose declaration it stands."""
    for around in assertion.iterancestors(f"{{{RNG}}}element"):
        name = around.get("name") or around.findtext(f"{{{RNG}}}name") or ""
        holders = [around, *around.iterancestors()]
        uri = next((e.get("ns", "") for e in holders if e.get("ns") is not None), "")
        if ":" in name:
            prefix, _, name = name.partition(":")
            uri = around.nsmap.get(prefix, "")
        return f"Q{{{uri}}}{name.strip()}" if name else ""
    return ""
