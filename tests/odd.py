"""What the grammar of the profile, TEI's own grammar and the ODD say of elements, attributes and lists of values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from tei_edition.validate.schematron import RuleDescription

_R = "{http://relaxng.org/ns/structure/1.0}"
TEI = "http://www.tei-c.org/ns/1.0"
_T = f"{{{TEI}}}"
# The elements of TEI's modules stand together in tei_all.rng; each module begins with one of these.
_FIRST_OF_MODULE = {
    "p": "core", "teiHeader": "header", "TEI": "textstructure", "g": "gaiji", "metDecl": "verse", "set": "drama",
    "scriptStmt": "spoken", "s": "analysis", "superEntry": "dictionaries", "msDesc": "msdescription",
    "facsimile": "transcr", "app": "textcrit", "orgName": "namesdates", "table": "figures", "textDesc": "corpus",
    "link": "linking", "fsdDecl": "iso-fs", "graph": "nets", "precision": "certainty", "att": "tagdocs",
}  # fmt: skip
_WRAPPERS = frozenset(f"{_R}{name}" for name in ("optional", "choice", "zeroOrMore"))


@dataclass(frozen=True)
class Attribute:
    """An attribute of an element: its closed list of values (empty: open), whether it must stand, its TEI class."""

    values: frozenset[str] = frozenset()
    required: bool = False
    owner: str = ""


@dataclass
class Grammar:
    """The elements of a RELAX NG grammar with their attributes, in its order."""

    elements: dict[str, dict[str, Attribute]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Grammar:
        """All patterns of an element count together: closed only if all are, required only if all are."""
        root = etree.parse(path).getroot()
        defines: dict[str, list[etree._Element]] = {}
        for define in root.iter(f"{_R}define"):
            defines.setdefault(define.get("name", ""), []).append(define)
        patterns: dict[str, list[dict[str, Attribute]]] = {}
        for element in root.iter(f"{_R}element"):
            for name in names(element):
                patterns.setdefault(name, []).append(_attributes(element, defines))
        return cls({name: _together(found) for name, found in patterns.items()})

    def modules(self) -> dict[str, str]:
        """The TEI module of each element; only for tei_all."""
        module = ""
        found = {}
        for name in self.elements:
            module = _FIRST_OF_MODULE.get(name, module)
            found[name] = module
        return found


def names(pattern: etree._Element) -> list[str]:
    """The names of an element's or attribute's pattern; rnc2rng writes xml:id as id in the namespace of XML."""
    name = pattern.get("name")
    if name:
        return [f"xml:{name}" if _of_xml(pattern) else name]
    return [f"xml:{name.text}" if _of_xml(name) else name.text or "" for name in pattern.iterfind(f"{_R}name")]


def _of_xml(pattern: etree._Element) -> bool:
    return pattern.get("ns", "").endswith("/XML/1998/namespace")


def _attributes(element: etree._Element, defines: dict[str, list[etree._Element]]) -> dict[str, Attribute]:
    found: dict[str, list[Attribute]] = {}
    for attribute, required, owner in _walk(element, defines, frozenset(), True, ""):
        for name in names(attribute):
            found.setdefault(name, []).append(Attribute(_values(attribute, defines), required, owner))
    return {name: _either(several) for name, several in found.items()}


def _walk(
    pattern: etree._Element, defines: dict[str, list[etree._Element]], seen: frozenset[str], required: bool, owner: str
) -> Iterator[tuple[etree._Element, bool, str]]:
    for child in pattern.iterchildren(etree.Element):
        if child.tag == f"{_R}attribute":
            yield child, required, owner
        elif child.tag == f"{_R}ref":
            name = child.get("name", "")
            if name not in seen:
                group = re.fullmatch(r"(att\.[\w.]+?)\.attribute(s|\.\S+)", name)
                for define in defines.get(name, ()):
                    yield from _walk(define, defines, seen | {name}, required, group[1] if group else owner)
        elif child.tag != f"{_R}element":
            yield from _walk(child, defines, seen, required and child.tag not in _WRAPPERS, owner)


def _values(attribute: etree._Element, defines: dict[str, list[etree._Element]]) -> frozenset[str]:
    """The values of a closed list; none if any other value may stand."""
    values: set[str] = set()
    pending = list(attribute.iterchildren(etree.Element))
    seen: set[str] = set()
    while pending:
        pattern = pending.pop()
        if pattern.tag == f"{_R}value":
            values.add((pattern.text or "").strip())
        elif pattern.tag in (f"{_R}data", f"{_R}text"):
            return frozenset()
        elif pattern.tag == f"{_R}ref":
            if pattern.get("name") not in seen:
                seen.add(pattern.get("name", ""))
                pending += defines.get(pattern.get("name", ""), [])
        else:
            pending += pattern.iterchildren(etree.Element)
    return frozenset(values)


def _either(several: list[Attribute]) -> Attribute:
    """An attribute that one pattern has in several places, as in the branches of a choice."""
    closed = all(one.values for one in several)
    values = frozenset().union(*(one.values for one in several)) if closed else frozenset()
    return Attribute(values, any(one.required for one in several), several[0].owner)


def _together(patterns: list[dict[str, Attribute]]) -> dict[str, Attribute]:
    found: dict[str, Attribute] = {}
    for name in dict.fromkeys(name for pattern in patterns for name in pattern):
        several = [pattern[name] for pattern in patterns if name in pattern]
        one = _either(several)
        found[name] = Attribute(
            one.values, len(several) == len(patterns) and all(a.required for a in several), one.owner
        )
    return found


@dataclass
class Odd:
    """What an ODD says: elements by module, deleted and changed attributes, constraints."""

    modules: dict[str, set[str]] = field(default_factory=dict)
    deleted: dict[str, set[str]] = field(default_factory=dict)
    values: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    required: set[tuple[str, str]] = field(default_factory=set)
    constraints: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Odd:
        """The customisation at `path`."""
        odd = cls()
        root = etree.parse(path).getroot()
        for module in root.iter(f"{_T}moduleRef"):
            odd.modules[module.get("key", "")] = set(module.get("include", "").split())
        for spec in root.iter(f"{_T}elementSpec", f"{_T}classSpec"):
            name = spec.get("ident", "")
            for attribute in spec.iter(f"{_T}attDef"):
                ident = attribute.get("ident", "")
                if attribute.get("mode") == "delete":
                    odd.deleted.setdefault(name, set()).add(ident)
                    continue
                if attribute.get("usage") == "req":
                    odd.required.add((name, ident))
                listed = attribute.find(f"{_T}valList[@type='closed']")
                if listed is not None:
                    odd.values[name, ident] = frozenset(v.get("ident", "") for v in listed.iter(f"{_T}valItem"))
        odd.constraints = [spec.get("ident", "") for spec in root.iter(f"{_T}constraintSpec")]
        return odd

    @property
    def elements(self) -> set[str]:
        """All elements that the ODD takes from its modules."""
        return set().union(*self.modules.values())

    def applied(self, tei: Grammar) -> dict[str, dict[str, Attribute]]:
        """The attributes that the elements have once the ODD has narrowed TEI."""
        found: dict[str, dict[str, Attribute]] = {}
        for name in self.elements:
            found[name] = {}
            for ident, attribute in tei.elements[name].items():
                gone = ident in self.deleted.get(name, ()) or ident in self.deleted.get(attribute.owner, ())
                if not gone:
                    values = self.values.get((name, ident)) or self.values.get((attribute.owner, ident))
                    required = bool({(name, ident), (attribute.owner, ident)} & self.required)
                    found[name][ident] = Attribute(values or attribute.values, attribute.required or required)
        return found


def schema_specification(
    profile: Grammar, tei: Grammar, rules: list[RuleDescription], kept: etree._Element, version: str
) -> etree._Element:
    """The schemaSpec that makes `profile` of `tei`; what people wrote of its parts comes from `kept`, the old one."""
    old = {_path(element): element for element in kept.iter(etree.Element)}
    nsmap: dict[str, str] = {None: TEI}  # type: ignore[dict-item]
    told = {"ident": "telegram", "start": "TEI", "source": "tei:4.9.0", "n": version}
    spec = etree.Element(f"{_T}schemaSpec", told, nsmap=nsmap)
    modules = tei.modules()
    etree.SubElement(spec, f"{_T}moduleRef", key="tei")
    for module in dict.fromkeys(modules.values()):
        names = [name for name in tei.elements if modules[name] == module and name in profile.elements]
        if names:
            etree.SubElement(spec, f"{_T}moduleRef", key=module, include=" ".join(names))
    shared = _of_classes(profile, tei)
    for owner in sorted({owner for owner, _ in shared}):
        change = etree.SubElement(spec, f"{_T}classSpec", ident=owner, type="atts", mode="change")
        changes = etree.SubElement(change, f"{_T}attList")
        for ident in sorted(ident for other, ident in shared if other == owner):
            _attribute(changes, ident, shared[owner, ident])
    for name in sorted(profile.elements):
        changes = etree.Element(f"{_T}attList", nsmap=nsmap)
        for ident, attribute in sorted(tei.elements[name].items()):
            if (attribute.owner, ident) not in shared:
                _attribute(changes, ident, _change(profile.elements[name].get(ident), attribute))
        if len(changes):
            element = etree.SubElement(spec, f"{_T}elementSpec", ident=name, module=modules[name], mode="change")
            element.append(changes)
    for rule in rules:
        constraint = etree.SubElement(
            spec, f"{_T}constraintSpec", ident=rule.id, scheme="schematron", corresp=f"telegram.sch#{rule.id}"
        )
        etree.SubElement(constraint, f"{_T}desc").text = rule.message
    for element in spec.iter(etree.Element):
        former = old.get(_path(element))
        for position, child in enumerate(former if former is not None else ()):
            if (
                child.tag in (f"{_T}gloss", f"{_T}desc", f"{_T}remarks", f"{_T}exemplum")
                and element.find(child.tag) is None
            ):
                element.insert(position, child)
    etree.indent(spec, "  ", level=4)
    return spec


def _change(wanted: Attribute | None, given: Attribute) -> Attribute | None:
    """What an attribute of TEI becomes: its narrower list and whether it must stand now; None if it goes."""
    if wanted is None:
        return None
    narrowed = wanted.values if wanted.values != given.values else frozenset()
    return Attribute(narrowed, wanted.required and not given.required)


def _of_classes(profile: Grammar, tei: Grammar) -> dict[tuple[str, str], Attribute | None]:
    """What becomes of attributes of classes (class, attribute), where it is a change and the same for all elements."""
    found: dict[tuple[str, str], set[Attribute | None]] = {}
    for name, attributes in profile.elements.items():
        for ident, given in tei.elements[name].items():
            if given.owner:
                found.setdefault((given.owner, ident), set()).add(_change(attributes.get(ident), given))
    return {place: next(iter(one)) for place, one in found.items() if len(one) == 1 and one != {Attribute()}}


def _attribute(changes: etree._Element, ident: str, change: Attribute | None) -> None:
    if change is None:
        etree.SubElement(changes, f"{_T}attDef", ident=ident, mode="delete")
    elif change.required or change.values:
        definition = etree.SubElement(changes, f"{_T}attDef", ident=ident, mode="change")
        if change.required:
            definition.set("usage", "req")
        if change.values:
            listed = etree.SubElement(definition, f"{_T}valList", type="closed", mode="replace")
            for value in sorted(change.values):
                etree.SubElement(listed, f"{_T}valItem", ident=value)


def _path(element: etree._Element) -> tuple[str, ...]:
    """The identifiers that lead to a part of an ODD, with its own name."""
    idents = [str(a.get("ident")) for a in reversed([element, *element.iterancestors()]) if a.get("ident")]
    return (*idents, str(element.tag).rpartition("}")[2])
