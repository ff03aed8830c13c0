"""Which facts of how many pages come out wrong, by dialect and by the forms of the grammar that were chosen.

    PYTHONPATH=src:tests python -m grammar.survey [pages] [dialect] [fact]

With a fact's name, shows the first pages on which it differs.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

from converting import convert

from grammar.check import differences
from grammar.page import DIALECTS, page


def main(arguments: list[str]) -> None:
    """Compose pages, convert them, and count what differs."""
    number = int(arguments[0]) if arguments else 300
    dialects = (arguments[1],) if len(arguments) > 1 and arguments[1] != "all" else DIALECTS
    fact = arguments[2] if len(arguments) > 2 else ""
    tried: Counter[str] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    styles: Counter[tuple[str, str]] = Counter()
    used: Counter[str] = Counter()
    shown = 0
    for seed in range(number):
        made = page(Random(seed), dialects)
        tried[made.dialect] += 1
        found = differences(made, convert(made.text.encode(), "page.txt").content)
        used.update(set(made.facts.styles))
        for name, (expected, got) in found.items():
            wrong[name, made.dialect] += 1
            styles.update((name, style) for style in set(made.facts.styles))
            if name == fact and shown < 5:
                shown += 1
                short = "\n".join(line[:100] for line in made.text.split("\n") if line.strip())
                print(f"--- seed {seed}, {made.dialect}\n{short}\nexpected {expected}\nfound    {got}\n")
    if fact:
        return
    for (name, dialect), count in sorted(wrong.items(), key=lambda one: -one[1]):
        rate = {style: count / used[style] for (other, style), count in styles.items() if other == name}
        worst = ", ".join(f"{style} {rate[style]:.0%}" for style in sorted(rate, key=lambda one: -rate[one])[:3])
        print(f"{count / tried[dialect]:6.0%}  {name:<16}{dialect:<12}{worst}")


if __name__ == "__main__":
    main(sys.argv[1:])
