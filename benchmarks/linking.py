"""How fast names are linked: 50,000 entries of an authority, 10 MB of TEI. Run: python benchmarks/linking.py

Names are made of syllables, so that they share beginnings as real ones do; one in five entries has a Cyrillic form.
"""

from __future__ import annotations

import time
from random import Random

from tei_edition.authority import read_authority
from tei_edition.edits import applied
from tei_edition.linking import link

ENTRIES, SIZE, FILES = 50_000, 10_000_000, 300
_LATIN = ("ba", "ve", "gor", "dim", "zha", "kol", "lev", "mi", "nov", "pet", "ra", "shu", "tov", "khan", "tsy", "yak")
_CYRILLIC = ("ба", "ве", "гор", "дим", "жа", "кол", "лев", "ми", "нов", "пет", "ра", "шу", "тов", "хан", "цы", "як")
_WORDS = (  # noqa: SIM905 - words to read
    "the of to and a in on for that is we not by with at from army troops front aviation armistice negotiations enemy"
    " regiment report received request comrade telegram government delegation Soviet Chinese American prisoners"
).split()


def main() -> None:
    """Measure, and print."""
    random = Random(1)
    names = ["".join(random.choices(_LATIN, k=random.randint(3, 5))).capitalize() for _ in range(ENTRIES)]
    entries = []
    for number, name in enumerate(names):
        first = "".join(random.choices(_LATIN, k=2)).capitalize()
        cyrillic = "".join(random.choices(_CYRILLIC, k=4)).capitalize()
        forms = [f"{name}, {first}", name, f"{first[0]}. {name}", *([cyrillic] if number % 5 == 0 else ())]
        inner = "".join(f"<persName>{form}</persName>" for form in forms)
        entries.append(f'<person xml:id="p-{number}">{inner}</person>')
    people = f"<listPerson>{''.join(entries)}</listPerson>"
    authority = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>{people}</standOff></TEI>'.encode()
    files = [_file(random, names) for _ in range(FILES)]
    size = sum(map(len, files))

    start = time.perf_counter()
    gazetteer = read_authority(authority, "../authority.xml")
    built = time.perf_counter()
    links = 0
    for content in files:
        result = link(content, gazetteer, "t.xml")
        applied(content, result.edits)
        links += len(result.references)
    done = time.perf_counter()
    print(f"index of {ENTRIES:,} entries ({len(authority) / 1e6:.1f} MB): {built - start:.2f} s")
    print(f"{size / 1e6:.1f} MB of TEI in {FILES} files, {links:,} links: {done - built:.2f} s")


def _file(random: Random, names: list[str]) -> bytes:
    parts: list[str] = []
    length = 0
    while length < SIZE // FILES:
        words = random.choices(_WORDS, k=60)
        if random.random() < 0.7:
            words[random.randrange(60)] = random.choice(names)
        parts.append(f"<p>{' '.join(words)}, <hi>{random.choice(_WORDS)}</hi>.</p>\n")
        length += len(parts[-1])
    body = "".join(parts)
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'.encode()


if __name__ == "__main__":
    main()
