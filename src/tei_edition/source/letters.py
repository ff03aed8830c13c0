"""Capitals, which Python's regular expressions cannot name: for names of every Latin and Cyrillic alphabet."""

from __future__ import annotations

CAPITALS = "".join(letter for letter in map(chr, range(0x530)) if letter.isupper())
"""The content of a character class, `[{CAPITALS}]`: A to Ž, Ș, Α, А to Я and their like."""
