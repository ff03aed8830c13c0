"""What the encoding of a telegram needs beyond the telegram itself, and what it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tei_edition.model import AgentKind, Block, ConversionWarning, LineFate, Message, Span, Telegram, name_key, spans_of

UNPUBLISHED = "unpublished working file"
_REFERENCE_KINDS = {AgentKind.ORGANISATION: "org", AgentKind.PLACE: "place"}


@dataclass(frozen=True, slots=True)
class EncodingContext:
    """Date of the conversion, the edition's publisher and licence, and its authority.

    `schemas` is the folder of the schemas as seen from the TEI file; `references` maps `model.name_key` of a name
    to its entry (`../authority.xml#p-stalin`). `names_linked` says that names in running text will be linked, too.
    """

    date: date
    publisher: str = UNPUBLISHED
    licence_name: str = ""
    licence_target: str = ""
    schemas: str = "schemas"
    references: Mapping[str, str] = field(default_factory=dict)
    names_linked: bool = False

    def reference(self, kind: str, name: str) -> str:
        """The authority's entry for exactly this name, or nothing."""
        return self.references.get(name_key(kind, name), "") if self.references else ""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A TEI file, what became of each line, the doubts; `faithful` says that no character was lost or added."""

    content: bytes
    lines: tuple[LineFate, ...]
    warnings: tuple[ConversionWarning, ...]
    faithful: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What header and text share: the ids of a telegram's messages and events, its blocks and phrases.

    `own_spans` are the phrases of the message itself, `blocks` and `spans` those of all that it carries and of its
    original too.
    """

    telegram: Telegram
    context: EncodingContext
    described: tuple[Message, ...]
    blocks: list[Block] = field(repr=False, compare=False)
    own_spans: list[Span] = field(repr=False, compare=False)
    spans: list[Span] = field(repr=False, compare=False)
    # By identity, since two messages may be equal values: number of the correspDesc, message that carries this one.
    _numbers: dict[int, int] = field(init=False, repr=False, compare=False)
    _carriers: dict[int, Message] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers = {id(message): number for number, message in enumerate(self.described, start=1)}
        carriers = {id(inner): message for message in self.described for inner in message.carried}
        object.__setattr__(self, "_numbers", numbers)
        object.__setattr__(self, "_carriers", carriers)

    @classmethod
    def of(cls, telegram: Telegram, context: EncodingContext) -> Plan:
        """Number the messages of which something is known: the telegram that the record means, then the others in
        the order of the text."""
        principal = telegram.message.principal
        messages = telegram.message.with_carried
        known = [m for m in messages if m.events or m.number or m.kind == "decision"]
        ordered = sorted(known, key=lambda message: message is not principal)
        original = telegram.parallel.message.with_carried if telegram.parallel else ()
        own = telegram.message.blocks
        others = [block for message in (*messages[1:], *original) for block in message.blocks]
        own_spans, other_spans = _spans(own), _spans(others)
        return cls(telegram, context, tuple(ordered), [*own, *others], own_spans, own_spans + other_spans)

    def message_id(self, message: Message) -> str:
        """The xml:id of the message's correspDesc, or nothing if it has none."""
        number = self._numbers.get(id(message), 0)
        return f"corresp.{number}" if number else ""

    def carrier(self, message: Message) -> Message | None:
        """The message inside which `message` stands, if something is known of it."""
        return self._carriers.get(id(message))

    def event_ids(self, message: Message) -> dict[str, str]:
        """The xml:id of every event of a message by its key."""
        prefix = f"act-{self.message_id(message).removeprefix('corresp.')}"
        return {event.key: f"{prefix}.{number}" for number, event in enumerate(message.events, start=1)}


def _spans(blocks: Iterable[Block]) -> list[Span]:
    return [span for block in blocks for span in spans_of(block.content)]


def reference_kind(kind: AgentKind) -> str:
    """The kind of authority entry that an agent may have."""
    return _REFERENCE_KINDS.get(kind, "person")
