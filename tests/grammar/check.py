"""What of a page's facts the TEI does not say, or says otherwise."""

from __future__ import annotations

from collections import Counter

from converting import strings

from grammar.facts import Facts
from grammar.page import Page

_MESSAGE = "//t:correspDesc[1]"
_ACTION = _MESSAGE + "/t:correspAction[@type='{}'][@subtype='{}']"
_SENT = f"{_MESSAGE}/t:correspAction[@type='sent']"
_NAMES = "/*[self::t:persName or self::t:orgName]"
_OUTSIDE = "[not(ancestor::t:div[@type='distribution' or @type='registration' or @type='officeNotes'])]"


def differences(page: Page, content: bytes) -> dict[str, tuple[object, object]]:
    """The facts that come out otherwise than they were put in: name → expected, found."""
    stated = page.facts

    def read(path: str) -> list[str]:
        return strings(content, path)

    def one(value: str) -> list[str]:
        return [value] if value else []

    moments = {kind: read(_ACTION.format("transmitted", kind) + "/t:date/@when") for kind in ("decipherment", "typing")}
    compared: dict[str, tuple[object, object]] = {
        "title": (one(stated.title), read("//t:titleStmt/t:title[@type='main']")),
        "page date": (one(stated.page_date), read("//t:biblStruct[@type='copyText']//t:date[@type='record']/@when")),
        "record id": (one(stated.record_id), read("//t:biblStruct//t:idno[@type='wilsonCenterRecordID']")),
        "record type": (one(stated.record_type), read("//t:notesStmt/t:note[@type='recordType']")),
        "uploaded": (one(stated.uploaded), read("//t:biblStruct//t:date[@type='uploaded']/@when")),
        "credit": (one(stated.credit), read("//t:titleStmt/t:funder")),
        "abstract": (one(stated.abstract), read("//t:profileDesc/t:abstract")),
        "number": (one(stated.number or stated.title_number), read(f"{_MESSAGE}/@n")),
        "senders": (list(stated.senders or stated.title_senders), read(_SENT + _NAMES)),
        "addressees": (_addressees(stated), read(_ACTION.format("received", "to") + _NAMES)),
        "ultimate": (list(stated.ultimate), read(_ACTION.format("received", "ultimate") + _NAMES)),
        "place from": (one(stated.place_from), read(f"{_SENT}/t:placeName")),
        "place to": (one(stated.place_to), read(_ACTION.format("received", "to") + "/t:placeName")),
        "sent": (one(stated.sent), read(f"{_SENT}/t:date/@when")),
        "received": (one(stated.received), read(_ACTION.format("received", "station") + "/t:date/@when")),
        "way": (sorted(stated.way), sorted((kind, when) for kind, found in moments.items() for when in found)),
        "clerks": (
            sorted(stated.clerks),
            sorted(read(f"{_MESSAGE}/t:correspAction[@subtype='decipherment' or @subtype='typing']/t:persName")),
        ),
        "copies": (Counter(stated.copies), _copies(read)),
        "own numbers": (set(stated.own_numbers), _numbers(content)),
        "references": (
            list(stated.references),
            [number for number in stated.references if any(number in ref for ref in read(f"{_MESSAGE}//t:ref"))],
        ),
        "secrecy": (list(stated.secrecy), read("//t:text//t:seg[@type='secrecy']")),
        "urgency": (list(stated.urgency), read("//t:text//t:seg[@type='urgency']")),
        "witnesses": ([(one.repository, one.parts) for one in stated.witnesses], _witnesses(content)),
        "statements": (
            list(stated.statements),
            [said for said in stated.statements if any(said in note for note in read("//t:note[@type='provenance']"))],
        ),
        "paragraphs": (stated.paragraphs, len(read(f"//t:text//t:p{_OUTSIDE}"))),
        "points": (stated.points, len(read("//t:text//t:list/t:item"))),
        "carried": (stated.opened, len(read("//t:text//t:floatingText"))),
        "correspondence": (stated.opened + 1, len(read("//t:correspDesc"))),
    }
    return {name: both for name, both in compared.items() if both[0] != both[1]}


def _addressees(stated: Facts) -> list[str]:
    return list(stated.addressees or (() if stated.ultimate else stated.title_addressees))


def _copies(read: object) -> Counter[tuple[str, int]]:
    assert callable(read)
    path = _ACTION.format("received", "copy")
    counts = read(f"{path}/t:note[@type='copies']/t:num/@value")
    names = [" ".join(read(f"{path}[{number}]{_NAMES}")) for number in range(1, len(counts) + 1)]
    return Counter((name, int(count)) for name, count in zip(names, counts, strict=True))


def _numbers(content: bytes) -> set[tuple[str, str]]:
    kinds = ("sender", "special", "incoming", "typing", "protocol")
    return {(kind, number) for kind in kinds for number in strings(content, f"//t:text//t:idno[@type='{kind}']")}


def _witnesses(content: bytes) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    found = []
    for number in range(1, len(strings(content, "//t:witness")) + 1):
        identifier = f"//t:witness[{number}]/t:msDesc/t:msIdentifier"
        idno = f"{identifier}/t:idno[@type='shelfmark']/t:idno"
        parts = tuple(zip(strings(content, f"{idno}/@type"), strings(content, idno), strict=True))
        found.append(("".join(strings(content, f"{identifier}/t:repository")).replace(" ", ""), parts))
    return found
