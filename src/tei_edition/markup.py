"""The mark-up of a well-formed document without DOCTYPE, as characters: where each tag, comment and section stands.

For what needs the places of things in a file, which trees forget.
"""

from __future__ import annotations

import re

MARKUP = re.compile(
    r"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|[^>\"'!?][^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>)", re.DOTALL
)
"""One mark-up; a tag's attribute values may hold `>`, nothing in a tag may hold `<`."""

NAME = re.compile(r"[^\s/>]+")
ATTRIBUTE = re.compile(r"([^\s=/<>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
CDATA = "<![CDATA["
LINE_END = re.compile("\r\n?|\n")
"""What XML takes for one; str.splitlines() knows more."""
