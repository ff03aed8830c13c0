"""Changes as JSON, for other programs (schemas/changes.schema.json)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from tei_edition.comparison import Comparison, DocumentChange, EntryChange, Fate
from tei_edition.report import change_words as words

VERSION = 1
"""The version of the form; it changes when reports of the earlier one could be misread."""


def changes_json(told: Comparison) -> str:
    """The changes; each has its sentence for people, as `told`."""
    content = {
        "version": VERSION,
        "old": told.old,
        "new": told.new,
        "summary": {
            **{fate.value: told.count(fate) for fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED)},
            "unchanged": told.unchanged,
            "form": told.form,
            "authority": len(told.authority),
        },
        "documents": [_document(one) for one in told.documents],
        "authority": _told(told.authority, _entry),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _document(one: DocumentChange) -> dict[str, Any]:
    return {
        **asdict(one),
        "told": words.document_line(one),
        "text": _told(one.text, lambda change: {**asdict(change), "told": words.text_sentence(change)}),
        "markup": _told(one.markup, lambda change: {**asdict(change), "told": words.markup_sentence(change)}),
        "header": _told(one.header, _field),
        "authority": _told(one.authority, _entry),
    }


def _entry(one: EntryChange) -> dict[str, Any]:
    return {**asdict(one), "told": words.entry_sentence(one), "fields": _told(one.fields, _field)}


def _field(one: Any) -> dict[str, Any]:
    return {**asdict(one), "told": words.field_sentence(one)}


def _told(changes: Sequence[Any], told: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    return [told(one) for one in changes]
