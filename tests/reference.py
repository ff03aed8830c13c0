"""Pages of the documentation that are made from the code: the rules, and the parameters of the stylesheets."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from lxml import etree

from tei_edition import resources
from tei_edition.rules import Rule, written_rules
from tei_edition.validate.rules import known_rules

XSL = "{http://www.w3.org/1999/XSL/Transform}"
MADE = "<!-- Made from the code: make it anew with --update-golden. -->"
SUBJECTS = {
    "documents": "Files and their grammar",
    "edition": "What an edition has once",
    "across": "Across the files of an edition",
    "conversion": "Conversion of pages",
    "transcriptions": "Transcriptions and their metadata",
    "linking": "Linking of names",
    "interchange": "Telegrams as JSON",
    "packages": "Packages for archives",
    "schematron": "Schematron schemas of editors",
}
"""The files of tei_edition/rules by what they are about, in the order of the page."""
PARTS = {
    "The site": ("html", "shared"),
    "The print model": ("print",),
    "The EPUB": ("epub",),
}
"""The folders of xslt/ by what is made with them."""


def rules_page() -> str:
    """docs/reference/rules.md: every rule, by subject."""
    known = known_rules()
    folder = Path(resources.__file__).parent / "rules"
    groups = {
        title: [known[rule] for rule in tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))]
        for name, title in SUBJECTS.items()
    }
    groups["The telegram profile"] = [rule for rule in known.values() if rule.id not in written_rules()]
    if sorted(rule.id for rules in groups.values() for rule in rules) != sorted(known):
        raise AssertionError("SUBJECTS lacks a file of tei_edition/rules, or a rule has two places")
    lines = [
        MADE,
        "",
        "# Rules",
        "",
        f"All {len(known)} rules. `tei-edition explain RULE` tells the same on the command line; "
        "[edition.toml](../edition-toml.md) and [`--select` and `--ignore`](../commands.md#validate) decide which "
        "rules are reported. An ellipsis stands for what a finding fills in.",
        "",
        *(f"- [{title}](#{_anchor(title)}): {len(rules)}" for title, rules in groups.items()),
    ]
    for title, rules in groups.items():
        lines += ["", f"## {title}"]
        for rule in sorted(rules, key=lambda rule: rule.id):
            lines += _rule(rule)
    return "\n".join(lines) + "\n"


def parameters_page() -> str:
    """docs/reference/xslt-parameters.md: every parameter of a stylesheet, with the comment at its declaration."""
    folder = resources.folder("xslt")
    lines = [
        MADE,
        "",
        "# Parameters of the stylesheets",
        "",
        "What the toolkit gives to its XSLT 3.0 stylesheets. "
        "[A module of the edition](../site.md#the-look-of-the-site) may read those of the site. "
        "Documents are handed over, too: stylesheets read no files themselves.",
    ]
    for title, folders in PARTS.items():
        lines += [
            "",
            f"## {title}",
            "",
            "| parameter | type | default | what it is | below `xslt/` |",
            "|---|---|---|---|---|",
        ]
        for path in sorted(path for name in folders for path in (folder / name).rglob("*.xsl")):
            where = path.relative_to(folder).as_posix()
            for words, declared in parameters(path).items():
                names, kinds, defaults = (
                    ", ".join(f"`{one}`" for one in dict.fromkeys(part)) for part in zip(*declared, strict=True)
                )
                lines.append(f"| {names} | {kinds} | {defaults} | {cell(words)} | `{where}` |")
    return "\n".join(lines) + "\n"


def parameters(path: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Name, type and default of the parameters of a stylesheet, by the comments at their declarations."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    words = ""
    for node in etree.parse(path).getroot():
        if isinstance(node, etree._Comment):
            words = " ".join((node.text or "").split())
        elif node.tag == f"{XSL}param":
            if not words:
                raise AssertionError(f"{path}: {node.get('name')} has no comment")
            default = "required" if node.get("required") == "yes" else node.get("select", "''")
            found.setdefault(words, []).append((node.get("name", ""), node.get("as", "item()*"), default))
        else:
            words = ""
    return found


def _rule(rule: Rule) -> list[str]:
    lines = [
        "",
        f"### {rule.id}",
        "",
        f"*{' or '.join(severity.value for severity in rule.severities)}*: {words(rule.wrong)}",
    ]
    if rule.mend:
        lines += ["", f"To mend it: {words(rule.mend)}"]
    if rule.fix:
        lines += ["", f"`validate --fix`: {words(rule.fix)}"]
    if rule.always:
        lines += ["", "It cannot be ignored."]
    if rule.chapter:
        lines += ["", f"See [{rule.chapter}]({rule.address})." if rule.address else f"See {rule.chapter}."]
    for label, example in (("Wrong", rule.failing), ("Right", rule.passing)):
        if example:
            lines += [
                "",
                f"{label}:",
                "",
                "```" + ("xml" if example.lstrip().startswith("<") else "text"),
                *example.splitlines(),
                "```",
            ]
    return lines


def words(text: str) -> str:
    """Text as it reads in Markdown: what Markdown and HTML would take for mark-up is text; code in backticks stays."""
    return "".join(
        piece if at % 2 else re.sub(r"([\\*_\[\]#])", r"\\\1", piece.replace("&", "&amp;").replace("<", "&lt;"))
        for at, piece in enumerate(re.split(r"(`[^`]+`)", text))
    )


def cell(text: str) -> str:
    """Text as it reads in a cell of a table."""
    return words(text).replace("|", "\\|")


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower())
