"""Rules on the header, each with breaks near those of its case and with what must stay silent."""

from pathlib import Path

import pytest
from test_rules import CONTEXT

from tei_edition.validate import check_document

CLEAN = (Path(__file__).parent / "cases" / "rules" / "pointer-dangling" / "pass.xml").read_text("utf-8")
LICENCE = '<licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence>'
NOTICE = 'status="restricted" source="#copytext"><p>All rights reserved.</p>'
AUTHOR = '<author ref="../authority.xml#p-shtykov">Shtykov</author>'


def rules(old: str, new: str) -> list[str]:
    """The rules that find something once `old`, which occurs, is `new`."""
    assert old in CLEAN
    return [found.rule for found in check_document(CLEAN.replace(old, new, 1).encode(), "tei/t1.xml", CONTEXT)]


@pytest.mark.parametrize(
    ("address", "words", "agrees"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International", True),
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", True),
        ("https://creativecommons.org/licenses/by/4.0/", "Available under a Creative Commons licence.", True),
        ("https://creativecommons.org/licenses/by/4.0/", "The usual licence of the house", True),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/de/", "CC BY-NC-SA 3.0 DE", True),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0", True),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "Creative Commons Zero (public domain dedication)", True),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0", True),
        ("https://opensource.org/licenses/MIT", "MIT licence", True),
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY-NC 4.0", False),
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 3.0", False),
        ("https://creativecommons.org/licenses/by/4.0/", "CC0", False),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "Creative Commons Attribution 4.0", False),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "Attribution-ShareAlike, CC 4.0", True),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/", "CC BY-NC-SA 4.0", False),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC BY 4.0", False),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "All rights reserved.", False),
        ("https://opensource.org/licenses/MIT", "CC BY 4.0", False),
        ("https://creativecommons.org/licenses/by/4.0/", "MIT", False),
    ],
)
def test_licences(address: str, words: str, agrees: bool) -> None:
    found = rules(LICENCE, f'<licence target="{address}">{words}</licence>')
    assert found == ([] if agrees else ["licence-disagrees"])


@pytest.mark.parametrize(
    ("status", "words", "found"),
    [
        ("unknown", "The source gives no notice of rights.", []),
        ("restricted", "The archive welcomes reuse of its materials.", []),
        ("restricted", "This work is licensed under CC BY-NC 4.0.", []),
        ("restricted", "The source gives no notice of rights.", ["rights-status-disagrees"]),
        ("unknown", "© 2011 The Archive", ["rights-status-disagrees"]),
        ("unknown", "CC BY 4.0", ["licence-without-notice"]),
        ("restricted", "All rights reserved; CC BY 4.0.", ["licence-without-notice"]),
    ],
)
def test_notices(status: str, words: str, found: list[str]) -> None:
    assert rules(NOTICE, f'status="{status}" source="#copytext"><p>{words}</p>') == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (AUTHOR, "<author>SHTYKOV</author>", ["author-not-linked"]),
        (AUTHOR, "<author>Terentii Shtykov</author>", ["author-not-linked"]),
        (AUTHOR, "<author>Kim</author>", ["author-not-sender"]),
        (AUTHOR, '<author ref="../authority.xml#p-kim">Shtykov</author>', ["author-not-sender"]),
        (AUTHOR, f"{AUTHOR}<author>Molotov</author>", ["author-not-sender"]),
        ('role="enclosure" ref="../authority.xml#p-kim">Kim', 'role="enclosure">Molotov', ["author-not-sender"]),
        # The writer of the letter is not the author of the telegram.
        ('role="enclosure" ref="../authority.xml#p-kim">Kim', 'role="enclosure">Shtykov', ["author-not-sender"]),
        ('n="encoding" status="free"', 'n="encoding" status="restricted"', ["licence-status-disagrees"]),
        ('n="encoding" status="free"', 'n="encoding"', []),
        ('<creation><date when="1950-01-31">', '<creation><date when="1950-01">', []),
        ('<creation><date when="1950-01-31">', '<creation><date when="1950-02">', ["creation-date-disagrees"]),
        ('<creation><date when="1950-01-31">', '<creation><date notBefore="1950-01-30" notAfter="1950-02-03">', []),
        ('<creation><date when="1950-01-31">', '<creation><date notAfter="1950-01-30">', ["creation-date-disagrees"]),
        ('type="record" when="1950-02-01"', 'type="record" when="1950-02-03"', ["dating-note-disagrees"]),
        ('<change when="2026-01-02"', '<change when="2026-01"', []),
        ('<change when="2026-01-02"', '<change when="2025"', ["changes-out-of-order"]),
        ('<change when="2026-01-02"', '<change notAfter="2026-01-03"', []),
    ],
)
def test_agreement_of_the_header(old: str, new: str, found: list[str]) -> None:
    assert [rule for rule in rules(old, new) if rule != "date-disagrees"] == found
