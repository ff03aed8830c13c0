"""Pages of an archive in the form of its sites' HTML, made from copied text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tei_edition.source.frame import Frame, read_frame
from tei_edition.source.lines import Line, read_lines

NOTICE = "This site uses cookies."


def frame_of(page: bytes) -> Frame:
    """A copied page taken apart; `facts` are still there."""
    return read_frame(read_lines(page))


def paragraphs(lines: Sequence[Line]) -> str:
    """The lines as a site's editor has them: paragraphs, breaks in them, and empty ones between."""
    made: list[str] = []
    for number, line in enumerate(lines):
        text = escape(line.text, quote=False)
        if number and line.gap == 0:
            made[-1] = made[-1].removesuffix("</p>") + f"<br />\n{text}</p>"
            continue
        if line.spaced:
            made.append("<p>&nbsp;</p>")
        made.append(f"<p>{text}</p>")
    return "\n".join(made)


def pills(label: str, values: Sequence[tuple[str, str]], kind: str = "pill-block", heading: str = "title") -> str:
    entries = "".join(
        f'<li class="pill"><a href="{link}"><i></i><div class="name"><span>{escape(name)}</span></div></a></li>\n'
        for name, link in values
    )
    return f'<div class="{kind}"><h3 class="{heading}">{escape(label)}</h3>\n<ul class="pills">{entries}</ul></div>\n'


def information(label: str, values: Sequence[str]) -> str:
    text = "\n".join(f"<p>{escape(value)}</p>" for value in values)
    heading = f'<h3 class="sub-title">{escape(label)}</h3>'
    return f'<div class="information-block">{heading}\n<div class="text">{text}</div></div>\n'


def todays_page(frame: Frame, extra: str = "", original: str = "", address: str = "") -> str:
    """A page of today's site, saved: frame, text (and its original in another tab), summary, catalogue."""
    record = frame.copy_text
    title = escape(record.title.text if record.title else "")
    tabs = '<li><a class="nav-link active" href="#en">English Translation</a></li>'
    panes = f'<div class="tab-pane fade active show" id="en"><div class="body">\n{paragraphs(frame.body)}\n</div></div>'
    if original:
        tabs += '<li><a class="nav-link" href="#ru">Russian Original</a></li>'
        panes += f'\n<div class="tab-pane fade" id="ru">\n{original}\n</div>'
    blocks = "".join(
        information(label, values)
        for label, values in (
            ("Source", record.citation),
            ("Rights", record.rights),
            ("Original Uploaded Date", [record.uploaded] if record.uploaded else []),
            ("Record ID", [record.record_id] if record.record_id else []),
        )
        if values
    )
    for label, value in (("Type", record.record_type), ("Language", record.language)):
        if value:
            blocks += pills(label, [(value, f"/{label.lower()}s/1")], "information-block", "sub-title")
    credit = f'<p class="donated">{escape(record.credit_line)}</p>' if record.credit_line else ""
    summary = "".join(f"<p>{escape(one)}</p>" for one in record.abstract)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | An Archive</title>
<link rel="canonical" href="{address}"><style>.x {{ color: red }}</style></head>
<body><a class="visually-hidden focusable skip-link" href="#main">Skip to content</a>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Search</a></li></ul></nav></header>
<div id="cookie-banner">{NOTICE} <button>Accept</button></div>
<main id="main"><article>
<div class="head"><p class="date">{record.date.printed if record.date else ""}</p>
<h1 class="title"><span>{title}</span></h1>{credit}
<div class="share-links"><a href="#">Share</a> <a href="#">Print</a></div></div>
<ul class="nav nav-tabs">{tabs}</ul>
<div class="tab-content">{panes}</div>
<div class="text-block">{summary}</div>
{extra}
<h2>Document Information</h2>
{blocks}</article></main>
<footer><p>One Plaza, A Town</p></footer><script>var x = "<p>never shown</p>";</script></body></html>
"""


def former_page(frame: Frame, information_block: str = "") -> str:
    """A page of the former site: buttons, summary, quoted citation, text; `.doc-inf-information`."""
    record = frame.copy_text
    title = escape(record.title.text if record.title else "")
    date = record.date.printed if record.date else ""
    summary = "".join(f"<p>{escape(one)}</p>" for one in record.abstract)
    cited = (
        f"“{title},” {date}, History and Public Policy Program Digital Archive, {escape(' '.join(record.citation))} "
        f"https://digitalarchive.wilsoncenter.org/document/{record.record_id}"
    )
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{title}</title></head>
<body><div id="top"><div>Search in</div><h3>Digital Archive International History Declassified</h3></div>
<div class="doc-date">{date}</div><h1>{title}</h1>
<ul><li class="citation">Citation<div><a href="#">get citation</a></div>
<div>{summary}</div><div>{cited}</div></li><li>share document</li></ul>
<h4>English HTML</h4>
<div class="doc-text">{paragraphs(frame.body)}</div>
{information_block}
<footer>© An institute</footer></body></html>
"""
