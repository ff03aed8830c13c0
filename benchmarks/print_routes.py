"""The same volume by four routes: Typst (the toolkit's), Apache FOP, XeLaTeX, WeasyPrint. Seconds, memory, size.

    python benchmarks/print_routes.py --telegrams 100

All start from the print model, with footnotes, running heads, contents and registers with pages; the stylesheets of
the routes that the toolkit does not have are in routes/. A route whose program is missing is left out; WEASYPRINT
may name one that is not on the PATH.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from volume_pages import authority, telegram

HERE = Path(__file__).parent
_FONTS = "/usr/share/fonts/truetype/dejavu"
_FOP = f"""<fop version="1.0"><renderers><renderer mime="application/pdf"><fonts><directory>{_FONTS}</directory></fonts>
</renderer></renderers></fop>"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else "")
    parser.add_argument("--telegrams", type=int, default=100)
    parser.add_argument("--languages", default="en,ru", help="of en, ru, ko, zh; FOP sets no Korean and Chinese")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_model(place, given.telegrams, tuple(given.languages.split(",")))
        print(f"{'route':<12}{'seconds':>9}{'CPU':>7}{'MB':>7}{'PDF MB':>8}{'pages':>7}")
        for name, commands in routes(place).items():
            started = time.perf_counter()
            used = [run(command, place) for command in commands]
            took, peak, cpu = time.perf_counter() - started, max(one for one, _ in used), sum(one for _, one in used)
            made = place / f"{name}.pdf"
            print(
                f"{name:<12}{took:>9.1f}{cpu:>7.1f}{peak:>7}{made.stat().st_size / 1e6:>8.1f}{pages(made):>7}",
                flush=True,
            )


def write_model(place: Path, count: int, languages: tuple[str, ...]) -> None:
    """The print model, and what the other routes make of it: their transformation is not measured."""
    from tei_edition.publish.latex import latex
    from tei_edition.publish.print import Volume, print_part
    from tei_edition.publish.print_model import print_model
    from tei_edition.saxon import compiled

    volume = Volume("Benchmark", authority=authority().encode())
    parts = (print_part(telegram(number, languages).encode(), volume) for number in range(1, count + 1))
    model = print_model(parts, volume)
    (place / "typst.xml").write_bytes(model)
    (place / "xelatex.tex").write_bytes(latex(model))
    (place / "weasyprint.html").write_text(compiled(HERE / "routes/html.xsl").outputs(model)["out"], "utf-8")
    (place / "fop.fo").write_text(compiled(HERE / "routes/fo.xsl").outputs(model)["out"], "utf-8")
    (place / "fop.xml").write_text(_FOP, "utf-8")


def routes(place: Path) -> dict[str, list[list[str]]]:
    """The commands of the routes whose programs are there."""
    weasyprint = os.environ.get("WEASYPRINT", "weasyprint")
    typeset = (
        "from pathlib import Path; from tei_edition.publish.print import Volume, pdf;"
        "Path('typst.pdf').write_bytes(pdf(Path('typst.xml').read_bytes(), Volume('Benchmark')))"
    )
    latex = ["xelatex", "-interaction=batchmode", "-no-shell-escape", "xelatex.tex"]
    found = {
        "typst": [[sys.executable, "-c", typeset]],
        "fop": [["fop", "-q", "-c", "fop.xml", "fop.fo", "fop.pdf"]],
        "xelatex": [latex] * 3,
        "weasyprint": [[weasyprint, "-q", "weasyprint.html", "weasyprint.pdf"]],
    }
    return {name: commands for name, commands in found.items() if shutil.which(commands[0][0])}


def run(command: list[str], place: Path) -> tuple[int, float]:
    """Run a command in a folder; its peak memory in MB and its seconds of processor time."""
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=place, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
    if status and not command[0].endswith("xelatex"):  # which says so of any warning
        raise SystemExit(f"{command[0]} failed:\n{(place / 'log').read_text('utf-8', 'replace')[-2000:]}")
    return usage.ru_maxrss // 1024, usage.ru_utime + usage.ru_stime


def pages(made: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(made).pages)


if __name__ == "__main__":
    main()
