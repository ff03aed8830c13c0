"""Damage pages at random and convert them, for so many minutes; whatever must hold for every page is checked.

    python benchmarks/fuzz.py --minutes 10 [--seed 1] [--save build/fuzz]

The pages are those of the test cases, of the specimens where they are (TEI_EDITION_SHARED, else beside the checkout),
and pages composed by tests/grammar. For every one: no exception but SourceError, no page longer than the limit, every
line accounted for, the text's original reading unchanged; for some also: the same bytes twice, the
same from TEI and from JSON and back, no error of the profile.
A page that fails is made as short as it can be while it fails in the same way, and saved.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tei_edition.diagnostics import Severity
from tei_edition.errors import SourceError
from tei_edition.interchange import from_json, to_json
from tei_edition.source import read
from tei_edition.tei import EncodingContext, decode, encode
from tei_edition.validate import ValidationContext, check_document

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "tests"))

from grammar.page import page as composed  # noqa: E402 - the folder of the tests is known only now

DATE = datetime.date(2026, 11, 23)
LIMIT = 5.0  # Seconds for one page; its length is bounded below, so that more is a hang.
LONGEST = 60_000
# Letters that look alike, digits that scanners read for letters.
_ALIKE = {"C": "С", "T": "Т", "a": "а", "o": "о", "e": "е", "О": "O", "р": "p", "l": "1", "S": "5"}
_PIECES = (
    "“", "”", '"', "„", "«", "»", "[", "]", "[?]", "[sic]", "[...]", "(", ")", "1.", "1)", "—", "…", "|", "#", "/",
    "x/", "\u00a0", "\u00ad", "\u200b", "\ufeff", "\u0301", "\u2028", "\U0001f4dc", "전보", "电报", "Nº", "№", "_____",
    "17.7.52", "24:00", "Copies: ", "No. ", "To Comrade ", "Sent ", "Received ", "[Stamp: ", "\t", "\r", "\x0c",
)  # fmt: skip


class HangError(Exception):
    """A page took longer than the limit."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raise HangError in what takes longer."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise HangError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def fault(content: bytes, thorough: bool) -> str:
    """What is wrong with the conversion of a page: a short name of the fault, or nothing."""
    try:
        with limit(LIMIT):
            return _fault(content, thorough)
    except HangError:
        return "hang"


def _fault(content: bytes, thorough: bool) -> str:
    try:
        return _checked(content, thorough)
    except SourceError:
        return ""
    except HangError:
        raise
    except Exception as error:
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        return f"{type(error).__name__} at {place}"


def _checked(content: bytes, thorough: bool) -> str:
    telegram = read(content, "page.txt")
    encoded = encode(telegram, EncodingContext(DATE))
    if not encoded.faithful:
        return "not faithful"
    told = "".join("".join(line.text.split()) for line in encoded.lines)
    if told != "".join(content.decode().removeprefix("\ufeff").split()):
        return "lines not accounted for"
    if not thorough:
        return ""
    if encode(read(content, "page.txt"), EncodingContext(DATE)).content != encoded.content:
        return "not deterministic"
    decoded = decode(encoded.content, "page.xml")
    if encode(decoded.telegram, decoded.context).content != encoded.content:
        return "not the same from TEI and back"
    if from_json(to_json(telegram)) != telegram:
        return "not the same from JSON and back"
    found = check_document(encoded.content, "page.xml", ValidationContext())
    rules = sorted({one.rule for one in found if one.severity is Severity.ERROR})
    return f"invalid: {rules[0]}" if rules else ""


def corpus() -> list[str]:
    """The pages to begin with."""
    shared = Path(os.environ.get("TEI_EDITION_SHARED", PROJECT.parent / "shared"))
    files = [
        *sorted((PROJECT / "tests" / "cases" / "convert").glob("*/in.txt")),
        *sorted((PROJECT / "editions").glob("*/sources/*.txt")),
        *sorted((shared / "specimens").glob("*.txt")),
    ]
    return [path.read_text("utf-8") for path in files]


def damaged(chance: random.Random, pages: Sequence[str]) -> bytes:
    """A page with one to eight damages, as bytes."""
    text = composed(chance).text if chance.random() < 0.3 else chance.choice(pages)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        text = chance.choice(_DAMAGES)(chance, text, pages)[:LONGEST]
    content = text.encode("utf-8", "replace")
    if chance.random() < 0.05:
        content = content[: chance.randrange(len(content) + 1)]
    if chance.random() < 0.02 and content:
        at = chance.randrange(len(content))
        content = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
    return content


_Damage = Callable[[random.Random, str, Sequence[str]], str]


def _on_lines(change: Callable[[random.Random, list[str], int], None]) -> _Damage:
    def damage(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
        lines = text.split("\n")
        change(chance, lines, chance.randrange(len(lines)))
        return "\n".join(lines)

    return damage


def _delete(chance: random.Random, lines: list[str], at: int) -> None:
    del lines[at : at + chance.choice((1, 1, 3, 9))]


def _repeat(chance: random.Random, lines: list[str], at: int) -> None:
    lines[at:at] = lines[at : at + chance.choice((1, 1, 4))] * chance.choice((1, 1, 2, 30))


def _swap(chance: random.Random, lines: list[str], at: int) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _join(chance: random.Random, lines: list[str], at: int) -> None:
    many = chance.choice((2, 2, 3, 8, len(lines)))
    lines[at : at + many] = [chance.choice(("", " ", " | ")).join(lines[at : at + many])]


def _blank(chance: random.Random, lines: list[str], at: int) -> None:
    lines[at:at] = [chance.choice(("", "\u00a0", "   ", "____________"))] * chance.randint(1, 4)


def _wrap(chance: random.Random, lines: list[str], at: int) -> None:
    cut = chance.randrange(len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]


def _capitals(chance: random.Random, lines: list[str], at: int) -> None:
    lines[at] = chance.choice((str.upper, str.lower, lambda line: " ".join(line)))(lines[at])


def _unblank(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def _truncate(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _behead(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    return text[chance.randrange(len(text) + 1) :]


def _insert(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    at = chance.randrange(len(text) + 1)
    piece = chance.choice(_PIECES) * chance.choice((1, 1, 1, 2, 40))
    return text[:at] + chance.choice(("", " ", "\n")) + piece + chance.choice(("", " ", "\n")) + text[at:]


def _any_characters(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    at = chance.randrange(len(text) + 1)
    planes = (0x20, 0x7F), (0xA0, 0x500), (0x2000, 0x2100), (0x3000, 0xD7FF), (0x10000, 0x10FFFF)
    low, high = chance.choice(planes)
    made = "".join(chr(chance.randrange(low, high)) for _ in range(chance.randint(1, 12)))
    return text[:at] + made + text[at:]


def _lose_character(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + 1 :]


def _lose_space(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    spaces = [at for at, one in enumerate(text) if one == " "]
    if not spaces:
        return text
    at = chance.choice(spaces)
    return text[:at] + text[at + 1 :]


def _alike(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    one, other = chance.choice(list(_ALIKE.items()))
    return text.replace(one, other, chance.choice((1, 3, -1)))


def _digits(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    """Another number wherever one stands: days, leaves, labels, copies."""
    return "".join(str(chance.randrange(10)) if one.isdigit() and chance.random() < 0.2 else one for one in text)


def _splice(chance: random.Random, text: str, pages: Sequence[str]) -> str:
    other = chance.choice(pages).split("\n")
    lines = text.split("\n")
    cut, start = chance.randrange(len(lines)), chance.randrange(len(other))
    return "\n".join(lines[:cut] + other[start:])


def _graft(chance: random.Random, text: str, pages: Sequence[str]) -> str:
    other = chance.choice(pages).split("\n")
    lines = text.split("\n")
    at, start = chance.randrange(len(lines)), chance.randrange(len(other))
    return "\n".join(lines[:at] + other[start : start + chance.randint(1, 6)] + lines[at:])


def _line_ends(chance: random.Random, text: str, _pages: Sequence[str]) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", " ")))


_DAMAGES: tuple[_Damage, ...] = (
    *(_on_lines(change) for change in (_delete, _repeat, _swap, _join, _blank, _wrap, _capitals)),
    *(_unblank, _truncate, _behead, _insert, _any_characters, _lose_character, _lose_space, _alike, _digits),
    *(_splice, _graft, _line_ends),
    *(_insert, _graft),
)


def shortened(content: bytes, kind: str, thorough: bool, seconds: float = 20) -> bytes:
    """The page without every line, and then every character, that the fault does not need."""
    end = time.monotonic() + seconds
    for whole in (True, False):
        text = content.decode("utf-8", "replace")
        parts = text.split("\n") if whole else list(text)
        size = max(1, len(parts) // 2)
        while size and time.monotonic() < end:
            at = 0
            while at < len(parts) and time.monotonic() < end:
                fewer = parts[:at] + parts[at + size :]
                if fault(("\n" if whole else "").join(fewer).encode(), thorough) == kind:
                    parts = fewer
                else:
                    at += size
            size //= 2
        content = ("\n" if whole else "").join(parts).encode()
    return content


def main(arguments: Sequence[str] | None = None) -> int:
    """Run for the given time; 1 if a page failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--thorough", type=int, default=10, metavar="N", help="validate and repeat every N-th page")
    parser.add_argument("--save", type=Path, default=PROJECT / "build" / "fuzz")
    options = parser.parse_args(arguments)
    pages = corpus()
    chance = random.Random(options.seed)
    end = time.monotonic() + options.minutes * 60
    tried = 0
    faults: Counter[str] = Counter()
    longest = 0.0
    while time.monotonic() < end:
        content = damaged(chance, pages)
        thorough = tried % options.thorough == 0
        started = time.monotonic()
        kind = fault(content, thorough)
        longest = max(longest, time.monotonic() - started)
        tried += 1
        if kind:
            faults[kind] += 1
            if faults[kind] == 1:
                options.save.mkdir(parents=True, exist_ok=True)
                name = "".join(one if one.isalnum() else "-" for one in kind)
                (options.save / f"{name}.txt").write_bytes(shortened(content, kind, thorough))
                print(f"{kind}: {options.save / name}.txt", flush=True)
    print(f"{tried} pages, seed {options.seed}; longest {longest:.2f} s; faults: {dict(faults) or 'none'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
