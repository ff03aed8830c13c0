"""Language tags, their declaration, and the scripts of what they tag."""

from pathlib import Path

import pytest
from test_rules import CONTEXT

from tei_edition.validate import check_document

CLEAN = (Path(__file__).parent / "cases" / "rules" / "pointer-dangling" / "pass.xml").read_text("utf-8")
FOREIGN = '<foreign xml:lang="ru-Latn">pis\'mo</foreign>'


def rules(*changes: tuple[str, str]) -> list[str]:
    """The rules that find something once each old, which occurs, is its new."""
    changed = CLEAN
    for old, new in changes:
        assert old in changed
        changed = changed.replace(old, new, 1)
    return [found.rule for found in check_document(changed.encode(), "tei/t1.xml", CONTEXT)]


def tagged(tag: str, words: str) -> list[str]:
    """The findings on `words` in a language that is declared."""
    return rules(
        ('<language ident="ru-Latn">Russian in Latin letters', f'<language ident="{tag}">a language'),
        (FOREIGN, f'<foreign xml:lang="{tag}">{words}</foreign>'),
    )


@pytest.mark.parametrize(
    "tag",
    [
        "ru-Latn",
        "RU-latn",
        "ru-petr1708",
        "sr-Latn-RS",
        "ru-SU",
        "und-Latn",
        "mul",
        "x-cipher",
        "en-GB-oxendict",
        "ru-Latn-t-ru-m0-alaloc",
        "ru-Latn-alalc97",
        "ru-x-own",
        "grc",
        "de-1996",
        "zh-cmn",
    ],
)
def test_tags(tag: str) -> None:
    assert tagged(tag, "123") == []


@pytest.mark.parametrize(
    "tag",
    [
        "russian",
        "rus",
        "kor",
        "cz",
        "jp",
        "ua",
        "cn",
        "en-UK",
        "en-EN",
        "ru-lat",
        "ru-Latin",
        "ru-Lat1",
        "ru-Ltn",
        "ru-Latm",
        "zho-Hans",
        "en-us-Latn",
    ],
)
def test_what_is_no_tag(tag: str) -> None:
    assert tagged(tag, "123") == ["language-tag-invalid"]


@pytest.mark.parametrize(
    ("tag", "words", "agrees"),
    [
        ("ru", "письмо", True),
        ("ru", "письмо (VVS)", True),
        ("ru", "pis'mo", False),
        ("ru-Cyrl", "pis'mo", False),
        ("ru-Latn", "pis'mo", True),
        ("ru-Latn", "письмо", False),
        ("de", "Schlüssel für Łódź", True),
        ("de", "письмо", False),
        ("ko", "편지", True),
        ("ko", "書信", True),
        ("ko", "p'yŏnji", False),
        ("ko-Latn", "p'yŏnji", True),
        ("zh", "書信", True),
        ("zh-Hans", "书信", True),
        ("zh", "편지", False),
        ("ja", "てがみ", True),
        ("ja", "письмо", False),
        ("sr", "писмо", True),
        ("sr", "pismo", True),
        ("sr-Cyrl", "pismo", False),
        ("el", "επιστολή", True),
        ("el", "epistoli", False),
        ("und", "письмо", True),
        ("ru", "1952", True),
    ],
)
def test_scripts(tag: str, words: str, agrees: bool) -> None:
    assert tagged(tag, words) == ([] if agrees else ["script-disagrees"])


def test_a_whole_text_in_another_script() -> None:
    declared = ("</language></langUsage>", '</language><language ident="ru">Russian</language></langUsage>')
    assert rules(declared, ('<text xml:lang="en"', '<text xml:lang="ru"')) == ["script-disagrees"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We agree to what was said in the letter, личное письмо", ["passage-untagged"]),
        ("We agree, Известия", []),
        ("We agree, 조선 인민군", ["passage-untagged"]),
        ("We agree, 인민군", []),
        ("Мы согласны с вашим предложением", ["script-disagrees"]),
    ],
)
def test_words_of_another_script(words: str, found: list[str]) -> None:
    assert rules(("We agree.", f"{words}.")) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("</language></langUsage>", '</language><language ident="en">x</language></langUsage>', ["language-repeated"]),
        ("</language></langUsage>", '</language><language ident="ru">x</language></langUsage>', []),
        ("</language></langUsage>", '</language><language ident="ko">x</language></langUsage>', ["language-unused"]),
        ('<language ident="en">English', '<language ident="en">Englisch', []),
        ('<language ident="en">English', '<language ident="en">German', ["language-name-disagrees"]),
        ('xml:id="t1" xml:lang="en"', 'xml:id="t1" xml:lang="de"', ["language-undeclared"]),
        ('xml:id="t1" xml:lang="en"', 'xml:id="t1" xml:lang="EN"', []),
        ("<projectDesc>", '<projectDesc xml:lang="">', []),
    ],
)
def test_declared_languages(old: str, new: str, found: list[str]) -> None:
    assert rules((old, new)) == found


def test_the_language_of_an_original_need_not_be_used() -> None:
    declared = ("</language></langUsage>", '</language><language ident="ko">Korean</language></langUsage>')
    assert rules(declared, ("<notesStmt>", '<notesStmt><note type="language">Korean</note>')) == []
