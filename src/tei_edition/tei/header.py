"""The teiHeader (Guidelines, chapter HD): file, source record, encoding, languages, classes, revision."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tei_edition.model import (
    TRANSCRIPTION,
    AgentKind,
    BlockKind,
    CorrespondenceEvent,
    DateReading,
    EntryKind,
    EventKind,
    Message,
    Span,
    SpanKind,
    Telegram,
    plain_text,
)
from tei_edition.tei.build import Element, add, append_text, root
from tei_edition.tei.catalogue_entries import add_authors, add_keywords, add_related, has_keywords
from tei_edition.tei.context import EncodingContext, Plan, reference_kind
from tei_edition.tei.correspondence import add_correspondence
from tei_edition.tei.phrases import dating
from tei_edition.tei.witnesses import add_witnesses
from tei_edition.tei.write import same_in_all
from tei_edition.version import PROFILE_VERSION, __version__

NO_COLLECTION = "collection not named in the source"
CONVERTED_FROM = "Converted from "
_LANGUAGES = {
    "en": "English",
    "ru": "Russian",
    "ru-Latn": "Russian in Latin letters",
    "ko": "Korean",
    "uk": "Ukrainian",
    "bg": "Bulgarian",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pl": "Polish",
    "pt": "Portuguese",
    "it": "Italian",
    "ro": "Romanian",
    "cs": "Czech",
    "hu": "Hungarian",
    "sq": "Albanian",
    "zh": "Chinese",
    "ja": "Japanese",
    "mn": "Mongolian",
    "vi": "Vietnamese",
    "und": "undetermined",
}
_CODES = {name.lower(): code for code, name in _LANGUAGES.items()}
_CLASSES = frozenset((SpanKind.URGENCY, SpanKind.SECRECY))
"""Marks that also classify the telegram."""
NO_TITLE = "publication of the summary"
TRANSCRIBED = "Converted from an editor's transcription and the metadata given with it."
EDITOR_TITLED = "transcription, its title and the metadata given with it"
_EDITOR_UNTITLED = "transcription, and the metadata given with it"
_EDITORS = (EntryKind.EDITOR, EntryKind.TRANSCRIBER)
_TRANSLATED = re.compile(r"[Tt]ranslat(?:ed|ion)\b(?:\s(?:for|from)\s\w+)*\sby\s(?P<name>(?:(?<=\b\w)\.|[^.();,])+)")
_MIDNIGHT = re.compile(r"\b24[:.]00\b")
_NOT_IN_WORDS = re.compile(r"\W+")
NAMES_IN_FORM = "Names, dates and numbers are marked in the form, not in running text."
NAMES_LINKED = (
    "Names, dates and numbers are marked in the form; in running text and abstract, those names that the authority has."
)
_EDITORIAL: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "correction",
        {"method": "markup"},
        "Nothing is corrected silently. Spaced letters are kept in orig beside a reading in reg;"
        " a quotation mark that the source forgot stands in supplied.",
    ),
    ("normalization", {"method": "markup"}, "White space is normalised; nothing else is."),
    ("quotation", {"marks": "all"}, "Quotation marks are kept, around carried messages as pc."),
    (
        "hyphenation",
        {"eol": "none"},
        "The copied text has no end-of-line hyphenation; hyphens are as printed.",
    ),
    (
        "segmentation",
        {},
        "A paragraph of the copied text is a p; form elements, carried messages and numbered points are marked up.",
    ),
    ("interpretation", {}, NAMES_IN_FORM),
    (
        "stdVals",
        {},
        "Dates are ISO 8601 in local time without zone, languages BCP 47, countries ISO 3166-1.",
    ),
    ("punctuation", {"marks": "all"}, "As in the copied text."),
)


def _declarations(converted: str, interpretation: str) -> tuple[Element, ...]:
    """How sources are encoded, and by what; `interpretation` says what is marked."""
    project = root("projectDesc")
    add(project, "p", converted)
    declaration = root("editorialDecl")
    for name, attributes, text in _EDITORIAL:
        add(add(declaration, name, **attributes), "p", interpretation if name == "interpretation" else text)
    information = root("appInfo")
    application = add(information, "application", ident="tei-edition", version=__version__)
    add(application, "label", "tei-edition")
    return project, declaration, information


def _responsible_converter() -> Element:
    converter = root("respStmt", xml_id="r-converter")
    add(converter, "resp", "conversion to TEI, without editing")
    add(converter, "name", "tei-edition")
    return converter


_FROM_PAGE, _FROM_SAVED = (
    f"Converted from an archive page {how}; the page is the only source of this file."
    for how in ("copied as text", "saved from the browser")
)
_DECLARATIONS = {
    (converted, linked): tuple(same_in_all(element, 3) for element in _declarations(converted, words))
    for converted in (_FROM_PAGE, _FROM_SAVED, TRANSCRIBED)
    for linked, words in ((False, NAMES_IN_FORM), (True, NAMES_LINKED))
}
_SAVED = (".htm", ".html", ".mht", ".mhtml")
_CONVERTER = same_in_all(_responsible_converter(), 4)


def build_header(plan: Plan) -> Element:
    """The teiHeader of a converted telegram."""
    telegram, context = plan.telegram, plan.context
    header = root("teiHeader")
    file_description = add(header, "fileDesc")
    kinds = {span.kind for span in plan.spans}
    _titles(add(file_description, "titleStmt"), plan, glossed=SpanKind.GLOSS in kinds or SpanKind.NOTE in kinds)
    _publication(add(file_description, "publicationStmt"), telegram, context)
    _notes(file_description, telegram)
    _source(add(file_description, "sourceDesc"), telegram, context)
    _encoding(add(header, "encodingDesc"), plan)
    by_hand = SpanKind.HANDWRITING in kinds or any(block.kind is BlockKind.HANDWRITING for block in plan.blocks)
    _profile(add(header, "profileDesc"), plan, by_hand)
    revision = add(header, "revisionDesc", status="draft")
    add(revision, "change", f"{CONVERTED_FROM}{telegram.source}.", when=context.date.isoformat(), who="#r-converter")
    return header


def main_title(telegram: Telegram) -> str:
    """The title as in the source; a source without one goes by its file name."""
    return telegram.copy_text.title.text if telegram.copy_text.title else telegram.source


def _titles(statement: Element, plan: Plan, *, glossed: bool) -> None:
    telegram, context = plan.telegram, plan.context
    add(statement, "title", main_title(telegram), type="main", level="a")
    principal = telegram.message.principal
    for agent_kind, name in _senders(principal):
        add(statement, "author", name, ref=context.reference(reference_kind(agent_kind), name))
    enclosed: dict[str, tuple[AgentKind, str]] = {}
    for message in (one for one in plan.described if one is not principal):
        for agent_kind, name in _senders(message):
            enclosed.setdefault(name.casefold(), (agent_kind, name))
    for agent_kind, name in enclosed.values():
        add(statement, "author", name, role="enclosure", ref=context.reference(reference_kind(agent_kind), name))
    if telegram.copy_text.credit:
        add(statement, "funder", telegram.copy_text.credit)
    transcribed = telegram.dialect == TRANSCRIPTION
    if transcribed or any(
        agent.responsible for one in plan.described for event in one.events for agent in event.agents
    ):
        _editor(statement, telegram, titled=transcribed and telegram.copy_text.title is not None)
    if not transcribed and (telegram.copy_text.title or telegram.copy_text.abstract):
        archive = add(statement, "respStmt", xml_id="r-archive")
        titled = "publication of the copied text, its date, citation and abstract"
        add(archive, "resp", titled if telegram.copy_text.title else NO_TITLE)
        add(archive, "orgName", telegram.copy_text.publisher or "archive not named in the source")
    translators = [name for text in telegram.copy_text.provenance for name in _TRANSLATED.findall(text)]
    translators += [entry.name for entry in telegram.copy_text.entries if entry.kind is EntryKind.TRANSLATOR]
    if translators or glossed:
        translator = add(statement, "respStmt", xml_id="r-tr")
        if translators:
            add(translator, "resp", "translation, bracketed glosses and remarks in the copied text")
            for name in dict.fromkeys(translators):
                add(translator, "name", name.strip())
        else:
            add(translator, "resp", "bracketed glosses and remarks in the copied text")
            add(translator, "name", "translator or editor, not named in the source")
    statement.content.append(_CONVERTER)


def _editor(statement: Element, telegram: Telegram, *, titled: bool) -> None:
    """Who transcribed the text, and answers for the metadata."""
    editor = add(statement, "respStmt", xml_id="r-editor")
    add(editor, "resp", EDITOR_TITLED if titled else _EDITOR_UNTITLED)
    names = [entry.name for entry in telegram.copy_text.entries if entry.kind in _EDITORS]
    for name in dict.fromkeys(names) or ("editor, not named in the source",):
        add(editor, "name", name)


def _stated(languages: str) -> list[str]:
    """The codes of the original languages that the source names, as far as they are known names."""
    return [_CODES[name] for word in re.split(r"[,;]|\band\b", languages) if (name := word.strip().lower()) in _CODES]


def _senders(message: Message) -> list[tuple[AgentKind, str]]:
    sent = sent_event(message)
    agents = sent.agents if sent else ()
    return [(agent.kind, agent.name) for agent in agents if agent.kind not in (AgentKind.PLACE, AgentKind.CALLSIGN)]


def sent_event(message: Message) -> CorrespondenceEvent | None:
    """The sending of a message, if something is known of it."""
    return next((event for event in message.events if event.kind is EventKind.SENT), None)


def _creation(message: Message) -> tuple[DateReading | None, bool]:
    """The date of a telegram, and whether it is that of the sending (else the one that the text itself bears)."""
    sent = sent_event(message)
    return (sent.date, True) if sent and sent.date else (message.dated, False)


def printed_day(reading: DateReading) -> str:
    """The printed words for the day; with its time where 24:00 makes the day that is meant the next one."""
    midnight = _MIDNIGHT.search(reading.printed) or not reading.printed_day
    return reading.printed if midnight else reading.printed_day


def _publication(statement: Element, telegram: Telegram, context: EncodingContext) -> None:
    add(statement, "publisher", context.publisher)
    add(statement, "date", context.date.isoformat(), when=context.date.isoformat())
    add(statement, "idno", telegram.identifier, type="local")
    if context.licence_target:
        encoding = add(statement, "availability", n="encoding", status="free")
        add(encoding, "licence", context.licence_name or context.licence_target, target=context.licence_target)
    else:
        encoding = add(statement, "availability", n="encoding", status="unknown")
        add(encoding, "p", "No licence is given for this encoding.")
    rights = telegram.copy_text.rights
    text = add(statement, "availability", n="text", status="restricted" if rights else "unknown", source="#copytext")
    for paragraph in rights or ("The source gives no notice of rights.",):
        add(text, "p", paragraph)


def _notes(file_description: Element, telegram: Telegram) -> None:
    copy_text = telegram.copy_text
    statement = add(file_description, "notesStmt")
    if copy_text.record_type:
        add(statement, "note", copy_text.record_type, type="recordType")
    if copy_text.language:
        add(statement, "note", copy_text.language, type="language")
    if copy_text.credit_line:
        add(statement, "note", copy_text.credit_line, type="credit")
    for other in copy_text.others:
        add(statement, "note", other.text, type="record", n=other.rule)
    _dating(statement, telegram)
    if not statement.content:
        file_description.content.remove(statement)


def _dating(statement: Element, telegram: Telegram) -> None:
    """The note that explains a record's date which is not the day of sending."""
    record, (date, is_sending) = telegram.copy_text.date, _creation(telegram.message.principal)
    if record is None or date is None or len(record.day) != 10:
        return
    first, last = date.day or date.not_before, date.day or date.not_after
    if len(first) != 10 or len(last) != 10 or first <= record.day <= last:
        return
    note = add(statement, "note", "The record is dated ", type="dating")
    add(note, "date", record.printed, when=record.day)
    itself = "; its title is dated " if date.evidence else "; the telegram itself is dated "
    append_text(note, "; the telegram was sent on " if is_sending else itself)
    add(note, "date", printed_day(date), when=date.day, notBefore=date.not_before, notAfter=date.not_after)
    append_text(note, ".")
    carried = next(
        (m for m in telegram.message.with_carried[1:] if (e := sent_event(m)) and e.date and e.date.day == record.day),
        None,
    )
    if carried:
        append_text(note, f" The record's date is that of the enclosed {carried.kind}.")


def _source(description: Element, telegram: Telegram, context: EncodingContext) -> None:
    copy_text = telegram.copy_text
    bibliography = add(description, "biblStruct", type="copyText", xml_id="copytext")
    analytic = add(bibliography, "analytic")
    add(analytic, "title", main_title(telegram), level="a")
    add_authors(analytic, copy_text)
    if copy_text.date:
        add(analytic, "date", copy_text.date.printed, type="record", when=copy_text.date.when)
    if copy_text.record_id:
        kind = "wilsonCenterRecordID" if copy_text.collection else "recordID"
        add(analytic, "idno", copy_text.record_id, type=kind)
    if copy_text.address:
        add(analytic, "idno", copy_text.address, type="URL")
    monograph = add(bibliography, "monogr")
    add(monograph, "title", copy_text.collection or NO_COLLECTION, level="m")
    imprint = add(monograph, "imprint")
    if copy_text.publisher:
        add(imprint, "publisher", copy_text.publisher)
    if copy_text.uploaded:
        add(imprint, "date", copy_text.uploaded, type="uploaded", when=copy_text.uploaded)
    if not imprint.content:
        add(imprint, "date")
    if copy_text.citation:
        add(bibliography, "note", " ".join(copy_text.citation), type="citation")
    for statement in copy_text.provenance:
        add(bibliography, "note", statement, type="provenance")
    add_related(bibliography, copy_text)
    add_witnesses(description, telegram.witnesses, main_title(telegram), context)


def _encoding(description: Element, plan: Plan) -> None:
    saved = plan.telegram.source.lower().endswith(_SAVED)
    transcribed = plan.telegram.dialect == TRANSCRIPTION
    converted = TRANSCRIBED if transcribed else _FROM_SAVED if saved else _FROM_PAGE
    description.content += _DECLARATIONS[converted, plan.context.names_linked]
    categories = _categories(plan.telegram.message, [*plan.spans, *plan.telegram.copy_text.marks])
    if categories:
        classes = add(description, "classDecl")
        for taxonomy in dict.fromkeys(name for name, _, _ in categories):
            element = add(classes, "taxonomy", xml_id=taxonomy)
            for name, slug, label in categories:
                if name == taxonomy:
                    add(add(element, "category", xml_id=f"{taxonomy}.{slug}"), "catDesc", label)
    profile = f"{plan.context.schemas}/telegram.rng"
    add(description, "schemaRef", key="telegram", n=PROFILE_VERSION, url=profile)


def _categories(message: Message, spans: Iterable[Span]) -> list[tuple[str, str, str]]:
    """(taxonomy, category, label): the type of the telegram, urgency and secrecy among `spans`, each once."""
    found: dict[tuple[str, str], str] = {}
    form = message.principal.form
    if form and form != "unclassified":
        found["type", _NOT_IN_WORDS.sub("-", form)] = form
    for span in spans:
        if span.kind in _CLASSES:
            found.setdefault((span.kind.value, span.value), plain_text(span.content))
    order = {"type": 0, "urgency": 1, "secrecy": 2}
    return sorted(((name, slug, label) for (name, slug), label in found.items()), key=lambda one: order[one[0]])


def _profile(description: Element, plan: Plan, by_hand: bool) -> None:
    telegram, context = plan.telegram, plan.context
    if telegram.copy_text.abstract:
        responsible = "#r-editor" if telegram.dialect == TRANSCRIPTION else "#r-archive"
        abstract = add(description, "abstract", source="#copytext", resp=responsible)
        for paragraph in telegram.copy_text.abstract:
            add(abstract, "p", paragraph)
    principal = telegram.message.principal
    date, _ = _creation(principal)
    sent = sent_event(principal)
    place = next((agent for agent in sent.agents if agent.kind is AgentKind.PLACE), None) if sent else None
    if date or place:
        creation = add(description, "creation")
        if date:
            attributes = {**dating(date), **({"when": date.day} if date.when else {})}
            add(creation, "date", printed_day(date), **attributes)
        if place:
            append_text(creation, " " if date else "")
            add(creation, "placeName", place.name, ref=context.reference("place", place.name))
    languages = add(description, "langUsage")
    foreign = [span.value for span in plan.spans if span.kind is SpanKind.FOREIGN]
    original = (telegram.parallel.language,) if telegram.parallel else ()
    for code in dict.fromkeys(
        ("en", telegram.text_language, *original, *foreign, *_stated(telegram.copy_text.language))
    ):
        add(languages, "language", _LANGUAGES.get(code, code), ident=code)
    categories, marks = _categories(telegram.message, plan.own_spans), telegram.copy_text.marks
    if categories or marks or has_keywords(telegram.copy_text):
        classes = add(description, "textClass")
        for taxonomy, slug, _ in categories:
            add(classes, "catRef", scheme=f"#{taxonomy}", target=f"#{taxonomy}.{slug}")
        for mark in marks:
            # TEI's catRef has no @evidence: what only the record's title says has the record as its source.
            target = f"#{mark.kind.value}.{mark.value}"
            add(classes, "catRef", scheme=f"#{mark.kind.value}", target=target, cert="medium", source="#copytext")
        add_keywords(classes, telegram.copy_text)
    add_correspondence(description, plan)
    if by_hand:
        # One for all: the page does not say whether one hand or several wrote.
        notes = add(description, "handNotes")
        add(notes, "handNote", "hand not named in the copied text", xml_id="hand.1")
