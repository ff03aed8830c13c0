"""An edition's own elements of the page design: a file that defines functions, and reaches for nothing."""

from __future__ import annotations

import re

from tei_edition.edition import Edition, read_content
from tei_edition.errors import EditionError

# What could bring in another file or a package, or make code of text; `std` has all of them under names that can be
# put together.
_REFUSED = re.compile(r"\b(import|include|eval|read|plugin|json|yaml|toml|xml|csv|cbor|image|bibliography|std)\b")


def read_template(edition: Edition) -> bytes:
    """The template that `[print]` names, b"" where it names none.

    Raises EditionError, with the line, if it cannot be read or would reach for files, packages or code from text.
    """
    path = edition.template
    if path is None:
        return b""
    content = read_content(path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = 1 + content[: error.start].count(b"\n")
        raise _refused(path.as_posix(), line, "the template is not UTF-8", "Save the file as UTF-8.") from None
    # In comments, too: where one begins, only Typst knows.
    if found := _REFUSED.search(text):
        line = 1 + text[: found.start()].count("\n")
        help_ = "A template defines functions for elements; it loads no files and no packages. Leave the word out."
        raise _refused(path.as_posix(), line, f"the template uses '{found[0]}'", help_)
    return content


def _refused(file: str, line: int, message: str, help_: str) -> EditionError:
    return EditionError(message, help_, rule="print-template-refused", file=file, line=line)
