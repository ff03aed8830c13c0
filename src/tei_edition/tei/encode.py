"""A Telegram as a TEI file, with the account of every line of its source."""

from __future__ import annotations

from tei_edition.model import Fate, LineFate, Telegram
from tei_edition.tei.build import paths, root, serialised
from tei_edition.tei.context import Encoded, EncodingContext, Plan
from tei_edition.tei.header import build_header
from tei_edition.tei.reading import bare, original_reading
from tei_edition.tei.text import TextEncoder


def encode(telegram: Telegram, context: EncodingContext) -> Encoded:
    """The TEI file of `telegram` (the project's profile of TEI P5), as bytes, and where each line went."""
    plan = Plan.of(telegram, context)
    tei = root("TEI", xml_id=telegram.identifier, xml_lang="en")
    header = build_header(plan)
    encoder = TextEncoder(plan)
    text = encoder.encode()
    tei.append(header)
    tei.append(text)
    places = paths(text, "/TEI/text", {})
    # A telegram that does not come from a page has no lines, and none to account for.
    lines = dict(telegram.lines)
    fates: dict[int, LineFate] = {fate.line: fate for fate in telegram.header_lines}
    for block, element in encoder.placed:
        for line in lines.keys() & block.lines:
            # The target of a line that two blocks share (a salutation runs into a sentence) is the first.
            fates.setdefault(line, LineFate(line, lines[line], Fate.TEXT, block.rule, places[element]))
    ordered = tuple(fates[line] for line in sorted(fates))
    source = "".join(bare(fate.text) for fate in ordered if fate.fate is Fate.TEXT)
    complete = lines.keys() == fates.keys()
    faithful = not lines or (complete and bare(original_reading(text)) == source)
    return Encoded(serialised(tei, context.schemas), ordered, telegram.warnings, faithful)
