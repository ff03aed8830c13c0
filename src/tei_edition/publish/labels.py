"""The words of the site's interface, in its language."""

from __future__ import annotations

from functools import cache, lru_cache

from lxml import etree

from tei_edition.publish.overriding import own_labels
from tei_edition.publish.site import Site
from tei_edition.resources import languages, stylesheet

_LABELS = "urn:tei-edition:labels"


def labels(site: Site) -> bytes:
    """The labels of the interface, those that the edition's own module states before ours, as XML."""
    language, content = page_labels(site.language)
    return _with_own(content, site.look.xslt, language)


def words(site: Site) -> dict[str, str]:
    """The same labels by their keys."""
    return _words(labels(site))


@cache
def page_labels(language: str) -> tuple[str, bytes]:
    """The interface's language and labels: those asked for, else English."""
    primary = language.lower().partition("-")[0]
    known = primary if primary in languages() else "en"
    return known, stylesheet(f"labels/{known}.xml").read_bytes()


@lru_cache(maxsize=4)
def _words(content: bytes) -> dict[str, str]:
    found = etree.fromstring(content).iterchildren("{*}label")
    return {str(label.get("key")): label.text or "" for label in found}


@lru_cache(maxsize=4)
def _with_own(content: bytes, own: bytes, language: str) -> bytes:
    stated = own_labels(own, language)
    if not stated:
        return content
    root = etree.fromstring(content)
    for label in root.iterchildren("{*}label"):
        if (key := str(label.get("key"))) in stated:
            label.text = stated.pop(key)
    for key, text in stated.items():
        etree.SubElement(root, f"{{{_LABELS}}}label", key=key).text = text
    return etree.tostring(root, encoding="utf-8")
