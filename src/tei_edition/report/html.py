"""Findings as one page for a browser: grouped by file, with excerpts; filtered by severity and rule without JavaScript.

The page is built as a tree, so that no word of a document can become markup, and it loads nothing.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

from lxml import etree
from lxml.builder import E

from tei_edition.diagnostics import Diagnostic, Severity
from tei_edition.report.excerpt import Excerpt, Excerpts, neutral
from tei_edition.report.findings import Findings, by_file, count_words

_STYLES = Path(__file__).with_name("findings.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a page of the toolkit may do: use its own styles, load nothing, run nothing."""


def to_html(findings: Findings) -> str:
    """The page, complete in itself."""
    files = by_file(findings.diagnostics)
    rules = Counter(found.rule for found in findings.diagnostics)
    number = {rule: place for place, rule in enumerate(sorted(rules))}
    clean = len(set(findings.files) - set(files))
    page = E.html(
        E.head(
            E.meta({"charset": "utf-8"}),
            E.meta({"http-equiv": "Content-Security-Policy", "content": POLICY}),
            E.meta({"name": "viewport", "content": "width=device-width, initial-scale=1"}),
            E.meta({"name": "generator", "content": "tei-edition"}),
            E.title("Findings"),
            E.style(_STYLES.read_text("utf-8") + _filters(len(number))),
        ),
        E.body(
            E.header(E.h1("Findings"), E.p(_summary(findings, len(files), clean))),
            *_controls(findings, rules, number),
            E.main(*_sections(findings, files, number)),
        ),
        {"lang": "en"},
    )
    etree.indent(page[0])
    return etree.tostring(page, encoding="unicode", method="html", doctype="<!DOCTYPE html>") + "\n"


def _summary(findings: Findings, files: int, clean: int) -> str:
    if not findings.diagnostics:
        return f"No findings in {_files(clean)}." if clean else "No findings."
    without = f"; {_files(clean)} without any" if clean else ""
    return f"{count_words(findings.diagnostics)} in {_files(files)}{without}."


def _files(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"


def _controls(findings: Findings, rules: Counter[str], number: dict[str, int]) -> list[etree._Element]:
    if not rules:
        return []
    severities = Counter(found.severity for found in findings.diagnostics)
    return [
        E.form(
            E.fieldset(
                E.legend("Show"),
                *(_choice(f"s-{s.value}", f"{s.value} ({severities[s]})", s.value) for s in Severity if severities[s]),
            ),
            E.details(
                E.summary("Rules"),
                E.div(
                    *(_choice(f"r{n}", f"{neutral(rule)} ({rules[rule]})", "") for rule, n in number.items()),
                    {"class": "rules"},
                ),
            ),
            {"class": "filters", "autocomplete": "off"},
        )
    ]


def _choice(identifier: str, label: str, kind: str) -> etree._Element:
    box = E.input({"type": "checkbox", "id": identifier, "checked": "checked"})
    made: etree._Element = E.label(box, E.span(label, {"class": f"label {kind}".strip()}), {"for": identifier})
    return made


def _filters(rules: int) -> str:
    """Style rules that hide what is not chosen: findings by severity and rule, files of which nothing is left."""
    off = {s: f":has(#s-{s.value}:not(:checked))" for s in Severity}
    lines = [f"body{off[s]} .s-{s.value} {{ display: none }}" for s in Severity]
    lines += [f"body:has(#r{n}:not(:checked)) .r{n} {{ display: none }}" for n in range(rules)]
    for size in range(1, len(Severity) + 1):
        for hidden in combinations(Severity, size):
            others = "".join(f":not(.has-{s.value})" for s in Severity if s not in hidden)
            lines.append(f"body{''.join(off[s] for s in hidden)} section{others} {{ display: none }}")
    return "\n".join(["", *lines, ""])


def _sections(findings: Findings, files: dict[str, list[Diagnostic]], number: dict[str, int]) -> list[etree._Element]:
    excerpts = Excerpts(findings.read)
    made = []
    for file, diagnostics in files.items():
        kinds = " ".join(f"has-{s.value}" for s in Severity if any(found.severity is s for found in diagnostics))
        made.append(
            E.section(
                E.h2(neutral(findings.relative(file)), " ", E.small(count_words(diagnostics))),
                E.ol(*(_finding(found, excerpts, number[found.rule]) for found in diagnostics)),
                {"class": kinds},
            )
        )
    return made


def _finding(found: Diagnostic, excerpts: Excerpts, rule: int) -> etree._Element:
    place = found.location
    where = ", ".join(f"{word} {number}" for word, number in (("line", place.line), ("column", place.column)) if number)
    item: etree._Element = E.li(
        E.p(E.strong(found.severity.value, {"class": found.severity.value}), " ", neutral(found.message),
            {"class": "message"}),
        E.p(E.code(neutral(found.rule)), f" · {where}" if where else "", {"class": "place"}),
        {"class": f"s-{found.severity.value} r{rule}"},
    )  # fmt: skip
    excerpt = excerpts.at(place)
    if excerpt is not None and excerpt.text.strip():
        item.append(E.pre(E.span(str(place.line), {"class": "line"}), _shown(excerpt)))
    if found.help:
        item.append(E.p(neutral(found.help), {"class": "help"}))
    if found.fix:
        item.append(E.p(f"{neutral(found.fix.description)} --fix does it.", {"class": "fix"}))
    return item


def _shown(excerpt: Excerpt) -> etree._Element:
    """The line without its indentation, with a mark on the character that the finding names."""
    words = excerpt.text.lstrip()
    at = excerpt.index - (len(excerpt.text) - len(words))
    marked = 0 <= at < len(words)
    made: etree._Element = E.code(words[:at], E.mark(words[at]), words[at + 1 :]) if marked else E.code(words)
    return made
