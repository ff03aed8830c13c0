# ruff: noqa: E501, SIM905 - lines of TEI as they stand in a file; lists of words
"""Synthetic telegrams with a scholar's layer, as TEI, for measuring what an edition costs. Same number, same telegram.

They are made as `editions/korean-war` is: a full header (three witnesses, editorial declaration, distribution), names,
dates and quantities marked in the text, abbreviations with glosses, notes of the editor, corrections, an apparatus of
two copies, leaves of the archives, an enclosed letter in every third. The mean is about 760 words and 30 KB of TEI.
Words are drawn by Zipf's law from 30,000 that do not exist and a few that do, so that an index grows as that of real
texts does; names by the same law from 400 persons, 120 places and 60 organisations.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
FIRST = 100_000
_PERSONS, _PLACES, _ORGANISATIONS, _WORDS = 400, 120, 60, 30_000
_FUNCTION = tuple(
    "the of and to in that is for on by with as from it be at will has not our their this are was".split()
)
_PART = tuple(
    "ba ko ri men tal vos dun ker li sa to mir zen pol gra ev an or us hal tin bre cho nam pek sun yal ver ost rud gim".split()
)
_SHORT = {"VVS": "air force", "KPA": "Korean People's Army", "CPV": "Chinese People's Volunteers", "AA": "antiaircraft"}
_UNITS = ("regiment", "crew", "rouble", "aircraft", "kilometre", "person")
_NOTICE = "Reuse for research and education is welcome; rights in some documents are kept by their holders. " * 6
_METHODS = (
    (
        "correction",
        "Nothing is corrected silently. What is likely to be an error of the copied text stands in sic, beside "
        "a corr with the certainty of the editor; a quotation mark that the source forgot stands in supplied.",
    ),
    (
        "normalization",
        "White space is normalised; nothing else is. Spellings of names are kept as they are printed, those "
        "of the authority file are the usual ones. Abbreviations have the gloss of the copied text.",
    ),
    ("quotation", "Quotation marks are kept, around carried messages as pc."),
    (
        "segmentation",
        "A paragraph of the copied text is a p; form elements, carried messages and points are marked up.",
    ),
    (
        "interpretation",
        "Names of persons, places and organisations are marked wherever they occur and point to the "
        "authority file; dates, numbers and quantities have their value. Words that stand for a name are not marked.",
    ),
    ("punctuation", "As in the copied text."),
)


def identifier(number: int) -> str:
    """The id of telegram `number`: the name of its file without suffix."""
    return f"t{FIRST + number}"


def write_edition(folder: Path, telegrams: int) -> int:
    """An edition of so many telegrams; the bytes of its TEI files."""
    (folder / "tei").mkdir(parents=True)
    settings = '[edition]\ntitle = "Benchmark"\npublisher = "The editors"\nbase_url = "https://edition.example/"\n'
    (folder / "edition.toml").write_text(settings, "utf-8")
    (folder / "authority.xml").write_text(authority(), "utf-8")
    size = 0
    for number in range(telegrams):
        content = telegram(number, telegrams).encode()
        size += len(content)
        (folder / "tei" / f"{identifier(number)}.xml").write_bytes(content)
    return size


def authority() -> str:
    """The authority file of these editions."""
    persons = "".join(
        f'<person xml:id="p-{n}"><persName type="main">{surname}, {forename}</persName><persName type="variant">'
        f'{surname}</persName><birth when="{1880 + n % 40}">{1880 + n % 40}</birth><death when="{1950 + n % 50}">'
        f"{1950 + n % 50}</death><occupation>adviser to the embassy</occupation></person>\n"
        for n, (forename, surname) in enumerate(_persons())
    )
    places = "".join(
        f'<place xml:id="l-{n}"><placeName type="main">{name}</placeName><location><geo>{35 + n % 20} {100 + n % 40}'
        "</geo></location></place>\n"
        for n, name in enumerate(_places())
    )
    bodies = "".join(
        f'<org xml:id="o-{n}"><orgName type="main">{name}</orgName></org>\n' for n, name in enumerate(_organisations())
    )
    return (
        f'<TEI {TEI} xml:id="authority" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>'
        "<publicationStmt><publisher>The editors</publisher></publicationStmt><sourceDesc><p>The telegrams.</p>"
        f"</sourceDesc></fileDesc></teiHeader>\n<standOff><listPerson>\n{persons}</listPerson><listPlace>\n{places}"
        f"</listPlace><listOrg>\n{bodies}</listOrg></standOff></TEI>\n"
    )


def telegram(number: int, of: int) -> str:
    """The TEI file of telegram `number` in an edition `of` so many. Every odd one answers the one before it."""
    return _Telegram(number, of).content()


def _day(number: int) -> datetime.date:
    """The day of sending; that of an answer is a little later than that of its telegram."""
    day = datetime.date(1950, 1, 1) + datetime.timedelta(random.Random(number // 2).randrange(1450))
    return day + datetime.timedelta(number % 2 * (1 + number % 9))


@cache
def _words() -> tuple[str, ...]:
    chance = random.Random(0)
    return tuple("".join(chance.choices(_PART, k=chance.randint(2, 4))) for _ in range(_WORDS))


def _named(start: int, count: int, *parts: int) -> list[str]:
    """Names that differ, of so many syllables."""
    chance = random.Random(start)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(_PART, k=chance.choice(parts))).capitalize()] = None
    return list(found)


@cache
def _persons() -> tuple[tuple[str, str], ...]:
    return tuple(zip(_named(1, _PERSONS, 2, 3), _named(2, _PERSONS, 2, 3), strict=True))


@cache
def _places() -> tuple[str, ...]:
    return tuple(_named(3, _PLACES, 2, 3))


@cache
def _organisations() -> tuple[str, ...]:
    return tuple(f"{name} Administration" for name in _named(4, _ORGANISATIONS, 2))


class _Telegram:
    """One telegram while it is made: its chance, and what it has numbered so far."""

    def __init__(self, number: int, of: int) -> None:
        self.number = number
        self.answered = number % 2 == 0 and number + 1 < of
        self.chance = chance = random.Random(1_000_003 * number + 17)
        self.id = identifier(number)
        self.day = _day(number)
        self.hour = f"{chance.randint(6, 20):02}:{chance.randint(10, 59)}:00"
        self.sender, self.first, self.second, *self.copied = chance.sample(range(60), chance.randint(7, 15))
        self.place = self._zipf(_PLACES)
        self.encloses = number % 3 == 0
        # The length varies as those of telegrams do: many short ones, a few long.
        self.words = min(2400, max(150, int(chance.lognormvariate(6.05, 0.5))))
        self.short = self.notes = 0

    def content(self) -> str:
        body = self._body()
        shown = f"Telegram No. {self.number + 1}, {self._surname(self.sender)} to Cde. {self._surname(self.first)}"
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<?xml-model href="../schemas/telegram.rng" type="application/xml" '
            'schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
            f'<TEI {TEI} xml:id="{self.id}" xml:lang="en" version="4.9.0">\n  <teiHeader>\n{self._file(shown)}'
            f"{_encoding()}{self._profile()}"
            '    <revisionDesc status="published">\n'
            '      <change when="2026-11-24" who="#r-editor" status="published">Names linked, dates and quantities given '
            "their values, readings corrected, two copies collated.</change>\n"
            f'      <change when="2026-11-23" who="#r-converter">Converted from {FIRST + self.number}.txt.</change>\n'
            f"    </revisionDesc>\n  </teiHeader>\n{_RELATED}{body}</TEI>\n"
        )

    # The header

    def _file(self, shown: str) -> str:
        title = f"{shown}, on {' '.join(self._plain(8))}"
        witnesses = "".join(self._witness(n, *one, title) for n, one in enumerate(_archives(self.number), start=1))
        cited = "; ".join(
            f"{name}, f. {fond}, op. {opis}, {f'p. {papka}, ' if papka else ''}d. {delo}, ll. {first}-{first + 3}"
            for name, fond, opis, papka, delo, first in _archives(self.number)
        )
        statements = (
            ("archive", "publication of the copied text, its date, citation and abstract", "An archive's programme"),
            ("tr", "bracketed glosses and remarks in the copied text", "translator or editor, not named in the source"),
            ("converter", "conversion to TEI, without editing", "tei-edition"),
            ("editor", "edition: names, dates, quantities, corrections, expansions, notes, collation", "The editors"),
        )
        responsible = "".join(
            f'        <respStmt xml:id="r-{key}">\n          <resp>{what}</resp>\n          <name>{name}</name>\n'
            "        </respStmt>\n"
            for key, what, name in statements
        )
        enclosing = (
            f'        <author role="enclosure" ref="../authority.xml#p-{self.second}">{self._surname(self.second)}</author>\n'
            if self.encloses
            else ""
        )
        return f"""    <fileDesc>
      <titleStmt>
        <title type="main" level="a">{title}</title>
        <title type="short">{self._surname(self.sender)} to {self._surname(self.first)}, {self.day}</title>
        <author ref="../authority.xml#p-{self.sender}">{self._surname(self.sender)}</author>
{enclosing}{responsible}      </titleStmt>
      <publicationStmt>
        <publisher>The editors</publisher>
        <date when="2026-11-23">2026-11-23</date>
        <idno type="local">{self.id}</idno>
        <availability n="encoding" status="free">
          <licence target="https://creativecommons.org/publicdomain/zero/1.0/">CC0 1.0</licence>
        </availability>
        <availability n="text" status="restricted" source="#copytext">
          <p>{_NOTICE.strip()}</p>
        </availability>
      </publicationStmt>
      <notesStmt>
        <note type="recordType">Telegram</note>
      </notesStmt>
      <sourceDesc>
        <biblStruct type="copyText" xml:id="copytext">
          <analytic>
            <title level="a">{title}</title>
            <date type="record" when="{self.day}">{self.day:%d %m %Y}</date>
            <idno type="wilsonCenterRecordID">{FIRST + self.number}</idno>
          </analytic>
          <monogr>
            <title level="m">A digital archive</title>
            <imprint>
              <publisher>An archive's programme</publisher>
              <date type="uploaded" when="2011-11-20">2011-11-20</date>
            </imprint>
          </monogr>
          <note type="citation">{cited}.</note>
        </biblStruct>
        <listWit>
{witnesses}        </listWit>
      </sourceDesc>
    </fileDesc>
"""

    def _witness(
        self, place: int, name: str, fond: int, opis: int, papka: int, delo: int, first: int, title: str
    ) -> str:
        held = f'p. <idno type="papka">{papka}</idno>, ' if papka else ""
        leaves = f"{first}-{first + 3}"
        return f"""          <witness xml:id="{name}" n="{place}">
            <msDesc xml:id="ms-{name}">
              <msIdentifier>
                <country key="RU">Russia</country>
                <settlement>Moscow</settlement>
                <repository>{name}</repository>
                <idno type="shelfmark">f. <idno type="fond">{fond}</idno>, op. <idno type="opis">{opis}</idno>, {held}d. <idno type="delo">{delo}</idno>, ll. <idno type="listy">{leaves}</idno></idno>
                <idno type="canonical">RU/{name}/{fond}/{opis}/{f"{papka}/" if papka else ""}{delo}/{leaves}</idno>
              </msIdentifier>
              <msContents>
                <msItem>
                  <locus from="{first}" to="{first + 3}" scheme="#fol-{name}">ll. {leaves}</locus>
                  <title>{title}</title>
                </msItem>
              </msContents>
              <physDesc>
                <objectDesc>
                  <supportDesc>
                    <foliation xml:id="fol-{name}"><p>Leaves as the archive numbers them, in the citation of the copied page.</p></foliation>
                  </supportDesc>
                </objectDesc>
              </physDesc>
            </msDesc>
          </witness>
"""

    def _profile(self) -> str:
        copies = "".join(
            f"""        <correspAction type="received" subtype="copy" xml:id="act-1.{n}" sortKey="{n:03}">
          <persName ref="../authority.xml#p-{person}">{self._surname(person)}</persName>
          <note type="copies"><num type="copies" value="1">1</num></note>
        </correspAction>
"""
            for n, person in enumerate(self.copied, start=4)
        )
        other, relation = (self.number - 1, "replyTo") if self.number % 2 else (self.number + 1, "reply")
        context = ""
        if self.number % 2 or self.answered:
            context = f'          <ref type="{relation}" target="{identifier(other)}.xml">No. {other + 1}</ref>\n'
        enclosed = ""
        if self.encloses:
            context += '          <ref type="encloses" target="#corresp.2">letter</ref>\n'
            enclosed = f"""      <correspDesc xml:id="corresp.2" type="letter">
        <correspAction type="sent" xml:id="act-2.1" sortKey="001">
          <persName ref="../authority.xml#p-{self.second}">{self._surname(self.second)}</persName>
          <date when="{self.day}">{self._printed()}</date>
        </correspAction>
        <correspAction type="received" subtype="to" xml:id="act-2.2" sortKey="002">
          <persName ref="../authority.xml#p-{self.sender}">{self._surname(self.sender)}</persName>
        </correspAction>
        <correspContext>
          <ref type="enclosedIn" target="#corresp.1">telegram {self.number + 1}</ref>
        </correspContext>
      </correspDesc>
"""
        if context:
            context = f"        <correspContext>\n{context}        </correspContext>\n"
        return f"""    <profileDesc>
      <abstract source="#copytext" resp="#r-archive">
        <p>{self._marked(45)}</p>
      </abstract>
      <creation><date when="{self.day}">{self._printed()}</date> <placeName ref="../authority.xml#l-{self.place}">{_places()[self.place]}</placeName></creation>
      <langUsage>
        <language ident="en">English</language>
      </langUsage>
      <textClass>
        <catRef scheme="#type" target="#type.ciphered-telegram"/>
        <catRef scheme="#urgency" target="#urgency.extremely-urgent"/>
        <keywords resp="#r-editor">
          <term>{self._word()}</term>
          <term>{self._word()}</term>
        </keywords>
      </textClass>
      <correspDesc xml:id="corresp.1" type="telegram" n="{self.number + 1}">
        <correspAction type="sent" xml:id="act-1.1" sortKey="001">
          <persName ref="../authority.xml#p-{self.sender}">{self._surname(self.sender)}</persName>
          <placeName ref="../authority.xml#l-{self.place}">{_places()[self.place]}</placeName>
          <date when="{self.day}T{self.hour}">{self._printed()} {self.hour[:5]}</date>
        </correspAction>
        <correspAction type="received" subtype="station" xml:id="act-1.2" sortKey="002">
          <date when="{self.day}T22:50:00">{self._printed()} 22:50</date>
        </correspAction>
        <correspAction type="received" subtype="to" xml:id="act-1.3" sortKey="003">
          <persName ref="../authority.xml#p-{self.first}">{self._surname(self.first)}</persName>
        </correspAction>
{copies}{context}      </correspDesc>
{enclosed}    </profileDesc>
"""

    # The text

    def _body(self) -> str:
        copies = ", ".join(
            f'<seg type="copy" corresp="#act-1.{n}"><persName ref="../authority.xml#p-{person}">{self._surname(person)}'
            "</persName></seg>"
            for n, person in enumerate(self.copied, start=4)
        )
        paragraphs = list(self._paragraphs())
        cut = max(1, len(paragraphs) * 2 // 3)
        points = "".join(
            f'              <label>{n}.</label>\n              <item n="{n}"><p>{text}</p></item>\n'
            for n, text in enumerate(paragraphs[cut:], start=1)
        )
        listed = f'            <list type="points" rend="numbered">\n{points}            </list>\n' if points else ""
        told = "".join(f"          <p>{text}</p>\n" for text in paragraphs[:cut])
        return f"""  <text xml:lang="en" decls="#corresp.1">
    <body>
      <div type="telegram" decls="#corresp.1">
        <div type="dispatch" xml:id="dispatch.1">
          <head><seg rend="caps">CIPHERED TELEGRAM</seg> No. <idno type="telegram">{self.number + 1}</idno></head>
          <opener>
            <dateline><seg type="service" subtype="sent" corresp="#act-1.1">From <placeName ref="../authority.xml#l-{self.place}">{_places()[self.place]}</placeName> Sent <date when="{self.day}">{self._printed()}</date> <time when="{self.hour}">{self.hour[:5]}</time></seg> <seg type="service" subtype="received" corresp="#act-1.2">Received <date when="{self.day}">{self._printed()}</date> <time when="22:50:00">22:50</time></seg></dateline>
            <seg type="urgency" ana="#urgency.extremely-urgent">Extremely Urgent</seg>
            <address>
              <addrLine>To <persName ref="../authority.xml#p-{self.first}"><roleName type="honorific">Comrade</roleName> <surname>{self._surname(self.first)}</surname></persName></addrLine>
            </address>
          </opener>
{told}{listed}          <closer>
            <signed><persName ref="../authority.xml#p-{self.sender}" rend="caps">{self._surname(self.sender).upper()}</persName></signed>
          </closer>
        </div>
        <div type="distribution">
          <p>Copies: {copies}.</p>
        </div>
{self._enclosure() if self.encloses else ""}      </div>
    </body>
  </text>
"""

    def _enclosure(self) -> str:
        paragraphs = "".join(f"          <p>{self._marked(60)}</p>\n" for _ in range(2))
        return f"""        <div type="enclosure" xml:id="enclosure.1" decls="#corresp.2" xml:lang="en">
          <opener>
            <salute>Respected <persName ref="../authority.xml#p-{self.sender}"><roleName>comrade ambassador</roleName></persName>,</salute>
          </opener>
{paragraphs}          <closer>
            <signed><persName ref="../authority.xml#p-{self.second}">{self._surname(self.second)}</persName></signed>
          </closer>
        </div>
"""

    def _paragraphs(self) -> Iterator[str]:
        left, leaf = self.words, 0
        while left > 0:
            length = self.chance.randint(40, 110)
            text = self._marked(length)
            if leaf < 8 and self.words - left >= leaf * 250:  # a leaf holds so many words
                name, *_, first = _archives(self.number)[leaf % 2]
                text = f'<pb edRef="#{name}" n="{first + leaf // 2}"/>{text}'
                leaf += 1
            yield text
            left -= length

    def _marked(self, length: int) -> str:
        """Sentences of so many words, marked up as an editor does."""
        parts = []
        while length > 0:
            words = list(self._plain(min(length + 2, self.chance.randint(8, 20))))
            length -= len(words)
            for at in range(self.chance.randint(2, 5), len(words), 5):
                words[at] = self._mark(words[at])
            text = " ".join(words)
            parts.append((text[0].upper() + text[1:] if not text.startswith("<") else text) + ".")
        return " ".join(parts)

    def _mark(self, word: str) -> str:
        kind = self.chance.choices(range(8), (34, 17, 10, 9, 8, 9, 6, 7))[0]
        if kind == 0:
            person = self._zipf(_PERSONS)
            forename, surname = _persons()[person]
            shown = f'<forename full="init">{forename[0]}.</forename> <surname>{surname}</surname>'
            return (
                f'<persName ref="../authority.xml#p-{person}"><roleName type="honorific">Comrade</roleName> {shown}</persName>'
                if self.chance.random() < 0.6
                else f'<persName ref="../authority.xml#p-{person}">{surname}</persName>'
            )
        if kind == 1:
            place = self._zipf(_PLACES)
            return f'<placeName ref="../authority.xml#l-{place}">{_places()[place]}</placeName>'
        if kind == 2:
            body = self._zipf(_ORGANISATIONS)
            return f'<orgName ref="../authority.xml#o-{body}">{_organisations()[body]}</orgName>'
        if kind == 3:
            day = self.day - datetime.timedelta(self.chance.randint(1, 60))
            return f'<date when="{day}">{day:%B} {day.day}</date>'
        if kind == 4:
            many, unit = self.chance.randint(2, 90), self.chance.choice(_UNITS)
            return f'<measure quantity="{many}" unit="{unit}"><num value="{many}">{many}</num> {unit}s</measure>'
        if kind == 5:
            self.notes += 1
            text = " ".join(self._plain(self.chance.randint(8, 25)))
            return (
                f'{word}<note place="foot" xml:id="fn.{self.notes}" resp="#r-editor">{text.capitalize()} '
                f'<persName ref="../authority.xml#p-{self._zipf(_PERSONS)}">(as above)</persName>.</note>'
            )
        if kind == 6:
            if self.chance.random() < 0.5:
                return f'<choice><sic>{word}n</sic><corr resp="#r-editor" cert="high">{word}</corr></choice>'
            one, other = (name for name, *_ in _archives(self.number)[:2])
            return (
                f'<app><lem wit="#{one}">{word}</lem><rdg wit="#{other}">{word}{self.chance.choice(_PART)}</rdg></app>'
            )
        self.short += 1
        short, full = self.chance.choice(tuple(_SHORT.items()))
        return (
            f'{word} <abbr xml:id="abbr.{self.short}">{short}</abbr> '
            f'[<gloss target="#abbr.{self.short}" resp="#r-tr">{full}</gloss>]'
        )

    def _plain(self, count: int) -> Iterator[str]:
        return islice(iter(self._word, None), count)

    def _word(self) -> str:
        return self.chance.choice(_FUNCTION) if self.chance.random() < 0.42 else _words()[self._zipf(_WORDS)]

    def _zipf(self, count: int) -> int:
        """A number below `count`, the n-th about as often as 1/n."""
        return int(count ** self.chance.random()) - 1

    def _printed(self) -> str:
        return f"{self.day.day}.{self.day.month}.{self.day.year % 100}"

    def _surname(self, person: int) -> str:
        return _persons()[person][1]


def _archives(number: int) -> tuple[tuple[str, int, int, int, int, int], ...]:
    """The copies of a telegram: archive, fond, opis, papka (0: none), delo and first leaf."""
    leaf = number % 200 + 1
    return (
        ("APRF", 45, 1, 0, 300 + number // 200 % 90, leaf),
        ("AVPRF", 59, 5, 11, 1 + number // 150 % 120, leaf + 7),
        ("RGASPI", 558, 11, 0, 300 + number // 200 % 90, leaf),
    )


@cache
def _encoding() -> str:
    methods = "".join(f"        <{name}{_ATTRIBUTES.get(name, '')}><p>{text}</p></{name}>\n" for name, text in _METHODS)
    return f"""    <encodingDesc>
      <projectDesc><p>Converted from an archive page copied as text, then edited by hand.</p></projectDesc>
      <editorialDecl>
{methods}      </editorialDecl>
      <appInfo>
        <application ident="tei-edition" version="0.1.0">
          <label>tei-edition</label>
        </application>
      </appInfo>
      <classDecl>
        <taxonomy xml:id="type">
          <category xml:id="type.ciphered-telegram"><catDesc>ciphered telegram</catDesc></category>
        </taxonomy>
        <taxonomy xml:id="urgency">
          <category xml:id="urgency.extremely-urgent"><catDesc>Extremely Urgent</catDesc></category>
        </taxonomy>
      </classDecl>
      <schemaRef key="telegram" n="1.0" url="../schemas/telegram.rng"/>
    </encodingDesc>
"""


_RELATED = """  <standOff>
    <listRelation>
      <relation name="samePhysicalItem" mutual="#ms-APRF #ms-RGASPI" cert="medium" resp="#r-editor">
        <desc>One physical item, it seems, under the shelfmarks of two archives: delo and leaves are the same.</desc>
      </relation>
    </listRelation>
  </standOff>
"""
_ATTRIBUTES = {
    "correction": ' method="markup"',
    "normalization": ' method="markup"',
    "quotation": ' marks="all"',
    "punctuation": ' marks="all"',
}
