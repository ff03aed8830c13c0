"""The papers that a volume can be printed on."""

from __future__ import annotations

PAPERS = {
    "a3": 297.0,
    "a4": 210.0,
    "a5": 148.0,
    "a6": 105.0,
    "iso-b4": 250.0,
    "iso-b5": 176.0,
    "jis-b4": 257.0,
    "jis-b5": 182.0,
    "us-letter": 215.9,
    "us-legal": 215.9,
    "us-tabloid": 279.4,
    "us-digest": 139.7,
    "us-trade": 152.4,
}
"""The papers by Typst's names, with their width in mm."""
_TEXT, _INNER = 0.63, 0.44  # of the width; of what is left beside the text


def text_area(paper: str, measure: float = 0) -> tuple[float, float, float]:
    """The width of the text, of the inner and of the outer margin, in mm.

    A text that is wider than the paper allows is as wide as may be.
    """
    width = PAPERS[paper]
    text = min(measure or round(width * _TEXT, 1), width - 40)
    inner = round((width - text) * _INNER, 1)
    return text, inner, round(width - text - inner, 1)
