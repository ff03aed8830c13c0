"""Places of nodes are those that expat, another parser, has for them."""

from __future__ import annotations

from xml.parsers import expat

from hypothesis import given
from hypothesis import strategies as st

from tei_edition.validate.places import Place, places

WORDS = st.sampled_from(
    ["a", " ", "\n", "\r\n", "\r", "\t", "&lt;", "&#233;", "é", "한", "\U0001f600", ">", "'", '"', "]"]
)
VALUES = st.lists(st.sampled_from(["x", ">", "/>", "'", "&lt;", "\n", "\U0001f600", "&#60;"]), max_size=3)
ATTRIBUTES = st.lists(st.sampled_from(["a", "b", "n:c"]), unique=True, max_size=3)


@st.composite
def tags(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(["p", "q", "n:r"]))
    for name in draw(ATTRIBUTES):
        space, equals = draw(st.sampled_from([" ", "\n", " \t"])), draw(st.sampled_from(["=", " = "]))
        text += f'{space}{name}{equals}"{"".join(draw(VALUES))}"'
    return text


OTHERS = st.sampled_from(["<!-- <p> -->", "<!---->", "<?i <p/> ?>", "<?i?>", "<![CDATA[<p a='>']]>", "<![CDATA[]]>"])


def elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def made(tag: str, content: list[str]) -> str:
        name = tag.split()[0]
        return f"<{tag}>{''.join(content)}</{name}>" if content else f"<{tag}/>"

    return st.builds(made, tags(), st.lists(inner, max_size=6))


INNER = st.recursive(st.one_of(WORDS, OTHERS), elements, max_leaves=25)
DOCUMENTS = st.builds(
    lambda head, content: f'{head}<r xmlns:n="urn:n">{"".join(content)}</r>\n<!-- end -->',
    st.sampled_from(["", "<?xml version='1.0'?>", "<?xml version='1.0'?>\n<!-- <r> -->\n<?i?>", "\ufeff", "\n"]),
    st.lists(INNER, max_size=6),
)


class _Tree:
    """The nodes of a document with their byte offsets, by expat."""

    def __init__(self, content: bytes) -> None:
        self.offsets: dict[str, int] = {}
        self._counts = [0]
        self._path: list[str] = []
        self._text = False
        self._cdata: int | None = None
        parser = expat.ParserCreate()
        parser.StartCdataSectionHandler = lambda: setattr(self, "_cdata", parser.CurrentByteIndex)
        parser.EndCdataSectionHandler = lambda: setattr(self, "_cdata", None)
        parser.buffer_text = False
        parser.StartElementHandler = lambda name, attributes: self._start(parser, True)
        parser.EndElementHandler = lambda name: self._end()
        parser.CommentHandler = lambda words: self._start(parser, False)
        parser.ProcessingInstructionHandler = lambda target, words: self._start(parser, False)
        parser.CharacterDataHandler = lambda words: self._letters(parser)
        parser.Parse(content, True)

    def _start(self, parser: expat.XMLParserType, element: bool) -> None:
        self._text = False
        self._counts[-1] += 1
        path = [*self._path, str(self._counts[-1])]
        self.offsets["/".join(path)] = parser.CurrentByteIndex
        if element:
            self._path = path
            self._counts.append(0)

    def _end(self) -> None:
        self._text = False
        self._path.pop()
        self._counts.pop()

    def _letters(self, parser: expat.XMLParserType) -> None:
        if not self._text:
            self._text = True
            self._counts[-1] += 1
            self.offsets["/".join([*self._path, str(self._counts[-1])]) + " text"] = (
                parser.CurrentByteIndex if self._cdata is None else self._cdata
            )


@given(DOCUMENTS)
def test_nodes_stand_where_expat_finds_them(document: str) -> None:
    content = document.encode()
    expected = _Tree(content).offsets
    found = places(content, [path.removesuffix(" text") for path in expected])
    assert len(found) == len(expected)
    text = document.removeprefix("\ufeff")
    for path, byte in expected.items():
        before = content[:byte].decode().removeprefix("\ufeff")
        if path.endswith(" text"):  # begins at the first letter; CDATA at its own beginning
            before += _blank(text[len(before) :])
            path = path.removesuffix(" text")
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert (found[path].line, found[path].column) == (len(lines), len(lines[-1]) + 1), (document, path)


def _blank(text: str) -> str:
    run = text.split("<")[0] if not text.startswith("<") else ""
    return run[: len(run) - len(run.lstrip(" \t\r\n"))]


def test_attributes_and_xpaths() -> None:
    content = b"""<r>
  <p a='b="1"' b = "2"/><!-- c -->text<p c:d='>'>
    <q/>more</p><?x?>
</r>"""
    paths = ["", "1", "1/2/@b", "1/3", "1/4", "1/5/@c:d", "1/5/3", "1/6", "1/9", "2"]
    assert places(content, paths) == {
        "": Place(1, 1, "/"),
        "1": Place(1, 1, "/r[1]"),
        "1/2/@b": Place(2, 16, "/r[1]/p[1]/@b"),
        "1/3": Place(2, 25, "/r[1]/comment()[1]"),
        "1/4": Place(2, 35, "/r[1]/text()[2]"),
        "1/5/@c:d": Place(2, 42, "/r[1]/p[2]/@c:d"),
        "1/5/3": Place(3, 9, "/r[1]/p[2]/text()[2]"),
        "1/6": Place(3, 17, "/r[1]/processing-instruction()[1]"),
    }
