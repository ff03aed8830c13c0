"""What the readers of form lines share."""

from __future__ import annotations

NUMBER_SIGN = r"(?:No[s.]?\.?|N[º°]|№№?|\#|nr\.?|Numbers?|N)"
NUMBER = r"[\w./-]*\d[\w./-]*"
LONGEST = 200
"""A line of the form is never longer; a paragraph that is, need not be tried."""
