"""Messages inside a message: where quotation marks open and close them, however unbalanced.

A source opens a mark for every message that it nests and often closes them all with a single one. A mark that opens
a line starts a message; one that ends a line closes the innermost; what is still open at the end was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tei_edition.source.form.salutations import salutation
from tei_edition.source.lines import Line

_DEEPEST = 30
"""How deep messages may nest; real ones reach three. Beyond, a mark is a character like any other."""
_GREETING = 80
"""No salutation is longer."""
_QUOTE = re.compile('[“”„«»"]')
_INSIDE = re.compile(r":\s(?P<mark>[“„«])(?=\S)")
_END = re.compile(r"(?P<marks>[”»\"“]+)(?P<stop>[.,;]?)$")
PROCEDURE = re.compile(
    r"^(?:Confirm\b|Telegraph (?:the )?|Report (?:the )?(?:receipt|fulfillment)|Acknowledge\b|Inform (?:us|me)\b)",
    re.IGNORECASE,
)
_AFTERMATH = re.compile(
    r"^(?:(?:No\.|Nº|№|#)\s?\S+$|Copies\b|Distribution\b|Typed\b|Deciphered\b|\d+ copies\b|\w+ copies printed)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Piece:
    """A line of one message without the mark that opens it; `closing` are the marks at its end that close messages.

    `reopened` says that `opening` only repeats, at a paragraph, the mark of a message that is open already.
    """

    line: Line
    text: str
    opening: str = ""
    closing: str = ""
    reopened: bool = False


@dataclass(slots=True)
class Node:
    """A message as the quotation marks delimit it; `forgotten` says that its closing mark was not printed.

    `opening` is the mark, or the marks in a row, with which it begins. `reopens` says that its paragraphs begin with
    the opening mark again; `unbalanced` (of the root) are the lines whose marks neither open nor close a message, nor
    one another.
    """

    items: list[Piece | Node] = field(default_factory=list)
    opening: str = ""
    forgotten: bool = False
    reopens: bool = False
    unbalanced: list[int] = field(default_factory=list)

    def last_piece(self) -> Piece | None:
        """The last line of this message or of one that it carries."""
        for item in reversed(self.items):
            found = item if isinstance(item, Piece) else item.last_piece()
            if found:
                return found
        return None


@dataclass(frozen=True, slots=True)
class _Style:
    """Which marks open and which close on a page; the straight one does both."""

    opening: str
    closing: str

    def balance(self, text: str) -> int:
        """Opening minus closing marks; a straight mark opens and closes by turns."""
        opened = sum([text.count(mark) for mark in self.opening if mark != '"'])
        closed = sum([text.count(mark) for mark in self.closing if mark != '"'])
        return opened - closed - text.count('"') % 2

    def matched(self, rest: str) -> bool:
        """Whether the mark that opens a line closes inside it: a quotation in a sentence, no message."""
        depth = 1
        for position, letter in enumerate(rest):
            if letter == '"':
                depth += -1 if depth else 1
            elif letter in self.opening:
                depth += 1
            elif letter in self.closing:
                depth -= 1
            if depth == 0:
                return bool(rest[position + 1 :].strip(" .,;!?"))
        return False


def delimit(lines: list[Line], is_sender: Callable[[str], bool]) -> Node:
    """The tree of messages that the quotation marks of `lines` make; the root is the outer message.

    `is_sender` recognises the outer message's signature, which ends an inner one that was never closed.
    """
    root = Node()
    open_messages = [root]
    # “ opens in English and closes in German and Polish, where „ opens.
    low = any("„" in line.text for line in lines)
    style = _Style('„«"', '“”»"') if low else _Style('“«"', '”»"')
    quoting = {at for at, line in enumerate(lines) if _QUOTE.search(line.text)}
    last_closing = max((at for at in quoting if style.balance(lines[at].text) < 0), default=-1)
    for at, line in enumerate(lines):
        text = line.text
        if len(open_messages) > 1 and PROCEDURE.match(text) and _has_ended(open_messages[-1]):
            _forget(open_messages, 1)
        if at not in quoting:
            open_messages[-1].items.append(Piece(line, text))
            continue
        opening = ""
        if text[0] in style.opening and len(text) > 1 and _starts_message(text, open_messages, style):
            opening = _run(text)
            text = text[len(opening) :]
            node = Node(opening=opening)
            open_messages[-1].items.append(node)
            open_messages.append(node)
        elif at < last_closing and len(open_messages) <= _DEEPEST:
            inside = _opened_inside(text, style)
            if inside:
                open_messages[-1].items.append(Piece(line, text[: inside - 1].rstrip()))
                opening, text = text[inside - 1], text[inside:]
                node = Node(opening=opening)
                open_messages[-1].items.append(node)
                open_messages.append(node)
        innermost = open_messages[-1]
        reopened = not opening and len(open_messages) > 1 and text[0] in style.opening and len(text) > 1
        if reopened and style.balance(text) > 0:
            innermost.reopens = True
        # A paragraph that re-opens the quotation does not open one that its end would close.
        counted = text[1:] if reopened and innermost.reopens else text
        closed = _unmatched_at_end(counted, sum(len(node.opening) or 1 for node in open_messages[1:]), style)
        if style.balance(counted) + len(closed) != 0 and '"' not in counted:
            root.unbalanced.append(line.number)
        if reopened and innermost.reopens:
            opening, text = text[0], text[1:]
        else:
            reopened = False
        open_messages[-1].items.append(Piece(line, text, opening, closed, reopened))
        left = len(closed)
        while left > 0:
            # One mark closes a message that several in a row have opened; three nested ones need three.
            left -= len(open_messages.pop().opening) or 1
        if left < 0:
            root.unbalanced.append(line.number)
    _return_aftermath(open_messages, is_sender)
    _forget(open_messages, 1)
    return root


def _run(text: str) -> str:
    """The marks in a row that open a line: doubled ones tell of no second message."""
    return text[: len(text) - len(text.lstrip(text[0]))] if text[0] != '"' else text[0]


def _opened_inside(text: str, style: _Style) -> int:
    """Where a message begins that a mark opens inside a line (`I report the text: “Comrade …`); 0 if none does."""
    found = 0
    for match in _INSIDE.finditer(text) if ":" in text else ():
        if style.balance(text[match.start("mark") :]) > 0:
            found = match.end()
            break
    return found


def _starts_message(text: str, open_messages: list[Node], style: _Style) -> bool:
    if len(open_messages) > _DEEPEST:
        return False
    before = open_messages[-1].last_piece()
    introduced = before is not None and before.text.rstrip('”"» ').endswith(":")
    rest = text[len(_run(text)) :]
    if not rest or style.matched(rest):
        return False
    closes_here = style.balance(rest) < 0
    if len(open_messages) > 1:
        return introduced or _greets(rest, open_messages[-1])
    return introduced or not closes_here


def _greets(text: str, around: Node) -> bool:
    """Whether a mark in a message opens another one: it stands before a salutation, and paragraphs do not repeat it."""
    greeting = salutation(text) if not around.reopens and len(text) <= _GREETING else None
    if greeting is None or greeting.rest:
        return False
    return any(isinstance(item, Piece) and not item.opening and len(item.text.split()) > 3 for item in around.items)


def _unmatched_at_end(text: str, depth: int, style: _Style) -> str:
    """The marks at the end of a line that close messages, at most `depth` of them."""
    end = _END.search(text[-2 * _DEEPEST :]) if depth else None
    surplus = -style.balance(text) if end else 0
    if end is None or surplus <= 0:
        return ""
    marks = end["marks"]
    return marks[-min(surplus, depth, len(marks)) :]


def _has_ended(node: Node) -> bool:
    """Whether the last line of a message looks like its end: short, as signatures and dates are."""
    last = node.last_piece()
    return last is not None and len(last.text.split()) <= 6


def _return_aftermath(open_messages: list[Node], is_sender: Callable[[str], bool]) -> None:
    """Registration and copies at the end belong to the outer message, if the carried one was never closed."""
    if len(open_messages) == 1:
        return
    innermost = open_messages[-1]
    for position, item in enumerate(innermost.items):
        if position and isinstance(item, Piece) and (_AFTERMATH.match(item.text) or is_sender(item.text)):
            moved = innermost.items[position:]
            if any(isinstance(later, Node) for later in moved):
                continue
            del innermost.items[position:]
            _forget(open_messages, 1)
            for piece in moved:
                if isinstance(piece, Piece) and piece.reopened:
                    # Outside the message its repeated mark is a character like any other.
                    piece.text, piece.opening, piece.reopened = piece.opening + piece.text, "", False
            open_messages[0].items += moved
            return


def _forget(open_messages: list[Node], keep: int) -> None:
    while len(open_messages) > keep:
        open_messages.pop().forgotten = True
