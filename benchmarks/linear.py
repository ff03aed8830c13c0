"""Seconds that pages of growing length take to convert, for shapes that readers may stumble over: a table.

    python benchmarks/linear.py [--largest 10000000] [--shape quotes]

Every step is ten times longer than the one before; a ratio of about 10 (or less) is linear time. A shape whose last
ratio is beyond 15 is marked.
"""

from __future__ import annotations

import argparse
import datetime
import time
from collections.abc import Callable, Sequence
from itertools import pairwise

from tei_edition.source import read
from tei_edition.tei import EncodingContext, encode

DATE = datetime.date(2026, 11, 23)
TOP = "Skip to content\n\nJuly 6, 1952\n\nCiphered Telegram No. 12, Orlovin to Belanov\n\nTo Comrade Belanov\n\n"
END = "\n\nORLOVIN\n\nOrlovin informs Belanov.\n\nDocument Information\n\nSource\n\nAPRF, f. 1, op. 2, d. 3, l. 4\n"
SENTENCE = "The railway administration reports that the deliveries of grain have begun [?] in spite of the weather. "
RUSSIAN = "Управление железной дороги сообщает, что поставки зерна начались, несмотря на погоду. "


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece.encode()) + 1)


def _numbered(line: str) -> Callable[[int], str]:
    """Lines that count: `1. …`, `2. …`."""
    return lambda size: "\n".join(line.format(number) for number in range(1, size // len(line) + 2))


def _nested(size: int) -> str:
    """Messages in messages, as deep as the page is long."""
    depth = size // 80 + 1
    return "I transmit the following telegram:\n“Comrade Belanov!\nAll is well here.\n" * depth + "Orlovin.”\n" * depth


# The text of a page by its length; each stands in an ordinary frame.
SHAPES: dict[str, Callable[[int], str]] = {
    "paragraphs": _repeated(SENTENCE + "\n\n"),
    "one line": _repeated(SENTENCE),
    "no spaces": _repeated("a"),
    "spaces": _repeated("a" + " " * 500 + "b\n"),
    "opening brackets": _repeated("["),
    "brackets": _repeated("VVS [air force] "),
    "opening quotes": _repeated("“"),
    "straight quotes": _repeated('" '),
    "quoted words": _repeated("said “no” and "),
    "digits": _repeated("1234567890"),
    "dates": _repeated("17.7.52 18:45 "),
    "points": _numbered("{}. The second regiment lacks winter clothing."),
    "service lines": _repeated("Received 17.7 20:50\n"),
    "one service line": lambda size: "Received " + "17.7 20:50 " * (size // 11),
    "one address": lambda size: "To Comrades " + ", ".join(["Belanov"] * (size // 9)),
    "one reference": lambda size: "To your No. " + ", ".join(["811-812"] * (size // 9)),
    "one heading": lambda size: "CIPHERED TELEGRAM No. 12 " + "TOP SECRET " * (size // 11),
    "one signature": lambda size: "ORLOVIN [Belanov] " * (size // 18),
    "one citation of a message": lambda size: "“Comrade Belanov! " + SENTENCE * (size // len(SENTENCE)) + " Orlovin.”",
    "capitals": _repeated("THE RAILWAY ADMINISTRATION "),
    # A label has three figures at the most: more lines in brackets are text, whose reading is another matter.
    "footnotes": lambda size: "".join(
        f"[{n}] {'A note. ' * (size // 6400 + 1)}\n" for n in range(1, min(800, size // 12))
    ),
    "numbers in brackets": lambda size: "".join(f"[{n}] A note.\n" for n in range(1000, 1000 + size // 15)),
    "footnote marks": lambda size: " ".join(f"Belanov[{n}] came." for n in range(1, size // 18)) + "\n[1] A note.",
    "sending lines": _repeated("From Correspondent 20 Sent 17.7.52\n18:45 Received 17.7 20:50\n"),
    "copies in a line": lambda size: "Copies: " + ", ".join(["Orlovin (2)"] * (size // 13 + 1)),
    "copies in lines": _numbered("Copy Nº {} to Cde. Orlovin"),
    "names in capitals": _repeated("SOVIET AMBASSADOR\n"),
    "addresses": _repeated("To Comrade Belanov\n"),
    "signatures": _repeated("ORLOVIN\nNo. 2250\n17.7.52\n"),
    "pipes": _repeated("Copy Nº 1 to Cde. Orlovin | Copy Nº 7 to Cde. Belanov |\n"),
    "stamps": _repeated("[Stamp: Subject to return to the\nSpecial Section 2236\n"),
    "nested messages": _nested,
    "announced, unmarked": _repeated("I transmit to you:\n\nTo Comrade Sedov\n\n"),
    "carried messages": _repeated("“Comrade Belanov!\nAll is well here.\nOrlovin.”\n"),
    "Cyrillic": _repeated(RUSSIAN + "\n"),
    "Cyrillic in one line": _repeated(RUSSIAN),
    "spaced letters": _repeated("S H T Y K O V "),
    "dots": _repeated(". "),
    "short lines": _repeated("a\n"),
}


def framed(text: str) -> str:
    """The text of a page in its frame."""
    return TOP + text + END


# The record can be endless, too.
PARTS: dict[str, Callable[[int], str]] = {
    "title": lambda size: f"July 6, 1952\n\nTelegram, {'Orlovin to Belanov, ' * (size // 20)}\n\nAll is well here.\n",
    "citation": lambda size: (
        framed("All is well here.").rstrip() + "; RGASPI, f. 558, op. 11, d. 334, ll. 0141" * (size // 40)
    ),
    "unknown citation": lambda size: framed("All is well here.").replace(
        "APRF, f. 1", "Archive of a town, " * (size // 19)
    ),
    "rights": lambda size: framed("All is well here.") + "\nRights\n\n" + "Nobody may copy this.\n\n" * (size // 24),
    "hoisted lines": lambda size: "A summary of another document.\n" * (size // 31) + framed("All is well here."),
    "no archive page": _repeated("All is well here.\n"),
}


def seconds(page: str) -> float:
    """How long the conversion of a page takes."""
    content = page.encode()
    started = time.perf_counter()
    encode(read(content, "page.txt"), EncodingContext(DATE))
    return time.perf_counter() - started


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=1_000_000, help="bytes of the longest page (default: 1 MB)")
    parser.add_argument("--shape", default="", help="only shapes whose name contains this")
    parser.add_argument("--patience", type=float, default=60, help="seconds after which longer pages are left out")
    options = parser.parse_args(arguments)
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000) if size <= options.largest]
    made = {name: (lambda size, shape=shape: framed(shape(size))) for name, shape in SHAPES.items()} | PARTS
    print(f"{'seconds for':<22}" + "".join(f"{size // 1000:>9,} KB" for size in sizes) + "   growth")
    seconds(framed(SENTENCE))
    for name, shape in made.items():
        if options.shape not in name:
            continue
        took: list[float] = []
        for size in sizes:
            took.append(seconds(shape(size)))
            if took[-1] * 10 > options.patience * 3:
                break
        growth = [later / earlier for earlier, later in pairwise(took)]
        slow = " <-- more than linear" if growth and growth[-1] > 15 else ""
        cells = "".join(f"{one:>12.3f}" for one in took) + " " * 12 * (len(sizes) - len(took))
        print(f"{name:<22}{cells}   {' '.join(f'{one:.1f}' for one in growth)}{slow}", flush=True)


if __name__ == "__main__":
    main()
