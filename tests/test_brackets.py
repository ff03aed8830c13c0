"""Brackets in running text: each of their meanings, and that an uncertain one is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.model import Inline, Span, plain_text
from tei_edition.source.brackets import bracketed, unpaired
from tei_edition.source.inline import marked
from tei_edition.source.tongue import language_of_words


def shown(content: tuple[Inline, ...]) -> str:
    """Phrases as `{kind value|content}`, short enough for a table."""
    return "".join(
        part
        if isinstance(part, str)
        else f"{{{' '.join(filter(None, (part.kind.value, part.value)))}|{shown(part.content)}}}"
        for part in content
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Supplied words: the small words in or before them show that the sentence needs them.
        ("He wants [to] sail.", "He wants {supplied|[to]} sail."),
        ("We ask them to [load the second barge] today.", "We ask them to {supplied|[load the second barge]} today."),
        ("It was hard [to find a crew] but he did.", "It was hard {supplied|[to find a crew]} but he did."),
        ("in [several] ports", "in {supplied|[several]} ports"),
        ("the [South Ruritanian] answer", "the {supplied|[South Ruritanian]} answer"),
        ("Two weeks in [Odessa].", "Two weeks in {supplied|[Odessa]}."),
        ("[This list was drawn up] from two papers.", "{supplied|[This list was drawn up]} from two papers."),
        ("With regard to barges, [I report]:", "With regard to barges, {supplied|[I report]}:"),
        ("два парохода [в порту] Ялты", "два парохода {supplied|[в порту]} Ялты"),
        # Supplied letters.
        ("Captain L[indgren] came", "Captain L{supplied|[indgren]} came"),
        ("signed K.[arpov]", "signed K.{supplied|[arpov]}"),
        ("С[рочно] от Иванова", "С{supplied|[рочно]} от Иванова"),
        ("port[s] and pier[s]", "port{supplied|[s]} and pier{supplied|[s]}"),
        ("an [un]known ship", "an {supplied|[un]}known ship"),
        ("[T]he ship", "{supplied|[T]}he ship"),
        ("in 19[5]3", "in 19{supplied|[5]}3"),
        # Identifications in running text may be persons or places: the editor marks them.
        ("Sedov [Belov] sails", "Sedov [Belov] sails"),
        ("from Revel [Tallinn] today", "from Revel [Tallinn] today"),
        ("with [Anton] Belov", "with [Anton] Belov"),
        ("[Consul Anton] BELOV", "[Consul Anton] BELOV"),
        ("Comrade Sedov [the harbour master]", "Comrade Sedov [the harbour master]"),
        ("the port [Odessa] is closed", "the port [Odessa] is closed"),
        # What may be a gloss as well as a supplied word stays.
        ("our friends [the pilots] wait", "our friends [the pilots] wait"),
        ("a barge [lighter] sank", "a barge [lighter] sank"),
        # Glosses of abbreviations.
        ("the VMF [navy]", "the {abbreviation|VMF} [{gloss|navy}]"),
        # The words of the original.
        ("the repair [vosstanovleniie] of it", "the repair [{foreign ru-Latn|vosstanovleniie}] of it"),
        ("the master [nachal’nik porta] said", "the master [{foreign ru-Latn|nachal’nik porta}] said"),
        ("fear of fog [tumanoboiazn']", "fear of fog [{foreign ru-Latn|tumanoboiazn'}]"),
        ("the repair [ремонт] of it", "the repair [{foreign ru|ремонт}] of it"),
        ("the ship [배] sank", "the ship [{foreign ko|배}] sank"),
        ("to Yalta [Ялта] today", "to Yalta [Ялта] today"),
        # Doubt, error, omission.
        ("the ships [?] came", "the {doubt|ships} {note mark|[?]} came"),
        ("on 10.27 [28?].1962", "on 10.27 {note mark|[28?]}.1962"),
        ("a shpi [sic] and one [SIC]", "a {sic|shpi} {note mark|[sic]} and {sic|one} {note mark|[SIC]}"),
        ("[sic] at the start", "{note mark|[sic]} at the start"),
        ("one [...] two […] three [. . .]", "one {omission|[...]} two {omission|[…]} three {omission|[. . .]}"),
        ("[…]", "{omission|[…]}"),
        ("No. [number is illegible] of", "No. {illegible|[number is illegible]} of"),
        ("he [several words illegible] it", "he {illegible|[several words illegible]} it"),
        # Remarks.
        ("so [Translator’s note: so in the text].", "so {note translator|[Translator’s note: so in the text]}."),
        ("so [trans. note--a pun]", "so {note translator|[trans. note--a pun]}"),
        ("so [a pun--trans.]", "so {note translator|[a pun--trans.]}"),
        ("[Ed. note: see above]", "{note editorial|[Ed. note: see above]}"),
        ("[two leaves missing from the file--ed.]", "{note editorial|[two leaves missing from the file--ed.]}"),
        ("[Note: a [sic] inside]", "{note editorial|[Note: a [sic] inside]}"),
        ("[signature]", "{note editorial|[signature]}"),
        ("[signed] Belov", "{note editorial|[signed]} Belov"),
        ("so [handwritten: agreed] and on", "so {handwriting|[handwritten: agreed]} and on"),
        ("[примечание переводчика: так]", "{note translator|[примечание переводчика: так]}"),
        # None of these is an editor's bracket.
        ("write to [email\N{NO-BREAK SPACE}protected] now", "write to [email\N{NO-BREAK SPACE}protected] now"),
        ("write to [email protected]", "write to [email protected]"),
        ("/that is, the barge/ sank", "/that is, the barge/ sank"),
        ("point [12] of it", "point [12] of it"),
        ("an empty [] pair [ ]", "an empty [] pair [ ]"),
        # Without a partner, or one in another: text.
        ("[a [b] c] wants [to] go", "[a [b] c] wants {supplied|[to]} go"),
        ("open [to the end", "open [to the end"),
        ("closed] and [to] open [", "closed] and {supplied|[to]} open ["),
        ("he wants [to]] go", "he wants {supplied|[to]}] go"),
    ],
)
def test_meaning(text: str, expected: str) -> None:
    content = marked(text)
    assert shown(content) == expected
    assert plain_text(content) == text


@pytest.mark.parametrize(
    "text", ["to sail", "quite", "tsunami", "radii", "media", "goin'", "sailors'", "don't", "compañía", "Il’ich"]
)
def test_no_words_of_the_original(text: str) -> None:
    assert language_of_words(text) == ""


def test_lines_whose_brackets_do_not_pair() -> None:
    assert unpaired([(1, "a [b] c"), (2, "a [b"), (3, "c] d"), (4, "[a [b]"), (5, "no brackets"), (6, "][")]) == [
        2,
        3,
        4,
        6,
    ]
    assert [(pair.start, pair.end, pair.nested) for pair in bracketed("] [a] [b [c]] [")] == [
        (2, 5, False),
        (6, 13, True),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("[]?.… aZя19'’-:xs") | st.characters(codec="utf-8"), max_size=80))
def test_characters_stay(text: str) -> None:
    assert plain_text(marked(text)) == text


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "[to]",
                "[?]",
                "[sic]",
                "[...]",
                "Sedov",
                "[Belov]",
                "the",
                "K.",
                "[amensk]",
                "VMF",
                "[navy]",
                "[",
                "]",
                " ",
                "[Ed.: x]",
            ]
        ),
        max_size=12,
    )
)
def test_characters_stay_in_every_combination(parts: list[str]) -> None:
    text = " ".join(parts)
    assert plain_text(marked(text)) == text
    assert plain_text(marked(text.replace(" ", ""))) == text.replace(" ", "")


@pytest.mark.parametrize(
    "unit", ["[", "]", "[a] ", "[to] ", "[?]", "[....] ", "[" + "." * 100, "a[b]", "[x [y]] ", "’", "[’’’] ", "."]
)
def test_endless_text_is_read(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    content = marked(text)
    assert isinstance(content[0], str | Span)
