"""Archival citations: every order, label style and separator that pages show."""

from __future__ import annotations

from random import Random

from grammar.facts import Facts, Witness
from grammar.invention import person

_LABELS = {
    "fond": ("fond", "Fond", "f.", "F."),
    "opis": ("opis", "Opis", "op.", "Op."),
    "delo": ("delo", "Delo", "d.", "D."),
    "papka": ("papka", "Papka", "p.", "P."),
    "listy": ("list", "listy", "List", "Listy", "l.", "ll.", "L.", "Ll."),
}
_RUSSIAN = (
    ("APRF", "APRF"),
    ("AP RF", "APRF"),
    ("AVPRF", "AVPRF"),
    ("AVP RF", "AVPRF"),
    ("RGASPI", "RGASPI"),
    ("TsAMO RF", "TsAMO"),
)


def _leaves(chance: Random) -> str:
    first = chance.randint(1, 300)
    last = first + chance.randint(1, 9)
    return chance.choice((f"{first}", f"{first}-{last}", f"{first:04}", f"{first:04}-{last:04}"))


def russian(chance: Random) -> tuple[str, Witness]:
    """Fond, opis, delo, leaves; the Foreign Policy Archive has a papka, before or after the delo."""
    printed, identifier = chance.choice(_RUSSIAN)
    style = chance.randrange(4)
    values = {
        "fond": chance.choice((str(chance.randint(1, 600)), "059a")),
        "opis": chance.choice((str(chance.randint(1, 60)), "5a")),
        "delo": str(chance.randint(1, 900)),
        "papka": str(chance.randint(1, 40)),
        "listy": _leaves(chance),
    }
    order = ["fond", "opis", "delo", "listy"]
    if identifier == "AVPRF":
        order.insert(chance.choice((2, 3)), "papka")
    if chance.random() < 0.2:
        order.remove("listy")
    if chance.random() < 0.1:
        order.remove("opis")

    def part(kind: str) -> str:
        styles = _LABELS[kind]
        label = chance.choice(styles[2 * style : 2 * style + 2]) if kind == "listy" else styles[style]
        gap = "" if kind == "listy" and label.endswith(".") and chance.random() < 0.2 else " "
        return f"{label}{gap}{values[kind]}"

    text = f"{printed}{chance.choice((',', ',', ',', ':', ''))} " + ", ".join(part(kind) for kind in order)
    return text, Witness(identifier, tuple((kind, values[kind]) for kind in order))


def statement(chance: Random) -> tuple[str, tuple[str, ...]]:
    """Who obtained or translated the text; the beginnings of what is stated."""
    first, second = person(chance).surname, person(chance).surname
    return chance.choice(
        (
            (f"Translated by Ann {first}.", (f"Translated by Ann {first}",)),
            (f"Obtained by Jan {first} and translated by Ann {second}.", (f"Jan {first}", f"Ann {second}")),
            (
                f"Translated for CWIHP from Russian by Ann {first}.",
                (f"Translated for CWIHP from Russian by Ann {first}",),
            ),
            (
                f"Obtained by Jan {first} (Free University) and translated by Ann {second} (Open University).",
                (f"Jan {first}", f"Ann {second}"),
            ),
        )
    )


def citation(chance: Random) -> tuple[str, Facts]:
    """A whole citation: one to three witnesses, and mostly statements after them."""
    found = [russian(chance)]
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        another = russian(chance)
        if another[1].repository not in {witness.repository for _, witness in found}:
            found.append(another)
    separator = chance.choice(("; ", "; and ", " and ", ", and "))
    text = separator.join(printed for printed, _ in found)
    facts = Facts(witnesses=tuple(witness for _, witness in found))
    if chance.random() < 0.5:
        said, beginnings = statement(chance)
        return f"{text}. {said}", facts + Facts(statements=beginnings)
    return text + chance.choice((".", "")), facts
