"""Imports go one way, and engines are imported at one place each."""

from __future__ import annotations

import ast
from pathlib import Path

# The levels of the house, lowest first. Names on one level do not import each other.
LEVELS = (
    {"characters", "edits", "filenames", "lazy", "markup", "parsing", "reading_text", "regular", "values"},
    {"errors", "diagnostics", "model", "version"},
    {"source", "tei", "resources", "rules"},
    {"saxon", "authority", "catalogue", "interchange"},
    {"edition"},
    {"comparison", "validate", "publish", "linking", "scaffold"},
    {"pipeline", "report"},
    {"cli"},
    {"__init__", "__main__"},
)
LEVEL = {name: height for height, names in enumerate(LEVELS) for name in names}

# What only these modules, or modules of these packages, may import.
ENGINES = {
    "saxonche": ("saxon",),
    "typst": ("publish.typst",),
    "pagefind": ("publish.search.pagefind",),
    "typer": ("cli",),
    "distributed": ("pipeline.connection", "pipeline.cluster"),
    "fsspec": ("pipeline.remote",),
    "rich": ("cli", "report.text"),
    "ahocorasick": ("authority.gazetteer",),
    "elementpath": ("validate.relaxng",),
    "re2": ("validate.relaxng",),
    "iuliia": ("authority.transliteration",),
}

SOURCES = Path(__file__).resolve().parent.parent / "src" / "tei_edition"


def imported_modules(code: str, package: str) -> set[str]:
    """The absolute names of all modules that `code`, a module in `package`, imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base] if base else parents)
            found.add(base)
            if base == "tei_edition":
                found.update(f"{base}.{alias.name}" for alias in node.names)
    return found


def wrong_arrows(module: str, code: str) -> list[str]:
    """What is wrong with the imports of `module` (its name below tei_edition, such as `publish.html`)."""
    own = module.split(".")[0]
    package = ".".join(["tei_edition", *module.split(".")[:-1]])
    wrong = []
    for name in sorted(imported_modules(code, package)):
        top, _, rest = name.partition(".")
        allowed = ENGINES.get(top, (own,))
        if not any(f"{module}.".startswith(f"{place}.") for place in allowed):
            wrong.append(f"{module} imports {name}, which is for {' and '.join(allowed)} alone")
        if top != "tei_edition" or not rest:
            continue
        other = rest.split(".")[0]
        if other == own or other.startswith("__"):
            continue
        if other not in LEVEL:
            wrong.append(f"{module} imports {name}, which has no level; give it one in {Path(__file__).name}")
        elif LEVEL[other] >= LEVEL[own] and other != own:
            wrong.append(f"{module} imports {name}, which is not below it")
    return wrong


def modules() -> dict[str, str]:
    """The code of every module, by its name below tei_edition."""
    found = {}
    for path in sorted(SOURCES.rglob("*.py")):
        parts = list(path.relative_to(SOURCES).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        found[f"{name}.__init__" if path.name == "__init__.py" and len(parts) > 1 else name] = path.read_text("utf-8")
    return found


def test_every_module_has_a_level() -> None:
    assert {name.split(".")[0] for name in modules()} <= set(LEVEL)


def test_imports_go_one_way() -> None:
    wrong = [arrow for name, code in modules().items() for arrow in wrong_arrows(name, code)]
    assert not wrong, "\n".join(wrong)


def test_planted_violations_are_found() -> None:
    assert wrong_arrows("source.page", "from tei_edition.pipeline import convert")
    assert wrong_arrows("source.page", "def f():\n    import tei_edition.tei.build")
    assert wrong_arrows("publish.html", "from tei_edition.validate import check_document")
    assert wrong_arrows("model", "from . import diagnostics")
    assert wrong_arrows("model", "import tei_edition.errors")
    assert wrong_arrows("publish.html", "from ..cli import main")
    assert wrong_arrows("publish.html", "import saxonche")
    assert wrong_arrows("pipeline.build", "from rich import print")
    assert not wrong_arrows("publish.html", "from tei_edition.publish.site import Site\nimport re")
    assert not wrong_arrows("publish.typst", "import typst")
