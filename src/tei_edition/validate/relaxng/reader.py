"""A schema in XML syntax read and simplified (RELAX NG specification, chapter 4) into patterns."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from tei_edition import regular
from tei_edition.validate.relaxng.compact import CompactError, parse_compact
from tei_edition.validate.relaxng.datatypes import Datatype, DatatypeError, Regexes
from tei_edition.validate.relaxng.lexical import NCNAME, SPACE, UnfitError
from tei_edition.validate.relaxng.names import NameClass, namespace_of, namespaces, single_names
from tei_edition.validate.relaxng.patterns import Pattern, Patterns
from tei_edition.validate.relaxng.restrictions import RestrictionError, check_restrictions
from tei_edition.validate.relaxng.syntax import NS, misformed

_DEEPEST = 100
_MOST_FILES = 1000
_XMLNS = "http://www.w3.org/2000/xmlns"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_COMBINES = ("choice", "interleave")
_MANY = ("choice", "group", "interleave", "optional", "zeroOrMore", "oneOrMore", "list", "mixed")


class SchemaError(Exception):
    """What is wrong with a schema, and where."""

    def __init__(self, message: str, file: str, line: int = 0) -> None:
        super().__init__(message)
        self.message, self.file, self.line = message, file, line


@dataclass(eq=False)
class _Scope:
    """One grammar: its definitions, and the grammar around it."""

    parent: _Scope | None
    defines: dict[str, list[_Part]] = field(default_factory=dict)
    combines: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class _Part:
    node: etree._Element
    place: _Place


@dataclass(frozen=True, eq=False)
class _Place:
    """What a node inherits: file, namespace, datatype library, grammar, and the files that are being read."""

    file: Path
    ns: str
    library: str
    scope: _Scope | None
    reading: tuple[Path, ...]

    def at(self, node: etree._Element) -> _Place:
        """The place of a node in this place."""
        ns, library = node.get("ns"), node.get("datatypeLibrary")
        if ns is None and library is None:
            return self
        return _Place(
            self.file,
            self.ns if ns is None else ns,
            self.library if library is None else library,
            self.scope,
            self.reading,
        )

    def within(self, scope: _Scope) -> _Place:
        """The same place in a grammar of its own."""
        return _Place(self.file, self.ns, self.library, scope, self.reading)


class Reader:
    """Reads a schema with what it includes, which must be files below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self.patterns = Patterns()
        self.regexes: Regexes = {}
        self.files: dict[Path, bytes] = {}
        self.places: list[tuple[str, int]] = []
        """Where each element is declared."""
        self._numbers: dict[tuple[etree._Element, _Scope | None, str, str], int] = {}
        self._waiting: list[tuple[int, etree._Element, _Place]] = []
        self._lowered: dict[tuple[_Scope, str], Pattern | None] = {}
        self._given = folder
        self._scopes: list[_Scope] = []
        self._read = 0
        self._reached = True
        self._depth = 0

    def read(self, path: Path) -> Pattern:
        """The pattern of a whole document. Raises SchemaError."""
        self._given = path
        root = self._root(path.resolve(), path.as_posix(), 0)
        place = _Place(path.resolve(), "", "", None, (path.resolve(),)).at(root)
        start = self._pattern(root, place)
        self._finish()
        self._look_at_the_rest()
        try:
            check_restrictions(self.patterns, start)
        except RestrictionError as error:
            file, line = self.places[error.element] if error.element is not None else (path.as_posix(), _line(root))
            raise SchemaError(error.message, file, line) from None
        return start

    def _finish(self) -> None:
        while self._waiting:
            number, node, place = self._waiting.pop()
            self.patterns.contents[number] = self._all(
                self._children(node)[0 if node.get("name") is not None else 1 :], place, node
            )

    def _look_at_the_rest(self) -> None:
        """What nothing refers to may not be wrong, either; that it leads to itself does not matter (4.19)."""
        self._reached = False
        for scope in self._scopes:
            for name, parts in list(scope.defines.items()):
                self._definition(scope, name, parts[0].node, parts[0].place)
            self._finish()

    def _shown(self, path: Path) -> str:
        """A file as the user names the schema."""
        home = self._given.resolve().parent
        return (self._given.parent / path.relative_to(home) if path.is_relative_to(home) else path).as_posix()

    def _fail(self, message: str, node: etree._Element, place: _Place) -> SchemaError:
        return SchemaError(message, self._shown(place.file), _line(node))

    def _root(self, path: Path, file: str, line: int) -> etree._Element:
        self._read += 1
        if self._read > _MOST_FILES:
            raise SchemaError(f"more than {_MOST_FILES} files are read", file, line)
        try:
            content = self.files[path] = regular.content(path)
        except OSError as error:
            raise SchemaError(f"'{path.name}' cannot be read: {error.strerror}", file, line) from None
        compact = path.suffix == ".rnc"
        root = _from_compact(content, self._shown(path)) if compact else _from_xml(content, self._shown(path))
        if not str(root.tag).startswith(f"{{{NS}}}"):
            raise SchemaError(f"the file is no RELAX NG: its root is '{root.tag}'", self._shown(path), _line(root))
        wrong = misformed(root)
        if wrong is not None:
            raise SchemaError(wrong[0], self._shown(path), _line(wrong[1]))
        return root

    def _other(self, node: etree._Element, place: _Place) -> tuple[etree._Element, _Place]:
        """The root of the file that a node points to."""
        href = node.get("href") or ""
        parts = urlsplit(href)
        if parts.scheme not in ("", "file") or parts.netloc:
            raise self._fail(f"'{href}' is not fetched: schemas are read from this machine alone", node, place)
        if not href or parts.fragment:
            raise self._fail(f"'{href}' names no schema file", node, place)
        path = (place.file.parent / unquote(parts.path)).resolve()
        if not path.is_relative_to(self._folder):
            raise self._fail(f"'{href}' lies outside the folder of the schema", node, place)
        if path in place.reading:
            raise self._fail(f"'{href}' includes itself", node, place)
        root = self._root(path, self._shown(place.file), _line(node))
        return root, _Place(path, place.ns, "", place.scope, (*place.reading, path)).at(root)

    def _children(self, node: etree._Element) -> list[etree._Element]:
        return [child for child in node if isinstance(child.tag, str) and child.tag.startswith(f"{{{NS}}}")]

    def _kind(self, node: etree._Element) -> str:
        return str(node.tag).rpartition("}")[2]

    # Grammars.

    def _grammar(self, node: etree._Element, place: _Place) -> Pattern:
        scope = _Scope(place.scope)
        self._scopes.append(scope)
        self._collect(node, place.within(scope), {}, set())
        if "" not in scope.defines:
            raise self._fail("the grammar has no start", node, place)
        return self._definition(scope, "", node, place)

    def _collect(self, node: etree._Element, place: _Place, overrides: dict[str, bool], met: set[str]) -> None:
        assert place.scope is not None
        for child in self._children(node):
            kind, here = self._kind(child), place.at(child)
            if kind == "div":
                self._collect(child, here, overrides, met)
            elif kind == "include":
                self._include(child, here, overrides, met)
            elif kind in ("start", "define"):
                name = "" if kind == "start" else (child.get("name") or "").strip(SPACE)
                if kind == "define" and not NCNAME.fullmatch(name):
                    raise self._fail("a define needs a name", child, place)
                met.add(name)
                if name not in overrides:
                    self._define(name, child, here)
            else:
                raise self._fail(f"'{kind}' may not stand in a grammar", child, place)

    def _define(self, name: str, node: etree._Element, place: _Place) -> None:
        scope, combine = place.scope, node.get("combine")
        assert scope is not None
        what = f"'{name}'" if name else "start"
        parts = scope.defines.setdefault(name, [])
        if combine is not None:
            combine = combine.strip(SPACE)
            if combine not in _COMBINES:
                raise self._fail(f"'{combine}' is no way to combine", node, place)
            if scope.combines.setdefault(name, combine) != combine:
                raise self._fail(f"{what} is combined in two ways", node, place)
        if combine is None and any(part.node.get("combine") is None for part in parts):
            raise self._fail(f"{what} is defined twice without combine", node, place)
        if not name and len(self._children(node)) > 1:
            raise self._fail("start holds one pattern", node, place)
        parts.append(_Part(node, place))

    def _include(self, node: etree._Element, place: _Place, overrides: dict[str, bool], met: set[str]) -> None:
        root, there = self._other(node, place)
        if self._kind(root) != "grammar":
            raise self._fail("what is included must be a grammar", node, place)
        own: set[str] = set()
        self._collect(node, place, overrides, own)
        found: set[str] = set()
        self._collect(root, there, {**overrides, **dict.fromkeys(own, True)}, found)
        for name in sorted(own - found):
            raise self._fail(f"the include overrides '{name or 'start'}', which it does not have", node, place)
        met |= found

    def _definition(self, scope: _Scope | None, name: str, node: etree._Element, place: _Place) -> Pattern:
        if scope is None or name not in scope.defines:
            raise self._fail(f"'{name}' is not defined", node, place)
        key = (scope, name)
        if key in self._lowered:
            known = self._lowered[key]
            if known is None and self._reached:
                raise self._fail(f"'{name}' refers to itself without an element between", node, place)
            return known or self.patterns.not_allowed
        self._lowered[key] = None
        parts = [self._all(self._children(part.node), part.place, part.node) for part in scope.defines[name]]
        combined = self.patterns.interleave if scope.combines.get(name) == "interleave" else self.patterns.choice
        self._lowered[key] = made = combined(parts) if len(parts) > 1 else parts[0]
        return made

    # Patterns.

    def _all(self, nodes: list[etree._Element], place: _Place, parent: etree._Element) -> Pattern:
        if not nodes:
            raise self._fail(f"'{self._kind(parent)}' is empty", parent, place)
        return self.patterns.group([self._pattern(node, place.at(node)) for node in nodes])

    def _pattern(self, node: etree._Element, place: _Place) -> Pattern:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._fail(f"patterns lie more than {_DEEPEST} deep in each other", node, place)
        try:
            return self._made(node, place)
        finally:
            self._depth -= 1

    def _made(self, node: etree._Element, place: _Place) -> Pattern:
        patterns, kind, children = self.patterns, self._kind(node), self._children(node)
        if kind in _MANY and not children:
            raise self._fail(f"'{kind}' is empty", node, place)
        if kind in ("choice", "interleave"):
            return getattr(patterns, kind)([self._pattern(child, place.at(child)) for child in children])  # type: ignore[no-any-return]
        if kind in ("empty", "text", "notAllowed"):
            if children:
                raise self._fail(f"'{kind}' holds nothing", node, place)
            return {"empty": patterns.empty, "text": patterns.text, "notAllowed": patterns.not_allowed}[kind]
        if kind in ("ref", "parentRef"):
            scope = place.scope if kind == "ref" else place.scope and place.scope.parent
            return self._definition(scope, (node.get("name") or "").strip(SPACE), node, place)
        if kind == "grammar":
            return self._grammar(node, place)
        if kind == "externalRef":
            return self._external(node, place)
        if kind == "element":
            return self._element(node, place)
        if kind == "attribute":
            return self._attribute(node, place)
        if kind in ("data", "value"):
            return self._data(node, place) if kind == "data" else self._value(node, place)
        if kind not in _MANY:
            raise self._fail(f"RELAX NG has no pattern '{kind}'", node, place)
        inner = self._all(children, place, node)
        if kind == "optional":
            return patterns.choice((inner, patterns.empty))
        if kind == "zeroOrMore":
            return patterns.choice((patterns.one_or_more(inner), patterns.empty))
        if kind == "mixed":
            return patterns.interleave((inner, patterns.text))
        return inner if kind == "group" else patterns.listed(inner) if kind == "list" else patterns.one_or_more(inner)

    def _external(self, node: etree._Element, place: _Place) -> Pattern:
        root, there = self._other(node, place)
        return self._pattern(root, there)

    def _element(self, node: etree._Element, place: _Place) -> Pattern:
        key = (node, place.scope, place.ns, place.library)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self.patterns.declare(self._named(node, place, place.ns))
            self.places.append((self._shown(place.file), _line(node)))
            self._waiting.append((number, node, place))
        return self.patterns.element(number)

    def _attribute(self, node: etree._Element, place: _Place) -> Pattern:
        names = self._named(node, place, node.get("ns") or "" if node.get("name") is not None else place.ns)
        for name in (*single_names(names), *(f"{{{one}}}" for one in namespaces(names))):
            if name == "xmlns" or namespace_of(name) == _XMLNS:
                raise self._fail("xmlns declares namespaces; it is no attribute that a schema can have", node, place)
        children = self._children(node)[0 if node.get("name") is not None else 1 :]
        if len(children) > 1:
            raise self._fail("an attribute holds one pattern", node, place)
        return self.patterns.attribute(names, self._all(children, place, node) if children else self.patterns.text)

    def _named(self, node: etree._Element, place: _Place, ns: str) -> NameClass:
        name = node.get("name")
        if name is not None:
            return ("name", self._qualified(name, ns, node, place))
        children = self._children(node)
        if not children:
            raise self._fail(f"'{self._kind(node)}' has no name", node, place)
        return self._names(children[0], place.at(children[0]))

    def _qualified(self, name: str, ns: str, node: etree._Element, place: _Place) -> str:
        prefix, colon, local = name.strip(SPACE).rpartition(":")
        if not NCNAME.fullmatch(local):
            raise self._fail(f"'{name}' is no name", node, place)
        if colon:
            found = "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else node.nsmap.get(prefix)
            if found is None:
                raise self._fail(f"the prefix '{prefix}' is not declared", node, place)
            ns = found
        return f"{{{ns}}}{local}" if ns else local

    def _names(self, node: etree._Element, place: _Place) -> NameClass:
        kind, children = self._kind(node), self._children(node)
        if kind == "name":
            return ("name", self._qualified(node.text or "", place.ns, node, place))
        if kind == "choice" and children:
            return ("choice", *(self._names(child, place.at(child)) for child in children))
        if kind not in ("anyName", "nsName"):
            raise self._fail(f"'{kind}' is no class of names", node, place)
        excepted: NameClass | None = None
        for child in children:
            inner = [self._names(one, place.at(child).at(one)) for one in self._children(child)]
            if self._kind(child) != "except" or not inner or excepted is not None:
                raise self._fail(f"'{kind}' holds one except at most", node, place)
            excepted = ("choice", *inner)
            if self._has(excepted, "any") or (kind == "nsName" and self._has(excepted, "ns")):
                raise self._fail(f"the except of '{kind}' may not hold such a class of names", child, place)
        return ("any", excepted) if kind == "anyName" else ("ns", place.ns, excepted)

    def _has(self, names: NameClass, kind: str) -> bool:
        return names[0] == kind or any(isinstance(one, tuple) and self._has(one, kind) for one in names[1:])

    def _datatype(
        self, node: etree._Element, place: _Place, library: str, name: str, params: list[tuple[str, str]]
    ) -> Datatype:
        try:
            return Datatype(library, name, params, self.regexes)
        except DatatypeError as error:
            raise self._fail(str(error), node, place) from None

    def _data(self, node: etree._Element, place: _Place) -> Pattern:
        params, excepted = [], None
        for child in self._children(node):
            if self._kind(child) == "param" and excepted is None:
                params.append(((child.get("name") or "").strip(SPACE), child.text or ""))
            elif self._kind(child) == "except" and excepted is None:
                here = place.at(child)
                excepted = self.patterns.choice([self._pattern(one, here.at(one)) for one in self._children(child)])
            else:
                raise self._fail("data holds parameters, then one except at most", child, place)
        name = (node.get("type") or "").strip(SPACE)
        key = (place.library, name, tuple(params))
        return self.patterns.data(self._datatype(node, place, *key[:2], params), key, excepted)

    def _value(self, node: etree._Element, place: _Place) -> Pattern:
        typed = node.get("type")
        library, name = (place.library, typed.strip(SPACE)) if typed is not None else ("", "token")
        datatype = self._datatype(node, place, library, name, [])
        text = node.text or ""
        context = {**node.nsmap, None: place.ns} if datatype.contextual else {}
        try:
            value = datatype.parse(text, context)
        except UnfitError as error:
            raise self._fail(f"'{text}' is no value of '{name}': it {error}", node, place) from None
        return self.patterns.value(datatype, value, (library, name, text, value if datatype.contextual else None))


def _line(node: etree._Element) -> int:
    return node.sourceline if isinstance(node.sourceline, int) else 0


def _from_xml(content: bytes, file: str) -> etree._Element:
    """The schema of a file in XML syntax."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SchemaError(f"the schema is not well-formed XML: {error.msg}", file, error.lineno or 0) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise SchemaError("the schema has a DOCTYPE, which is refused", file, 1)
    return root


def _from_compact(content: bytes, file: str) -> etree._Element:
    """The schema of a file in compact syntax."""
    try:
        return parse_compact(content.decode("utf-16" if content[:2] in _UTF16 else "utf-8-sig"))
    except UnicodeDecodeError:
        raise SchemaError("the file is neither UTF-8 nor UTF-16", file) from None
    except CompactError as error:
        raise SchemaError(error.message, file, error.line) from None
