"""A newcomer's walk: docs/tutorial.md from its first command to the last, on a terminal, from the wheel, timed.

    python benchmarks/walk.py                    # builds the wheel; writes docs/walk.md
    python benchmarks/walk.py --wheel dist/*.whl --output walk.md

Every command, file and change is taken out of the tutorial. Two things are the walk's own: `pip install .` takes the
wheel instead of the folder, as from PyPI, and the site is opened in Chromium.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "tests"))

from walking import Command, Replaced, Said, Saved, says  # noqa: E402
from walking import parts as parts_of  # noqa: E402

WORDS_A_MINUTE = 230
"""How fast an adult reads prose that is not fiction, silently: Brysbaert, Journal of Memory and Language 109 (2019)."""
SIGNS_A_MINUTE = 190
"""How fast people type who were never taught: about 38 words of five signs."""
SECONDS_A_BLOCK = 8
"""To copy a block, find its place, and paste it."""
_PROMPT = re.compile(r"@@(\d+)@@")
_QUESTION = re.compile(r"\]: $")
_LOOKS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass
class Part:
    """A part of the tutorial: what was typed, and how long the machine took."""

    title: str
    commands: list[tuple[str, float]] = field(default_factory=list)
    blocks: int = 0
    words: int = 0

    @property
    def seconds(self) -> tuple[float, float, float]:
        """Of reading, of typing and copying, of the machine."""
        typed = sum(len(command) for command, _ in self.commands) * 60 / SIGNS_A_MINUTE
        taken = sum(seconds for _, seconds in self.commands)
        return self.words * 60 / WORDS_A_MINUTE, typed + self.blocks * SECONDS_A_BLOCK, taken


class Terminal:
    """A shell on a terminal, as a person has it: programs that ask, ask."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self._here, there = pty.openpty()
        self._shell = subprocess.Popen(
            ["setsid", "--ctty", "bash", "--norc", "--noprofile", "--noediting", "-i"],
            cwd=folder,
            stdin=there,
            stdout=there,
            stderr=there,
            env=variables,
        )
        os.close(there)
        self.type("stty -echo; PS1='@@$?@@'; PROMPT_COMMAND=; export VIRTUAL_ENV_DISABLE_PROMPT=1")

    def type(self, line: str, until: str = "") -> tuple[str, int, float]:
        """What a command says, how it ends, and after how many seconds; Enter answers what it asks.

        Once it says `until`, it is ended with Ctrl-C.
        """
        begun = time.monotonic()
        os.write(self._here, line.encode() + b"\n")
        told = ""
        answered = 0
        while not (ended := _PROMPT.search(told)):
            if not select.select([self._here], [], [], 600)[0]:
                raise SystemExit(f"{line}: no answer\n{told}")
            told += os.read(self._here, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
            if _QUESTION.search(_LOOKS.sub("", told[answered:])):
                answered = len(told)
                os.write(self._here, b"\n")
            if until and until in told:
                until = ""
                os.write(self._here, b"\x03")
        return _LOOKS.sub("", told[: ended.start()]), int(ended[1]), time.monotonic() - begun

    def close(self) -> None:
        """End the shell."""
        os.write(self._here, b"exit\n")
        self._shell.wait(timeout=10)
        os.close(self._here)


def walk(wheel: Path, folder: Path) -> list[Part]:
    """The whole tutorial, in an empty folder. Ends with a message where it does not say what the page says."""
    for name in ("editions", "schemas"):
        shutil.copytree(PROJECT / name, folder / name)
    home = folder / "home"
    home.mkdir()
    variables = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "LANG"))}
    variables |= {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm", "COLUMNS": "200"}
    terminal = Terminal(folder, variables)
    made = []
    page = (PROJECT / "docs/tutorial.md").read_text("utf-8")
    words = _words(page)
    for title, steps in parts_of(page):
        part = Part(title, words=words[title])
        output = ""
        for step in steps:
            if isinstance(step, Command):
                line = step.line.replace("pip install .", f"pip install {wheel}")
                output, code, seconds = terminal.type(line, "Ctrl-C" if " serve " in line else "")
                part.commands.append((step.line, seconds))
                if code not in (0, 1) or "Traceback" in output:
                    raise SystemExit(f"{step.line}\n{output}")
                print(f"{seconds:6.1f} s  {step.line}", file=sys.stderr)
            elif isinstance(step, Said):
                if not says(output, step):
                    raise SystemExit(f"the tutorial promises\n{step.lines}\nbut it said\n{output}")
            elif isinstance(step, Saved | Replaced):
                step.do(folder)
                part.blocks += 1
        made.append(part)
    terminal.close()
    made[0].words += words[""]
    return made


def _words(page: str) -> dict[str, int]:
    """How many words a reader reads in each part; blocks that are copied, and outputs, are skimmed: half of theirs."""
    found: dict[str, int] = {}
    for piece in re.split(r"^## ", page, flags=re.MULTILINE):
        title, _, text = piece.partition("\n")
        fenced = "".join(re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL))
        prose = re.sub(r"^```.*?^```|^ {4}\S.*?$", "", text, flags=re.MULTILINE | re.DOTALL)
        found["" if piece.startswith("# ") else title] = len(prose.split()) + len(fenced.split()) // 2
    return found


def opened(site: Path) -> float:
    """Seconds until Chromium shows the home page from its folder and, after a click, the telegram."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        begun = time.monotonic()
        page.goto(site.as_uri())
        page.click("a[href='telegrams/t113640.html']")
        page.wait_for_selector("main p")
        taken = time.monotonic() - begun
        browser.close()
    return taken


def table(made: list[Part], browser: float) -> str:
    """The page."""
    read, typed, taken = (sum(part.seconds[at] for part in made) for at in range(3))
    rows = [
        "| {} | {} | {:.0f} | {:.0f} | {:.1f} |".format(part.title, part.words, *part.seconds)
        for part in made
    ]  # fmt: skip
    minutes = (read + typed + taken + browser) / 60
    lines = [
        "<!-- Made by benchmarks/walk.py. -->",
        "",
        "# A newcomer's walk, timed",
        "",
        "The [tutorial](tutorial.md) from its first line to its last, on a terminal, with the built wheel in a new",
        "environment and an empty home folder. Nothing was done that the tutorial does not name: its commands, files",
        "and changes are taken out of the page itself, and what it promises is compared with what is said.",
        "",
        f"In all **{minutes:.1f} minutes**: {read / 60:.1f} of reading, {typed / 60:.1f} of typing and copying,",
        f"{(taken + browser) / 60:.1f} of waiting.",
        "",
        f"Reading is reckoned with {WORDS_A_MINUTE} words a minute, blocks of code and outputs with half of their",
        f"words; typing with {SIGNS_A_MINUTE} signs a minute, which is slow, and {SECONDS_A_BLOCK} seconds for each",
        "block that is copied to its place. What the machine took was measured, on two cores, the download included.",
        "",
        "| part | words | reading, s | typing, s | waiting, s |",
        "|---|---|---|---|---|",
        *rows,
        f"| Open the site in Chromium, follow the link to the telegram | | | | {browser:.1f} |",
        "",
        "## What was typed",
        "",
        "```text",
        *(f"{seconds:6.1f} s  {command}" for part in made for command, seconds in part.commands),
        "```",
        "",
        "`python benchmarks/walk.py` walks it anew.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def main() -> None:
    """Walk, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheel", type=Path)
    parser.add_argument("--output", type=Path, default=PROJECT / "docs/walk.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        wheel = options.wheel
        if wheel is None:
            command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", f"{name}/dist", str(PROJECT)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            wheel = next(Path(name, "dist").glob("*.whl"))
        folder = Path(name, "tei-edition")
        folder.mkdir()
        made = walk(wheel.resolve(), folder)
        browser = opened(folder / "build/my-edition/html/index.html")
    options.output.write_text(table(made, browser), "utf-8")
    print(options.output)


if __name__ == "__main__":
    main()
