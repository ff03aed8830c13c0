"""A Telegram as a TEI file, with the account of every line of its source."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from tei_edition.model import Fate, LineFate, Telegram
from tei_edition.tei.build import places, root
from tei_edition.tei.context import Encoded, EncodingContext, Plan
from tei_edition.tei.header import build_header
from tei_edition.tei.reading import bare, original_reading
from tei_edition.tei.text import TextEncoder
from tei_edition.tei.write import serialised
from tei_edition.version import TEI_VERSION


def encode(telegram: Telegram, context: EncodingContext) -> Encoded:
    """The TEI file of `telegram` (the project's profile of TEI P5), as bytes, and where each line went."""
    plan = Plan.of(telegram, context)
    tei = root("TEI", xml_id=telegram.identifier, xml_lang="en", version=TEI_VERSION)
    header = build_header(plan)
    encoder = TextEncoder(plan)
    text = encoder.encode()
    tei.content += (header, text)
    targets = places(text, "/TEI/text", {element for _, element in encoder.placed})
    # A telegram that does not come from a page has no lines, and none to account for.
    lines = dict(telegram.lines)
    # The target of a line that two blocks share (a salutation runs into a sentence) is the first.
    texts: dict[int, tuple[str, str]] = {}
    for block, element in encoder.placed:
        for line in lines.keys() & block.lines:
            texts.setdefault(line, (block.rule, targets[element]))
    fates = _account(lines, telegram.header_lines, texts)
    faithful = not lines or (
        _same((fate.text for fate in fates), (text for _, text in telegram.lines))
        and _same((fate.text for fate in fates if fate.fate is Fate.TEXT), [original_reading(text)])
    )
    return Encoded(serialised(tei, context.schemas), fates, telegram.warnings, faithful)


def _account(
    lines: dict[int, str], header: tuple[LineFate, ...], texts: dict[int, tuple[str, str]]
) -> tuple[LineFate, ...]:
    """The fates of all lines, part by part, in the order of the source; what the header has not is the text's."""
    elsewhere: dict[int, list[LineFate]] = {}
    for fate in header:
        elsewhere.setdefault(fate.line, []).append(fate)
    account: list[LineFate] = []
    for line in sorted(lines.keys() | elsewhere.keys()):
        whole, position = lines.get(line, ""), 0
        parts = elsewhere.get(line, ())
        if len(parts) == 1 and parts[0].text == whole:
            account += parts
            continue
        rule, target = texts.get(line, ("", ""))
        for part in sorted(parts, key=attrgetter("column")):
            start = max(part.column - 1, 0)
            account += _text_part(line, whole, position, start, rule, target)
            account.append(part)
            position = start + len(part.text)
        account += _text_part(line, whole, position, len(whole), rule, target)
    return tuple(account)


def _same(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether texts are the same but for white space; most often they are so without their blanks."""
    mine, theirs = "".join(one), "".join(other)
    return mine.replace(" ", "") == theirs.replace(" ", "") or bare(mine) == bare(theirs)


def _text_part(line: int, whole: str, start: int, end: int, rule: str, target: str) -> list[LineFate]:
    """The fate of what stands in a line between the parts that the header has, if it is text."""
    text = whole[start:end].strip() if rule else ""
    if not text:
        return []
    column = 0 if text == whole else whole.index(text, start) + 1
    return [LineFate(line, text, Fate.TEXT, rule, target, column)]
