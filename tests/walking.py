"""What a reader of docs/tutorial.md and of the guides in docs/howto does, step by step.

It is taken out of the page itself, so that nothing is done that the page does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

_STEP = re.compile(
    r"^## (?P<title>[^\n]+)$"
    r"|^ {4}(?P<command>\S[^\n]*)$"
    r"|[Oo]pen\s+`(?P<file>[^`]+)`"
    r"|save it as `(?P<saved>[^`]+)`:\n\n```\w+\n(?P<content>.*?)^```$"
    r"|\b(?:[Ii]n `(?P<settings>[^`]+)`, set|set in `(?P<more>[^`]+)`)\n\n```toml\n(?P<values>.*?)^```$"
    r"|^```text\n(?P<said>.*?)^```$"
    r"|\b[Rr]eplace\n\n```xml\n(?P<before>.*?)^```\n\nby\n\n```xml\n(?P<after>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Command:
    """A line that is typed into the terminal."""

    line: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the last command says, among other things, line by line."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """A new file."""

    path: str
    content: str

    def do(self, folder: Path) -> None:
        """As an editor does."""
        (folder / self.path).parent.mkdir(exist_ok=True)
        (folder / self.path).write_text(self.content, "utf-8")


@dataclass(frozen=True, slots=True)
class Replaced:
    """Words that are replaced in a file, however its lines are broken and indented."""

    path: str
    before: str
    after: str

    def do(self, folder: Path) -> None:
        """As an editor does, who finds the words once."""
        words = re.compile(r"\s+".join(map(re.escape, self.before.split())))
        content, count = words.subn(lambda _: self.after.rstrip("\n"), (folder / self.path).read_text("utf-8"))
        assert count == 1, (self.before, count)
        (folder / self.path).write_text(content, "utf-8")


@dataclass(frozen=True, slots=True)
class Set:
    """Keys of an edition.toml, each below its table, in the place of what is said there."""

    path: str
    values: str

    def do(self, folder: Path) -> None:
        """As an editor does."""
        lines = (folder / self.path).read_text("utf-8").splitlines()
        for table, keys in re.findall(r"^(\[[\w.]+\])\n((?:[^\[\n].*\n?)+)", self.values, re.MULTILINE):
            names = re.findall(r"^([\w-]+) =", keys, re.MULTILINE)
            start = lines.index(table) + 1
            end = next((at for at in range(start, len(lines)) if lines[at].startswith("[")), len(lines))
            others = [line for line in lines[start:end] if line.split(" = ")[0] not in names]
            lines[start:end] = [*keys.splitlines(), *others]
        (folder / self.path).write_text("\n".join(lines) + "\n", "utf-8")


Step: TypeAlias = Command | Said | Saved | Replaced | Set


def parts(page: str) -> Iterator[tuple[str, list[Step]]]:
    """The parts of the tutorial by their titles, and the steps in each."""
    found: list[Step] = []
    title = file = ""
    for step in _STEP.finditer(page):
        if step["title"]:
            if found:
                yield title, found
            title, found = step["title"], []
        elif step["values"]:
            found.append(Set(step["settings"] or step["more"], step["values"]))
        elif step["file"]:
            file = step["file"]
        elif step["command"]:
            found.append(Command(step["command"]))
        elif step["saved"]:
            found.append(Saved(step["saved"], step["content"]))
        elif step["said"]:
            found.append(Said(tuple(step["said"].splitlines())))
        elif file.endswith(".xml"):
            found.append(Replaced(file, step["before"], step["after"]))
        else:
            raise AssertionError(f"the tutorial does not say in which file: {step['before']}")
    if found:
        yield title, found


def says(output: str, said: Said) -> bool:
    """Whether the output has these lines, but for white space and colours."""
    plain = _squeezed(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", output))
    return all(_squeezed(line) in plain for line in said.lines)


def fails(said: Said) -> bool:
    """Whether a command that says this ends with findings."""
    return any(re.match(r"error|\d+ errors?, ", line) for line in said.lines)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
