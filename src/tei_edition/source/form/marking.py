"""Marks of a form: urgency, secrecy, what may not be done with the telegram."""

from __future__ import annotations

import re

from tei_edition.model import Inline, Span, SpanKind
from tei_edition.source.form.common import LONGEST

_URGENCY = (
    r"extremely urgent|very urgent|most urgent|urgent|immediate|top priority|special|newsflash!?|molniya(?:\s\w+)?"
    r"|flash|lightning|d d d|весьма срочно|вне очереди|срочно|молния"
)
_SECRECY = (
    r"top secret|strictly secret|strictly confidential|secret|confidential|special file|eyes only|special folder"
    r"|совершенно секретно|секретно|строго секретно"
)
_INSTRUCTION = (
    r"making copies is (?:prohibited|forbidden)|copying (?:is )?(?:prohibited|forbidden)|of special significance"
    r"|by cipher|by telegraph|only by ciphered telegraph|for personal use|снятие копий воспрещается"
)
# "Special file" is a secrecy mark, "special" alone one of urgency: the longer is tried first.
_MARK = re.compile(rf"(?P<secrecy>{_SECRECY})|(?P<instruction>{_INSTRUCTION})|(?P<urgency>{_URGENCY})", re.IGNORECASE)
_MARK_KINDS = {
    "urgency": SpanKind.URGENCY,
    "secrecy": SpanKind.SECRECY,
    "instruction": SpanKind.INSTRUCTION,
}


def marks(text: str) -> tuple[Inline, ...] | None:
    """A line of nothing but urgency, secrecy and copying marks, or None."""
    if len(text) > LONGEST:
        return None
    content: list[Inline] = []
    position = 0
    for match in _MARK.finditer(text):
        between = text[position : match.start()]
        if between.strip(' .,;:—–-*!/"“”()'):
            return None
        content += [between] if between else []
        kind = next(kind for kind in _MARK_KINDS if match[kind])
        slug = re.sub(r"\W+", "-", match[0].lower()).strip("-")
        content.append(Span(_MARK_KINDS[kind], (match[0],), value=slug))
        position = match.end()
    rest = text[position:]
    if not content or rest.strip(' .,;:—–-*!/"“”()'):
        return None
    return (*content, rest) if rest else tuple(content)
