"""The lines of a minute: what a decision is an extract of, its date, the points of the agenda, what is attached."""

from __future__ import annotations

import re

from tei_edition.model import BlockKind, Inline, Reference, Span, SpanKind
from tei_edition.source import form
from tei_edition.source.dates import Near, find_dates
from tei_edition.source.draft import Draft, take
from tei_edition.source.quotation import Piece
from tei_edition.source.running import is_prose

DECISION = re.compile(
    r"(?:(?:Extracts?|Excerpts?)\b.*\b(?:Minutes|Protocol)\b"
    r"|(?:From the )?(?:Minutes|Protocol)\s(?:No\.?|N[º°]|№|#|of\b)"
    r"|(?:Decision|Resolution|Decree)\s(?:of|dated|from)\b|Выписка из протокола\b|Решение от\b)",
    re.IGNORECASE,
)
_AGENDA = re.compile(
    r"\d{1,4}[.)]?\s*[-–—]?\s*(?:The\s)?(?:Question|Matter|Issue|Telegram|Letter|Request|Draft|Message|Proposal|Report|On|About|Concerning|Regarding|О|Об|Вопрос)\b"
)

_SENTENCE_END = re.compile(r"[a-zа-яё]{3,}\.$")
_ATTACHMENT = re.compile(
    r"\[?(?:Attachment|Enclosure|Annex|Appendix|Приложение)s?(?:\s(?:No\.?|N[º°]|№|\#)?\s?[\dIVX]{1,4})?"
    r"(?P<tail>\s*$|\s*[:.\]–—-].*|\s(?:to|of|k|к)\b.*\]?)"
    # `To p. 422 (op) pr. PB No. 84`: what belongs to a point of a minute.
    r"|\[(?:draft|text|telegram|enclosure|attachment)\s(?:follows|attached|enclosed)\b[^\[\]]*\]"
    r"|(?:To|К)\s(?:p|п|point|item|пункту)\.?\s?\d{1,4}\b.{0,20}\b(?:pr|пр|prot|protocol|протокол\w*)\b.{1,40}",
    re.IGNORECASE,
)


def is_attachment(text: str) -> bool:
    """Whether a line is the heading of an attachment, not a sentence about one."""
    found = _ATTACHMENT.match(text) if len(text) <= 300 else None
    if found is None or len(text.split()) > 25:
        return False
    return text[0] == "[" or (not is_prose(text) and not _SENTENCE_END.search(text))


def decision_line(piece: Piece, draft: Draft, near: Near) -> int:
    """The lines of a minute or decision: what it is an extract of, its date, the point of the agenda."""
    text = piece.text
    decides = DECISION.match(text)
    if not (decides or draft.kind == "decision") or len(text.split()) > 25 or is_prose(text):
        return 0
    if decides:
        draft.kind, draft.form = "decision", draft.form or "decision"
        found = next(iter(find_dates(text, near)), None)
        content: tuple[Inline, ...] = (text,)
        if found:
            reading = found.reading(near)
            draft.dated = draft.dated or reading
            around = (text[: found.start], Span(SpanKind.DATE, (found.printed,), date=reading), text[found.end :])
            content = tuple(part for part in around if part)
        return take(piece, draft, BlockKind.HEADING, content, "decision")
    if _AGENDA.match(text):
        return take(piece, draft, BlockKind.HEADING, (text,), "agenda")
    number = form.number_line(text) if draft.last and draft.last.rule == "agenda" else None
    if number and not number[0]:
        # `422. Telegram of Comrade X` / `No. 1352.`: the number of what the point is about.
        draft.references.append(Reference("mentions", number[1]))
        return take(piece, draft, BlockKind.HEADING, (Span(SpanKind.REFERENCE, (text,)),), "agenda-number")
    return 0
