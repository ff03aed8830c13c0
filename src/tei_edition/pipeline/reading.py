"""An edition read telegram by telegram, for scripts and notebooks. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path

from lxml import etree

from tei_edition import edition as editions
from tei_edition.catalogue import entry_of, safe_name
from tei_edition.pipeline import files
from tei_edition.pipeline.authorities import as_error, authority_of
from tei_edition.publish.description import Description, describe, parsed
from tei_edition.publish.entries import Entries
from tei_edition.publish.formats import telegram_address
from tei_edition.publish.notebook import edition_card, telegram_card
from tei_edition.publish.plain import PlainText, plain_text
from tei_edition.publish.rows import Row, row
from tei_edition.publish.site import site_of
from tei_edition.validate.wellformed import read_document

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class EditedTelegram(Description):
    """A telegram, or another document, as its TEI file has it: a description, the file, and the plain text.

    >>> telegram = Edition("editions/korean-war")["t113640"]
    >>> telegram.number, telegram.sent.when
    ('502597/sh', '1952-07-17T18:45:00')
    >>> [sender.shown for sender in telegram.senders], [sender.printed for sender in telegram.senders]
    (['Razuvaev, Vladimir'], ['RAZUVAEV'])
    >>> for witness in telegram.witnesses:
    ...     print(witness.repository.printed, witness.canonical)
    APRF RU/APRF/45/1/348/65-68
    AVPRF RU/AVPRF/059a/5a/11/4/40-43
    RGASPI RU/RGASPI/558/11/348/65-68
    """

    path: Path = Path()
    content: PlainText = PlainText()  # noqa: RUF009 - immutable

    @property
    def text(self) -> str:
        """The text without mark-up, block by block with a blank line between: what the source has, before any
        correction; notes are in `notes`."""
        return "\n\n".join(one.text for one in self.content.passages)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes below the text, in the order of their marks in it ([1], [2] …)."""
        return self.content.notes

    def _repr_html_(self) -> str:
        return telegram_card(self, (one.text for one in self.content.passages))


class Edition:
    """An edition on disk, telegram by telegram in the order of their files' names.

    `folder` holds an `edition.toml`, or is a folder of any TEI files. All documents come, also drafts and texts whose
    rights are not free: `status` and `availability` of each tell; what a site may show is for `build`.

    >>> edition = Edition("editions/korean-war")
    >>> edition
    Edition('editions/korean-war')
    >>> edition.title, len(edition)
    ('The Korean War in Diplomatic Telegrams', 1)
    >>> for telegram in edition:
    ...     print(telegram.id, telegram.sent.printed, len(telegram.text.split()) > 500)
    t113640 17.7.52 18:45 True

    Raises UsageError where there is no edition, EditionError where edition.toml or the authority is broken.
    """

    def __init__(self, folder: Path | str) -> None:
        root = Path(folder)
        self.folder = root
        self.settings = editions.of_folder(root) if editions.is_folder_of_tei(root) else editions.load(root)
        """What edition.toml says: `settings.title`, `settings.licence` …"""
        authority = authority_of(self.settings)
        self._entries = Entries(authority.content if authority else b"")

    @property
    def title(self) -> str:
        """The edition's title."""
        return self.settings.title

    def __len__(self) -> int:
        return len(self.settings.documents())

    def __iter__(self) -> Iterator[EditedTelegram]:
        """The telegrams, one in memory at a time. Raises EditionError, with file and line, at one that is no XML."""
        return (self._read(path) for path in self.settings.documents())

    def __getitem__(self, identifier: str) -> EditedTelegram:
        """The telegram of this id, the name of its file without suffix. Raises KeyError."""
        for path in self.settings.documents():
            if safe_name(path.stem) == identifier:
                return self._read(path)
        raise KeyError(identifier)

    def catalogue(self) -> list[Row]:
        """A row for each telegram, as pandas and polars take it: `pandas.DataFrame(edition.catalogue())`.

        The columns are those of the site's `catalogue.json` (docs/site.md).

        >>> [first] = Edition("editions/korean-war").catalogue()
        >>> first["sent"], first["addressees"]
        ('1952-07-17T18:45:00', ['Vasilevsky, Aleksandr', 'Vyshinsky, Andrei'])
        """
        site = site_of(self.settings)
        described = (self._described(path)[1] for path in self.settings.documents())
        return [row(telegram, telegram_address(telegram.id, site)) for telegram in described]

    def _read(self, path: Path) -> EditedTelegram:
        root, told = self._described(path)
        held = {field.name: getattr(told, field.name) for field in fields(Description)}
        return EditedTelegram(**held, path=path, content=plain_text(root))

    def _described(self, path: Path) -> tuple[etree._Element, Description]:
        try:
            content = files.read(path)
        except files.Unreadable as unreadable:
            raise as_error(unreadable.diagnostic) from None
        found, findings = read_document(content, path.as_posix())
        if found is None:
            raise as_error(findings[0])
        root = parsed(content)
        return root, describe(root, entry_of(root, path.stem), self._entries)

    def __repr__(self) -> str:
        return f"Edition({self.folder.as_posix()!r})"

    def _repr_html_(self) -> str:
        called = "document" if self.settings.profile == editions.ANY_TEI else "telegram"
        return edition_card(self.title, list(islice(self, _SHOWN)), len(self), called)
