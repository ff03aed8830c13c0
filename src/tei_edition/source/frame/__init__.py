"""The frame of an archive page copied as text: which lines are the record's, which the telegram's.

One reader for each kind of capture; which one reads a page, the evidence on it decides (evidence.py) or the user.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tei_edition.errors import UsageError
from tei_edition.source.citation import Registry
from tei_edition.source.frame import cover, oldsite, today
from tei_edition.source.frame.evidence import (
    BARE,
    COVER,
    DIALECTS,
    FLAT,
    LABELLED,
    OLD_SITE,
    THINNED,
    UNCERTAIN,
    UNKNOWN,
    judge,
)
from tei_edition.source.frame.labels import folded as fold
from tei_edition.source.frame.record import Frame
from tei_edition.source.lines import Line

_READERS: Mapping[str, Callable[[Frame, list[Line], list[str]], None]] = {
    LABELLED: today.read,
    THINNED: today.read,
    FLAT: today.read,
    BARE: today.read,
    OLD_SITE: oldsite.read,
    COVER: cover.read,
}
__all__ = ["DIALECTS", "Frame", "check_dialect", "read_frame"]


def check_dialect(name: str) -> None:
    """Raise UsageError unless `name` is one of DIALECTS."""
    if name not in DIALECTS:
        raise UsageError(
            f"there is no dialect {name!r}", f"The dialects are {', '.join(DIALECTS)}; transcription is no page."
        )


def read_frame(lines: list[Line], dialect: str = "", archives: Registry | None = None) -> Frame:
    """Take a page apart as the kind of capture that its signs show, or as the given `dialect`.

    What shows no sign of a page or of a telegram is text from the first line to the last (dialect `unknown`).
    """
    folded = [fold(line.text) for line in lines]
    if dialect:
        check_dialect(dialect)
        frame = Frame(dialect)
    else:
        verdict = judge(lines, folded)
        frame = Frame(verdict.dialect, verdict.confidence)
        if verdict.dialect == UNKNOWN:
            frame.body = list(lines)
            return frame
        if verdict.confidence < UNCERTAIN:
            frame.warn(
                "dialect-uncertain",
                0,
                f"the page is read as {verdict.dialect} (confidence {verdict.confidence / 100}); --dialect overrides",
            )
    frame.archives = archives
    _READERS[frame.dialect](frame, lines, folded)
    frame.close()
    return frame
