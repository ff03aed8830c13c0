"""A Telegram as a TEI file, with the account of every line of its source."""

from __future__ import annotations

from tei_edition.model import Fate, LineFate, Telegram
from tei_edition.tei.build import places, root
from tei_edition.tei.context import Encoded, EncodingContext, Plan
from tei_edition.tei.header import build_header
from tei_edition.tei.reading import bare, original_reading
from tei_edition.tei.text import TextEncoder
from tei_edition.tei.write import serialised


def encode(telegram: Telegram, context: EncodingContext) -> Encoded:
    """The TEI file of `telegram` (the project's profile of TEI P5), as bytes, and where each line went."""
    plan = Plan.of(telegram, context)
    tei = root("TEI", xml_id=telegram.identifier, xml_lang="en")
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
    source = "".join(bare(fate.text) for fate in fates if fate.fate is Fate.TEXT)
    complete = bare("".join(fate.text for fate in fates)) == bare("".join(text for _, text in telegram.lines))
    faithful = not lines or (complete and bare(original_reading(text)) == source)
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
        rule, target = texts.get(line, ("", ""))
        parts = sorted(elsewhere.get(line, ()), key=lambda fate: fate.column)
        for part in parts:
            start = max(part.column - 1, 0)
            account += _text_part(line, whole, position, start, rule, target)
            account.append(part)
            position = start + len(part.text)
        account += _text_part(line, whole, position, len(whole), rule, target)
    return tuple(account)


def _text_part(line: int, whole: str, start: int, end: int, rule: str, target: str) -> list[LineFate]:
    """The fate of what stands in a line between the parts that the header has, if it is text."""
    text = whole[start:end].strip()
    if not rule or not text:
        return []
    column = 0 if text == whole else whole.index(text, start) + 1
    return [LineFate(line, text, Fate.TEXT, rule, target, column)]
