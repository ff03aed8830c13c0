"""The facts that readers took from real pages come out of the converter, read from the TEI as its users read it.

The pages are not part of the project (conftest.py: `shared`); without them these tests are skipped. A fact that is null
is one that the page does not state: then the TEI says nothing about it either.
"""

from __future__ import annotations

import functools
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from converting import PROJECT, convert, not_tei, strings

from tei_edition.diagnostics import Severity
from tei_edition.model import Fate
from tei_edition.tei import Encoded
from tei_edition.validate import ValidationContext, check_document

SHARED = Path(os.environ.get("TEI_EDITION_SHARED", PROJECT.parent / "shared"))
SPECIMENS = SHARED / "specimens"
PAGES = sorted(SPECIMENS.glob("*.txt"))
LIST = SPECIMENS / "facts.jsonl"
RECORDS = [json.loads(line) for line in LIST.read_text("utf-8").splitlines() if line] if LIST.is_file() else []

pytestmark = pytest.mark.skipif(not PAGES, reason="the specimens are not here")

MESSAGE = "//t:correspDesc[1]"  # the telegram that the record's title names
SENT = f"{MESSAGE}/t:correspAction[@type='sent']"
ACTION = MESSAGE + "/t:correspAction[@type='{}'][@subtype='{}']"
NAMES = "/*[self::t:persName or self::t:orgName]"
AFTER = "ancestor::t:div[@type='distribution' or @type='registration' or @type='officeNotes']"
OWN_NUMBERS = ("sender", "special", "incoming", "typing", "protocol")


@dataclass(frozen=True)
class Page:
    """A converted page with the facts that a reader took from it."""

    facts: dict[str, Any]
    content: bytes

    def read(self, path: str) -> list[str]:
        return strings(self.content, path)


@functools.cache
def converted(name: str) -> Encoded:
    return convert((SPECIMENS / name).read_bytes(), name)


def given(value: str | None) -> list[str]:
    """What a path finds where one value is stated, or none."""
    return [] if value is None else [value]


def to_the_second(moment: str | None) -> list[str]:
    """A moment as TEI writes it: facts have no seconds."""
    return [] if moment is None else [f"{moment}:00" if "T" in moment else moment]


def words(names: list[str]) -> Counter[str]:
    """The words of names, whichever elements they are spread over: an office and its place, one name with its body."""
    return Counter(word for name in names for word in re.findall(r"[\w.]+", name))


def copies(printed: str) -> tuple[str, int]:
    """`Stalin - 2` is two copies for Stalin, `Copy` one."""
    found = re.fullmatch(r"(.*?)(?:\s*-\s*(\d+))?", printed)
    assert found
    return found[1], int(found[2] or 1)


def title(page: Page) -> tuple[object, object]:
    return given(page.facts["title"]), page.read("//t:titleStmt/t:title[@type='main']")


def record_id(page: Page) -> tuple[object, object]:
    path = "//t:biblStruct[@type='copyText']//t:idno[@type='wilsonCenterRecordID']"
    return given(page.facts["record_id"]), page.read(path)


def document_date(page: Page) -> tuple[object, object]:
    path = "//t:biblStruct[@type='copyText']//t:date[@type='record']/@when"
    return given(page.facts["document_date"]), page.read(path)


def uploaded(page: Page) -> tuple[object, object]:
    path = "//t:biblStruct[@type='copyText']//t:date[@type='uploaded']/@when"
    return given(page.facts["uploaded"]), page.read(path)


def telegram_number(page: Page) -> tuple[object, object]:
    return given(page.facts["telegram_number"]), page.read(f"{MESSAGE}/@n")


def reference_numbers(page: Page) -> tuple[object, object]:
    """The telegram's other numbers; one may stand in header and text."""
    path = f"//t:idno[{' or '.join(f'@type={kind!r}' for kind in OWN_NUMBERS)}]"
    return set(page.facts["reference_numbers"]), set(page.read(path))


def senders(page: Page) -> tuple[object, object]:
    return page.facts["senders"], page.read(SENT + NAMES)


def via(page: Page) -> tuple[object, object]:
    return page.facts["via"], page.read(ACTION.format("transmitted", "intermediary") + NAMES)


def addressees(page: Page) -> tuple[object, object]:
    """An ambassador and the place where he is, embassies and their places: persons, bodies and places of one action."""
    action = ACTION.format("received", "to")
    return words(page.facts["addressees"]), words(page.read(f"{action}{NAMES} | {action}/t:placeName"))


def ultimate_addressees(page: Page) -> tuple[object, object]:
    return page.facts["ultimate_addressees"], page.read(ACTION.format("received", "ultimate") + NAMES)


def place_from(page: Page) -> tuple[object, object]:
    return given(page.facts["place_from"]), page.read(f"{SENT}/t:placeName")


def place_to(page: Page) -> tuple[object, object]:
    """The place of the addressee or of the station; where several addressees have theirs, no single one is stated."""
    path = f"{MESSAGE}/t:correspAction[@subtype='to' or @subtype='station']/t:placeName"
    several = len(page.facts["addressees"]) > 1
    return given(page.facts["place_to"]), [] if several else page.read(path)


def sent(page: Page) -> tuple[object, object]:
    return to_the_second(page.facts["sent"]), page.read(f"{SENT}/t:date/@when")


def received(page: Page) -> tuple[object, object]:
    return to_the_second(page.facts["received"]), page.read(ACTION.format("received", "station") + "/t:date/@when")


def other_times(page: Page) -> tuple[object, object]:
    """A time on the way is an action with its clerk; that of a decision, a form's date, a report stands in the text."""
    expected, found = [], []
    way = f"{MESSAGE}/t:correspAction[@type='transmitted']"
    for label, moment in page.facts["other_times"]:
        clerk = label.partition(" by ")[2]
        elsewhere = label.startswith(("decision", "message received", "Date field"))
        if elsewhere:
            path = f"//t:text//*[self::t:date or self::t:time][starts-with(@when, '{moment}')]/@when"
        else:
            path = f"{way}[starts-with(t:date/@when, '{moment}')]" + (f"[t:persName='{clerk}']" if clerk else "")
        expected.append((label, True))
        found.append((label, bool(page.read(path))))
    events = {moment for label, moment in page.facts["other_times"] if "T" in moment}
    return (expected, events), (found, {moment[:16] for moment in page.read(f"{way}/t:date/@when")})


def signature_date(page: Page) -> tuple[object, object]:
    """The date beside or under the signature, where the office's notes may have come between."""
    path = f"//t:text//t:date[ancestor::t:closer or {AFTER}][not(ancestor::t:seg[@type='service'])]/@when"
    found = sorted({moment[:10] for moment in page.read(path)})
    # Clerks' notes under the signature bear dates of their own; those are other_times.
    others = {moment[:10] for _, moment in page.facts["other_times"]}
    expected = given(page.facts["signature_date"])
    return expected, [day for day in found if day in expected or day not in others]


def classification(page: Page) -> tuple[object, object]:
    path = "//t:text//t:seg[@type='secrecy' or @type='instruction']"
    return [mark.rstrip(".") for mark in page.facts["classification"]], [mark.rstrip(".") for mark in page.read(path)]


def urgency(page: Page) -> tuple[object, object]:
    """`MOLNIYA EH` is the mark MOLNIYA with the routing letters beside it."""
    found = page.read("//t:text//t:seg[@type='urgency']")
    expected: list[str] = page.facts["urgency"]
    return len(expected), sum(mark.startswith(tuple(expected)) if expected else 1 for mark in found)


def distribution(page: Page) -> tuple[object, object]:
    path = ACTION.format("received", "copy")
    names = [page.read(f"{path}[{number}]{NAMES}") for number in range(1, len(page.read(path)) + 1)]
    counts = page.read(f"{path}/t:note[@type='copies']/t:num[@type='copies']/@value")
    found = Counter((" ".join(name), int(count)) for name, count in zip(names, counts, strict=True))
    return Counter(copies(printed) for printed in page.facts["copies"]), found


def archive_refs(page: Page) -> tuple[object, object]:
    """Witness by witness: the archive, and the parts that the citation gives, no others."""
    shelfmark = "//t:witness[{}]/t:msDesc/t:msIdentifier/t:idno[@type='shelfmark']"
    expected, found = [], []
    for number, reference in enumerate(page.facts["archive_refs"], start=1):
        parts = ("fond", "opis", "delo", "papka", "listy", *(("file",) if "file" in reference else ()))
        expected.append({part: given(reference[part]) for part in parts})
        idno = shelfmark.format(number)
        found.append({part: page.read(f"{idno}/t:idno[@type='{part}']") for part in parts})
        identifier = f"//t:witness[{number}]/t:msDesc/t:msIdentifier"
        names = page.read(f"{identifier}/t:repository") + page.read(f"{identifier}/t:settlement")
        wanted = reference.get("repository_full", reference["repository"])
        assert reference["repository"] in names[0].replace(" ", "")
        assert all(name in wanted or wanted.replace(" ", "") == name.replace(" ", "") for name in names[:1]), names
        assert reference.get("shelfmark", "") in " ".join(page.read(idno))
    return (len(expected), expected), (len(page.read("//t:witness")), found)


def source_notes(page: Page) -> tuple[object, object]:
    """Statements begin as the facts do; the facts sum up a story, of which the names are asked for."""
    notes = page.read("//t:note[@type='provenance']")
    expected: list[str] = page.facts["source_notes"]
    told = [fact if fact.lower().startswith(("translated", "obtained")) else "" for fact in expected]
    found = [fact for fact in told if any(fact in note for note in notes)]
    if "" in told:
        names = re.findall(r"[A-Z][\w-]+(?: [A-Z][\w-]+)*|\d{4}", "".join(set(expected) - set(told)))
        assert all(name in " ".join(notes) for name in names if name != "South Korean Embassy"), names
    return (told, bool(told)), (found, bool(notes))


def language_stated(page: Page) -> tuple[object, object]:
    return given(page.facts["language_stated"]), page.read("//t:notesStmt/t:note[@type='language']")


def type_stated(page: Page) -> tuple[object, object]:
    return given(page.facts["type_stated"]), page.read("//t:notesStmt/t:note[@type='recordType']")


def credit(page: Page) -> tuple[object, object]:
    return given(page.facts["credit"]), page.read("//t:titleStmt/t:funder")


def rights_kind(page: Page) -> tuple[object, object]:
    """A specimen may be cut off above the notice that its reader still saw."""
    kind = page.facts["rights_kind"]
    given_here = kind and "welcomes reuse" in (SPECIMENS / page.facts["file"]).read_text("utf-8")
    return ["restricted" if given_here else "unknown"], page.read("//t:availability[@n='text']/@status")


def body_paragraphs(page: Page) -> tuple[object, object]:
    return page.facts["body_paragraphs"], len(page.read(f"//t:text//t:p[not({AFTER})]"))


def abstract_first5(page: Page) -> tuple[object, object]:
    abstract = " ".join(page.read("//t:profileDesc/t:abstract"))
    return page.facts["abstract_first5"], " ".join(abstract.split()[:5])


def replies_to(page: Page) -> tuple[object, object]:
    found = page.read(f"{MESSAGE}/t:correspContext/t:ref[@type='replyTo']")
    expected: list[str] = page.facts.get("replies_to", [])
    numbers = [number for number in expected if any(number in reference for reference in found)]
    return (expected, bool(expected)), (numbers, bool(found) if "replies_to" in page.facts else False)


FACTS: dict[str, Callable[[Page], tuple[object, object]]] = {
    "record_id": record_id,
    "title": title,
    "document_date": document_date,
    "telegram_number": telegram_number,
    "reference_numbers": reference_numbers,
    "senders": senders,
    "via": via,
    "addressees": addressees,
    "ultimate_addressees": ultimate_addressees,
    "place_from": place_from,
    "place_to": place_to,
    "sent": sent,
    "received": received,
    "other_times": other_times,
    "signature_date": signature_date,
    "classification": classification,
    "urgency": urgency,
    "copies": distribution,
    "archive_refs": archive_refs,
    "source_notes": source_notes,
    "language_stated": language_stated,
    "type_stated": type_stated,
    "uploaded": uploaded,
    "credit": credit,
    "rights_kind": rights_kind,
    "body_paragraphs": body_paragraphs,
    "abstract_first5": abstract_first5,
    "replies_to": replies_to,
}
# What a record says about the page or the reading of it: the tests of the frame and of the dialects use it.
ABOUT = {"file", "set", "record_id_source", "traps"}


def cases() -> list[Any]:
    found = []
    for record in RECORDS:
        page = Path(record["file"]).stem
        for fact in FACTS:
            if fact in record:
                found.append(pytest.param(record, fact, id=f"{page}-{fact}"))
    return found


@pytest.mark.parametrize(("record", "fact"), cases())
def test_fact(record: dict[str, Any], fact: str) -> None:
    expected, found = FACTS[fact](Page(record, converted(record["file"]).content))
    assert found == expected


def test_every_fact_of_the_list_is_read() -> None:
    assert {fact for record in RECORDS for fact in record} - ABOUT == set(FACTS)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_is_accounted_for(path: Path) -> None:
    source = path.read_text("utf-8").split("\n")
    encoded = converted(path.name)
    lines = {number: " ".join(text.split()) for number, text in enumerate(source, start=1) if text.strip()}
    parts: dict[int, list[str]] = {}
    for fate in encoded.lines:
        parts.setdefault(fate.line, []).append(fate.text)
    assert {line: " ".join(texts) for line, texts in parts.items()} == lines
    assert [fate for fate in encoded.lines if not fate.rule or bool(fate.target) == (fate.fate is Fate.DROPPED)] == []
    assert encoded.faithful


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_valid_against_the_profile(path: Path) -> None:
    found = check_document(converted(path.name).content, f"t{path.stem}.xml", ValidationContext())
    assert [f"{one.rule}: {one.message}" for one in found if one.severity is Severity.ERROR] == []


def test_valid_against_tei_all(tmp_path: Path) -> None:
    schema = SHARED / "tei" / "tei_all.rng"
    if not schema.is_file():
        pytest.skip("the newest tei_all is not beside the project")
    files = [tmp_path / f"{path.stem}.xml" for path in PAGES]
    for path, file in zip(PAGES, files, strict=True):
        file.write_bytes(converted(path.name).content)
    assert not_tei(schema, files) == ""
