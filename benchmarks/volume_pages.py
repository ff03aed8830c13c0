"""Synthetic TEI telegrams in four languages, with all that a volume has to set. Same number, same telegram."""

# ruff: noqa: E501 - lines of XML
from __future__ import annotations

import random

_LANGUAGES = ("en", "ru", "ko", "zh")
_SENTENCES = {
    "en": (
        "The delegation reports that the deliveries of grain have begun in spite of the weather.",
        "The commander asks whether the talks will be resumed on Monday.",
        "Our adviser confirms that the bridge is passable again, within the limits of the plan.",
        "The railway administration expects forty waggons before the end of the month.",
        "The embassy denies having received the note of 10 January, which remains without an answer.",
    ),
    "ru": (
        "Делегация сообщает, что поставки зерна начались, несмотря на неблагоприятные погодные условия.",
        "Командующий спрашивает, будут ли возобновлены переговоры в понедельник.",
        "Наш советник подтверждает, что мост снова проходим в пределах установленного плана.",
        "Управление железных дорог ожидает сорок вагонов до конца месяца.",
        "Посольство отрицает получение ноты от 10 января, которая остаётся без ответа.",
    ),
    "ko": (
        "대표단은 날씨에도 불구하고 곡물 수송이 시작되었다고 보고한다.",
        "사령관은 월요일에 회담이 재개될 것인지 문의한다.",
        "우리 고문은 계획의 범위 내에서 다리를 다시 통행할 수 있음을 확인한다.",
        "철도국은 월말 이전에 화차 40량이 도착할 것으로 예상한다.",
        "대사관은 1월 10일자 각서를 받은 사실을 부인한다.",
    ),
    "zh": (
        "代表团报告说，尽管天气恶劣，粮食运输已经开始。",
        "司令员询问谈判是否将于星期一恢复。",
        "我方顾问确认，该桥在计划范围内已可通行。",
        "铁路局预计月底以前将有四十节车皮到达。",
        "大使馆否认收到一月十日的照会，“该照会至今未答复”。",
    ),
}
_TITLES = {"en": "Telegram No. {}", "ru": "Шифртелеграмма № {}", "ko": "전보 제{}호", "zh": "第{}号电报"}
_PERSONS = ("Orlov", "Belov", "Sokolin", "Vetrov", "Zimin", "Gromin", "Lugovoi", "Krylin", "Stepin", "Rodin")
_PLACES = ("Pyongyang", "Beijing", "Moscow", "Ulan Bator", "Vladivostok")
_TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'


def authority() -> str:
    """The authority of the synthetic edition."""
    persons = "".join(
        f'<person xml:id="p-{n.lower()}"><persName type="main">{n}, Ivan</persName><birth when="{1890 + i}">{1890 + i}</birth>'
        f"<occupation>adviser to the embassy</occupation></person>"
        for i, n in enumerate(_PERSONS)
    )
    places = "".join(
        f'<place xml:id="l-{n.lower().replace(" ", "-")}"><placeName type="main">{n}</placeName></place>'
        for n in _PLACES
    )
    return (
        f'<TEI {_TEI} xml:id="authority" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>'
        "<publicationStmt><publisher>x</publisher></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>"
        f"<standOff><listPerson>{persons}</listPerson><listPlace>{places}</listPlace></standOff></TEI>"
    )


def telegram(number: int, languages: tuple[str, ...] = _LANGUAGES) -> str:
    """The TEI file of telegram `number`, about three pages; every seventh has original and translation in parallel."""
    chance = random.Random(number)
    language = languages[number % len(languages)]
    sender, first, second = chance.sample(_PERSONS, 3)
    place = chance.choice(_PLACES)
    day = f"{1950 + number % 4}-{chance.randint(1, 12):02}-{chance.randint(1, 27):02}"
    title = _TITLES[language].format(number)
    text = (
        _parallel(chance, "ru" if language == "en" else language)
        if number % 7 == 3
        else f'<text xml:lang="{language}"><body><div type="telegram">{_body(chance, language, title, sender, first, number)}'
        "</div></body></text>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI {_TEI} xml:id="v{number}" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title type="main">{title}, {sender} to {first}</title><title type="short">{sender} to {first}, {day}</title>
<respStmt xml:id="r-ed"><resp>edition</resp><name>The editor</name></respStmt></titleStmt>
<publicationStmt><publisher>x</publisher><availability n="text"><p>No notice is given.</p></availability></publicationStmt>
<sourceDesc><biblStruct type="copyText" xml:id="copytext"><monogr><title level="m">Collection of telegrams</title><imprint>
<publisher>Archive</publisher><date/></imprint></monogr></biblStruct><listWit><witness xml:id="W{number}"><msDesc><msIdentifier>
<settlement>Moscow</settlement><repository>{chance.choice(("RGASPI", "AVPRF", "APRF"))}</repository>
<idno type="shelfmark">f. <idno type="fond">{chance.choice((45, 558))}</idno>, op. <idno type="opis">1</idno>,
d. <idno type="delo">{chance.randint(300, 360)}</idno>, ll. <idno type="listy">{number}-{number + 2}</idno></idno>
</msIdentifier></msDesc></witness></listWit></sourceDesc></fileDesc><profileDesc><langUsage>
<language ident="en">English</language><language ident="ru">Russian</language><language ident="ko">Korean</language>
<language ident="zh">Chinese</language></langUsage>
<correspDesc xml:id="corresp.1" type="telegram" n="{number}"><correspAction type="sent"><persName
ref="../authority.xml#p-{sender.lower()}">{sender}</persName><placeName
ref="../authority.xml#l-{place.lower().replace(" ", "-")}">{place}</placeName><date when="{day}"/></correspAction>
<correspAction type="received" subtype="to"><persName ref="../authority.xml#p-{first.lower()}">{first}</persName>
</correspAction><correspAction type="received" subtype="copy"><persName ref="../authority.xml#p-{second.lower()}">{second}
</persName></correspAction><correspContext><ref type="replyTo" target="v{max(1, number - 3)}.xml">No. {max(1, number - 3)}</ref>
</correspContext></correspDesc></profileDesc></teiHeader>{text}</TEI>"""


def _body(chance: random.Random, language: str, title: str, sender: str, first: str, number: int) -> str:
    points = "".join(
        f"<label>{point}.</label><item><p>{_words(chance, language, 3)}</p></item>"
        for point in range(1, chance.randint(3, 6))
    )
    paragraphs = [f"<p>{_paragraph(chance, language)}</p>" for _ in range(chance.randint(5, 12))]
    enclosed = (
        f'<floatingText type="letter"><body><opener><salute>“{first},</salute></opener>'
        f"<p>{_words(chance, language, 4)}</p><p>{_paragraph(chance, language)}</p><closer><signed>{sender}</signed></closer>"
        "</body></floatingText>"
        if chance.random() < 0.4
        else ""
    )
    return (
        f"<head>{title}</head><opener><dateline>{chance.choice(_PLACES)}</dateline></opener>"
        f'<p>See <ref target="v{max(1, number - 1)}.xml">my previous telegram</ref>.</p>{"".join(paragraphs[:3])}'
        f'<list rend="numbered">{points}</list>{"".join(paragraphs[3:])}{enclosed}<closer><signed>'
        f'<persName ref="../authority.xml#p-{sender.lower()}">{sender.upper()}</persName></signed></closer>'
    )


def _parallel(chance: random.Random, language: str) -> str:
    pairs = range(chance.randint(6, 10))
    original = "".join(f'<p xml:id="o{n}" corresp="#e{n}">{_paragraph(chance, language)}</p>' for n in pairs)
    translated = "".join(f'<p xml:id="e{n}">{_paragraph(chance, "en")}</p>' for n in pairs)
    return (
        f'<text><group><text type="original" xml:lang="{language}"><body><div type="telegram">{original}</div></body></text>'
        f'<text type="translation" xml:lang="en"><body><div type="telegram">{translated}</div></body></text></group></text>'
    )


def _words(chance: random.Random, language: str, count: int) -> str:
    return ("" if language == "zh" else " ").join(chance.choice(_SENTENCES[language]) for _ in range(count))


def _paragraph(chance: random.Random, language: str) -> str:
    name = chance.choice(_PERSONS)
    marked = chance.choice(
        (
            f'<persName ref="../authority.xml#p-{name.lower()}">{name}</persName>',
            f'<placeName ref="../authority.xml#l-{chance.choice(_PLACES).lower().replace(" ", "-")}">*</placeName>',
            f'<note resp="#r-ed">Compare the file on {name}, and what is said of the same matter elsewhere.</note>',
            "<choice><sic>waggonns</sic><corr>waggons</corr></choice>",
            '<app><lem wit="#A">forty</lem><rdg wit="#B">fourteen</rdg></app>',
            f'<pb edRef="#W" n="{chance.randint(10, 90)}"/>',
            "",
        )
    )
    return f"{_words(chance, language, chance.randint(1, 4))} {marked} {_words(chance, language, chance.randint(1, 3))}"
