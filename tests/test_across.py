"""Rules across the files of an edition, each caught by its case and silent otherwise; they run once per edition."""

from __future__ import annotations

from pathlib import Path

import pytest

import tei_edition
from tei_edition.diagnostics import Diagnostic, Severity

AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>
<publicationStmt><p>With the edition.</p></publicationStmt>
<sourceDesc><p>The telegrams.</p></sourceDesc></fileDesc></teiHeader>
<standOff><listPerson>
<person xml:id="p-a"><persName>Orlov</persName></person>
<person xml:id="p-b"><persName>Belov</persName></person>{more}
</listPerson></standOff></TEI>"""


def document(
    identifier: str,
    *,
    sent: str = "1950-03-02",
    number: str = "",
    record: str = "",
    sender: str = "p-a",
    context: str = "",
) -> str:
    """A telegram as short as the rules across files need it."""
    addressee = "p-b" if sender == "p-a" else "p-a"
    action = '<correspAction type="{}"{}><persName ref="../authority.xml#{}">X</persName>{}</correspAction>'
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{identifier}"><teiHeader><fileDesc>
<sourceDesc><biblStruct><analytic><idno type="recordID">{record}</idno></analytic></biblStruct></sourceDesc></fileDesc>
<profileDesc>
<correspDesc n="{number}">{action.format("sent", "", sender, f'<date when="{sent}"/>')}
{action.format("received", ' subtype="to"', addressee, "")}
<correspContext>{context}</correspContext></correspDesc></profileDesc></teiHeader></TEI>"""


def findings(folder: Path, documents: dict[str, str], *, more: str = "", path: str = "") -> list[Diagnostic]:
    """What the rules across files find in an edition of these documents."""
    (folder / "tei").mkdir()
    (folder / "edition.toml").write_text('[edition]\ntitle = "Two offices"\n', "utf-8")
    (folder / "authority.xml").write_text(AUTHORITY.format(more=more), "utf-8")
    for name, content in documents.items():
        (folder / "tei" / f"{name}.xml").write_text(content, "utf-8")
    rules = [
        "authority-entry-unused", "document-id-doubled", "file-name-reserved", "file-names-clash", "record-doubled",
        "relation", "reply-unlinked",
        "telegram-number-doubled",
    ]  # fmt: skip
    return tei_edition.validate(folder / path, select=rules)


NEXT, PREV = '<ref type="next" target="t2.xml"/>', '<ref type="prev" target="t1.xml#x"/>'
REPLY, REPLY_TO = '<ref type="reply" target="./t2.xml"/>', '<ref type="replyTo" target="t1.xml">No. 7</ref>'


@pytest.mark.parametrize(
    "documents",
    [
        {"t1": document("t1", context=NEXT), "t2": document("t2", context=PREV)},
        {"t1": document("t1", context=REPLY), "t2": document("t2", sender="p-b", sent="1950-03-03", context=REPLY_TO)},
        {"t1": document("t1", context='<ref type="mentions" target="t2.xml"/>'), "t2": document("t2")},
        {"t1": document("t1", context='<ref type="next" target="https://example.org/t2.xml"/>'), "t2": document("t2")},
        {"t1": document("t1", number="7"), "t2": document("t2", number="7", sent="1951-03-02")},
        {"t1": document("t1", number="7"), "t2": document("t2", number="7", sender="p-b")},
        {"t1": document("t1", sent="1950-03-02T10:00:00Z", context=NEXT),
         "t2": document("t2", sent="1950-03-02T09:00:00", context=PREV)},
    ],
)  # fmt: skip
def test_silent(documents: dict[str, str], tmp_path: Path) -> None:
    assert findings(tmp_path, documents) == []


@pytest.mark.parametrize(
    ("documents", "rule", "severity", "file"),
    [
        ({"t1": document("t1"), "t2": document("t1")}, "document-id-doubled", "error", "t2"),
        ({"t1": document("t1", record="1"), "t2": document("t2", record="1")}, "record-doubled", "warning", "t2"),
        ({"t1": document("t1", number="7"), "t2": document("t2", number="7", sent="1950-12-31")},
         "telegram-number-doubled", "warning", "t2"),
        ({"t1": document("t1", context=NEXT), "t2": document("t2")}, "relation-not-reciprocal", "warning", "t1"),
        ({"t1": document("t1", context=NEXT), "t2": document("t2", context=PREV.replace("t1", "t3"))},
         "relation-not-reciprocal", "error", "t1"),
        ({"t1": document("t1"), "t2": document("t2", context=REPLY_TO)}, "relation-not-reciprocal", "warning", "t2"),
        ({"t1": document("t1", context=NEXT), "t2": document("t2", sent="1950-03-01", context=PREV)},
         "relation-out-of-order", "error", "t1"),
        ({"t1": document("t1", context=NEXT.replace("t2", "t1"))}, "relation-to-itself", "error", "t1"),
        ({"t1": document("t1", number="811"),
          "t2": document("t2", sender="p-b", context='<ref type="replyTo">Your No. 811</ref>')},
         "reply-unlinked", "warning", "t2"),
        ({"t1": document("t1"), "T1": document("T1")}, "file-names-clash", "error", "t1"),
        ({"té": document("té"), "te\u0301": document("te\u0301")}, "file-names-clash", "error", "té"),
        ({"Con": document("Con")}, "file-name-reserved", "error", "Con"),
        ({"lpt1.a": document("lpt1.a")}, "file-name-reserved", "error", "lpt1.a"),
    ],
)  # fmt: skip
def test_caught(documents: dict[str, str], rule: str, severity: str, file: str, tmp_path: Path) -> None:
    found = findings(tmp_path, documents)
    assert (rule, Severity(severity), f"{file}.xml") in [
        (one.rule, one.severity, Path(one.location.file).name) for one in found
    ]
    assert {one.rule for one in found} <= {rule, "relation-out-of-order"}


def test_place_is_that_of_the_ref(tmp_path: Path) -> None:
    content = document("t1", context=f"<!-- <ref> --> {NEXT}")
    (found,) = findings(tmp_path, {"t1": content, "t2": document("t2")})
    line = content.splitlines()[found.location.line - 1]
    assert line[found.location.column - 1 :].startswith(NEXT)


def test_unused_entries_are_told_once_and_only_of_whole_editions(tmp_path: Path) -> None:
    more = '<person xml:id="p-c"><persName>Vetrov</persName></person><person xml:id="p-d" sameAs="#p-a"/>'
    found = findings(tmp_path, {"t1": document("t1")}, more=more)
    assert [(one.rule, one.location.file.rpartition("/")[2]) for one in found] == [
        ("authority-entry-unused", "authority.xml"),
        ("authority-entry-unused", "authority.xml"),
    ]
    assert "Vetrov" in found[0].message
    assert tei_edition.validate(tmp_path / "tei" / "t1.xml", select=["authority-entry-unused"]) == []


def test_a_document_that_cannot_be_read_leaves_the_entries_alone(tmp_path: Path) -> None:
    more = '<person xml:id="p-c"><persName>Vetrov</persName></person>'
    found = findings(tmp_path, {"t1": document("t1"), "t2": "<TEI"}, more=more)
    assert [one.rule for one in found] == ["xml-not-well-formed"]
