"""Random RELAX NG schemas over the whole language, and documents near to what they allow."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

RNG = "http://relaxng.org/ns/structure/1.0"
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
NAMES = ("a", "b", "c", "p:a", "p:b", "q:c")
NAMESPACES = {"p": "urn:p", "q": "urn:q"}
# Datatypes, their parameters with values, and texts that are near to being of the type.
TYPES: tuple[tuple[str, dict[str, tuple[str, ...]], tuple[str, ...]], ...] = (
    ("integer", {"minInclusive": ("2", "-5"), "maxExclusive": ("7",), "totalDigits": ("2",), "pattern": ("[0-9]+",)},
     ("3", " 7 ", "-4", "+007", "", "x", "120", "6.0", "\u00a05")),
    ("decimal", {"fractionDigits": ("1",), "maxInclusive": ("4.5",), "totalDigits": ("3",)},
     ("3.5", ".5", "-1", "4.51", "1e3", "4.5", "0100")),
    ("double", {"minExclusive": ("0",), "maxInclusive": ("1E2",)}, ("1e1", "INF", "NaN", "-0", "0", "100.0", "+INF")),
    ("boolean", {"pattern": ("[a-z]+",)}, ("true", "1", "TRUE", " false ")),
    ("string", {"length": ("3",), "pattern": (r"\i\c*", "[a-c]*", r"\p{Lu}.", "a|b", r"[^\d]+")},
     ("abc", "", " a ", "Äb", "a", "\u00a0", "1ab", "a b")),
    ("token", {"minLength": ("2",), "maxLength": ("3",)}, (" a  b ", "a", "abcd", "ab\tc", "\u00a0ab")),
    ("normalizedString", {"length": ("3",)}, ("a\tb", " a ", "abcd")),
    ("NCName", {"maxLength": ("2",)}, ("ab", "a:b", "-a", " ab ", "é", "")),
    ("Name", {}, ("a:b", ":", "1", "a")), ("NMTOKEN", {"length": ("2",)}, ("1a", "a b", "ab")),
    ("NMTOKENS", {"maxLength": ("2",)}, ("a b", "a  b\tc", "", "a")),
    ("language", {}, ("en", "zh-Hant", "e_n", "x-abcdefghi", "123")),
    ("anyURI", {"minLength": ("3",)}, ("http://a/b c", "%zz", "#a", "", "a:b", ":", "é", "#a#b", "urn:x", "1:b", "a:")),
    ("QName", {}, ("p:a", "a", "z:a", "p:", "xml:id")),
    ("date", {"minInclusive": ("1950-01-01",), "maxExclusive": ("1960-01-01Z",)},
     ("1950-01-01", "1950-02-30", "1959-12-31Z", "1959-12-31", "50-01-01", "-0001-01-01", "0000-01-01", "1960-02-29",
      "1900-02-29", "1955-01-01+14:30", "12000-01-01", "1961-01-01")),
    ("dateTime", {"maxInclusive": ("1950-01-01T00:00:00",)},
     ("1950-01-01T23:00:00", "1949-12-31T23:59:59.5Z", "1950-01-01T00:00:00", "1950-01-01")),
    ("time", {"minExclusive": ("12:00:00",)}, ("12:00:00", "13:00:00", "12:30", "23:00:00+01:00")),
    ("gYear", {"minInclusive": ("1950",)}, ("1950", "1949", "950", "01950", "-1950")),
    ("gYearMonth", {}, ("1950-01", "1950-13", "1950-1")), ("gMonthDay", {}, ("--02-29", "--02-30", "-02-29")),
    ("gMonth", {}, ("--01", "--13", "--01--")), ("gDay", {"maxExclusive": ("---20",)}, ("---31", "---19", "---32")),
    ("duration", {"maxInclusive": ("P1M",)}, ("P30D", "P28D", "P", "PT", "P1Y2M", "-P1D", "P1M", "PT1.5S", "P1.5D")),
    ("hexBinary", {"length": ("2",)}, ("0aF9", "0", "0a", " 0aF9 ")),
    ("base64Binary", {"maxLength": ("2",)}, ("AAA=", "AA==", "AAAA", "A A A =", "AB==", "A")),
    ("float", {}, ("1e50", "3.5", "1.0E+1")), ("byte", {}, ("127", "128", "-128")),
    ("unsignedInt", {}, ("4294967295", "4294967296", "-0", "-1")), ("nonPositiveInteger", {}, ("0", "1", "-0")),
    ("IDREFS", {}, ("a b", "", "a")), ("ID", {}, ("a", "1")),
)  # fmt: skip
VALUES = (
    ("", "", "x"), ("string", XSD, " x "), ("token", XSD, " x "), ("integer", XSD, "03"), ("boolean", XSD, "1"),
    ("QName", XSD, "p:a"), ("token", "", "x y"), ("date", XSD, "1950-01-01Z"), ("decimal", XSD, "3.0"),
    ("double", XSD, "3"), ("duration", XSD, "P1D"), ("hexBinary", XSD, "0a"),
)  # fmt: skip
TEXTS = (
    "x",
    " x ",
    "x y",
    "x  y",
    "3",
    "03",
    "3.0",
    "1",
    "true",
    "p:a",
    "q:a",
    "1950-01-01Z",
    "P1D",
    "PT24H",
    "0A",
    " ",
)


class ImpossibleError(Exception):
    """No document can be had from here."""


@dataclass
class Node:
    """An element of a schema."""

    kind: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def xml(self) -> str:
        head = self.kind + "".join(f" {name}={quoteattr(value)}" for name, value in self.attributes.items())
        return f"<{head}>{escape(self.text)}{''.join(child.xml() for child in self.children)}</{self.kind}>"


class Maker:
    """Makes one schema, and documents near to what it allows."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.defines: dict[str, Node] = {}

    def schema(self, depth: int = 4) -> Node:
        """A grammar."""
        names = [f"d{number}" for number in range(self.dice.randint(0, 3))]
        self.defines = {name: Node("empty") for name in names}
        start = Node("element", {"name": "r"}, self._several(depth))
        made = [Node("start", {}, [start])]
        for name in names:
            body = self._several(depth - 1)
            if self.dice.random() < 0.7:  # Else a reference may lead to itself, which is an error.
                body = [Node("element", {"name": self._name()}, body)]
            self.defines[name] = Node("group", {}, body)
            made.append(Node("define", {"name": name}, body))
            if self.dice.random() < 0.2:
                combine = self.dice.choice(["choice", "interleave"])
                more = [self._pattern(1)]
                made.append(Node("define", {"name": name, "combine": combine}, more))
                self.defines[name] = Node(combine, {}, [Node("group", {}, body), *more])
        self.dice.shuffle(made)
        return Node("grammar", {"xmlns": RNG, "datatypeLibrary": XSD, "xmlns:p": "urn:p", "xmlns:q": "urn:q"}, made)

    def _several(self, depth: int) -> list[Node]:
        return [self._pattern(depth - 1) for _ in range(self.dice.choice((1, 1, 1, 2, 2, 3)))]

    def _name(self) -> str:
        return self.dice.choice(NAMES)

    def _pattern(self, depth: int) -> Node:
        dice = self.dice
        if depth <= 0 or dice.random() < 0.1:
            kind = dice.choice(["text", "empty", "data", "value", "leaf", "leaf", "leaf", "attribute", "ref"])
            if kind in ("text", "empty"):
                return Node(kind)
            if kind == "leaf":
                return Node("element", {"name": self._name()}, [Node(dice.choice(["empty", "text"]))])
            if kind == "ref" and self.defines:
                return Node("ref", {"name": dice.choice(list(self.defines))})
            return self._attribute() if kind in ("attribute", "ref") else self._data()
        kind = dice.choice(
            ["group", "choice", "choice", "interleave", "optional", "zeroOrMore", "oneOrMore", "mixed", "element",
             "element", "element", "attribute", "attribute", "list", "data", "ref", "notAllowed"]
        )  # fmt: skip
        if kind == "element":
            named, before = self._named(kind)
            return Node(kind, named, [*before, *self._several(depth)])
        if kind == "attribute":
            return self._attribute()
        if kind == "list":
            return Node(kind, {}, [self._listed(2) for _ in range(dice.randint(1, 3))])
        if kind == "data":
            return self._data()
        if kind == "ref" and self.defines:
            return Node("ref", {"name": dice.choice(list(self.defines))})
        if kind in ("ref", "notAllowed"):
            return Node("notAllowed") if dice.random() < 0.2 else Node("text")
        return Node(kind, {}, self._several(depth))

    def _listed(self, depth: int) -> Node:
        kind = self.dice.choice(["data", "value", "optional", "oneOrMore", "zeroOrMore", "choice", "group", "empty"])
        if depth == 0 or kind in ("data", "value"):
            return self._data()
        inner = [self._listed(depth - 1) for _ in range(self.dice.randint(1, 2))]
        return Node(kind) if kind == "empty" else Node(kind, {}, inner)

    def _attribute(self) -> Node:
        named, before = self._named("attribute")
        data = self._data()
        inner = self.dice.choice(
            [
                [],
                [data],
                [data],
                [Node("choice", {}, [data, self._data()])],
                [Node("list", {}, [self._listed(1)])],
                [Node("optional", {}, [data])],
            ]
        )
        made = Node("attribute", named, [*before, *inner])
        if before and before[0].kind != "name":
            made.children[1:] = [Node("text")] if self.dice.random() < 0.8 else made.children[1:]
            made = Node("oneOrMore", {}, [made])
        return Node("optional", {}, [made]) if self.dice.random() < 0.5 else made

    def _named(self, kind: str) -> tuple[dict[str, str], list[Node]]:
        which = self.dice.random()
        if which < 0.7:
            return {"name": self._name()}, []
        if which < 0.75:
            return {"name": self.dice.choice("abc"), "ns": self.dice.choice(["urn:p", "urn:q", ""])}, []
        return {}, [self._class(2)]

    def _class(self, depth: int, inside: str = "") -> Node:
        kind = self.dice.choice(["name", "choice", "anyName", "nsName", "nsName"])
        if depth == 0 or kind == "name" or (inside == "nsName" and kind in ("anyName", "nsName")):
            return Node("name", {}, [], self._name())
        if inside == "anyName" and kind == "anyName":
            return Node("nsName", {"ns": "urn:p"})
        if kind == "choice":
            return Node(kind, {}, [self._class(depth - 1, inside) for _ in range(2)])
        attributes = {"ns": self.dice.choice(["urn:p", "urn:q", ""])} if kind == "nsName" else {}
        excepted = [Node("except", {}, [self._class(depth - 1, kind)])] if self.dice.random() < 0.6 else []
        return Node(kind, attributes, excepted)

    def _data(self) -> Node:
        dice = self.dice
        if dice.random() < 0.4:
            kind, library, text = dice.choice(VALUES)
            return Node("value", {"type": kind, "datatypeLibrary": library} if kind else {}, [], text)
        kind, params, _ = dice.choice(TYPES)
        chosen = [
            Node("param", {"name": name}, [], dice.choice(values))
            for name, values in params.items()
            if dice.random() < 0.4
        ]
        if dice.random() < 0.2:
            chosen.append(Node("except", {}, [self._data() for _ in range(dice.randint(1, 2))]))
        return Node("data", {"type": kind}, chosen)

    # Documents.

    def document(self, schema: Node) -> str:
        """A document that the schema may allow, or nearly."""
        self._left = 60
        start = next(child for child in schema.children if child.kind == "start")
        self._wild = self.dice.choice((0.0, 0.0, 0.02, 0.08))
        try:
            content = self._sample(start.children[0])
        except (ImpossibleError, RecursionError):
            return '<r xmlns:p="urn:p" xmlns:q="urn:q"/>'
        inside = [part for part in content if part.startswith("<")]
        return inside[0].replace("<r", '<r xmlns:p="urn:p" xmlns:q="urn:q"', 1) if inside else "<r/>"

    def _sample(self, node: Node) -> list[str]:
        """Attributes ("@name=…"), elements and texts; each now and then not as the pattern says."""
        dice, kind = self.dice, node.kind
        self._left -= 1
        if self._left < 0:
            raise ImpossibleError
        if dice.random() < self._wild:
            return dice.choice([[], [dice.choice(TEXTS)], [f"<{self._name()}/>"], [f"@{self._name()}=x"]])
        if kind == "notAllowed":
            raise ImpossibleError
        if kind == "empty":
            return dice.choice([[], [], [" "]])
        if kind == "text":
            return dice.choice([[], ["x"], ["\u00a0"], [" x "]])
        if kind == "ref":
            return self._sample(self.defines[node.attributes["name"]])
        if kind == "choice":
            for child in dice.sample(node.children, len(node.children)):
                try:
                    return self._sample(child)
                except ImpossibleError:
                    continue
            raise ImpossibleError
        if kind in ("optional", "zeroOrMore", "oneOrMore"):
            least, most = {"optional": (0, 1), "zeroOrMore": (0, 3), "oneOrMore": (1, 3)}[kind]
            found: list[str] = []
            for _ in range(dice.randint(least, most)):
                found += self._all(node.children)
            return found
        if kind in ("interleave", "mixed"):
            parts = [self._all([child]) for child in node.children]
            if kind == "mixed":
                parts = [self._all(node.children), dice.choice([[], ["x"], ["x", "y"]])]
            found = []
            while any(parts):
                part = dice.choice([one for one in parts if one])
                found.append(part.pop(0))
            return found
        if kind == "list":
            return [dice.choice((" ", "  ", "\t")).join(self._all(node.children))]
        if kind == "value":
            return [node.text if dice.random() < 0.7 else dice.choice(TEXTS)]
        if kind == "data":
            texts = next(texts for name, _, texts in TYPES if name == node.attributes["type"])
            return [dice.choice(texts)]
        if kind in ("element", "attribute"):
            inner = [child for child in node.children if child.kind not in ("name", "anyName", "nsName") or child.text]
            named = node.children[:1] if "name" not in node.attributes else []
            name = self._of_class(named[0]) if named else node.attributes["name"]
            if node.attributes.get("ns"):
                name = {"urn:p": "p:", "urn:q": "q:"}[node.attributes["ns"]] + name
            content = self._all([child for child in inner if child not in named])
            if kind == "attribute":
                return [f"@{name}={''.join(content) if node.children[len(named) :] else dice.choice(TEXTS)}"]
            attributes = {part[1:].partition("=")[0]: part.partition("=")[2] for part in content if part[:1] == "@"}
            if dice.random() < self._wild:
                dice.shuffle(content)
            body = "".join(part if part[:1] == "<" else escape(part) for part in content if part[:1] != "@")
            head = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
            return [f"<{name}{head}>{body}</{name}>"]
        return self._all(node.children)

    def _all(self, nodes: list[Node]) -> list[str]:
        return [part for node in nodes for part in self._sample(node)]

    def _of_class(self, node: Node) -> str:
        if node.kind == "name":
            return node.text
        if node.kind == "choice":
            return self._of_class(self.dice.choice(node.children))
        ns = node.attributes.get("ns")
        if ns is not None and self.dice.random() < 0.8:
            return {"urn:p": "p:", "urn:q": "q:", "": ""}[ns] + self.dice.choice("abcd")
        return self.dice.choice((*NAMES, "d", "p:d"))
