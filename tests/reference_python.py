"""The page of the documentation about the Python API, made from the package itself."""

from __future__ import annotations

import inspect
import re

from reference import MADE

import tei_edition


def python_page() -> str:
    """docs/reference/python.md: everything public with its signature and docstring."""
    lines = [
        MADE,
        "",
        "# Python API",
        "",
        "All that `tei_edition` offers. [Python](../python.md) shows how it is used, in scripts and in notebooks.",
    ]
    for name in tei_edition.__all__:
        thing = getattr(tei_edition, name)
        if inspect.isclass(thing):
            lines += _told(name, thing, "class ")
            for member, value in vars(thing).items():
                if not member.startswith("_") and inspect.isfunction(inspect.unwrap(getattr(value, "fget", value))):
                    lines += _told(f"{name}.{member}", value, "property " if isinstance(value, property) else "")
        elif callable(thing):
            lines += _told(name, thing, "")
    return "\n".join(lines) + "\n"


def _told(name: str, thing: object, kind: str) -> list[str]:
    told = inspect.getdoc(thing)
    if not told:
        raise AssertionError(f"{name} is not described")
    function = thing.fget if isinstance(thing, property) else thing
    signature = inspect.signature(function) if callable(function) else None
    asked = "" if isinstance(thing, property) else _plain(str(signature))
    if isinstance(thing, property) and signature:
        asked = f": {str(signature.return_annotation).strip(chr(39))}"
    return ["", f"## `{kind}{name}`", "", "```text", f"{kind}{name}{asked}", "```", "", *_paragraphs(told)]


def _plain(signature: str) -> str:
    """A signature without the quotation marks of its types, and the same on every system."""
    bare = re.sub(r"(: |-> )'([^']*)'", r"\1\2", signature)
    bare = re.sub(r"<function (\w+) at 0x[0-9a-f]+>", r"\1", bare)
    return re.sub(r"(Posix|Windows)Path\(", "Path(", bare)


def _paragraphs(told: str) -> list[str]:
    """A docstring in Markdown: what is set in, or shows a session, is code."""
    lines: list[str] = []
    for block in told.split("\n\n"):
        code = block.startswith((">>>", "    "))
        lines += ["```pycon", block, "```", ""] if code else [block, ""]
    return lines[:-1]
