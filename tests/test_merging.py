"""Three versions of a file made one: nothing of either side is lost, and no byte of the editor's changes unasked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.pipeline.merging import Conflict, merge

line = st.sampled_from(
    [b"", b"<p>", b"</p>", b"<p>one two three</p>", b"<p>one two four</p>", b"x", b"\xd0\xb0 b", b"<"]
)
text = st.lists(line, max_size=12).map(b"\n".join)
words = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "rho"]), min_size=1, max_size=6).map(" ".join)


def test_words_of_one_paragraph() -> None:
    base = b"<p>Comrade Kim writes of selfles help.</p>"
    ours = b'<p>Comrade <persName ref="#k">Kim</persName> writes of selfles help.</p>'
    theirs = b"<p>Comrade Kim writes of selfless help.</p>"
    merged = merge(base, ours, theirs)
    assert merged.content == b'<p>Comrade <persName ref="#k">Kim</persName> writes of selfless help.</p>'
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        (b"<p>a</p>", b"<p>b</p>", b"<p>c</p>"),
        (b"<p>a b c d</p>", b"<p><hi>a b</hi> c d</p>", b"<p>a <hi>b c</hi> d</p>"),  # tags would cross
        (b"<p>Kim</p>", b"<p><name>Kim</name></p>", b"<p>KIM</p>"),
        (b"<p>a</p>\n<p>b</p>", b"<p>b</p>", b"<p>x</p>\n<p>b</p>"),  # deleted here, changed there
    ],
)
def test_conflicts_keep_the_edited_words(base: bytes, ours: bytes, theirs: bytes) -> None:
    merged = merge(b"<a>\n%b\n</a>\n" % base, b"<a>\n%b\n</a>\n" % ours, b"<a>\n%b\n</a>\n" % theirs)
    assert merged.content == b"<a>\n%b\n</a>\n" % ours
    assert [conflict.line for conflict in merged.conflicts] == [2]


def test_a_conflict_has_the_lines_of_all_three() -> None:
    assert merge(b"a\nb\nc", b"a\nB\nc", b"a\nbb\nc").conflicts == (Conflict(2, (b"b",), (b"B",), (b"bb",)),)


def test_lines_added_beside_a_changed_line() -> None:
    merged = merge(b"<p>one two three</p>", b"<p>one two three</p>\n<note/>", b"<p>one two four</p>")
    assert (merged.content, merged.conflicts) == (b"<p>one two four</p>\n<note/>", ())


def test_the_version_of_the_converter_is_no_conflict() -> None:
    base, theirs = (b'<application ident="x" version="%b">' % version for version in (b"0.1", b"0.2.1"))
    ours = b'<application ident="x" version="0.1" n="mine">'
    assert merge(base, ours, theirs).content == ours
    assert merge(base, ours, theirs).conflicts == ()


@given(text, text)
def test_without_edits_the_result_is_the_new_conversion(base: bytes, theirs: bytes) -> None:
    assert merge(base, base, theirs).content == theirs
    wide = b"\xef\xbb\xbf" + (base + b"\n" * 20).replace(b"\n", b"\r\n")
    expected = b"\xef\xbb\xbf" + (theirs + b"\n" * 20).replace(b"\n", b"\r\n")
    assert merge(base + b"\n" * 20, wide, theirs + b"\n" * 20).content == expected


@given(text, st.lists(st.sampled_from([b"a", b"\r", b"\n", b"\r\n", b"\xef\xbb\xbf", b"\xff", b"<p>"])).map(b"".join))
def test_without_a_new_conversion_the_file_stays(base: bytes, ours: bytes) -> None:
    merged = merge(base, ours, base)
    assert (merged.content, merged.conflicts) == (ours, ())
    assert merge(base, ours, ours).content.replace(b"\r", b"") == ours.replace(b"\r", b"")


@given(st.lists(words, min_size=1, max_size=12), st.data())
def test_edits_in_different_paragraphs_both_survive(paragraphs: list[str], data: st.DataObject) -> None:
    """Also in neighbouring ones, and where a paragraph is said twice."""
    sides = data.draw(st.lists(st.sampled_from("-ot"), min_size=len(paragraphs), max_size=len(paragraphs)))
    numbered = [f"{place} {paragraph}" for place, paragraph in enumerate(paragraphs)]

    def side(changes: str) -> bytes:
        lines = (
            f"<p>{words} {'changed' if kind in changes else 'as it was'}</p>"
            for words, kind in zip(numbered, sides, strict=True)
        )
        return "\n".join(lines).encode()

    merged = merge(side(""), side("o"), side("t"))
    assert merged.conflicts == ()
    assert merged.content == side("ot")


@given(text, text, text)
def test_conflicts_alone_keep_the_new_conversion_out(base: bytes, ours: bytes, theirs: bytes) -> None:
    merged = merge(base, ours, theirs)
    lines = ours.split(b"\n")
    for conflict in merged.conflicts:
        assert tuple(lines[conflict.line - 1 : conflict.line - 1 + len(conflict.ours)]) == conflict.ours
    if merged.conflicts == ():
        assert merge(theirs, merged.content, theirs).content == merged.content
