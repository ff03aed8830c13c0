"""Linking names: the names of TEI files to the entries of the edition's authority."""

from __future__ import annotations

from tei_edition.linking.linker import NOT_LINKED, Linked, UnknownName, link
from tei_edition.linking.unknown import NameCount, counted, suggested

__all__ = ["NOT_LINKED", "Linked", "NameCount", "UnknownName", "counted", "link", "suggested"]
