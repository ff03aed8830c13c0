"""A schema in compact syntax (ISO/IEC 19757-2, annex C) as the elements of the XML syntax, with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tei_edition.validate.relaxng.datatypes import XSD
from tei_edition.validate.relaxng.lexical import NCNAME
from tei_edition.validate.relaxng.syntax import NS

_NAME = NCNAME.pattern
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n]+|\#[^\n]*)
    |(?P<literal>\"\"\"(?:\"{{0,2}}[^\"])*\"\"\"|'''(?:'{{0,2}}[^'])*'''|\"[^\"\n]*\"|'[^'\n]*')
    |(?P<every>{_NAME}:\*)|(?P<prefixed>{_NAME}:{_NAME})|(?P<name>\\?{_NAME})
    |(?P<sign>>>|\|=|&=|[={{}}()\[\],&|?*+~-])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\x+\{([0-9A-Fa-f]{1,6})\}")
_KEYWORDS = frozenset(
    {
        *("attribute", "default", "datatypes", "div", "element", "empty", "external", "grammar", "include", "inherit"),
        *("list", "mixed", "namespace", "notAllowed", "parent", "start", "string", "text", "token"),
    }
)
_QUANTITIES = {"?": "optional", "*": "zeroOrMore", "+": "oneOrMore"}
_CONNECTORS = {",": "group", "|": "choice", "&": "interleave"}
_COMBINES = {"=": None, "|=": "choice", "&=": "interleave"}


class CompactError(ValueError):
    """What is wrong with a schema in compact syntax, and in which line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


def parse_compact(text: str) -> etree._Element:
    """The root of the schema in XML syntax. Raises CompactError, and RecursionError where it lies too deep."""
    return _Parser(_tokens(text)).schema()


def _tokens(text: str) -> list[_Token]:
    text = _ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), text.replace("\r\n", "\n"))
    found, at, line = [], 0, 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise CompactError(f"'{text[at]}' may not stand here", line)
        kind = str(match.lastgroup)
        if kind != "space":
            found.append(_Token(kind, match[0], line))
        line += match[0].count("\n")
        at = match.end()
    return [*found, _Token("end", "the end of the file", line)]


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._at = tokens, 0
        self._namespaces: dict[str, str] = {"xml": "http://www.w3.org/XML/1998/namespace"}
        self._libraries = {"xsd": XSD}
        self._default: str | None = None
        """The default namespace; None if it is that of whatever includes the schema."""

    # Tokens.

    @property
    def _here(self) -> _Token:
        return self._tokens[self._at]

    def _is(self, *texts: str) -> bool:
        return self._here.kind in ("sign", "name") and self._here.text in texts

    def _next(self) -> _Token:
        token = self._here
        if token.kind != "end":
            self._at += 1
        return token

    def _fail(self, expected: str) -> CompactError:
        return CompactError(f"expected was {expected}, not {self._here.text}", self._here.line)

    def _take(self, text: str) -> _Token:
        if not self._is(text):
            raise self._fail(f"'{text}'")
        return self._next()

    def _taken(self, text: str) -> bool:
        if self._is(text):
            self._at += 1
            return True
        return False

    def _identifier(self) -> str:
        token = self._here
        if token.kind != "name" or token.text in _KEYWORDS:
            raise self._fail("a name")
        return self._next().text.removeprefix("\\")

    def _any_name(self) -> str:
        if self._here.kind != "name":
            raise self._fail("a name")
        return self._next().text.removeprefix("\\")

    def _literal(self) -> str:
        parts = []
        while True:
            if self._here.kind != "literal":
                raise self._fail("a text in quotation marks")
            text = self._next().text
            quotes = 3 if len(text) > 5 and text[:3] in ('"""', "'''") else 1
            parts.append(text[quotes:-quotes])
            if not self._taken("~"):
                return "".join(parts)

    def _made(self, kind: str, line: int, **attributes: str | None) -> etree._Element:
        known: dict[Any, str] = {name: uri for name, uri in self._namespaces.items() if name != "xml" and uri}
        known[None] = NS
        made = etree.Element(f"{{{NS}}}{kind}", nsmap=known)
        made.sourceline = line  # type: ignore[assignment]
        for name, value in attributes.items():
            if value is not None:
                made.set(name, value)
        return made

    # Annotations mean nothing here.

    def _annotations(self) -> None:
        while self._is("["):
            self._bracketed()

    def _bracketed(self) -> None:
        depth = 0
        while True:
            token = self._next()
            if token.kind == "end":
                raise CompactError("the annotation does not end", token.line)
            if token.kind == "sign":
                depth += (token.text == "[") - (token.text == "]")
            if not depth:
                return

    def _following_annotations(self) -> None:
        while self._taken(">>"):
            self._next()
            self._bracketed()

    # Grammars.

    def schema(self) -> etree._Element:
        """The whole file."""
        self._declarations()
        self._annotations()
        following = self._tokens[self._at + 1] if self._here.kind != "end" else self._here
        component = following.kind == "sign" and following.text in ("=", "|=", "&=", "[")
        if self._here.kind == "end" or self._is("start", "div", "include") or component:
            made = self._made("grammar", self._here.line)
            self._components(made, "end")
        else:
            made = self._pattern()
        if self._here.kind != "end":
            raise self._fail("the end of the file")
        return made

    def _declarations(self) -> None:
        while True:
            at = self._at
            self._annotations()
            if self._taken("namespace"):
                prefix = self._any_name()
                self._take("=")
                self._namespaces[prefix] = self._uri() or ""
            elif self._taken("default"):
                self._take("namespace")
                prefix = "" if self._is("=") else self._any_name()
                self._take("=")
                self._default = self._uri()
                if prefix:
                    self._namespaces[prefix] = self._default or ""
            elif self._taken("datatypes"):
                prefix = self._any_name()
                self._take("=")
                self._libraries[prefix] = self._literal()
            else:
                self._at = at
                return

    def _uri(self) -> str | None:
        return None if self._taken("inherit") else self._literal()

    def _components(self, into: etree._Element, end: str) -> None:
        while not (self._here.kind == "end" if end == "end" else self._is(end)):
            self._annotations()
            token = self._here
            if token.kind in ("name", "prefixed") and self._tokens[self._at + 1].text == "[":
                self._next()
                self._bracketed()
            elif self._taken("div"):
                self._take("{")
                inner = self._made("div", token.line)
                into.append(inner)
                self._components(inner, "}")
                self._take("}")
            elif self._taken("include"):
                into.append(self._inclusion("include", token.line))
                if self._taken("{"):
                    self._components(into[-1], "}")
                    self._take("}")
            else:
                name = None if self._taken("start") else self._identifier()
                if not self._is(*_COMBINES):
                    raise self._fail("'='")
                combine = _COMBINES[self._next().text]
                kind = "start" if name is None else "define"
                inner = self._made(kind, token.line, name=name, combine=combine)
                inner.append(self._pattern())
                into.append(inner)

    def _inclusion(self, kind: str, line: int) -> etree._Element:
        href, ns = self._literal(), self._default
        if self._taken("inherit"):
            self._take("=")
            ns = self._namespace(self._any_name())
        return self._made(kind, line, href=href, ns=ns)

    def _namespace(self, prefix: str) -> str:
        if prefix not in self._namespaces:
            raise CompactError(f"the prefix '{prefix}' is not declared", self._here.line)
        return self._namespaces[prefix]

    # Patterns.

    def _pattern(self) -> etree._Element:
        line = self._here.line
        parts = [self._particle()]
        connector = self._here.text if self._is(*_CONNECTORS) else ""
        while connector and self._taken(connector):
            parts.append(self._particle())
        if connector and self._is(*_CONNECTORS):
            raise self._fail(f"'{connector}', or brackets around one of the two")
        if len(parts) == 1:
            return parts[0]
        made = self._made(_CONNECTORS[connector], line)
        made.extend(parts)
        return made

    def _particle(self) -> etree._Element:
        made = self._primary()
        if self._is(*_QUANTITIES):
            line = self._here.line
            outer = self._made(_QUANTITIES[self._next().text], line)
            outer.append(made)
            made = outer
            self._following_annotations()
        return made

    def _primary(self) -> etree._Element:
        self._annotations()
        made = self._bare()
        self._following_annotations()
        return made

    def _bare(self) -> etree._Element:
        token = self._here
        if token.kind == "literal":
            return self._value(token.line, None, None)
        if token.kind == "prefixed" or self._is("string", "token"):
            return self._data()
        if self._taken("("):
            made = self._pattern()
            self._take(")")
            return made
        if token.kind != "name":
            raise self._fail("a pattern")
        if token.text not in _KEYWORDS:
            return self._made("ref", token.line, name=self._identifier())
        self._next()
        if token.text in ("element", "attribute"):
            made = self._made(token.text, token.line)
            made.append(self._names(token.text == "attribute"))
            return self._braced(made)
        if token.text in ("mixed", "list"):
            return self._braced(self._made(token.text, token.line))
        if token.text == "grammar":
            made = self._made("grammar", token.line)
            self._take("{")
            self._components(made, "}")
            self._take("}")
            return made
        if token.text == "parent":
            return self._made("parentRef", token.line, name=self._identifier())
        if token.text == "external":
            return self._inclusion("externalRef", token.line)
        if token.text in ("empty", "text", "notAllowed"):
            return self._made(token.text, token.line)
        self._at -= 1
        raise self._fail("a pattern")

    def _braced(self, into: etree._Element) -> etree._Element:
        self._take("{")
        into.append(self._pattern())
        self._take("}")
        return into

    def _data(self) -> etree._Element:
        token = self._next()
        prefix, _, name = token.text.rpartition(":")
        if prefix and prefix not in self._libraries:
            raise CompactError(f"the prefix '{prefix}' of datatypes is not declared", token.line)
        library = self._libraries[prefix] if prefix else ""
        if self._here.kind == "literal":
            return self._value(token.line, name, library)
        made = self._made("data", token.line, type=name, datatypeLibrary=library)
        if self._taken("{"):
            while not self._taken("}"):
                self._annotations()
                param = self._made("param", self._here.line, name=self._any_name())
                self._take("=")
                param.text = self._literal()
                made.append(param)
        if self._taken("-"):
            excepted = self._made("except", token.line)
            excepted.append(self._primary())
            made.append(excepted)
        return made

    def _value(self, line: int, name: str | None, library: str | None) -> etree._Element:
        made = self._made("value", line, type=name, datatypeLibrary=library, ns=self._default)
        made.text = self._literal()
        return made

    # Names.

    def _names(self, of_attribute: bool) -> etree._Element:
        line = self._here.line
        parts = [self._name(of_attribute)]
        while self._taken("|"):
            parts.append(self._name(of_attribute))
        if len(parts) == 1:
            return parts[0]
        made = self._made("choice", line)
        made.extend(parts)
        return made

    def _name(self, of_attribute: bool) -> etree._Element:
        self._annotations()
        token = self._next()
        if token.kind == "sign" and token.text == "(":
            made = self._names(of_attribute)
            self._take(")")
        elif token.kind == "every" or (token.kind == "sign" and token.text == "*"):
            ns = self._namespace(token.text[:-2]) if token.kind == "every" else None
            made = self._made("anyName" if ns is None else "nsName", token.line, ns=ns)
            if self._taken("-"):
                excepted = self._made("except", token.line)
                excepted.append(self._name(of_attribute))
                made.append(excepted)
        elif token.kind == "prefixed":
            prefix, _, local = token.text.partition(":")
            made = self._made("name", token.line, ns=self._namespace(prefix))
            made.text = local
        elif token.kind == "name":
            made = self._made("name", token.line, ns="" if of_attribute else self._default)
            made.text = token.text.removeprefix("\\")
        else:
            self._at -= token.kind != "end"
            raise self._fail("a name")
        self._following_annotations()
        return made
