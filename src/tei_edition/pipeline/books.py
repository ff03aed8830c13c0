"""From an edition's settings to its volumes: what they are, what they are called, and which telegrams they have."""

from __future__ import annotations

import datetime
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tei_edition import edition as editions
from tei_edition.catalogue import safe_name
from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import Edition
from tei_edition.errors import StylesheetError
from tei_edition.pipeline import files
from tei_edition.pipeline.incremental import PDF, Published
from tei_edition.pipeline.selecting import Choice, chosen
from tei_edition.pipeline.state import State
from tei_edition.pipeline.templates import read_template
from tei_edition.pipeline.workers import Jobs
from tei_edition.publish.print import Design, Volume, print_introduction, volume_recipe
from tei_edition.publish.release import Extent
from tei_edition.publish.site import Site

if TYPE_CHECKING:
    from tei_edition.pipeline.volumes import Telegrams


def book_of(edition: Edition, site: Site, date: datetime.date, name: str) -> Volume:
    """The volume that an edition's settings describe, named `name`; authority and introduction are those of its site.

    Raises EditionError where its template cannot be read or is not allowed.
    """
    licence = edition.licence
    design = Design(
        paper=edition.paper,
        size=edition.size,
        measure=edition.measure,
        fonts=edition.fonts,
        font_folder=edition.font_folder,
        numbering=edition.numbering,
        apparatus=edition.apparatus,
        own=read_template(edition),
    )
    return Volume(
        title=edition.title,
        subtitle=edition.subtitle,
        name=name,
        language=edition.language,
        publisher=edition.publisher,
        editors=edition.editors,
        licence_name=licence.name if licence else "",
        licence_target=licence.target if licence else "",
        version=edition.version,
        identifiers=edition.identifiers,
        date=date,
        design=design,
        attached=edition.attach_tei,
        introduction=site.introduction,
        authority=site.authority,
    )


@dataclass(slots=True)
class Books:
    """The files that were made of a volume: PDFs, EPUB, LaTeX."""

    pdfs: list[str] = field(default_factory=list)
    epub: str = ""
    latex: str = ""


def write_books(
    kinds: Set[str],
    names: tuple[str, str],
    telegrams: Telegrams,
    volume: Volume,
    site: Site,
    state: State,
    diagnostics: list[Diagnostic],
    *,
    part_size: int,
    jobs: Jobs = 1,
) -> Books:
    """Write the kinds of a volume that are asked for ("pdf", "epub", "latex"); `names` are those of `file_name`.

    What cannot be made is a finding, and an older one is removed, which would pass for this build's. An EPUB marks the
    pages of the PDF if both are asked for.
    """
    base, owner = names
    made = Books()
    if not telegrams.entries:
        without_books(kinds, names, state)
        return made
    layouts: list[list[dict[str, Any]]] = []
    # Each kind loads what makes it, since most builds make the site alone.
    if "pdf" in kinds:
        from tei_edition.pipeline.volumes import write_volume

        written = write_volume(base, telegrams, volume, state, diagnostics, owner=owner, part_size=part_size, jobs=jobs)
        made.pdfs, layouts = written.names, written.layouts
        if not made.pdfs:
            state.store.remove(f"{base}.pdf")
    if "epub" in kinds:
        from tei_edition.pipeline.epubs import write_epub

        name = f"{base}.epub"
        made_epub = write_epub(name, telegrams, volume, site, layouts, state, diagnostics, owner=f"{owner} epub")
        made.epub = name if made_epub else ""
    if "latex" in kinds:
        name = f"{base}.tex"
        made_latex = _write_latex(name, telegrams, volume, state, diagnostics, owner=f"{owner} latex")
        made.latex = name if made_latex else ""
    return made


def _write_latex(
    name: str, telegrams: Telegrams, volume: Volume, state: State, diagnostics: list[Diagnostic], *, owner: str
) -> bool:
    from tei_edition.publish.latex import latex, latex_recipe
    from tei_edition.publish.print_model import print_model

    ids = [entry.id for entry in telegrams.entries]
    recipe = volume_recipe(volume, (telegrams.digests[one] for one in ids), {"latex": latex_recipe()})
    if state.outputs(owner).get(name) == recipe:
        return True
    try:
        content = latex(print_model(state.parts(ids), volume, introduction=print_introduction(volume)))
    except StylesheetError as error:
        diagnostics.append(files.finding("print-failed", state.store.place(name), error.message, error.help))
        state.remove(owner)
        return False
    state.renew(owner, {name: content}, recipe)
    return True


def without_books(kinds: Set[str], names: tuple[str, str], state: State) -> None:
    """Remove what an earlier build made of these kinds."""
    base, owner = names
    for kind, suffix in (("pdf", ".pdf"), ("epub", ".epub"), ("latex", ".tex")):
        if kind in kinds:
            state.remove(owner if kind == "pdf" else f"{owner} {kind}")
            state.store.remove(f"{base}{suffix}")


def telegrams_of(documents: list[Path], published: Published, wanted: Choice | None, state: State) -> Telegrams:
    """The telegrams of a volume, in the order of their sending. Raises UsageError if none are chosen."""
    from tei_edition.pipeline.volumes import Telegrams

    entries = [entry for entry in state.catalogue.chronology() if entry.id in published.names]
    decided = {name: known.decided for name, known in state.documents().items()}
    cut = (name for name, how in decided.items() if how.startswith(Extent.METADATA))
    drafts = (name for name, how in decided.items() if how.endswith("+draft"))
    paths = {safe_name(path.stem): path for path in documents}
    return Telegrams(chosen(entries, wanted), published.names, paths, frozenset(cut), frozenset(drafts))


def file_name(slug: str, wanted: Choice | None, volume: str) -> tuple[str, str]:
    """The name of the volume's file without suffix, and who owns it in the build's memory."""
    words = volume or (wanted.words if wanted else "")
    if not words:
        return slug, PDF
    base = f"{slug}-{editions.slug_of(words)}"
    return base, f"{PDF} {base}"


def without_volumes(state: State, whole: str, kinds: Set[str], owner: str) -> list[str]:
    """Remove the volumes of earlier builds but those that are made now, which have what must not be seen any more.

    Returns which. `whole` is the PDF of all telegrams, which goes even if the build's memory does not know it.
    """
    made = {owner if kind == "pdf" else f"{owner} {kind}" for kind in kinds}
    found = []
    for one in sorted(state.owners() - made):
        if one.split(" ")[0] == PDF:
            found += [state.store.place(path) for path in state.outputs(one)]
            state.remove(one)
    if PDF not in made and state.store.stamps([whole])[whole]:
        state.store.remove(whole)
        found.append(state.store.place(whole))
    return found
