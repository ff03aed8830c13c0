"""Pages of today's site and bare ones: date, title, credit, text, summary, then labels with or without values."""

from __future__ import annotations

import re

from tei_edition.source import form, names
from tei_edition.source.citation import read_citation
from tei_edition.source.dates import page_date
from tei_edition.source.frame import abstract, labels
from tei_edition.source.frame.evidence import BARE, DATE_REACH, THINNED, TITLE
from tei_edition.source.frame.record import Frame
from tei_edition.source.lines import Line

_CORRESPONDENTS = re.compile(r"\b(?:to|from)\b", re.IGNORECASE)
_STATEMENT = re.compile(
    r"(?:Obtained|Translated|Translation|Contributed|Reprinted|Published)\b.{0,80}\bby\b|^Translated"
)


def read(frame: Frame, lines: list[Line], folded: list[str]) -> None:
    """Take apart a page that begins with its date and ends with its information block, if it has one."""
    skip = next((at for at, text in enumerate(folded[:3]) if text == labels.SKIP_LINK), -1)
    if skip >= 0:
        for line in lines[: skip + 1]:
            frame.drop(line, "skip-link")
    top = skip + 1
    block = labels.block_start(folded, top)
    end = len(lines) if block < 0 else block
    before = [at for at in range(top, end) if folded[at] in labels.BEFORE]
    end = min([end, *before])
    loose = -1
    if block < 0 and not before:
        loose = _lost_labels(frame, lines, top)
        end = loose if loose >= 0 else end
    # A label that the capture cut off is its last line.
    cut = end == len(lines) and len(lines) > top + 2 and _cut_after_text(lines)
    if cut:
        end -= 1
    start = _top(frame, lines, top, end)
    if before:
        _above_block(frame, lines[end : block if block >= 0 else len(lines)], block < 0)
    if block >= 0:
        _block(frame, lines[block:])
    elif loose >= 0:
        _block(frame, lines[loose:])
    elif cut:
        frame.drop(lines[-1], "label")
    body = lines[start:end]
    labelled = block >= 0 or bool(before) or loose >= 0 or cut
    if not labelled:
        body = _plain_end(frame, body)
        if frame.dialect != BARE and "citation" not in frame.facts:
            frame.warn("page-cut-off", lines[-1].number, "the page has no information block: it may be cut off")
    frame.body = _without_abstract(frame, body, labelled or bool(frame.facts.get("citation")))
    if frame.dialect == THINNED:
        frame.warn("capture-thinned", 0, "this kind of capture loses short lines: compare head and signature")


def _top(frame: Frame, lines: list[Line], first: int, end: int) -> int:
    """Read what stands above the text; the position of the text's first line."""
    date_at = _date_at(lines, first, end)
    position = first
    if date_at >= 0:
        titled_before = (
            date_at == first + 1
            and _looks_like_title(lines[first].text)
            and not (date_at + 1 < end and _looks_like_title(lines[date_at + 1].text))
        )
        if titled_before:
            # A plain page may give its title first.
            frame.read_title(lines[first])
        else:
            _drop_hoisted(frame, lines[first:date_at])
        frame.date = page_date(lines[date_at].text)
        frame.keep(lines[date_at], "page-date", "copytext")
        position = date_at + 1
    else:
        frame.warn("page-date-missing", lines[first].number if first < len(lines) else 0, "the page has no date")
        title_at = next((at for at in range(first, min(first + 4, end)) if _looks_like_title(lines[at].text)), first)
        if title_at > first and all(_is_summary(line.text) for line in lines[first:title_at]):
            _drop_hoisted(frame, lines[first:title_at])
            position = title_at
    position = _labelled_top(frame, lines, position, end)
    if frame.title is None and position < end:
        position = _title(frame, lines, position, dated=date_at >= 0)
    while position < end and frame.read_credit(lines[position]):
        position += 1
    return _labelled_top(frame, lines, position, end)


def _title(frame: Frame, lines: list[Line], position: int, *, dated: bool) -> int:
    text = lines[position].text
    # Without date and furniture nothing says that the first line is a title, unless it reads like one.
    certain = dated or frame.dialect != BARE or _looks_like_title(text)
    if not certain or labels.CREDIT.match(text[:1000]) or (frame.dialect == BARE and not _may_be_title(text)):
        frame.warn("title-missing", lines[position].number, "the page has no title line; the file's name stands for it")
        return position
    frame.read_title(lines[position])
    return position + 1


def _date_at(lines: list[Line], first: int, end: int) -> int:
    """Where the page's date stands: at the top, or below the summaries of other documents."""
    for at in range(first, min(first + DATE_REACH, end)):
        if page_date(lines[at].text):
            # Below the skip link the page itself begins: nothing is hoisted between them.
            if at + 3 < end and not (at == first and first) and _is_card(lines, at, end):
                continue
            return at
        if at > first + 1 and not _is_summary(lines[at].text):
            return -1
        if not _is_summary(lines[at].text) and not _looks_like_title(lines[at].text):
            return -1
    return -1


def _is_card(lines: list[Line], at: int, end: int) -> bool:
    """Whether date and title at `at` are a card of another document: its summary and a second date and title follow."""
    for later in (at + 2, at + 3):
        # All dates of cards and pages are the archive's; a telegram prints its own in another form.
        same = later + 1 < end and lines[later].text[0].isalpha() == lines[at].text[0].isalpha()
        if same and page_date(lines[later].text) and _looks_like_title(lines[later + 1].text):
            between = lines[at + 2 : later]
            return _looks_like_title(lines[at + 1].text) and all(_is_summary(line.text) for line in between)
    return False


def _drop_hoisted(frame: Frame, hoisted: list[Line]) -> None:
    for line in hoisted:
        frame.drop(line, "related-document")
        frame.warn("line-above-date", line.number, "stands above the page's date: taken as another document's summary")


def _is_summary(text: str) -> bool:
    """Whether a line above the date may be the summary of another document: a sentence, no line of a form."""
    if len(text) > 4000 or len(text.split()) < 3:
        return False
    return form.heading(text) is None and form.marks(text) is None and form.number_line(text) is None


def _looks_like_title(text: str) -> bool:
    if len(text) > 600 or text[-1] in ":!?" or form.heading(text) is not None:
        return False
    kind = TITLE.search(text)
    if kind is None:
        return bool(_CORRESPONDENTS.search(text)) and all(
            names.is_name(side) for side in re.split(r"\s+to\s+", text.split(",")[0])[:2]
        )
    return kind.start() < 60 and not (text[-1] == "." and len(text.split()) > 12)


def _may_be_title(text: str) -> bool:
    return len(text) < 600 and form.marks(text) is None and text[-1] not in ":!"


def _labelled_top(frame: Frame, lines: list[Line], position: int, end: int) -> int:
    """Labels with their values at the head of a plain page: `Date: 5 May 1950`, `Source: …`."""
    if frame.dialect != BARE:
        return position
    while position < end and (found := labels.with_value(lines[position].text)):
        what, value_at = found
        line = lines[position]
        if value_at == len(line.text):
            break
        _state(frame, line, what, value_at)
        position += 1
    return position


def _state(frame: Frame, line: Line, what: str, value_at: int) -> None:
    """Take a labelled value; the label itself is furniture, except where the wording needs it."""
    value = line.part(value_at)
    dated = page_date(value.text) if what == "date" else None
    if what == "title" and frame.title is None:
        frame.drop(line.part(0, value_at), "label")
        frame.read_title(value)
    elif dated and frame.date is None:
        frame.drop(line.part(0, value_at), "label")
        frame.date = dated
        frame.keep(value, "page-date", "copytext")
    elif what in ("title", "date"):
        frame.fact(f"other:{what}", line)
    elif what == "statement":
        frame.fact("citation", line)
    else:
        frame.drop(line.part(0, value_at), "label")
        frame.fact(what, value)


def _above_block(frame: Frame, found: list[Line], ends_capture: bool) -> None:
    """Labels above the information block, mostly empty; what stands below `Related Documents` is about others."""
    others, label = False, ""
    for number, line in enumerate(found):
        text = labels.folded(line.text)
        last = ends_capture and number == len(found) - 1
        cut = labels.cut_label(line.text) if last else ""
        if text in labels.BEFORE:
            label, others = text, labels.BEFORE[text]
            frame.drop(line, "label")
        elif cut:
            frame.drop(line, "label")
        elif others:
            frame.drop(line, "related-document")
        else:
            frame.fact(f"other:{label.removesuffix(' &')}", line)


def _block(frame: Frame, found: list[Line]) -> None:
    """The information block: each value under its label; citation and notice are known by their wording too."""
    label = ""
    for number, line in enumerate(found):
        text = labels.folded(line.text)
        known = labels.IN_BLOCK.get(text)
        if known or text == labels.INFORMATION:
            label = known or ""
            frame.drop(line, "label")
        elif text in labels.BEFORE:
            label = f"other:{text}" if not labels.BEFORE[text] else "related"
            frame.drop(line, "label")
        elif number == len(found) - 1 and labels.cut_label(line.text):
            frame.drop(line, "label")
        elif label in ("", "citation") and labels.is_notice(line.text):
            # A thinned page has lost its labels: the notice is known by its wording.
            label = "rights"
            frame.fact("rights", line)
        elif label == "related":
            frame.drop(line, "related-document")
        elif labels.ADDRESS.fullmatch(line.text):
            frame.fact("address", line)
        else:
            frame.fact(label or "citation", line)


def _cut_after_text(lines: list[Line]) -> bool:
    """Whether the last line is the beginning of a label of several words (`Document Inf`, `Associated P`)."""
    text = lines[-1].text
    label = labels.cut_label(text)
    return bool(label) and " " in label and len(text) >= 6 and (" " in text or len(text) >= 8)


def _lost_labels(frame: Frame, lines: list[Line], first: int) -> int:
    """Where citation and notice begin on a page that has lost every label, or -1."""
    for at in range(max(first, len(lines) - 12), len(lines)):
        if labels.is_notice(lines[at].text[:4000]):
            above = at - 1
            return above if above > first and _is_citation(frame, lines[above].text) else at
    return -1


def _is_citation(frame: Frame, text: str) -> bool:
    """Whether a line that no label announces is a citation: it begins with a repository's shelfmark."""
    if len(text) > 2000 or len(text.split()) < 3:
        return False
    found = read_citation(text, frame.archives).shelfmarks
    return any(len(shelfmark.parts) >= 2 for shelfmark in found) and not text.startswith(("“", '"', "["))


def _plain_end(frame: Frame, body: list[Line]) -> list[Line]:
    """The end of a page without labels of its own: labelled values, citation, statements, classification."""
    end = len(body)
    while end > 1:
        line = body[end - 1]
        found = labels.with_value(line.text)
        if found and found[1] < len(line.text):
            _state(frame, line, *found)
        elif labels.ADDRESS.fullmatch(line.text):
            frame.fact("address", line)
        elif _is_citation(frame, line.text) or (len(line.text) < 300 and _STATEMENT.match(line.text)):
            frame.fact("citation", line)
        elif frame.dialect == BARE and end > 2 and _is_classification(line.text) and _summary_above(frame, body, end):
            # A mark below the summary is the record's original classification.
            frame.fact("original classification", line)
        else:
            break
        end -= 1
    for found_lines in frame.facts.values():
        found_lines.sort(key=lambda line: (line.number, line.column))
    return body[:end]


def _is_classification(text: str) -> bool:
    return form.marks(text) is not None


def _summary_above(frame: Frame, body: list[Line], end: int) -> bool:
    title = frame.title.text if frame.title else ""
    return abstract.find(body[: end - 1], title, labels_follow=True)[1] >= abstract.POSSIBLE


def _without_abstract(frame: Frame, body: list[Line], labels_follow: bool) -> list[Line]:
    """Take the archive's summary from the text's end, if its last paragraph reads like one."""
    if frame.facts.get("abstract"):
        return body
    title = frame.title.text if frame.title else ""
    follow = labels_follow or "original classification" in frame.facts
    at, score = abstract.find(body, title, labels_follow=follow)
    line = body[-1] if body else None
    if line is None or score < (abstract.POSSIBLE if follow else abstract.CERTAIN - 1):
        if line is not None and follow and frame.dialect != BARE:
            frame.warn("abstract-missing", line.number, "no summary found before the labels")
        return body
    if score < abstract.CERTAIN or not follow:
        frame.warn("abstract-uncertain", line.number, "the last paragraph is taken as the archive's summary; check it")
    frame.fact("abstract", line)
    return body[:at]
