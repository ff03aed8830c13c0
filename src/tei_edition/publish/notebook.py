"""Editions and telegrams as notebooks show them: a little HTML, all of it escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tei_edition.publish.description import Description, Party


def edition_card(title: str, telegrams: Sequence[Description], number: int, called: str = "telegram") -> str:
    """The title of an edition, how many telegrams (or what they are `called`) it has, and a table of those given."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(telegram))}</tr>" for telegram in telegrams
    )
    more = f"<p>… {number - len(telegrams)} more</p>" if number > len(telegrams) else ""
    head = "".join(f"<th>{name}</th>" for name in ("id", "sent", "number", "senders", "addressees", "title"))
    return (
        f"<h3>{escape(title)}</h3><p>{number} {called}{'' if number == 1 else 's'}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"
    )


def telegram_card(telegram: Description, passages: Iterable[str]) -> str:
    """What a telegram is, and its text block by block."""
    told = {
        "number": telegram.number,
        "sent": _sent(telegram),
        "from": _names(telegram.senders or telegram.authors),
        "to": _names(telegram.addressees),
        "kept": "; ".join(", ".join(filter(None, (w.repository.shown, w.shelfmark))) for w in telegram.witnesses),
        "text": " ".join(filter(None, (telegram.availability, f"({telegram.status})" if telegram.status else ""))),
    }
    rows = "".join(f"<tr><th>{name}</th><td>{escape(value)}</td></tr>" for name, value in told.items() if value)
    blocks = "".join(f"<p>{escape(one).replace(chr(10), '<br>')}</p>" for one in passages)
    return f"<h3>{escape(telegram.title)}</h3><table><tbody>{rows}</tbody></table>{blocks}"


def _cells(telegram: Description) -> tuple[str, ...]:
    senders = _names(telegram.senders or telegram.authors)
    return telegram.id, _sent(telegram), telegram.number, senders, _names(telegram.addressees), telegram.title


def _sent(telegram: Description) -> str:
    return (telegram.sent.when or telegram.sent.printed) if telegram.sent else ""


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(one.shown for one in parties)
