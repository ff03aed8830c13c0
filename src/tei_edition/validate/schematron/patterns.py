"""From the elements of patterns and rules to values: everything abstract is resolved here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from tei_edition.validate.schematron.names import RNG, s
from tei_edition.validate.schematron.schema import Assertion, Let, Pattern, Rule
from tei_edition.validate.schematron.severity import role_of
from tei_edition.validate.schematron.source import Source
from tei_edition.validate.schematron.texts import Scope, Texts, namespaces

TESTS = (s("assert"), s("report"))


class PatternReader:
    """Reads the patterns of one schema.

    `taken` are the names of variables that stand for the whole schema; a pattern's variable of such a name gets
    another, since it becomes one as well.
    """

    def __init__(self, source: Source, root: etree._Element, texts: Texts, patterns: list[etree._Element]) -> None:
        """`root` is the element of the schema, `patterns` are all of its patterns, also the abstract ones."""
        self.taken: set[str] = set()
        self._source = source
        self._whole = (root,) if root.tag == s("schema") else ()
        self._texts = texts
        self._abstract_patterns = {p.get("id", ""): p for p in patterns if p.get("abstract") == "true"}
        self._abstract_rules: dict[str, etree._Element] = {}
        for pattern in patterns:
            for rule in self._children(pattern, "rule"):
                if rule.get("abstract") == "true":
                    self._abstract_rules.setdefault(rule.get("id", ""), rule)
        self._number = 0
        self._unnamed: dict[str, int] = {}

    def let(self, element: etree._Element) -> Let:
        """A variable of the schema or of a phase."""
        return self._let(element, Scope())

    def read(self, elements: Iterable[etree._Element]) -> Iterator[Pattern]:
        """Those of the elements that are no abstract patterns; what cannot be used is a fault of the source."""
        for element in elements:
            if element.get("abstract") == "true":
                continue
            if element.get("documents") is not None:
                self._source.fault(
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
                yield self._pattern(element, element, Scope())
            elif name in self._abstract_patterns:
                abstract = self._abstract_patterns[name]
                params = [*self._children(abstract, "param"), *self._children(element, "param")]
                values = {param.get("name", ""): param.get("value", "") for param in params}
                yield self._pattern(abstract, element, Scope(values))
            else:
                self._source.fault(
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
        if rule.tag in TESTS:  # An assertion that stands alone in the declaration of an element
            context = _declared_element(rule)
            items: list[Let | Assertion | None] = [self._assertion(rule, (), scope)]
        else:
            context = scope.expression(rule, "context")
            items = list(self._items(rule, (rule, *around), own, scope, ()))
        if not context.strip():
            self._source.fault(
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
            elif child.tag in TESTS:
                yield self._assertion(child, around, scope)
            elif child.tag == s("extends"):
                name = child.get("rule")
                if name is not None:
                    base = own.get(name, self._abstract_rules.get(name))
                else:
                    base = self._source.included(child)
                if base is None and (name is not None or child.get("href") is None):
                    self._source.fault(
                        "schematron-reference", child, f"This rule extends '{name or ''}', but no abstract rule has "
                        "that id.", 'Correct the name, or add the rule with abstract="true".',
                    )  # fmt: skip
                elif base is not None and (base is rule or base in way):
                    self._source.fault(
                        "schematron-reference", child, f"The rule '{base.get('id', '')}' extends itself.",
                        "Remove one of the extends.",
                    )  # fmt: skip
                elif base is not None:
                    yield from self._items(base, (base, *around), own, scope, (*way, rule))

    def _assertion(self, element: etree._Element, around: tuple[etree._Element, ...], scope: Scope) -> Assertion | None:
        test = scope.expression(element, "test")
        if not test.strip():
            name = etree.QName(element).localname
            self._source.fault(
                "schematron-incomplete", element, f"This {name} has no test.", "Add test, an XPath expression."
            )
            return None
        self._number += 1
        chain = (element, *around)
        subject = next((scope.expression(e, "subject") for e in chain[:2] if e.get("subject")), "")
        return Assertion(
            self._number,
            self._identifier(element, around, scope),
            test,
            element.tag == s("report"),
            scope.meant(role_of((*chain, *self._whole))),
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
        if let.name in self.taken:
            scope.names[element.get("name", "")] = f"{let.name}.{len(self.taken)}"
            let = replace(let, name=scope.names[element.get("name", "")])
        self.taken.add(let.name)
        return let

    def _children(self, element: etree._Element, name: str) -> Iterator[etree._Element]:
        return (child for child in self._source.children(element) if child.tag == s(name))

    def _paragraphs(self, element: etree._Element) -> tuple[str, ...]:
        return tuple(self._plain(p) for p in self._children(element, "p"))

    def _plain(self, element: etree._Element) -> str:
        return self._texts.words(element, Scope()).template()


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
