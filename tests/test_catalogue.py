"""The catalogue tells what changed, so that only the lists are made anew that show it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from tei_edition.catalogue import ENTRIES, Catalogue, CatalogueEntry
from tei_edition.catalogue.facts import Fact

FACTS = st.builds(Fact, st.sampled_from(["name", "leaf"]), st.sampled_from("ab"), st.just(""), st.sampled_from("xy"))
DOCUMENTS = st.builds(
    CatalogueEntry,
    id=st.sampled_from(["t1", "t2"]),
    title=st.sampled_from(["One", "Other"]),
    sent=st.sampled_from(["", "1951-01-02", "1952-03-04"]),
    facts=st.lists(FACTS, max_size=3).map(tuple),
)


@dataclass
class Shown:
    """What lists would show of the documents, by kind and key, to be compared before and after a change."""

    documents: dict[str, CatalogueEntry] = field(default_factory=dict)

    def lists(self) -> dict[tuple[str, str], list[object]]:
        found: dict[tuple[str, str], list[object]] = {}
        for _, entry in sorted(self.documents.items()):
            card = replace(entry, facts=())
            found.setdefault((ENTRIES, entry.sent[:4]), []).append(card)
            for fact in entry.facts:
                found.setdefault((fact.kind, fact.key), []).append((card, fact))
        return found


def revisions(catalogue: Catalogue) -> dict[tuple[str, str], int]:
    kinds = ("name", "leaf", ENTRIES)
    return {(kind, key): number for kind in kinds for key, number in catalogue.revisions(kind).items()}


@given(st.lists(DOCUMENTS | st.sampled_from(["t1", "t2"]), max_size=8))
def test_exactly_the_lists_are_told_that_changed(changes: list[CatalogueEntry | str]) -> None:
    catalogue, shown = Catalogue(sqlite3.connect(":memory:")), Shown()
    for change in changes:
        lists, told = shown.lists(), revisions(catalogue)
        kinds = {kind: catalogue.revision(kind) for kind in ("name", "leaf", ENTRIES)}
        if isinstance(change, str):
            catalogue.remove(change)
            shown.documents.pop(change, None)
        else:
            catalogue.put(change)
            shown.documents[change.id] = change
        now = shown.lists()
        changed = {key for key in lists.keys() | now.keys() if lists.get(key) != now.get(key)}
        found = revisions(catalogue)
        assert {key for key in found if key[0] != ENTRIES} == {key for key in now if key[0] != ENTRIES}
        assert {key for key in found.keys() | told.keys() if found.get(key) != told.get(key)} == changed
        assert {kind for kind, number in kinds.items() if catalogue.revision(kind) > number} == {k for k, _ in changed}
