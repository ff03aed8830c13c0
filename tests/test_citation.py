"""Archival citations: every label style, order and separator, all archives of the registry; nothing made up."""

# ruff: noqa: E501 - a table of citations, one a line

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.errors import EditionError
from tei_edition.model import Shelfmark
from tei_edition.source.citation import built_in, read_citation, read_registry
from tei_edition.source.citation.expressions import MOST, ways

# citation → shelfmarks; a shelfmark is the repository, then its parts as type=value in the order of the citation.
SHELFMARKS = {
    # Label styles, damage, order.
    "APRF, Fond 45, Opis 1, Delo 348, Listy 65-68.": ["APRF fond=45 opis=1 delo=348 listy=65-68"],
    "APRF, fond 45, opis 1, delo 348, list 65": ["APRF fond=45 opis=1 delo=348 listy=65"],
    "AP RF, f. 45, op. 1, d. 334, l. 141": ["APRF fond=45 opis=1 delo=334 listy=141"],
    "APRF: F. 39, Op. 1, D. 31, L. 53": ["APRF fond=39 opis=1 delo=31 listy=53"],
    "A.P.R.F., f. 39, op. 1, d. 31, ll. 20": ["APRF fond=39 opis=1 delo=31 listy=20"],
    "RGASPI f. 558 op. 11 d. 334 ll.0055": ["RGASPI fond=558 opis=11 delo=334 listy=0055"],
    "RGASPI, f. 558, op. 11, d. 334, ll. 0044-0045": ["RGASPI fond=558 opis=11 delo=334 listy=0044-0045"],
    "RGASPI, f.558,op.11,d.334,l.5": ["RGASPI fond=558 opis=11 delo=334 listy=5"],
    "RGASPI, fond 558, op. 11, Delo 334, listi 3–5": ["RGASPI fond=558 opis=11 delo=334 listy=3–5"],
    "RGASPI, f 558, op 11, d 334, l 5": ["RGASPI fond=558 opis=11 delo=334 listy=5"],
    "RGASPI, fond 558Opis 11, delo 334": ["RGASPI fond=558 opis=11 delo=334"],
    "RGASPI, f. 558, op. 11, d. 334, ll. 5, 7-8, 10": ["RGASPI fond=558 opis=11 delo=334 listy=5, 7-8, 10"],
    "RGASPI, f. 558, op. 11, d. 334, l. 5 ob.": ["RGASPI fond=558 opis=11 delo=334 listy=5 ob."],
    "RGASPI, f. 558, op. 11, d. 334, ll. 5-6ob": ["RGASPI fond=558 opis=11 delo=334 listy=5-6ob"],
    "RGASPI, f. 558, op. 11, d. 334, l. 5, 1951": ["RGASPI fond=558 opis=11 delo=334 listy=5"],
    "TsAMO RF, f. 5, op. 918795, d. 122, ll. 303-305": ["TsAMO fond=5 opis=918795 delo=122 listy=303-305"],
    "GARF, f. R-5446, op. 1, d. 2": ["GARF fond=R-5446 opis=1 delo=2"],
    "APRF, Listy 146-147, Fond and Opis not given": ["APRF listy=146-147"],
    "APRF, f. 45; op. 1; d. 336; l. 5": ["APRF fond=45 opis=1 delo=336 listy=5"],
    "APRF (fond 45, opis 1, delo 3)": ["APRF fond=45 opis=1 delo=3"],
    # Papka, not page.
    "AVPRF, Fond 059a, Opis 5a, Delo 4, Papka 11, Listy 40-43": ["AVPRF fond=059a opis=5a delo=4 papka=11 listy=40-43"],
    "AVP RF, f. 059a, op. 5a, d. 4, p. 11, ll. 40-43": ["AVPRF fond=059a opis=5a delo=4 papka=11 listy=40-43"],
    "AVP RF, f. 0100, op. 43, p. 302, d. 10": ["AVPRF fond=0100 opis=43 papka=302 delo=10"],
    "RGASPI, f. 558, op. 11, d. 334, p. 5": ["RGASPI fond=558 opis=11 delo=334 page=5"],
    "AVPRF, f. 0102, op. 6, d. 2, pp. 5-6": ["AVPRF fond=0102 opis=6 delo=2 page=5-6"],
    # Cyrillic.
    "АПРФ, ф. 45, оп. 1, д. 336, л. 5": ["APRF fond=45 opis=1 delo=336 listy=5"],
    "АВП РФ, ф. 059, оп. 5, п. 11, д. 4, лл. 3–5 об.": ["AVPRF fond=059 opis=5 papka=11 delo=4 listy=3–5 об."],
    "РГАСПИ. Фонд 558. Опись 11. Дело 3. Листы 4-5": ["RGASPI fond=558 opis=11 delo=3 listy=4-5"],
    "ЦАМО РФ, ф. 5, оп. 918795, д. 1": ["TsAMO fond=5 opis=918795 delo=1"],
    "ГАРФ, ф. Р-5446, оп. 2": ["GARF fond=Р-5446 opis=2"],
    # Names in full.
    "Archive of the President of the Russian Federation (APRF), f. 3, op. 2, d. 1": ["APRF fond=3 opis=2 delo=1"],
    "Foreign Policy Archive of the Russian Federation, Moscow, fond 3, opis 2": ["AVPRF fond=3 opis=2"],
    "Russian State Archive of Socio-Political History, f. 3, op. 2": ["RGASPI fond=3 opis=2"],
    "Архив Президента Российской Федерации, ф. 3, оп. 2": ["APRF fond=3 opis=2"],
    # The archive in a sentence of its own behind its shelfmark; a fonds without its files is no second archive.
    "Szyfrogramy from Praga 1959, 6/12 w-3 t-44. Polish Foreign Ministry Archive (AMSZ), Warsaw.": [
        "AMSZ file=Szyfrogramy from Praga 1959 fonds=6/12 box=3 folder=44"
    ],
    "APRF, f. 3. op. 2. AVPRF.": ["APRF fond=3 opis=2", "AVPRF"],
    "Political Archive of the Federal Foreign Office, Berlin (PA AA), MfAA.": ["PAAA fonds=MfAA"],
    "Archive of Modern Records, Warsaw (AAN), KC PZPR, XIA/12.": ["AAN fonds=KC PZPR file=XIA/12"],
    "Swiss Federal Archives, Bern.": ["BAR"],
    "Bulgarian Foreign Ministry Archive, Record 12p, Opis 3, File 45.": ["AMVnR fond=12p opis=3 delo=45"],
    "Diplomatic Archive, Sofia, Opis 12p, a.e. 45": ["AMVnR opis=12p delo=45"],
    # Several witnesses.
    "APRF, fond 45, opis 1, delo 2, list 3 and RGASPI, f. 558, op. 11, d. 4, l. 5": [
        "APRF fond=45 opis=1 delo=2 listy=3",
        "RGASPI fond=558 opis=11 delo=4 listy=5",
    ],
    "APRF, f. 1, op. 2, and RGASPI f. 3; AVPRF, f. 4, op. 5; and GARF, f. 6": [
        "APRF fond=1 opis=2",
        "RGASPI fond=3",
        "AVPRF fond=4 opis=5",
        "GARF fond=6",
    ],
    "RGASPI, f. 1, op. 2, d. 3; RGASPI, f. 1, op. 2, d. 4": [
        "RGASPI fond=1 opis=2 delo=3",
        "RGASPI fond=1 opis=2 delo=4",
    ],
    "RGASPI, f. 1, op. 2, d. 3, l. 4; d. 5, l. 6": ["RGASPI fond=1 opis=2 delo=3 listy=4", "RGASPI delo=5 listy=6"],
    # Unknown repositories.
    "State Archive of Example, Fond 12, Opis 3": ["State Archive of Example fond=12 opis=3"],
    "State Archive of Example, box 4, folder 12; APRF, f. 1": [
        "State Archive of Example box=4 folder=12",
        "APRF fond=1",
    ],
    "APRF, f. 1, op. 2 and Regional Archive of Nowhere, f. 5": [
        "APRF fond=1 opis=2",
        "Regional Archive of Nowhere fond=5",
    ],
    "fond 45, opis 1, State Archive of Nowhere, Example Town": ["State Archive of Nowhere fond=45 opis=1"],
    "National Archives of Nowhere, XY 12/5": ["National Archives of Nowhere"],
    # Other schemes.
    "MOL, XIX-J-1-j Korea, 1979, 81. doboz, 81-5, 001583/1979": [
        "MOL fonds=XIX-J-1-j series=Korea year=1979 box=81 item=81-5 file=001583/1979"
    ],
    "MNL OL, XIX-J-1-k Vietnam, 1965, 12. doboz": ["MOL fonds=XIX-J-1-k series=Vietnam year=1965 box=12"],
    "PRC FMA 106-01477-03, 15-16": ["PRCFMA file=106-01477-03 page=15-16"],
    "PRCFMA 204-00059-01, pp. 1-3": ["PRCFMA file=204-00059-01 page=1-3"],
    "Chinese Foreign Ministry Archive, 106-01477-03": ["PRCFMA file=106-01477-03"],
    "AMAE, Folder 784/1978, Issue 220: A talk on trade 3 May 1978": ["AMAE folder=784/1978 issue=220"],
    "Archive of the Romanian Ministry of Foreign Affairs (AMAE), Folder 782/1978, Matter 220/F": [
        "AMAE folder=782/1978 issue=220/F"
    ],
    "Szyfrogramy from Tokio 1962, 6/77 w-82 t-1264, Polish Foreign Ministry Archive (AMSZ), Warsaw": [
        "AMSZ file=Szyfrogramy from Tokio 1962 fonds=6/77 box=82 folder=1264"
    ],
    "Szyfrogramy from Tokio 1962, 6/77 w-83 t-1263. Polish Foreign Ministry Archive (AMSZ), Warsaw.": [
        "AMSZ file=Szyfrogramy from Tokio 1962 fonds=6/77 box=83 folder=1263"
    ],
    "Swiss Federal Archives, Bern, E 2200 1000/511.": ["BAR series=E 2200 item=1000/511"],
    "6/77 w-86 t- 1312, AMSZ, Warsaw.": ["AMSZ fonds=6/77 box=86 folder=1312"],
    "Archives of the Ministry of Foreign Affairs (AMIP), Belgrade, Serbia, PA (Confidential Archive) 1962, Kuba, folder F-67": [
        "AMIP series=PA year=1962 folder=F-67"
    ],
    "AJ, 837, KPR, I-5-b/104-6": ["AJ fonds=837 series=KPR file=I-5-b/104-6"],
    "Maço “600.(24h)—Ships//6223,” Ministry of External Relations Archives, Brasilia": [
        "Itamaraty folder=600.(24h)—Ships//6223"
    ],
    "AHGE-SRE, III-2918-2": ["AHGE-SRE file=III-2918-2"],
    "PA AA, MfAA, C 1088/78": ["PAAA fonds=MfAA file=C 1088/78"],
    "SAPMO-BArch, DY 30/IV 2/20/130, Bl. 12": ["SAPMO-BArch fonds=DY 30 file=IV 2/20/130 page=12"],
    "TsDA, Fond 1-B, Record 60, File 193": ["TsDA fond=1-B opis=60 delo=193"],
    "AQPPSH-MPKS-V.1962, L. 14, D. 6": ["AQPPSH fonds=MPKS year=1962 box=14 file=6"],
    "NARA, RG 59, box 12, folder 3": ["NARA fonds=59 box=12 folder=3"],
    "TNA, FO 371/84053": ["TNA fonds=FO series=371 file=84053"],
    "NAA: A1838, 3123/5/5 Part 1": ["NAA series=A1838 file=3123/5/5 Part 1"],
    "GAPPOD AzR, f. 1, op. 89, d. 155, ll. 98-102": ["GAPPOD fond=1 opis=89 delo=155 listy=98-102"],
    # The repository alone, notes, running words.
    "AVP RF, copy courtesy of NSA": ["AVPRF"],
    "Notes by A.B. Example at TsKhSD": [],
    "The paper, from the Russian Presidential Archives, was given away. A copy was found in RGASPI, f. 5, op. 1, d. 3.": [
        "RGASPI fond=5 opis=1 delo=3"
    ],
    "A copy of the paper was later found in RGASPI.": ["RGASPI"],
    "Translated by A. Example. RGASPI, f. 5, op. 1": ["RGASPI fond=5 opis=1"],
    # Printed editions are no witnesses.
    "Published in Letters and Notes, vol. 2 (Moscow, 1999), p. 378": [],
    "Letters and Notes, Vol. 5, Book 1 (Moscow: Example, 2005), pp. 7-8.": [],
    "CWIHP Bulletin, Issue 6-7": [],
    "With permission of the family.": [],
    "": [],
}

STATEMENTS = {
    "APRF, f. 1. Translated by Ana Example.": ["Translated by Ana Example"],
    "APRF, f. 1 Translated by Ana Example": ["Translated by Ana Example"],
    "APRF, f. 1, translation by A. Example": ["translation by A. Example"],
    "APRF, f. 1. Translated for CWIHP from Russian by Ana Example.": [
        "Translated for CWIHP from Russian by Ana Example"
    ],
    "APRF, f. 1. Obtained and translated for NKIDP by Ana Example.": [
        "Obtained and translated for NKIDP by Ana Example"
    ],
    "APRF, f. 1. Contributed by Ana Example and translated by Jan Sample.": [
        "Contributed by Ana Example",
        "translated by Jan Sample",
    ],
    "AMSZ. Obtained by Ana Example (First University) and translated by Jan Sample (Second University).": [
        "Obtained by Ana Example (First University)",
        "translated by Jan Sample (Second University)",
    ],
    "APRF, f. 1. Reprinted in A. Example, B. Sample and C. Test, Letters, Vol. 5, Book 1 (Moscow: Example, 2005), p. 378. "
    "Translated by Ana Example.": [
        "Reprinted in A. Example, B. Sample and C. Test, Letters, Vol. 5, Book 1 (Moscow: Example, 2005), p. 378",
        "Translated by Ana Example",
    ],
    "AVPRF, f. 1. Published in CWIHP Bulletin #16. With permission of the press.": [
        "Published in CWIHP Bulletin #16",
        "With permission of the press",
    ],
    "AVP RF, copy courtesy of NSA": ["copy courtesy of NSA"],
    "Notes by A.B. Example at TsKhSD": ["Notes by A.B. Example at TsKhSD"],
    "The paper was given away in 1994. A copy was later found in RGASPI, f. 5, op. 1, ll.0055.": [
        "The paper was given away in 1994. A copy was later found in RGASPI, f. 5, op. 1, ll.0055"
    ],
    "APRF, f. 1. Published in Letters, translated by Ana Example (Moscow, 1999), p. 3.": [
        "Published in Letters, translated by Ana Example (Moscow, 1999), p. 3"
    ],
    "АПРФ, ф. 1. Перевод А. Иванова": ["Перевод А. Иванова"],
    "Letters and Notes, Vol. 5 (Moscow: Example, 2005), pp. 7-8.": [
        "Letters and Notes, Vol. 5 (Moscow: Example, 2005), pp. 7-8"
    ],
}


def told(shelfmark: Shelfmark) -> str:
    return " ".join([shelfmark.repository, *(f"{part.type}={part.value}" for part in shelfmark.parts)])


@pytest.mark.parametrize("citation", SHELFMARKS)
def test_shelfmarks(citation: str) -> None:
    assert [told(shelfmark) for shelfmark in read_citation(citation).shelfmarks] == SHELFMARKS[citation]


@pytest.mark.parametrize("citation", STATEMENTS)
def test_statements(citation: str) -> None:
    assert list(read_citation(citation).statements) == STATEMENTS[citation]


@pytest.mark.parametrize("citation", SHELFMARKS)
def test_every_part_stands_in_the_printed_shelfmark(citation: str) -> None:
    for shelfmark in read_citation(citation).shelfmarks:
        position = 0
        for part in shelfmark.parts:
            position = shelfmark.printed.index(
                part.value, shelfmark.printed.index(part.label, position) + len(part.label)
            )
            position += len(part.value)
        assert not shelfmark.parts or bool(shelfmark.canonical) == bool(shelfmark.country)


def test_a_quoted_citation_of_the_old_site() -> None:
    citation = read_citation(
        '"Telegram, A to B, 3 May 1950," May 03, 1950, History and Public Policy Program Digital Archive, '
        "APRF, f. 1, op. 2. Translated by Ana Example. http://digitalarchive.example.org/document/1"
    )
    assert [told(shelfmark) for shelfmark in citation.shelfmarks] == ["APRF fond=1 opis=2"]
    assert citation.statements == ("Translated by Ana Example",)


def test_an_unknown_repository_has_no_place() -> None:
    (shelfmark,) = read_citation("State Archive of Example, Fond 12, Opis 3").shelfmarks
    assert (shelfmark.country, shelfmark.settlement, shelfmark.canonical) == ("", "", "")
    assert shelfmark.leaves is None


@pytest.mark.parametrize("words", ["1/23/4, Vol. 5", "12 L:34", "Ser. 21 p, Opis 12, File 3"])
def test_an_unknown_archive_whose_shelfmark_begins_without_a_known_label(words: str) -> None:
    (shelfmark,) = read_citation(f"Ruritanian Foreign Ministry Archive, {words}. Translated by A. B.").shelfmarks
    assert (shelfmark.repository, shelfmark.printed) == ("Ruritanian Foreign Ministry Archive", words)


def test_a_journal_is_no_archive() -> None:
    assert read_citation("Archive of Example Studies, vol. 5 (1999), pp. 3-4").shelfmarks == ()


LABELS = {
    "fond": ("fond ", "Fond ", "f. ", "F. ", "f.", "ф. "),
    "opis": ("opis ", "Opis ", "op. ", "Op. ", "op.", "оп. "),
    "papka": ("papka ", "Papka ", "p. ", "P. ", "p.", "п. "),
    "delo": ("delo ", "Delo ", "d. ", "D. ", "d.", "д. "),
    "listy": ("listy ", "Listy ", "ll. ", "L. ", "l.", "лл. "),
}
REPOSITORIES = {
    "APRF": "APRF",
    "AP RF": "APRF",
    "AVPRF": "AVPRF",
    "АВП РФ": "AVPRF",
    "RGASPI": "RGASPI",
    "ГАРФ": "GARF",
}
numbers = st.integers(1, 999).map(str)
values = st.fixed_dictionaries(
    {
        "fond": st.one_of(numbers, st.sampled_from(["059a", "0100", "R-5446"])),
        "opis": st.one_of(numbers, st.sampled_from(["5a", "918795"])),
        "papka": numbers,
        "delo": numbers,
        "listy": st.tuples(st.integers(1, 400), st.integers(0, 9), st.sampled_from(["", "00"])).map(
            lambda one: f"{one[2]}{one[0]}" + (f"-{one[2]}{one[0] + one[1]}" if one[1] else "")
        ),
    }
)


def printed(parts: dict[str, str], styles: list[int], order: tuple[str, ...], comma: str) -> str:
    return comma.join(LABELS[kind][style] + parts[kind] for kind, style in zip(order, styles, strict=True))


ORDERS = st.sampled_from(
    [
        ("fond", "opis", "delo", "papka", "listy"),
        ("fond", "opis", "papka", "delo", "listy"),
        ("fond", "opis", "delo", "listy"),
        ("fond", "opis", "delo"),
        ("fond", "opis"),
    ]
)
STYLES = st.lists(st.integers(0, 5), min_size=5, max_size=5)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(REPOSITORIES)), values, STYLES, ORDERS), min_size=1, max_size=3),
    st.sampled_from([", ", "; ", " "]),
    st.sampled_from(["; ", "; and ", " and ", ", and "]),
    st.sampled_from(["", ".", ". Translated by Ana Example."]),
)
def test_composed_citations_give_what_was_put_in(
    witnesses: list[tuple[str, dict[str, str], list[int], tuple[str, ...]]], comma: str, separator: str, end: str
) -> None:
    text = separator.join(
        f"{name}, {printed(parts, styles[: len(order)], order, comma)}" for name, parts, styles, order in witnesses
    )
    citation = read_citation(text + end)
    expected = [
        " ".join([REPOSITORIES[name], *(f"{kind}={parts[kind]}" for kind in order)])
        for name, parts, _, order in witnesses
    ]
    assert [told(shelfmark) for shelfmark in citation.shelfmarks] == expected
    assert citation.statements == (("Translated by Ana Example",) if "Translated" in end else ())


@given(values, STYLES, STYLES, st.permutations(("papka", "delo")))
def test_one_shelfmark_has_one_canonical_form(
    parts: dict[str, str], first: list[int], second: list[int], middle: tuple[str, ...]
) -> None:
    order = ("fond", "opis", "papka", "delo", "listy")
    (one,) = read_citation(f"AVPRF, {printed(parts, first, order, ', ')}").shelfmarks
    (other,) = read_citation(f"АВП РФ: {printed(parts, second, ('fond', 'opis', *middle, 'listy'), ' ')}").shelfmarks
    assert one.canonical == other.canonical
    assert one.sort_key == other.sort_key


def test_shelfmarks_sort_as_archives_shelve_them() -> None:
    texts = [
        "f. 2, op. 1",
        "f. 5, op. 2",
        "f. 5, op. 10",
        "f. 5, op. 10, d. 1",
        "f. 5a, op. 1",
        "f. 6, op. 1",
        "f. 45, op. 1",
    ]
    shelfmarks = [read_citation(f"APRF, {text}").shelfmarks[0] for text in texts]
    for other in (sorted(shelfmarks, key=lambda one: one.printed), shelfmarks):
        assert [one.printed for one in sorted(other, key=lambda one: one.sort_key)] == texts


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for shelfmark in read_citation(text).shelfmarks:
        assert shelfmark.printed in " ".join(text.split()) or "; " in shelfmark.printed


@pytest.mark.parametrize(
    "unit",
    [
        "RGASPI, f. 558, op. 11, d. 334, ll. 5-6; ",
        "Translated by Ana Example and obtained by B. ",
        "APRF ",
        "1, 2, 3-4, ",
        "f. 5, op. 6, ",
        "AMSZ (AMSZ), 6/77 ",
        "((((",
        "The paper was found in RGASPI. ",
        "MOL, XIX-J-1-j Korea, 1979, ",
        "l. 5, 6, 7, 8, ",
    ],
)
def test_endless_citations_are_read(unit: str) -> None:
    # A quadratic reader would not come back from it; benchmarks/linear.py measures how the time grows.
    assert read_citation(unit * (100_000 // len(unit))) is not None


EXAMPLE = """
[[archive]]
identifier = "ADMAE"
names = ["ADMAE", "Archives diplomatiques"]
country = "FR"
settlement = "La Courneuve"
parts = ["series", "volume", "page"]
schemes = [[["series", '[A-Z]+'], ["volume", '\\\\d+'], ["page?", 'f\\\\. (\\\\d+)']]]

[countries]
FR = "France"
""".replace("\\\\", "\\")


def test_an_edition_extends_the_registry() -> None:
    registry = read_registry(EXAMPLE, "archives.toml", built_in())
    citation = read_citation("ADMAE, ASIE 12, f. 3; APRF, f. 1", registry)
    assert [told(shelfmark) for shelfmark in citation.shelfmarks] == [
        "ADMAE series=ASIE volume=12 page=3",
        "APRF fond=1",
    ]
    assert citation.shelfmarks[0].canonical == "FR/ADMAE/ASIE/12/3"
    assert read_citation("ADMAE, ASIE 12, f. 3; APRF, f. 1").shelfmarks != citation.shelfmarks
    assert read_citation("ADMAE, ASIE 12", pickle.loads(pickle.dumps(registry))).shelfmarks


def test_an_edition_replaces_what_it_says_of_a_known_archive() -> None:
    text = '[[archive]]\nidentifier = "APRF"\nnames = ["Kremlin Archive"]\nsettlement = "Example"\n'
    registry = read_registry(text, "archives.toml", built_in())
    first, second = read_citation("Kremlin Archive, f. 1; APRF, f. 2", registry).shelfmarks
    assert (first.repository, first.settlement, first.country) == ("APRF", "Example", "RU")
    assert second.settlement == "Example"


@pytest.mark.parametrize(
    ("text", "rule", "line", "words"),
    [
        ("[[archive]\n", "archives-not-toml", 1, "not TOML"),
        ('\n[[archive]]\nidentifer = "X"\n', "archives-key-unknown", 2, "identifer"),
        ("[[archive]]\nnames = ['X']\n", "archives-value-invalid", 1, "identifier"),
        ("[[archive]]\nidentifier = 'X'\nnames = 'X'\n", "archives-value-invalid", 1, "list of texts"),
        ("[[archive]]\nidentifier = 'X'\ncountry = 'ZZ'\n", "archives-value-invalid", 1, "ZZ"),
        ("[[archive]]\nidentifier = 'X'\nparts = ['shelf']\n", "archives-value-invalid", 1, "shelf"),
        (
            "[[archive]]\nidentifier = 'X'\nschemes = [[['file', '(']]]\n",
            "archives-value-invalid",
            1,
            "regular expression",
        ),
        ("[[archive]]\nidentifier = 'X'\nschemes = ['x']\n", "archives-value-invalid", 1, "list of lists"),
        (
            "[[archive]]\nidentifier = 'X'\nschemes = [[['file', '([A-Z]+/?)*x']]]\n",
            "archives-expression-endless",
            1,
            "never end",
        ),
        ("[labels]\nshelf = ['s.']\n", "archives-value-invalid", 0, "shelf"),
        ("[countries]\nFrance = 'FR'\n", "archives-value-invalid", 0, "France"),
    ],
)
def test_a_broken_registry_says_where(text: str, rule: str, line: int, words: str) -> None:
    with pytest.raises(EditionError) as raised:
        read_registry(text, "archives.toml", built_in())
    assert (raised.value.rule, raised.value.file, raised.value.line) == (rule, "archives.toml", line)
    assert words in raised.value.message
    assert raised.value.help


@pytest.mark.parametrize(
    "expression",
    [
        r"(\d+)*x",
        r"(a|a)*b",
        r"(a|ab)*c",
        r"(.*)*",
        r"(x+x+)+y",
        r"(?=(a+)+)b",
        r"\w*\w*\w*\w*\w*x",
        r"(?:a?){30}a{30}",
    ],
)
def test_an_expression_that_might_never_end_is_refused(expression: str) -> None:
    assert ways(expression) > MOST


@pytest.mark.parametrize(
    "expression", [r"[A-Z]+", r"f\. (\d+)", r"[A-Z]{1,3}\d+(?:/\d+)?", r"\w+ \w+ \w+ \w+", r"(?:ab)*"]
)
def test_an_expression_that_ends_is_accepted(expression: str) -> None:
    assert ways(expression) <= MOST


def test_the_worst_expression_that_is_accepted_ends_at_once() -> None:
    text = "[[archive]]\nidentifier = 'WORST'\nschemes = [[['file', '\\w*\\w*\\w*\\w+!']]]\n"
    registry = read_registry(text, "archives.toml", built_in())
    found = read_citation("WORST, " + "a" * 100_000 + " 1", registry)
    assert [shelfmark.parts for shelfmark in found.shelfmarks] == [()]


def test_an_archive_and_a_name_that_is_part_of_its_shelfmark_are_one() -> None:
    for words in ("PA AA (MfAA), C 1088/78", "(PolA AA), MfAA, C 1088/78", "PolA AA, MfAA"):
        assert [shelfmark.identifier for shelfmark in read_citation(words).shelfmarks] == ["PAAA"]


def test_every_archive_is_known_by_its_own_names() -> None:
    registry = built_in()
    for archive in registry.archives:
        assert archive.parts
        assert archive.country_name
        for name in archive.names:
            if len(name) > 2:
                assert registry.mentions.search(name), name
                assert registry.named(name) is archive, name


@pytest.mark.parametrize(
    ("citation", "unread"),
    [
        ("APRF, fond 45, opis 1, delo 12, listy 3-5, register 77 of the chancery.", ("register 77 of the chancery",)),
        ("APRF, fond 45, opis 1, delo 12, list 3. Translated by Ana Example.", ()),
        ("Tablet K 12.", ("Tablet K 12",)),
    ],
)
def test_words_that_are_read_as_nothing_are_told(citation: str, unread: tuple[str, ...]) -> None:
    assert read_citation(citation).unread == unread
