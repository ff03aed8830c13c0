"""Synthetic pages of the labelled kind, of realistic size and varying shape, for measuring. Same number, same page."""

from __future__ import annotations

import random

_SUBJECTS = [
    "the delegation",
    "the ministry",
    "the commander",
    "the railway administration",
    "the embassy",
    "our adviser",
]
_VERBS = ["reports that", "asks whether", "confirms that", "expects that", "denies that", "repeats that"]
_OBJECTS = [
    "the deliveries of grain have begun",
    "the talks will be resumed on Monday",
    "the bridge is passable again",
    "the air force [VVS] has received no fuel",
    "the second regiment lacks winter clothing",
    "the note of 10 January remains without answer",
    "the crews have finished their training",
]
_ADDITIONS = [
    "in spite of the weather",
    "within the limits of the plan",
    "without waiting for further orders",
    "according to the agreement of the previous year",
    "as was agreed with the friends",
]
_NAMES = ["Orlov", "Belov", "Sokolin", "Vetrov", "Zimin", "Gromin", "Lugovoi", "Krylin", "Stepin", "Rodin"]
_PLACES = ["Pyongyang", "Beijing", "Moscow", "Ulan Bator", "Vladivostok"]


def page(number: int) -> str:
    """The text of page `number`: 3 to 8 KB, with service lines, points, glosses, copies, a letter inside."""
    chance = random.Random(number)
    day, month, year = chance.randint(1, 27), chance.randint(1, 12), chance.randint(1950, 1953)
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    short = f"{day}.{month}.{year - 1900}"
    sender, first, second = chance.sample(_NAMES, 3)
    place = chance.choice(_PLACES)
    lines = [
        "Skip to content",
        f"{months[month - 1]} {day}, {year}",
        f"Ciphered Telegram No. {500000 + number}, {sender} to Cde. {first}",
        f"CIPHERED TELEGRAM No. {500000 + number}/sh",
        f"From {place} Sent {short}",
        f"{chance.randint(10, 14)}:{chance.randint(10, 59)} Received {day}.{month} {chance.randint(15, 19)}:15",
        "Extremely Urgent",
        f"To Comrade A. {first}",
    ]
    if chance.random() < 0.5:
        lines.append(f"To Comrade V. {second}")
    lines += [_paragraph(chance) for _ in range(chance.randint(2, 6))]
    for point in range(1, chance.randint(3, 6)):
        lines.append(f"{point}. {_paragraph(chance)}")
        if chance.random() < 0.3:
            lines.append(_paragraph(chance))
    if chance.random() < 0.4:
        lines += [f"“Dear Comrade {second}", *(_paragraph(chance) for _ in range(3)), f"{place} {short}.”"]
    lines += [
        sender.upper(),
        f"Copies: {', '.join(f'{name} ({chance.randint(1, 3)})' for name in chance.sample(_NAMES, 6))}.",
        f"No. {chance.randint(100, 9999)}",
        short,
        f"Telegram from {sender} to {first} on deliveries, talks and training.",
    ]
    spaced = "\n\n \n\n".join(lines)
    leaf = chance.randint(1, 200)
    information = [
        "Document Information",
        "Source",
        f"APRF, Fond 45, Opis 1, Delo {chance.randint(300, 400)}, Listy {leaf}-{leaf + 3}.",
        "Rights",
        "A notice that takes the place of the archive's own, of about the same length. " * 4,
        "Original Uploaded Date",
        "2011-11-20",
        "Type",
        "Telegram",
        "Language",
        "Record ID",
        str(100000 + number),
    ]
    return spaced + "\n\n\n\n" + "\n\n".join(information)


def _paragraph(chance: random.Random) -> str:
    sentences = []
    for _ in range(chance.randint(2, 5)):
        words = (chance.choice(_SUBJECTS), chance.choice(_VERBS), chance.choice(_OBJECTS), chance.choice(_ADDITIONS))
        sentences.append(" ".join(words).capitalize().replace("vvs", "VVS") + ".")
    return " ".join(sentences)
