"""Pages of an archive saved from the browser (HTML, or a web archive), as the Telegram of their copied text."""

from __future__ import annotations

import re
from itertools import islice

from tei_edition.errors import SourceError
from tei_edition.model import Telegram
from tei_edition.source.citation import Registry
from tei_edition.source.frame import oldsite
from tei_edition.source.frame.evidence import LABELLED, OLD_SITE, judge
from tei_edition.source.frame.labels import folded as fold
from tei_edition.source.frame.record import Frame
from tei_edition.source.language import UNDETERMINED, language_of
from tei_edition.source.lines import Line, check_characters
from tei_edition.source.page import telegram_of
from tei_edition.source.saved.decoding import SavedPage, decode_page
from tei_edition.source.saved.record import Placed, placed, read_information, read_today, whole_lines
from tei_edition.source.saved.rendering import render
from tei_edition.source.saved.tree import Element, page_address, parse, words_in
from tei_edition.source.saved.zones import FormerSite, Kind, TodaysSite, Version
from tei_edition.source.versions import Versions

_REFUSED = re.compile(
    r"just a moment|attention required|access denied|verif\w+ (?:that )?you are|are you (?:a )?human|captcha"
    r"|log ?in\b|sign ?in\b|forbidden|not found|\b(?:40[0-9]|50[0-9])\b|unavailable|cloudflare",
    re.IGNORECASE,
)
_LANGUAGES = {
    "english": "en",
    "russian": "ru",
    "korean": "ko",
    "chinese": "zh",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "polish": "pl",
    "bulgarian": "bg",
    "ukrainian": "uk",
    "hungarian": "hu",
    "romanian": "ro",
    "czech": "cs",
    "albanian": "sq",
    "mongolian": "mn",
    "vietnamese": "vi",
    "portuguese": "pt",
    "italian": "it",
    "japanese": "ja",
}
_LEAST = 200
"""So many characters, at least, has the text of a version; less beside a scan is its buttons."""


def read_saved_page(content: bytes, name: str, archives: Registry | None = None) -> Telegram:
    """The telegram on the saved page `name`, as its copied text gives it, with what only the page's HTML has.

    That is: its address, the terms of the archive's catalogue, authors, contributors, donors, related documents, and
    the original as a version of its own. `archives` are those that its citation may name, by default the toolkit's.
    Raises SourceError for what is no page (too large, binary, in another encoding than it states, elements nested
    beyond measure) and for a page that is none of a document (`page-not-recognised`).
    """
    page = decode_page(content)
    root = parse(page.html)
    address = page_address(root, page.html, page.address)
    today = TodaysSite(root, address)
    site = today if today.recognised else FormerSite(root, address)
    rendering = render(root, site)
    for run in rendering.runs:
        # What no file may hold can stand in it as a reference: `&#1;`.
        check_characters(run.text, run.line)
    parts = placed(rendering.runs)
    if not parts and not _frames(root):
        raise SourceError("the page shows no text", "Save the page anew.", rule="source-empty", line=1)
    lines = whole_lines(parts)
    if today.recognised:
        frame, versions = _today(today, parts, archives)
    else:
        found = _former(parts, recognised=site.recognised, archives=archives)
        if found is None:
            raise _not_recognised(root, page.html)
        frame, versions = found, None
    frame.address = address
    _doubts(frame, page, rendering.table)
    frame.close()
    return telegram_of(frame, lines, name, versions)


def _today(site: TodaysSite, parts: list[Placed], archives: Registry | None) -> tuple[Frame, Versions | None]:
    frame = Frame(LABELLED, archives=archives)
    read_today(frame, parts)
    texts = [[part.line for part in parts if part.zone.version == number] for number in range(len(site.versions))]
    versions = _versions(frame, site.versions, texts)
    if not any(part.zone.kind in (Kind.VALUE, Kind.LABEL) for part in parts):
        frame.warn("page-cut-off", parts[-1].line.number, "the page has no information block: it may be cut off")
    return frame, versions


def _versions(frame: Frame, about: list[Version], texts: list[list[Line]]) -> Versions | None:
    """Choose the text and its original among the versions; all others are told of and dropped."""
    written = [number for number, lines in enumerate(texts) if lines and not _is_scan(about[number], lines)]
    if not written:
        for lines in texts:
            for line in lines:
                frame.drop(line, "page-furniture")
        return None
    shown = next((number for number in written if about[number].shown), written[0])
    languages = {number: _language(about[number], texts[number]) for number in written}
    translation, original = shown, -1
    if languages[shown] == "en":
        original = next((one for one in written if languages[one] not in ("en", UNDETERMINED)), -1)
    else:
        english = next((one for one in written if languages[one] == "en"), -1)
        if english >= 0 and languages[shown] != UNDETERMINED:
            translation, original = english, shown
    for number, lines in enumerate(texts):
        if number in (translation, original):
            continue
        for line in lines:
            frame.drop(line, "other-version" if number in written else "page-furniture")
        if number in written:
            told = f"another version of the text ('{about[number].label or number + 1}') is not converted"
            frame.warn("other-version", lines[0].number, told)
    frame.body = texts[translation]
    if original < 0:
        return None
    one, other = tuple(texts[translation]), tuple(texts[original])
    return Versions(one, other, languages[original], original < translation)


def _is_scan(version: Version, lines: list[Line]) -> bool:
    return version.scan and sum(len(line.text) for line in lines) < _LEAST


def _language(version: Version, lines: list[Line]) -> str:
    """The language of a version: as its words show, else as its tab says."""
    found = language_of(line.text for line in lines)
    if found != UNDETERMINED:
        return found
    words = version.label.lower().split()
    return next((_LANGUAGES[word] for word in words if word in _LANGUAGES), UNDETERMINED)


def _former(parts: list[Placed], *, recognised: bool, archives: Registry | None) -> Frame | None:
    """The frame of a page of the former site; None if it is no such page."""
    lines = [part.line for part in parts if part.zone.kind is Kind.TEXT]
    folded = [fold(line.text) for line in lines]
    if not lines or not (recognised or judge(lines, folded).dialect == OLD_SITE):
        return None
    frame = Frame(OLD_SITE, archives=archives)
    for part in parts:
        if part.zone.kind in (Kind.FURNITURE, Kind.OUTSIDE, Kind.HIDDEN):
            frame.drop(part.line, "hidden" if part.zone.kind is Kind.HIDDEN else "page-furniture")
    oldsite.read(frame, lines, folded)
    read_information(frame, parts)
    return frame


def _frames(root: Element) -> bool:
    return next(root.iter("frame", "iframe"), None) is not None


def _not_recognised(root: Element, html: str) -> SourceError:
    """Why the page is none of a document, as far as it shows."""
    title = words_in(next(root.iter("title"), root))[:80]
    head = " ".join(words_in(one) for one in islice(root.iter("title", "h1", "h2"), 20))
    told = f"no page of a document in an archive that is known (the page is called '{title}')"
    help_ = "Open the document's own page and save it again; or copy its text into a .txt file."
    if _frames(root):
        told += "; what it shows stands in frames, which are pages of their own"
    elif _REFUSED.search(head):
        told += "; it seems to be a server's message, not the document"
    elif _is_cut_off(html):
        told += "; the file may be cut off: it has no end"
    return SourceError(told, help_, rule="page-not-recognised", line=1)


def _is_cut_off(html: str) -> bool:
    return "</html" not in html[-2000:].lower()


def _doubts(frame: Frame, page: SavedPage, table: int) -> None:
    if page.misdeclared:
        frame.warn("encoding-differs", 0, f"the page is in UTF-8, though it states {page.misdeclared}")
    if table:
        frame.warn(
            "table-as-lines", table, "a table: each of its cells is a line of the text; check what belongs together"
        )
    if not any(one.rule == "page-cut-off" for one in frame.warnings) and "</html" not in page.html[-2000:].lower():
        frame.warn("page-cut-off", page.html.count("\n") + 1, "the page has no end: the file may be cut off")
