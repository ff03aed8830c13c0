"""The lines of a telegram form, one by one: heading, marks, numbers, address, salutation, signature, date line.

Each function answers what a line is, or None; none of them looks at its neighbours.
"""

from tei_edition.source.form.addresses import Address, address, copied_to, sender
from tei_edition.source.form.common import LONGEST, NUMBER_SIGN
from tei_edition.source.form.continued import continued_address, conveyed_to, run_in_address
from tei_edition.source.form.headings import (
    FILED,
    Heading,
    find_numbers,
    heading,
    heading_before,
    heading_from,
    number_before_date,
    number_line,
)
from tei_edition.source.form.marking import leading_marks, marks, split_marks
from tei_edition.source.form.references import (
    MessageReference,
    find_references,
    opening_number,
    read_reference,
    reference,
)
from tei_edition.source.form.salutations import Salutation, is_closing, is_greeting, salutation
from tei_edition.source.form.signatures import Dateline, Signature, body_signature, dateline, signature

__all__ = [
    "FILED",
    "LONGEST",
    "NUMBER_SIGN",
    "Address",
    "Dateline",
    "Heading",
    "MessageReference",
    "Salutation",
    "Signature",
    "address",
    "body_signature",
    "continued_address",
    "conveyed_to",
    "copied_to",
    "dateline",
    "find_numbers",
    "find_references",
    "heading",
    "heading_before",
    "heading_from",
    "is_closing",
    "is_greeting",
    "leading_marks",
    "marks",
    "number_before_date",
    "number_line",
    "opening_number",
    "read_reference",
    "reference",
    "run_in_address",
    "salutation",
    "sender",
    "signature",
    "split_marks",
]
