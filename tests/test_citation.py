"""Archival citations: every label style and separator, unknown repositories, statements; nothing made up."""

from __future__ import annotations

import pytest

from tei_edition.source.citation import read_citation


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("APRF, Fond 45, Opis 1, Delo 348, Listy 65-68.", ["RU/APRF/45/1/348/65-68"]),
        ("AP RF, f. 45, op. 1, d. 334, l. 141", ["RU/APRF/45/1/334/141"]),
        ("APRF: F. 39, Op. 1, D. 31, L. 53", ["RU/APRF/39/1/31/53"]),
        ("RGASPI f. 558 op. 11 d. 334 ll.0055", ["RU/RGASPI/558/11/334/55"]),
        ("AVPRF, Fond 059a, Opis 5a, Delo 4, Papka 11, Listy 40-43", ["RU/AVPRF/059a/5a/11/4/40-43"]),
        ("AVP RF, f. 059a, op. 5a, d. 4, p. 11, ll. 40-43", ["RU/AVPRF/059a/5a/11/4/40-43"]),
        ("АПРФ, ф. 45, оп. 1, д. 334, л. 141", ["RU/APRF/45/1/334/141"]),
        ("APRF, Listy 146-147, Fond and Opis not given", ["RU/APRF/146-147"]),
        (
            "APRF, fond 45, opis 1, delo 2, list 3 and RGASPI, f. 558, op. 11, d. 4, ll. 0044-0045",
            ["RU/APRF/45/1/2/3", "RU/RGASPI/558/11/4/44-45"],
        ),
    ],
)
def test_canonical_shelfmarks(text: str, canonical: list[str]) -> None:
    citation = read_citation(text)
    assert [shelfmark.canonical for shelfmark in citation.shelfmarks] == canonical


def test_unknown_repository_keeps_its_name_and_parts() -> None:
    (shelfmark,) = read_citation("State Archive of Example, Fond 12, Opis 3").shelfmarks
    assert (shelfmark.repository, shelfmark.part("fond"), shelfmark.part("opis")) == (
        "State Archive of Example",
        "12",
        "3",
    )
    assert not shelfmark.country
    assert not shelfmark.settlement
    assert shelfmark.leaves is None


def test_repository_last() -> None:
    (shelfmark,) = read_citation("Szyfrogramy 1962, 6/77 w-82 t-1264, Polish Archive (AMSZ), Warsaw.").shelfmarks
    assert (shelfmark.repository, shelfmark.printed) == ("AMSZ", "Szyfrogramy 1962, 6/77 w-82 t-1264")


def test_statements_are_kept_as_they_stand() -> None:
    citation = read_citation(
        "APRF, f. 1, op. 2, d. 3, l. 4. Translated by A. Example. Reprinted in Letters, vol. 2 (Moscow, 1999), p. 3."
    )
    assert citation.statements == ("Translated by A. Example", "Reprinted in Letters, vol. 2 (Moscow, 1999), p. 3")


def test_a_sentence_that_holds_a_shelfmark_is_kept_whole() -> None:
    text = "The paper was given away in 1994. A copy was later found in RGASPI, f. 558, op. 11, d. 334, ll.0055."
    citation = read_citation(text)
    assert [shelfmark.canonical for shelfmark in citation.shelfmarks] == ["RU/RGASPI/558/11/334/55"]
    assert citation.statements == (text.rstrip("."),)


def test_nothing_is_no_shelfmark() -> None:
    assert read_citation("").shelfmarks == ()
    assert read_citation("With permission of the family.").shelfmarks == ()
