"""The lines of a telegram form, one by one: heading, marks, numbers, address, salutation, signature, date line.

Each function answers what a line is, or None; none of them looks at its neighbours.
"""

from tei_edition.source.form.addresses import (
    Address,
    address,
    continued_address,
    conveyed_to,
    copied_to,
    run_in_address,
    sender,
)
from tei_edition.source.form.common import NUMBER_SIGN
from tei_edition.source.form.headings import Heading, find_numbers, heading, number_before_date, number_line
from tei_edition.source.form.marking import marks, split_marks
from tei_edition.source.form.references import (
    MessageReference,
    find_references,
    opening_number,
    read_reference,
    reference,
)
from tei_edition.source.form.salutations import Salutation, is_closing, salutation
from tei_edition.source.form.signatures import Signature, dateline, signature

__all__ = [
    "NUMBER_SIGN",
    "Address",
    "Heading",
    "MessageReference",
    "Salutation",
    "Signature",
    "address",
    "continued_address",
    "conveyed_to",
    "copied_to",
    "dateline",
    "find_numbers",
    "find_references",
    "heading",
    "is_closing",
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
