"""What Typst does not write into a PDF's metadata: rights and identifiers (XMP, Dublin Core)."""

from __future__ import annotations

import io
from collections.abc import Sequence

_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"


def with_metadata(pdf: bytes, licence: str, address: str, identifiers: Sequence[str]) -> bytes:
    """The PDF with `dc:rights`, the address of its licence, and `dc:identifier`; the same PDF where none are given."""
    if not (licence or address or identifiers):
        return pdf
    import pikepdf  # here, since builds without PDF do without it

    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata.register_xml_namespace(_RIGHTS, "xmpRights")
            if licence or address:
                metadata["dc:rights"] = ", ".join(part for part in (licence, address) if part)
            if address:
                metadata["xmpRights:WebStatement"] = address
            if identifiers:
                # Of several, the first is the one that counts.
                metadata["dc:identifier"] = identifiers[0]
        made = io.BytesIO()
        document.save(
            made,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            fix_metadata_version=False,
        )
    return made.getvalue()
