"""The printed volumes of an edition: one, or parts of a bounded size with registers of their own at the end."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from tei_edition.catalogue import CatalogueEntry
from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import StylesheetError
from tei_edition.parsing import locked_parser
from tei_edition.pipeline import files
from tei_edition.pipeline.state import State
from tei_edition.pipeline.stores import Store
from tei_edition.pipeline.workers import Jobs, each
from tei_edition.publish import print as printing
from tei_edition.publish.print import MissingGlyphError, Printed, Volume, print_introduction
from tei_edition.publish.print_model import Entries, Part, Place, print_model
from tei_edition.publish.release import without_text
from tei_edition.publish.typst import TypesettingError


@dataclass(frozen=True, slots=True)
class Telegrams:
    """What a volume is made of: telegrams in their order, and the digests of what their parts are made from.

    `paths` are their TEI files, `cut` the ids of those whose texts are withheld, `drafts` of those that bear a mark;
    """

    entries: Sequence[CatalogueEntry]
    digests: dict[str, bytes]
    paths: dict[str, Path]
    cut: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Task:
    """A file of a volume, with all that it is made from."""

    name: str
    volume: Volume
    recipe: bytes
    telegrams: tuple[tuple[str, bytes], ...]
    part: Part | None = None
    introduction: bytes = b""
    attachments: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of a task: its file as it was written (none where there is no PDF), and what was wrong.

    `failures` are ids of telegrams (empty: all are concerned) with a message and with help.
    """

    written: dict[str, str] = field(default_factory=dict)
    layout: bytes = b""
    failures: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True)
class Written:
    """The PDFs of a volume, with the layout of each; none where it could not be set."""

    names: list[str] = field(default_factory=list)
    layouts: list[list[dict[str, Any]]] = field(default_factory=list)


def write_volume(
    base: str,
    telegrams: Telegrams,
    volume: Volume,
    state: State,
    diagnostics: list[Diagnostic],
    *,
    owner: str,
    part_size: int,
    jobs: Jobs = 1,
) -> Written:
    """Write `<base>.pdf`, and with more than `part_size` telegrams also `<base>-2.pdf` … and `<base>-registers.pdf`.

    What is as it would be is left alone. A telegram with a character that no font has is left out, and that is a
    finding; a volume that cannot be set at all is one too, and is removed if there is an older one.
    """
    parts = _parts(base, telegrams, part_size)
    known = state.outputs(owner)
    recipes = {
        name: printing.volume_recipe(
            volume,
            (telegrams.digests[entry.id] for entry in entries),
            {"part": part},
        )
        for name, part, entries in parts
    }
    layouts = {name: state.layout(name) for name in recipes if known.get(name) == recipes[name]}
    tasks = [
        _task(name, part, entries, recipes[name], telegrams, volume, state, first=name == f"{base}.pdf")
        for name, part, entries in parts
        if not layouts.get(name)
    ]
    state.announce(owner, recipes)
    state.commit()
    stage = partial(_set, store=state.store)
    if volume.design.font_folder and not isinstance(jobs, int):
        jobs = 0  # The edition's own fonts are on this machine.
    results = each(stage, tasks, jobs, lost=_lost, large=True, died=state.worker_died, store=state.store)
    with closing(results):
        for task, made in zip(tasks, results, strict=True):
            _report(made, telegrams, state, diagnostics, f"{base}.pdf")
            if not made.written:
                state.remove(owner)
                return Written()
            _enter(state, owner, task.name, made, task.recipe)
            layouts[task.name] = made.layout
    written = Written(list(recipes), [json.loads(zlib.decompress(layouts[name])) for name in recipes])
    if len(parts) > 1:
        name = f"{base}-registers.pdf"
        recipe = printing.volume_recipe(volume, layouts.values(), {"registers": name})
        if known.get(name) != recipe:
            state.announce(owner, [name])
            state.commit()
            made = _registers(name, parts, telegrams, written.layouts, volume, state)
            _report(made, telegrams, state, diagnostics, f"{base}.pdf")
            if not made.written:
                state.remove(owner)
                return Written()
            _enter(state, owner, name, made, recipe)
        written.names.append(name)
    state.remove(owner, keep=written.names)
    return written


def _parts(base: str, telegrams: Telegrams, size: int) -> list[tuple[str, Part | None, Sequence[CatalogueEntry]]]:
    entries = telegrams.entries
    if len(entries) <= size:
        return [(f"{base}.pdf", None, entries)]
    parts: list[tuple[str, Part | None, Sequence[CatalogueEntry]]] = []
    count = -(-len(entries) // size)
    for number in range(count):
        # Parts of one size, rather than a last one of three telegrams.
        held = entries[number * len(entries) // count : (number + 1) * len(entries) // count]
        part = Part(roman(number + 1), _called(held[0]), _called(held[-1]))
        parts.append((f"{base}{f'-{number + 1}' if number else ''}.pdf", part, held))
    return parts


def roman(number: int) -> str:
    """A number in Roman figures."""
    found = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        found += sign * (number // value)
        number %= value
    return found


def _called(entry: CatalogueEntry) -> str:
    return entry.number or (entry.sent or entry.date)[:10] or entry.id


def _task(
    name: str,
    part: Part | None,
    entries: Sequence[CatalogueEntry],
    recipe: bytes,
    telegrams: Telegrams,
    volume: Volume,
    state: State,
    *,
    first: bool,
) -> _Task:
    ids = [entry.id for entry in entries]
    attached = tuple(_attachment(one, telegrams) for one in ids) if volume.attached else ()
    held = tuple(zip(ids, state.parts(ids), strict=True))
    return _Task(name, volume, recipe, held, part, print_introduction(volume) if first else b"", attached)


def _attachment(telegram: str, telegrams: Telegrams) -> tuple[str, bytes]:
    path = telegrams.paths[telegram]
    content = files.read(path)
    return path.name, without_text(content) if telegram in telegrams.cut else content


def _set(task: _Task, store: Store) -> _Made:
    """The stage: one PDF, set and written without the telegrams that have characters that no font has.

    Runs in worker processes.
    """
    failures: list[tuple[str, str, str]] = []
    held = dict(task.telegrams)
    while True:
        make = partial(print_model, volume=task.volume, part=task.part, introduction=task.introduction)
        try:
            made = printing.printed(make(held.values(), attachments=task.attachments), task.volume)
        except MissingGlyphError as error:
            failures += [(one, error.message, error.help) for one in error.telegrams or ("",)]
            if not error.telegrams:
                return _Made(failures=tuple(failures))
            held = {name: part for name, part in held.items() if name not in error.telegrams}
            if not held:
                return _Made(failures=tuple(failures))
        except (TypesettingError, StylesheetError) as error:
            return _Made(failures=(*failures, ("", error.message, error.help)))
        else:
            return _written(task.name, made, store, tuple(failures))


def _written(name: str, made: Printed, store: Store, failures: tuple[tuple[str, str, str], ...] = ()) -> _Made:
    layout = zlib.compress(json.dumps(made.layout).encode(), 1)
    return _Made(store.write({name: made.pdf}), layout, failures)


def _lost(task: _Task) -> _Made:
    message = f"{task.name}: the process that set it died twice; perhaps the memory is too small"
    return _Made(failures=(("", message, "Make the parts smaller: part-size below [print] in edition.toml."),))


def _registers(
    name: str,
    parts: Sequence[tuple[str, Part | None, Sequence[CatalogueEntry]]],
    telegrams: Telegrams,
    layouts: Sequence[list[dict[str, Any]]],
    volume: Volume,
    state: State,
) -> _Made:
    """The last part: one set of registers for all others, whose pages have the number of their part."""
    entries = Entries()
    for content in state.parts([entry.id for entry in telegrams.entries]):
        entries.add(etree.fromstring(content, locked_parser(large=True)))
    places: dict[tuple[str, str], list[Place]] = {}
    for (_, part, _), layout in zip(parts, layouts, strict=True):
        for mark in layout:
            if part is not None and "note" in mark:
                place = Place(part.number, mark["label"], mark["note"])
                held = places.setdefault((mark["kind"], mark["key"]), [])
                if place not in held:
                    held.append(place)
    model = print_model((), volume, part=Part("", registers=True), entries=entries.placed(places))
    try:
        made = printing.printed(model, volume)
    except (TypesettingError, StylesheetError) as error:
        return _Made(failures=(("", error.message, error.help),))
    return _written(name, made, state.store)


def _enter(state: State, owner: str, name: str, made: _Made, recipe: bytes) -> None:
    state.enter(owner, made.written, recipe)
    state.keep_layout(name, made.layout)
    state.commit()


def _report(made: _Made, telegrams: Telegrams, state: State, diagnostics: list[Diagnostic], name: str) -> None:
    for telegram, message, words in made.failures:
        place = telegrams.paths.get(telegram) or state.store.place(name)
        diagnostics.append(files.finding("print-failed", place, message, words))
