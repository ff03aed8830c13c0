"""The messages of a document as indexes of correspondence list them (CMIF): one sending, one reception; and what else
their description tells, which such an index cannot carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tei_edition.catalogue.mentions import authority_key, form_of

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_CATALOGUE = "urn:tei-edition:catalogue"
_PARTIES = {
    f"{_TEI}{name}": kind for name, kind in {"persName": "person", "orgName": "org", "rs": "", "name": ""}.items()
}
_DATES = ("when", "from", "to", "notBefore", "notAfter")


def messages(header: etree._Element) -> Iterator[tuple[str, str, str, str]]:
    """Kind, key, order and XML of facts: a `message` for each one that is described, and `uncarried` for each kind of
    thing (`received/copy`, `hour` …) that is told of it besides."""
    described = header.findall(f"{_TEI}profileDesc/{_TEI}correspDesc")
    for number, message in enumerate(described):
        actions = message.findall(f"{_TEI}correspAction")
        sent = [one for one in actions if one.get("type") == "sent"][:1]
        received = [one for one in actions if one.get("type") == "received" and one.get("subtype", "to") == "to"]
        received = received or [one for one in actions if one.get("subtype") == "ultimate"]
        element = etree.Element(f"{{{_CATALOGUE}}}message", nsmap={None: _CATALOGUE})  # type: ignore[dict-item]
        own = message.get(_ID, "")
        if own:
            element.set("id", own)
        if number == 0:
            element.set("first", "")
        created = header.findall(f"{_TEI}profileDesc/{_TEI}creation") if number == 0 else []
        for kind, held in (("sent", sent), ("received", received)):
            _add(element, kind, held, created if kind == "sent" else [])
        yield "message", "", f"{number:03}", etree.tostring(element, encoding="unicode")
        for what, count in _uncarried(message, actions, [*sent, *received]).items():
            told = etree.Element("uncarried", number=str(count), message=own)
            yield "uncarried", what, "", etree.tostring(told, encoding="unicode")
    if not described:
        yield "uncarried", "message not described", "", '<uncarried number="1"/>'


def _add(message: etree._Element, kind: str, actions: list[etree._Element], created: list[etree._Element]) -> None:
    holder = etree.SubElement(message, f"{{{_CATALOGUE}}}{kind}")
    for child in (child for action in actions for child in action):
        place = child.tag == f"{_TEI}placeName"
        named = (child.tag in _PARTIES and child.get("type") != "callsign") or place
        if named and (text := form_of(child)):
            ref = (child.get("ref", "").split() or [""])[0]
            given = {"kind": "place" if place else _PARTIES[str(child.tag)], "key": authority_key(ref)}
            given["ref"] = ref if ref.startswith(("https://", "http://")) else ""
            element = etree.SubElement(holder, f"{{{_CATALOGUE}}}name")
            element.text = text
            for name, value in given.items():
                if value:
                    element.set(name, value)
    date = next((one for action in [*actions, *created] for one in action.iterchildren(f"{_TEI}date")), None)
    for name in _DATES if date is not None else ():
        if date is not None and (value := date.get(name, "").strip()):
            holder.set(name, value)


def _uncarried(message: etree._Element, actions: list[etree._Element], carried: list[etree._Element]) -> Counter[str]:
    found: Counter[str] = Counter()
    for action in actions:
        if action not in carried:
            kind = "/".join(filter(None, (action.get("type"), action.get("subtype"))))
            found[kind] += max(1, sum(one.tag in _PARTIES for one in action))
            continue
        dates = action.findall(f"{_TEI}date")
        found["hour"] += sum(any("T" in one.get(name, "") for name in _DATES) for one in dates)
        found["further date"] += max(0, len(dates) - 1)
        found["callsign"] += len(action.findall(f"{_TEI}name[@type='callsign']"))
        found["note"] += len(action.findall(f"{_TEI}note"))
        found["certainty"] += sum("cert" in one.attrib or "evidence" in one.attrib for one in action)
    found["number"] += "n" in message.attrib
    found["relation"] += len(message.findall(f"{_TEI}correspContext/{_TEI}ref"))
    found["note"] += len(message.findall(f"{_TEI}note"))
    return +found
