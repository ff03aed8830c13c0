"""The volume as LaTeX, from the same print model as the PDF. Values in, values out."""

from __future__ import annotations

from tei_edition.publish.recipe import recipe
from tei_edition.resources import stylesheet
from tei_edition.saxon import compiled

_STYLESHEET = "print/latex.xsl"


def latex(model: bytes) -> bytes:
    """A document for XeLaTeX and reledmac: same model, same bytes. Raises StylesheetError."""
    return compiled(stylesheet(_STYLESHEET)).outputs(model)["tex"].encode("utf-8")


def latex_recipe() -> bytes:
    """The digest of what makes the document."""
    return recipe(stylesheet(_STYLESHEET), {})
