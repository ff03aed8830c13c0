"""The facsimiles of telegrams as manifests of IIIF Presentation 3, <https://iiif.io/api/presentation/3.0/>.

A manifest has the images that the telegram's page shows: those on hosts that the settings name. A canvas has a size, so
a manifest is made where the TEI file, or the address of the image, says how large all of them are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from lxml import etree

from tei_edition.catalogue import safe_name
from tei_edition.publish.description import Dating, Description
from tei_edition.publish.labels import page_labels, words
from tei_edition.publish.site import Site, absolute, manifest_path, page_path, tei_path
from tei_edition.tei.facsimile import Image, images

COLLECTION = "iiif/collection.json"
PAGE = 500
"""So many manifests a file of a collection lists."""
_CONTEXT = "http://iiif.io/api/presentation/3/context.json"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORMATS = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
_FORMATS |= {
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "jp2": "image/jp2",
    "avif": "image/avif",
    "svg": "image/svg+xml",
}


def manifest(telegram: Description, root: etree._Element, site: Site) -> dict[str, bytes]:
    """The manifest of a telegram {path: bytes}; nothing where its page shows no image, or the size of one is unknown.

    `root` is the document as it is published.
    """
    shown = images(root, site.image_hosts)
    if not shown or not all(one.canvas for one in shown):
        return {}
    path = manifest_path(telegram.id)
    language = root.get(_LANG) or "none"
    label = _text(language, telegram.title)
    rights = [_plain(one) for one in telegram.rights]
    word = words(site)
    told: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": absolute(path, site),
        "type": "Manifest",
        "label": label,
        "summary": _text(language, _plain(telegram.abstract)) if telegram.abstract else None,
        "metadata": list(_metadata(telegram, site)),
        "requiredStatement": {"label": _text(_spoken(site), word["rights"]), "value": {"none": rights}}
        if rights
        else 0,
        "navDate": _moment(telegram.sent),
        "homepage": [_linked(absolute(page_path(telegram.id), site), "Text", label, "text/html")],
        "seeAlso": [_linked(absolute(tei_path(telegram.id), site), "Dataset", label, "application/tei+xml")],
        "partOf": [{"id": absolute(COLLECTION, site), "type": "Collection", "label": _text("none", site.title)}],
        "items": [_canvas(one, number, telegram.id, site) for number, one in enumerate(shown, 1)],
    }
    return {path: _json({key: value for key, value in told.items() if value})}


def collection(manifests: Iterable[tuple[str, str]], number: int, site: Site) -> Iterator[tuple[str, bytes]]:
    """The collection of all manifests, told by the ids and titles of their telegrams, of which there are `number`;
    above `PAGE` in parts."""
    parts = -(-number // PAGE)
    top = {"id": absolute(COLLECTION, site), "type": "Collection", "label": _text("none", site.title)}
    remaining = iter(manifests)
    items = []
    for part in range(1, parts + 1):
        held = [
            {"id": absolute(manifest_path(name), site), "type": "Manifest", "label": _text("none", title)}
            for name, title in islice(remaining, PAGE)
        ]
        if parts == 1:
            items = held
            break
        path = f"iiif/collection-{part}.json"
        first, last = (part - 1) * PAGE + 1, (part - 1) * PAGE + len(held)
        head = {
            "id": absolute(path, site),
            "type": "Collection",
            "label": _text("none", f"{site.title}, {first}–{last}"),
        }
        items.append(head)
        yield path, _json({"@context": _CONTEXT, **head, "partOf": [top], "items": held})
    yield COLLECTION, _json({"@context": _CONTEXT, **top, "items": items})


def _canvas(image: Image, number: int, name: str, site: Site) -> dict[str, Any]:
    assert image.canvas is not None
    # An address of a canvas has no fragment; nothing needs to be there.
    canvas = absolute(f"iiif/canvas/{safe_name(name)}/{image.id or number}", site)
    body: dict[str, Any] = {"id": image.url, "type": "Image"}
    if kind := _FORMATS.get(image.url.partition("?")[0].rpartition(".")[2].lower()):
        body["format"] = kind
    if image.size:
        body |= image.size._asdict()
    painting = {
        "id": f"{canvas}/image",
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": canvas,
    }
    return {
        "id": canvas,
        "type": "Canvas",
        "label": _text("none", image.name or str(number)),
        **image.canvas._asdict(),
        "items": [{"id": f"{canvas}/page", "type": "AnnotationPage", "items": [painting]}],
    }


def _metadata(telegram: Description, site: Site) -> Iterator[dict[str, Any]]:
    sent = telegram.sent or Dating()
    kept = [", ".join(filter(None, (one.repository.shown, one.shelfmark))) for one in telegram.witnesses]
    word = words(site)
    for key, values in (
        ("fact.from", [one.shown for one in telegram.senders]),
        ("fact.to", [one.shown for one in telegram.addressees]),
        ("fact.author", [one.shown for one in telegram.authors]),
        ("fact.sent", [sent.when or sent.printed]),
        ("witnesses", kept),
    ):
        if shown := [_plain(one) for one in values if one]:
            yield {"label": _text(_spoken(site), word[key]), "value": {"none": shown}}


def _linked(url: str, kind: str, label: dict[str, list[str]], form: str) -> dict[str, Any]:
    return {"id": url, "type": kind, "label": label, "format": form}


def _moment(sent: Dating | None) -> str:
    """The day of a certain date as the format writes it: with a time, which means nothing."""
    day = sent.when.partition("T")[0] if sent else ""
    return f"{day}T00:00:00Z" if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day) else ""


def _plain(text: str) -> str:
    """A text that no viewer takes for HTML: what begins with < and ends with > would be, unless a blank follows."""
    return f"{text} " if text.startswith("<") and text.endswith(">") else text


def _text(language: str, text: str) -> dict[str, list[str]]:
    return {language: [text]}


def _spoken(site: Site) -> str:
    return page_labels(site.language)[0]


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False) + "\n").encode("utf-8", "replace")
