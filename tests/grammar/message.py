"""The message itself: paragraphs, numbered points, messages that it carries."""

from __future__ import annotations

from random import Random

from grammar.facts import Facts, Lines, lines, stating, styled
from grammar.invention import Person, anybody, paragraph

_PARAGRAPH = Facts(paragraphs=1)


def paragraphs(chance: Random, least: int = 1, most: int = 5) -> Lines:
    found: Lines = ()
    for _ in range(chance.randint(least, most)):
        found += stating(_PARAGRAPH, paragraph(chance))
    return found


def points(chance: Random) -> Lines:
    """A numbered list in one of the label styles; sometimes a number is missing, as the source has it."""
    label = chance.choice(("{}.", "{})", "({})", "letters", "words"))
    numbers = list(range(1, chance.randint(3, 6)))
    if len(numbers) > 2 and chance.random() < 0.2:
        numbers.remove(numbers[-2])
    found: Lines = ()
    for number in numbers:
        printed = label.format(number)
        if label == "letters":
            printed = f"{'abcdefg'[number - 1]})"
        elif label == "words":
            printed = ("First.", "Second.", "Third.", "Fourth.", "Fifth.")[number - 1]
        found += stating(Facts(paragraphs=1, points=1), f"{printed} {paragraph(chance, 2)}")
    return styled(f"points:{label}", found)


def reference(chance: Random) -> Lines:
    """The message answers another one, named in a line of its own."""
    number = chance.choice((str(chance.randint(100, 9000)), f"{chance.randint(100, 999)}/sh"))
    form = chance.choice(("To your No. {}.", "In addition to my Nº {}.", "To No. {}", "Re. your {}.", "Your No. {}"))
    return stating(Facts(references=(number,)), form.format(number))


def salutation(chance: Random, addressee: Person) -> Lines:
    form = chance.choice(("Comrade {}!", "Comrade {}.", "Dear Comrade {}!", "Com[rade] {}:"))
    return lines(form.format(chance.choice((addressee.surname, addressee.caps))))


def carried(chance: Random, depth: int) -> Lines:
    """A message in quotation marks, with its salutation and signature; inside it, perhaps another one."""
    writer, reader = anybody(chance), anybody(chance)
    opening, closing = chance.choice(("“”", '""')) if depth == 1 else "“”"
    inner = carried(chance, depth - 1) if depth > 1 else ()
    announced = stating(_PARAGRAPH, chance.choice(("I transmit the following telegram:", "I send you the letter:")))
    text = paragraphs(chance, 1, 3)
    return (
        *announced,
        *stating(Facts(opened=1), f"{opening}Comrade {reader.surname}!"),
        *text,
        *inner,
        *lines(f"{writer.surname}.{closing}"),
    )
