# ruff: noqa: E501 - lines of XML
"""LaTeX: what XeLaTeX makes of it, two apparatus series, no text that becomes a command."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import tei_edition
from tei_edition.publish.latex import latex
from tei_edition.publish.print import Volume, print_part
from tei_edition.publish.print_model import print_model

ROOT = Path(__file__).resolve().parent.parent
EDITION = ROOT / "editions" / "korean-war"
VOLUME = Volume("Telegrams", editors=("An Editor",), date=datetime.date(2026, 11, 23))
HOSTILE = (
    r"\input{/etc/passwd}",
    r"\write18{touch x}",
    "^^5cinput",
    "$x$ % # & _ ~ { }",
    "`quoted'' -- --- <<x>> ?` !`",
    "[optional]",
    r"\\[3pt]",
)
BODY = """<head>Head<note>on a head</note></head><p>[bracket] <choice><sic>teh</sic><corr>the</corr></choice> road is
<app><lem>open</lem><rdg wit="#B">shut</rdg></app><note>A note.</note> <pb n="65"/> <ref target="t2.xml">there</ref></p>
<list rend="numbered"><label>1.</label><item><p>point</p></item></list><table><row><cell>a</cell><cell>b</cell></row></table>
<floatingText type="letter"><body><p>inner</p><closer><signed>Name</signed></closer></body></floatingText>
<p xml:lang="ru">Шифртелеграмма</p><p>дом <ref target="https://example.org/a_b?c=%20&amp;d">web</ref></p>"""


def document(identifier: str, body: str) -> bytes:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{identifier}" xml:lang="en"><teiHeader><fileDesc>
        <titleStmt><title>Telegram {identifier}</title></titleStmt><publicationStmt><p/></publicationStmt>
        <sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
        <text xml:lang="en"><body><div type="telegram">{body}</div></body></text></TEI>""".encode()


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def written(*documents: bytes) -> str:
    return latex(print_model([print_part(one, VOLUME) for one in documents], VOLUME)).decode()


@cache
def rich() -> str:
    hostile = "".join(f"<p>{escaped(text)}</p>" for text in HOSTILE)
    return written(document("t1", BODY), document("t2", hostile))


def compiled(source: str, folder: Path) -> PdfReader:
    if not all(map(shutil.which, ("xelatex", "kpsewhich"))):
        pytest.skip("XeLaTeX is not installed")
    needed = ("reledmac.sty", "polyglossia.sty", "xeCJK.sty", "pzdr.tfm")
    if any(subprocess.run(["kpsewhich", name], capture_output=True, check=False).returncode for name in needed):
        pytest.skip(f"XeLaTeX lacks one of {needed}")
    (folder / "v.tex").write_text(source, "utf-8")
    for _ in range(2):
        command = ["xelatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "v.tex"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=200)
        assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-2000:]
    return PdfReader(folder / "v.pdf")


def test_xelatex_sets_every_feature_and_hostile_text(tmp_path: Path) -> None:
    text = "\n".join(page.extract_text() for page in compiled(rich(), tmp_path).pages)
    squeezed = re.sub(r"\s", "", text)
    for words in ("bracket", "road is", "point", "inner", "Шифртелеграмма", "A note.", "the", "shut"):
        assert words.replace(" ", "") in squeezed
    for words in HOSTILE:
        assert re.sub(r"\s", "", words) in squeezed, words
    assert "root:" not in text


def test_variants_and_notes_are_two_series() -> None:
    assert r"\Afootnote[nosep]{teh{]} the" in rich()
    assert r"\Bfootnote[nosep]{A note." in rich()
    assert rich().count(r"\pstart") == rich().count(r"\pend")


def test_the_same_model_gives_the_same_bytes() -> None:
    assert written(document("t1", BODY)) == written(document("t1", BODY))


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"), max_size=30))
def test_no_text_becomes_a_command(text: str) -> None:
    plain, given_text = written(document("t1", "<p>x</p>")), written(document("t1", f"<p>x{escaped(text)}</p>"))
    known = set(re.findall(r"\\[A-Za-z]+", plain)) | {
        r"\textbackslash",
        r"\textasciicircum",
        r"\textasciitilde",
        r"\textbar",
    }
    assert set(re.findall(r"\\[A-Za-z]+", given_text)) <= known
    # Braces balance, whatever the text has.
    bare = re.sub(r"\\[{}\\]", "", given_text)
    assert bare.count("{") == bare.count("}")


def test_the_example_edition(tmp_path: Path) -> None:
    result = tei_edition.build(EDITION, output=tmp_path, latex=True, date=datetime.date(2026, 11, 23))
    assert result.latex == tmp_path / "korean-war.tex"
    assert result.pdf is None
    source = result.latex.read_text("utf-8")
    assert r"\lemma{Visarrionovich}" in source
    text = "".join(page.extract_text() for page in compiled(source, tmp_path).pages)
    assert "antiaircraft artillery" in " ".join(text.split())


def test_what_is_struck_out_is_told_from_the_rest() -> None:
    body = '<p>We <del>will</del> <hi rend="line-through">may<note>A note.</note></hi> go.</p>'
    told = written(document("t1", body))
    assert "We {{[}{[}will{]}{]}} {{[}{[}may" in told
    assert "will" not in told.replace("{{[}{[}will{]}{]}}", "")
