"""From an edition's settings to its volumes: what they are, what they are called, and which telegrams they have."""

from __future__ import annotations

import datetime
from pathlib import Path

from tei_edition import edition as editions
from tei_edition.catalogue import safe_name
from tei_edition.edition import Edition
from tei_edition.errors import EditionError
from tei_edition.pipeline import files
from tei_edition.pipeline.incremental import PDF, Published
from tei_edition.pipeline.selecting import Choice, chosen
from tei_edition.pipeline.state import State
from tei_edition.pipeline.volumes import Telegrams
from tei_edition.publish.print import Design, Volume
from tei_edition.publish.release import Extent
from tei_edition.publish.typst import TypesettingError, check_own_elements


def book_of(edition: Edition, authority: bytes, date: datetime.date, name: str) -> Volume:
    """The volume that an edition's settings describe, named `name`.

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
        own=_template(edition),
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
        authority=authority,
    )


def _template(edition: Edition) -> bytes:
    """The edition's own elements of the page design. Raises EditionError if they cannot be read or are not allowed."""
    if edition.template is None:
        return b""
    content = editions.read_content(edition.template)
    try:
        check_own_elements(content)
    except TypesettingError as error:
        raise EditionError(
            error.message, error.help, rule="template-not-allowed", file=edition.template.as_posix()
        ) from None
    return content


def telegrams_of(documents: list[Path], published: Published, wanted: Choice | None, state: State) -> Telegrams:
    """The telegrams of a volume, in the order of their sending. Raises UsageError if none are chosen."""
    entries = [entry for entry in state.catalogue.chronology() if entry.id in published.names]
    cut = (name for name, known in state.documents().items() if known.decided.startswith(Extent.METADATA))
    paths = {safe_name(path.stem): path for path in documents}
    return Telegrams(chosen(entries, wanted), published.names, paths, frozenset(cut))


def file_name(slug: str, wanted: Choice | None, volume: str) -> tuple[str, str]:
    """The name of the volume's file without suffix, and who owns it in the build's memory."""
    words = volume or (wanted.words if wanted else "")
    if not words:
        return slug, PDF
    base = f"{slug}-{editions.slug_of(words)}"
    return base, f"{PDF} {base}"


def without_volumes(state: State, whole: Path, owner: str) -> list[Path]:
    """Remove the volumes of earlier builds but that of `owner`, which have what must not be seen any more; say which.

    `whole` is the volume of all telegrams, which goes even if the build's memory does not know it.
    """
    found = []
    for one in sorted(state.owners()):
        if one.split(" ")[0] == PDF and one != owner:
            found += [state.folder / path for path in state.outputs(one)]
            state.remove(one)
    if owner != PDF and whole.is_file():
        files.remove(whole)
        found.append(whole)
    return found
