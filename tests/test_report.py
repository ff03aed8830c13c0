"""Findings as text and as JSON."""

import json

from tei_edition.diagnostics import Diagnostic, Location, Severity
from tei_edition.report.json import to_json
from tei_edition.report.text import to_text

FOUND = Diagnostic(
    "date-disagrees", Severity.ERROR, "It is wrong.", Location("tei/t1.xml", 2, 3, "/TEI[1]"), "Mend it."
)


def test_text() -> None:
    assert to_text([FOUND], lambda _: b"<TEI>\n  <date>x</date>\n</TEI>") == (
        "error[date-disagrees]: It is wrong.\n"
        " --> tei/t1.xml:2:3\n"
        "  |\n"
        "2 |   <date>x</date>\n"
        "  |   ^\n"
        "  = help: Mend it.\n"
        "\n"
        "1 error\n"
    )


def test_nothing_found_is_nothing_said() -> None:
    assert to_text([]) == ""


def test_words_of_documents_are_never_markup_nor_control() -> None:
    hostile = "[bold red]x[/] \x1b[31m\x07 \u202e [link=file:///etc/passwd]y"
    found = Diagnostic("r", Severity.WARNING, hostile, Location("a\x1b.xml", 1, 1), hostile)
    for color in (False, True):
        text = to_text([found], lambda _: hostile.encode(), color=color)
        assert text.count("[bold red]x[/]") == 3
        assert "\x1b[31m\x07" not in text
        assert "\u202e" not in text
        assert "\x07" not in text
        assert "␛" in text
    assert "\x1b" not in to_text([found], lambda _: hostile.encode())
    assert "\x1b[" in to_text([found], color=True)


def test_caret_under_wide_letters_and_in_long_lines() -> None:
    wide = Diagnostic("r", Severity.ERROR, "m", Location("f", 1, 3))
    assert "\n  |     ^\n" in to_text([wide], lambda _: "조선<x/>".encode())
    long = Diagnostic("r", Severity.ERROR, "m", Location("f", 1, 5001))
    lines = to_text([long], lambda _: b"a" * 5000 + b"!" + b"a" * 5000).splitlines()
    assert lines[3][lines[4].index("^")] == "!"
    assert len(lines[3]) < 120


def test_json_has_the_promised_shape() -> None:
    assert json.loads(to_json([FOUND])) == {
        "diagnostics": [
            {
                "rule": "date-disagrees",
                "severity": "error",
                "message": "It is wrong.",
                "help": "Mend it.",
                "file": "tei/t1.xml",
                "line": 2,
                "column": 3,
                "xpath": "/TEI[1]",
            }
        ]
    }
    assert json.loads(to_json([])) == {"diagnostics": []}
