"""What commands tell of names that the authority does not have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tei_edition.cli.output import count, say
from tei_edition.linking import NameCount

_SHOWN = 10
_KINDS = {"person": "person", "place": "place", "org": "organisation"}


def tell_unknown(names: Sequence[NameCount], suggestion: Path | None) -> None:
    """Say which names have no entry, the most frequent first, and where entries for them were written."""
    if not names:
        return
    say(f"{count(len(names), 'name')} not in the authority:")
    width = len(str(names[0].count))
    for one in names[:_SHOWN]:
        say(f"  {one.count:>{width}}  {one.name} ({_KINDS[one.kind]}, {count(one.files, 'document')})")
    if len(names) > _SHOWN:
        say(f"  … and {len(names) - _SHOWN} more")
    if suggestion is not None:
        say(f"entries to review: {suggestion.as_posix()}")
