"""A text that the page prints twice, in its original language and in translation: one message, one way, two texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from converting import DATE, convert, strings
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tei_edition.diagnostics import Severity
from tei_edition.interchange import from_json, to_json
from tei_edition.model import Telegram
from tei_edition.publish.html import telegram_page
from tei_edition.publish.print import Volume, print_part
from tei_edition.publish.site import Site
from tei_edition.source import read
from tei_edition.source.language import language_of
from tei_edition.tei import EncodingContext, decode, encode
from tei_edition.validate import ValidationContext, check_document

TOP = ("Skip to content", "May 5, 1950", "Telegram No. 12, Ordorez to Ludechuk")
END = (
    "Ordorez asks Ludechuk for lamps.",
    "Document Information",
    "Source",
    "APRF, f. 45, op. 1, d. 12, l. 3.",
    "Rights",
)
PROSE = {
    "en": (
        "The roads are open again and the trains run on time; the bridges are mended, and we ask for lamps.",
        "Please tell us when the lamps will come that we have awaited for two months.",
        "The depot is empty, and the oil is not to be had in this town.",
    ),
    "ru": (
        "Дороги снова открыты, и поезда ходят по расписанию; мосты исправлены, и мы просим о лампах.",
        "Просим сообщить, когда придут лампы, которых мы ждём уже два месяца, и не забыть о масле.",
        "Склад пуст, и масла в этом городе не достать.",
    ),
    "ko": (
        "도로가 다시 열렸고 기차는 정시에 운행합니다. 다리는 수리되었으며 우리는 역에 쓸 등을 요청합니다.",
        "우리가 두 달 동안 기다린 등이 언제 오는지 알려 주십시오. 역장들은 매일 묻고 있습니다.",
        "창고는 비어 있고 이 도시에서는 기름을 구할 수 없습니다. 겨울이 가까이 왔으며 사람들은 등을 기다리고 있습니다.",
    ),
    "zh": (
        "道路已经重新开放，火车准时运行；桥梁已经修好，我们请求为各车站提供灯具，也需要灯油。冬天快到了，人们都在等待灯具的到来。",
        "请告诉我们等待了两个月的灯具什么时候到达，各站站长每天都在询问，而我们没有什么可以回答。希望尽快得到答复，以便安排。",
        "仓库已经空了，这个城市买不到灯油，我们只好派人到邻近的地方去找，但是那里也没有，所以请求你们从首都给我们运送一些。",
    ),
}
FORMS = {
    "en": (("TELEGRAM No. 12", "Top Secret", "To Cde. Ludechuk"), ("ORDOREZ",)),
    "ru": (("ТЕЛЕГРАММА № 12", "Совершенно секретно", "Тов. Людечуку"), ("ОРДОРЕЗ",)),
    "ko": ((), ()),
    "zh": ((), ()),
}
COPIES = ("Экз. № 1 — тов. Карцеву", "Экз. № 2 — тов. Людину")
SENT = "Из Волимара 5.5.1950 г. 14:30"


def version(language: str, paragraphs: int = 3, form: Sequence[str] = ()) -> tuple[str, ...]:
    head, foot = FORMS[language]
    return (*head[:1], *form, *head[1:], *PROSE[language][:paragraphs], *foot)


def page(*lines: str) -> bytes:
    return "\n\n".join((*TOP, *lines, *END)).encode()


def check(content: bytes) -> Telegram:
    """The telegram of a page, after all that must hold for every page."""
    telegram = read(content, "page.txt")
    encoded = encode(telegram, EncodingContext(DATE))
    assert encoded.faithful
    lines = [line.strip() for line in content.decode().split("\n") if line.strip()]
    assert [fate.text for fate in encoded.lines] == lines
    decoded = decode(encoded.content)
    assert encode(decoded.telegram, decoded.context).content == encoded.content
    assert from_json(to_json(telegram)) == telegram
    found = check_document(encoded.content, "page.xml", ValidationContext())
    assert [f"{one.rule}: {one.message}" for one in found if one.severity is Severity.ERROR] == []
    return telegram


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    language=st.sampled_from(["ru", "ko", "zh"]),
    first=st.booleans(),
    lengths=st.tuples(st.integers(2, 3), st.integers(2, 3)),
    form=st.lists(st.sampled_from([*COPIES, SENT]), unique=True),
)
def test_versions_are_told_apart(language: str, first: bool, lengths: tuple[int, int], form: list[str]) -> None:
    form = form if language == "ru" else []
    original = version(language, lengths[0], form)
    both = (original, version("en", lengths[1]))
    content = page(*both[0], *both[1]) if first else page(*both[1], *both[0])
    telegram = check(content)
    assert telegram.text_language == "en"
    assert telegram.parallel
    assert (telegram.parallel.language, telegram.parallel.first) == (language, first)
    uneven = [one.rule for one in telegram.warnings if one.rule == "parallel-uneven"]
    assert len(uneven) == (lengths[0] != lengths[1])
    made = encode(telegram, EncodingContext(DATE)).content
    kinds = ["original", "translation"] if first else ["translation", "original"]
    assert strings(made, "//t:group/t:text/@type") == kinds
    paired = strings(made, "//t:text[@type='original']//t:p/@corresp")
    assert paired == ([] if uneven else [f"#translation.{n}" for n in range(1, lengths[0] + 1)])
    assert strings(made, "//t:langUsage/t:language/@ident") == ["en", language]
    assert len(strings(made, "//t:correspAction[@type='sent']")) == 1
    assert len(strings(made, "//t:correspAction[@subtype='copy']")) == sum(line in COPIES for line in form)


def test_the_original_completes_what_the_translation_does_not_tell() -> None:
    made = convert(page(*version("ru", form=(*COPIES, SENT)), *version("en")), "page.txt").content
    sent = "//t:correspAction[@type='sent']"
    assert strings(made, f"{sent}/t:persName") == ["ORDOREZ"]
    assert strings(made, f"{sent}/t:placeName[@evidence='internal']") == ["Волимара"]
    assert strings(made, f"{sent}/t:date/@when") == ["1950-05-05T14:30:00"]
    assert strings(made, "//t:correspAction[@subtype='copy']/t:persName/@evidence") == ["internal"] * 2
    assert strings(made, "//t:text[@type='original']//t:seg[@type='service']/@corresp") == ["#act-1.1"]


def test_what_both_tell_is_told_once_and_both_point_to_it() -> None:
    english = ("Copy No. 1: Comrade Kartsev", "Copy No. 2: Comrade Liudin")
    content = page(*version("ru", form=COPIES), *version("en", form=english))
    check(content)
    made = convert(content, "page.txt").content
    assert strings(made, "//t:correspAction[@subtype='copy']/t:persName") == ["Kartsev", "Liudin"]
    for kind in ("original", "translation"):
        found = strings(made, f"//t:text[@type='{kind}']//t:seg[@type='copy']/@corresp")
        assert found == ["#act-1.3", "#act-1.4"]


def test_copies_that_contradict_each_other_are_not_joined() -> None:
    content = page(*version("ru", form=COPIES), *version("en", form=("Copy No. 3: Comrade Kartsev",)))
    check(content)
    made = convert(content, "page.txt").content
    assert strings(made, "//t:correspAction[@subtype='copy']/t:persName") == ["Kartsev"]
    assert strings(made, "//t:text[@type='original']//t:seg[@type='copy']") == []


def test_notes_of_both_versions_have_their_own_ids() -> None:
    russian = [*version("ru"), "[1] Масло для ламп."]
    english = [*version("en"), "[1] Oil for the lamps."]
    for lines in (russian, english):
        place = next(number for number, line in enumerate(lines) if line in (*PROSE["ru"], *PROSE["en"]))
        lines[place] = lines[place][:-1] + ".[1]"
    content = page(*russian, *english)
    assert check(content).parallel
    made = convert(content, "page.txt").content
    assert strings(made, "//t:note[@place='foot']/@xml:id") == ["fn.1", "fn.1.2"]
    assert strings(made, "//t:note[@place='foot']/@target") == ["#fnref.1", "#fnref.1.2"]


@pytest.mark.parametrize("stray", ["No. 4417", "[stamp] Received", "[illegible in the copy]"])
def test_a_stray_line_in_the_other_script_hides_no_version(stray: str) -> None:
    russian = version("ru")
    telegram = check(page(*russian[:3], stray, *russian[3:], *version("en")))
    assert telegram.parallel


@pytest.mark.parametrize(
    "body",
    [
        (*version("en"), f"«{' '.join(PROSE['ru'])}»"),
        (*PROSE["en"], f"“{' '.join(PROSE['ru'])}”", *version("en")),
        (*version("en"), "Людечуку", "Карцеву", "Людину"),
        (*version("ru"), "The lamps."),
    ],
    ids=["quotation at the end", "quotation in the middle", "names", "one English line"],
)
def test_what_is_no_version(body: tuple[str, ...]) -> None:
    telegram = check(page(*body))
    assert telegram.parallel is None


def test_a_text_in_one_language_is_one_text() -> None:
    for language in ("ru", "ko", "zh"):
        telegram = check(page(*version(language)))
        assert (telegram.text_language, telegram.parallel) == (language, None)
    assert language_of(["道路は再び開かれ、列車は時間どおりに走っています。"]) == "und"


def test_both_versions_have_a_heading_on_the_page_and_in_print() -> None:
    made = convert(page(*version("ru"), *version("en")), "page.txt").content
    files = telegram_page(made, Site(title="Telegrams"), "page")
    tree: Any = html.document_fromstring(files["telegrams/page.html"].decode())
    headings = [" ".join(one.text_content().split()) for one in tree.find_class("version-heading")]
    assert len(headings) == 2
    for heading, words in zip(headings, (("Original", "Russian"), ("Translation", "English")), strict=True):
        assert all(word in heading for word in words)
    part = print_part(made, Volume("Telegrams", date=DATE))
    assert b">Original (Russian)</heading>" in part
    assert b">Translation (English)</heading>" in part


@pytest.mark.parametrize(
    "lines",
    [
        ("The lamps came by rail today, thank you.", "Лампы сегодня пришли поездом, спасибо вам."),
        ("Лампы сегодня пришли поездом, спасибо вам.", "The lamps came by rail today, thank you."),
        ("The lamps came by rail this morning.", "ORDOREZ", "오늘 등이 기차로 도착했습니다 감사합니다"),
    ],
)
def test_versions_of_a_few_words_are_reported(lines: tuple[str, ...]) -> None:
    telegram = check(page(*lines))
    assert telegram.parallel is None
    assert [warning.rule for warning in telegram.warnings if warning.rule.startswith("parallel")] == ["parallel-text"]


@pytest.mark.parametrize(
    "line",
    [
        "Тов. Людечуку",
        "He said: «лампы пришли сегодня поездом, спасибо».",
        "Секретно. Лампы пришли сегодня утром поездом.",
    ],
)
def test_a_few_words_in_another_script_are_no_version(line: str) -> None:
    telegram = check(page(*version("en"), line))
    assert [warning.rule for warning in telegram.warnings if warning.rule.startswith("parallel")] == []
