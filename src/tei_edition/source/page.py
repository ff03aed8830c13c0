"""A source page as a Telegram."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from tei_edition.filenames import is_reserved
from tei_edition.model import (
    AgentKind,
    Block,
    BlockKind,
    ConversionWarning,
    EventKind,
    Message,
    Parallel,
    Section,
    SectionKind,
    Span,
    Telegram,
    name_in_xml,
    paragraphs,
    plain_text,
    spans_of,
    with_blocks,
)
from tei_edition.source import form
from tei_edition.source.asides import take_out
from tei_edition.source.body import BodyReader
from tei_edition.source.citation import Registry
from tei_edition.source.dates import Near, as_day, page_dates
from tei_edition.source.distribution import missing_copies
from tei_edition.source.doubts import doubtful_dates
from tei_edition.source.frame import Frame, read_frame
from tei_edition.source.identity import Likeness, likeness
from tei_edition.source.language import language_of, second_script
from tei_edition.source.lines import Line, read_lines
from tei_edition.source.title import Title, read_title
from tei_edition.source.versions import Versions, completed, divide

_HEAD = 20
"""How many lines the head of a form may have."""
_LETTER = re.compile(r"[^\W\d]")


def identifier(name: str) -> str:
    """The xml:id of a source: the stem of its file name made an NCName (`113640.txt` → `t113640`), not a device's."""
    return _identifier(PurePath(name))


def _identifier(path: PurePath) -> str:
    cleaned = name_in_xml(path.stem)
    return cleaned if _LETTER.match(cleaned) and not is_reserved(cleaned) else f"t{cleaned}"


def read(content: bytes, name: str, dialect: str = "", archives: Registry | None = None) -> Telegram:
    """The telegram on the source page `name`, read as the given `dialect` (of frame.DIALECTS) or as its signs show.

    `archives` are those that its citation may name, by default those that come with the toolkit.
    Raises UsageError for a dialect that does not exist, SourceError if `content` is no readable text; everything that
    is, comes out whole: what no rule knows is unclassified text, with a warning.
    """
    lines = read_lines(content)
    return telegram_of(read_frame(lines, dialect, archives), lines, name)


def telegram_of(
    frame: Frame, lines: list[Line], name: str, versions: Versions | None = None, title: Title | None = None
) -> Telegram:
    """The telegram on a page that has been taken apart; `lines` are all of the source, `versions` those that the page
    itself keeps apart, by default those that scripts tell apart in its text. `title` is what is known of the telegram
    beside its text, by default what the record's title says.
    """
    path = PurePath(name)
    language = language_of(line.text for line in frame.body)
    if not frame.is_page:
        return _unknown(path, frame, language)
    second = second_script([line.text for line in frame.body]) if versions is None else -1
    versions = divide(frame.body) if second >= 0 else versions
    if second >= 0 and versions is None:
        frame.warn(
            "parallel-text", frame.body[second].number, "a version in another script begins; all is one text here"
        )
    title = title or read_title(frame.title.text if frame.title else "")
    day = as_day(frame.date) or as_day(title.dated) or _first_day(frame.body)
    near = page_dates((line.text for line in frame.body), day)
    message, doubts = _body(list(versions.translation) if versions else frame.body, near, title)
    parallel = None
    if versions:
        original, of_original = _body(list(versions.original), near, Title(words=title.words))
        message, original = completed(message, original)
        parallel = Parallel(versions.language, original, versions.first)
        doubts += [one for one in of_original if one.rule not in ("copies-sum", "names-from-title")]
        uneven = paragraphs(message) != paragraphs(original)
        if uneven:
            told = "original and translation have not the same number of paragraphs: they are not paired"
            frame.warn("parallel-uneven", versions.original[0].number, told)
    if not frame.body:
        doubts.append(ConversionWarning("body-missing", 0, "the page holds no text of the telegram"))
    return Telegram(
        _identifier(path),
        path.name,
        frame.dialect,
        "en" if versions else language,
        replace(frame.copy_text, marks=_only_in_title(title, message)),
        message,
        tuple((line.number, line.text) for line in lines),
        frame.citation.shelfmarks,
        tuple(frame.fates),
        tuple(sorted([*frame.warnings, *doubts], key=lambda warning: (warning.line, warning.rule))),
        confidence=frame.confidence,
        parallel=parallel,
    )


def _body(lines: list[Line], near: Near, title: Title) -> tuple[Message, list[ConversionWarning]]:
    """The message that the lines of a text hold, and the doubts about it."""
    reader = BodyReader(near, title)
    body, numbers = _apart(lines)
    asides = take_out(body, near)
    message = reader.read(list(asides.lines)) if asides.lines else Message("telegram", (), title.kind, title.number)
    reader.warnings += [
        ConversionWarning("name-variant", 0, f"'{printed}' in the text, '{other}' in the title: one name or two?")
        for printed, other in variants(message.principal, title)
    ]
    uneven = missing_copies(message.principal)
    if uneven:
        line, stated, listed = uneven
        told = f"the page speaks of {stated} copies, its list gives {listed}"
        reader.warnings.append(ConversionWarning("copies-sum", line, told))
    whole = asides.put_back(message)
    warned = {warning.line for warning in reader.warnings if warning.rule == "ambiguous-date"}
    reader.warnings += [warning for warning in doubtful_dates(whole) if warning.line not in warned]
    doubts = [*reader.warnings, *asides.warnings]
    if not numbers:
        return whole, doubts
    return _renumbered(whole, numbers), [replace(one, line=numbers.get(one.line, one.line)) for one in doubts]


def _first_day(body: list[Line]) -> date | None:
    """The day of the first date line in a text's head: what a page without a date of its own is dated by."""
    texts = (line.text[len(plain_text(form.leading_marks(line.text))) :] for line in body[:_HEAD])
    found = (form.dateline(text, None) for text in texts)
    return next((as_day(one.date) for one in found if one), None)


def _apart(body: list[Line]) -> tuple[list[Line], dict[int, int]]:
    """The lines with numbers that tell the parts of a divided line apart, and the numbers that they have in truth."""
    if len({line.number for line in body}) == len(body):
        return body, {}
    numbers = {count: line.number for count, line in enumerate(body, start=1)}
    return [replace(line, number=count) for count, line in enumerate(body, start=1)], numbers


def _renumbered(message: Message, numbers: dict[int, int]) -> Message:
    """The message with the numbers of the source's lines again."""

    def changed(block: Block) -> Block:
        return replace(block, lines=tuple(dict.fromkeys(numbers[number] for number in block.lines)))

    return with_blocks(message, changed, lambda carried: _renumbered(carried, numbers))


def _unknown(path: PurePath, frame: Frame, language: str) -> Telegram:
    """A text that is no archive page: every line as it stands, unclassified."""
    blocks = tuple(
        Block(BlockKind.UNCLASSIFIED, (line.text,), (line.number,), "no-archive-page") for line in frame.body
    )
    warning = ConversionWarning(
        "no-archive-page",
        frame.body[0].number,
        "no page of an archive: no date, title or information block found; every line is kept unclassified",
    )
    return Telegram(
        _identifier(path),
        path.name,
        frame.dialect,
        language,
        frame.copy_text,
        Message("telegram", (Section(SectionKind.DISPATCH, blocks),), "unclassified"),
        tuple((line.number, line.text) for line in frame.body),
        header_lines=tuple(frame.fates),
        warnings=(warning,),
        confidence=frame.confidence,
    )


def _only_in_title(title: Title, message: Message) -> tuple[Span, ...]:
    """The marks of the title of whose kind the text has none."""
    if not title.marks:
        return ()
    printed = {span.kind for block in message.principal.blocks for span in spans_of(block.content)}
    return tuple(mark for mark in title.marks if mark.kind not in printed)


def variants(message: Message, title: Title) -> list[tuple[str, str]]:
    """Names of the text whose spelling in the record's title differs by a letter or two; neither is changed."""
    sides = {
        EventKind.SENT: title.senders,
        EventKind.ADDRESSEE: title.addressees,
        EventKind.ULTIMATE: title.addressees,
    }
    pairs = [
        (agent.name, other)
        for event in message.events
        for agent in event.agents
        for other in sides.get(event.kind, ())
        if agent.kind is not AgentKind.PLACE and not agent.evidence
    ]
    differing = (pair for pair in pairs if pair[0] != pair[1])
    return list(dict.fromkeys(pair for pair in differing if likeness(*pair) is Likeness.VARIANT))
