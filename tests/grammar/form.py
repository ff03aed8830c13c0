"""The form of a telegram: heading, service lines, marks, addresses, copies, signature, what clerks noted below it."""

from __future__ import annotations

import datetime
from random import Random

from grammar import moments
from grammar.facts import Facts, Lines, lines, stating, styled
from grammar.invention import Person, people, person, place


def heading(chance: Random, number: str) -> Lines:
    """The kind of telegram with its number; without a number the kind alone, as many have it."""
    kind = chance.choice(("CIPHERED TELEGRAM", "Ciphered Telegram", "CABLE", "Ciphergram", "TELEGRAM"))
    if not number:
        return lines(kind)
    sign = chance.choice(("No.", "Nº", "#", "№"))
    return stating(Facts(number=number), f"{kind} {sign} {number}")


def office(chance: Random) -> Lines:
    return lines(
        chance.choice(
            (
                "MFA USSR",
                "Tenth Department",
                "8th Department of the General Staff of the Soviet Army",
                "Second Main Administration of the General Staff of the Soviet Army",
                "Ministry of Foreign Affairs, FPRY",
            )
        )
    )


OFFICE = "Ambassador of the USSR"
_SECRECY = ("Top Secret", "TOP SECRET", "Strictly secret", "Secret", "CONFIDENTIAL")
_URGENCY = ("Extremely Urgent", "Urgent", "Very urgent", "MOLNIYA", "TOP PRIORITY")


def marks(chance: Random) -> Lines:
    found: Lines = ()
    if chance.random() < 0.5:
        mark = chance.choice(_SECRECY)
        found += stating(Facts(secrecy=(mark,)), mark)
    if chance.random() < 0.4:
        mark = chance.choice(_URGENCY)
        found += stating(Facts(urgency=(mark,)), mark)
    return found


def way(chance: Random, day: datetime.date) -> Lines:
    """How the form tells sending, reception and deciphering: the habits of offices, or nothing."""
    habits = (_wired, _dispatched, _outgoing, _correspondent, _origin, _despatched, _labelled, _received, _silent)
    habit = chance.choice(habits)
    found = habit(chance, day)
    return styled(f"way:{habit.__name__}", found)


def _silent(chance: Random, day: datetime.date) -> Lines:
    return ()


def _origin(chance: Random, day: datetime.date) -> Lines:
    where = place(chance)
    return stating(
        Facts(place_from=where), chance.choice((f"From {where}.", f"FROM: {where}", f"From {where}", f"from {where}"))
    )


def _wired(chance: Random, day: datetime.date) -> Lines:
    """Slashes and halves of the day; every event a line, the clerk by name."""
    where, clerk = place(chance), person(chance).surname
    sent, received, read = (moments.hour(chance) for _ in range(3))
    printed = moments.slashed(day)
    return (
        *stating(Facts(place_from=where), f"FROM: {where}"),
        *stating(Facts(sent=f"{day}T{sent[1]}"), f"Sent by wire on {printed} at {sent[0]}"),
        *stating(Facts(received=f"{day}T{received[1]}"), f"Received on {printed} at {received[0]}"),
        *stating(
            Facts(way=(("decipherment", f"{day}T{read[1]}"),), clerks=(clerk,)),
            f"Deciphered by {clerk} on {printed} at {read[0]}",
        ),
    )


def _dispatched(chance: Random, day: datetime.date) -> Lines:
    """The month first, four digits of the year: how Polish telegrams were translated."""
    where = place(chance)
    sent, received = moments.hour(chance), moments.hour(chance)
    next_day = moments.later(day, 1)
    return (
        *stating(
            Facts(place_from=where, sent=f"{day}T{sent[1]}"),
            f"Dispatched from {where} on {moments.month_first(day)} at {sent[0]}",
        ),
        *stating(
            Facts(received=f"{next_day}T{received[1]}"),
            f"Received on {moments.month_first(next_day)} at {received[0]}",
        ),
    )


def _outgoing(chance: Random, day: datetime.date) -> Lines:
    """An outgoing telegram: the cipher office received it before it was sent."""
    received, sent = moments.hour(chance), moments.hour(chance)
    printed = moments.written(day)
    return (
        *stating(Facts(received=f"{day}T{received[1]}"), f"Received on {received[0]}, {printed}"),
        *stating(Facts(sent=f"{day}T{sent[1]}"), f"Sent on {sent[0]}, {printed}"),
    )


def _correspondent(chance: Random, day: datetime.date) -> Lines:
    """Two columns run together: the hour of sending wraps to the next line, the year is dropped there."""
    sent = f"{chance.randint(1, 20)}:{chance.randint(10, 59)}"
    received = f"{chance.randint(21, 23)}:{chance.randint(10, 59)}"
    short = f"{day.day}.{day.month}"
    return stating(
        Facts(sent=f"{day}T{sent:0>5}:00", received=f"{day}T{received}:00"),
        f"From Correspondent {chance.randint(1, 40)} Sent {short}.{day.year % 100}",
        f"{sent} Received {short} {received}",
    )


def _despatched(chance: Random, day: datetime.date) -> Lines:
    """Despatch and reception as British and Commonwealth offices note them."""
    sent, received = moments.half_day(chance), moments.half_day(chance)
    printed = chance.choice((moments.ordinal(day), moments.long_day(day)))
    sign = chance.choice((".", ":"))
    return (
        *stating(Facts(sent=f"{day}T{sent[1]}"), f"D{sign} {sent[0]} {printed}"),
        *stating(Facts(received=f"{day}T{received[1]}"), f"R{sign} {received[0]} {printed}"),
    )


def _labelled(chance: Random, day: datetime.date) -> Lines:
    """Labels on lines of their own, the moments below them."""
    sent, received = moments.hour(chance), moments.hour(chance)
    labels = chance.choice((("Sent:", "Received:"), ("Dispatched:", "Arrived:"), ("Date sent:", "Date received:")))
    printed = chance.choice((moments.written(day), moments.long_day(day)))
    return (
        *stating(Facts(sent=f"{day}T{sent[1]}"), labels[0], f"{printed}, {sent[0]}"),
        *stating(Facts(received=f"{day}T{received[1]}"), labels[1], f"{printed} at {received[0]}"),
    )


def _received(chance: Random, day: datetime.date) -> Lines:
    """The register and the reception of an American message centre."""
    received, where = moments.half_day(chance), place(chance)
    label = chance.choice(("Rec'd:", "Rec’d", "Recd."))
    number = str(chance.randint(100, 9999))
    return (
        *stating(Facts(own_numbers=(("incoming", number),)), f"Control: {number}"),
        *stating(Facts(received=f"{day}T{received[1]}"), f"{label} {moments.long_day(day)} {received[0]}"),
        *stating(Facts(place_from=where), f"FROM: {where}"),
    )


_HONORIFICS = ("Comrade", "Cde.", "Comr.", "Com.")


def address(chance: Random, addressee: Person, ultimate: Person | None) -> Lines:
    """To whom the telegram goes, and for whom it is meant."""
    honorific = chance.choice(_HONORIFICS)
    form = chance.choice(("to", "colon", "caps", "office", "destination", "stacked"))
    found: Lines
    if form == "to":
        found = stating(Facts(addressees=(addressee.surname,)), f"To {honorific} {addressee.surname}")
    elif form == "colon":
        found = stating(Facts(addressees=(addressee.surname,)), f"To: {honorific} {addressee.surname}")
    elif form == "caps":
        found = stating(Facts(addressees=(addressee.caps,)), f"to {honorific} {addressee.caps}")
    else:
        where = place(chance).upper()
        if form == "office":
            facts = Facts(addressees=("SOVIET AMBASSADOR",), place_to=where)
            found = stating(facts, f"{where} - SOVIET AMBASSADOR")
        elif form == "destination":
            facts = Facts(addressees=("SovAmbassador",), place_to=where)
            found = stating(facts, f"Destination: {where} To Whom: SovAmbassador")
        else:
            facts = Facts(addressees=("SOVIET AMBASSADOR",), place_to=where)
            found = stating(facts, where, "SOVIET AMBASSADOR")
        if ultimate:
            # One word alone might be a place; readers leave it open.
            alone = f"For {ultimate.surname}." if " " in ultimate.surname else f"For {honorific} {ultimate.surname}."
            line = chance.choice((alone, f"To transmit to {honorific} {ultimate.surname}"))
            found += stating(Facts(ultimate=(ultimate.surname,)), line)
    return styled(f"address:{form}", found)


def copies(chance: Random) -> Lines:
    """Who got a copy: in one line, in lines, as a numbered list."""
    names = [one.surname for one in people(chance, chance.randint(2, 6))]
    form = chance.choice(("inline", "listed", "numbered", "each", "wrapped", "table", "broken", "Russian"))
    if form == "inline":
        counts = [chance.randint(1, 3) for _ in names]
        entries = [name if count == 1 else f"{name} ({count})" for name, count in zip(names, counts, strict=True)]
        found = stating(Facts(copies=tuple(zip(names, counts, strict=True))), f"Copies: {', '.join(entries)}.")
    elif form == "listed":
        counts = [chance.randint(1, 3) for _ in names]
        entries = [f"{name} - {count}" for name, count in zip(names, counts, strict=True)]
        text = f"Distribution list - {sum(counts)} copies: {', '.join(entries)}."
        found = stating(Facts(copies=tuple(zip(names, counts, strict=True))), text)
    elif form == "numbered":
        found = lines(chance.choice(("Copies:", f"{len(names)} copies")))
        for number, name in enumerate(names, start=1):
            found += stating(Facts(copies=((name, 1),)), f"{number}. Comr. {name}")
    elif form == "wrapped":
        # Two names a line; the label stands alone.
        found = lines("Copies to:")
        for first, *second in (names[at : at + 2] for at in range(0, len(names), 2)):
            comma = "," if second and second[0] != names[-1] else ""
            facts = Facts(copies=tuple((name, 1) for name in (first, *second)))
            found += stating(facts, f"{first}, {second[0]}{comma}" if second else first)
    elif form == "table":
        # Two columns of a table, copied row by row.
        found = ()
        for number, name in enumerate(names, start=1):
            found += stating(Facts(copies=((name, 1),)), f"Copy Nº {number} to Cde. {name} |")
    elif form == "broken":
        found = ()
        for number, name in enumerate(names, start=1):
            whole = number == 1 or chance.random() < 0.5
            texts = (f"Copy Nº {number} to Cde. {name}",) if whole else (f"Copy Nº {number}", f"to Cde. {name}")
            found += stating(Facts(copies=((name, 1),)), *texts)
    elif form == "Russian":
        found = ()
        for number, name in enumerate(names, start=1):
            found += stating(Facts(copies=((name, 1),)), f"Экз.N {number}—тов.{name}")
    else:
        found = ()
        for number, name in enumerate(names, start=1):
            found += stating(Facts(copies=((name, 1),)), f"Copy Nº {number} to Cde. {name}")
    return styled(f"copies:{form}", found)


def signature(chance: Random, sender: Person, day: datetime.date) -> Lines:
    form = chance.choice(
        ("caps", "plain", "spaced", "identified", "initial", "brackets", "dated", "numbered", "office")
    )
    return styled(f"signature:{form}", _signed(chance, form, sender, day))


def _signed(chance: Random, form: str, sender: Person, day: datetime.date) -> Lines:
    if form == "brackets" and sender.initial:
        name = f"{sender.initial}. {sender.surname}"
        return stating(Facts(senders=(name,)), f"({name})")
    if form == "dated":
        return stating(Facts(senders=(sender.caps,)), f"{moments.day_first(chance, day)} {sender.caps}")
    if form == "numbered":
        number = str(chance.randint(100, 999))
        facts = Facts(senders=(sender.caps,), own_numbers=(("sender", number),))
        return stating(facts, f"Nº {number} {sender.caps}, {day.day} {moments.MONTHS[day.month - 1]}")
    if form == "office":
        return stating(Facts(senders=(sender.caps,)), sender.caps, OFFICE)
    if form == "caps":
        return stating(Facts(senders=(sender.caps,)), sender.caps)
    if form == "spaced" and " " not in sender.surname:
        return stating(Facts(senders=(sender.caps,)), sender.spaced)
    if form == "identified":
        name = f"{sender.caps} [{person(chance).surname}]"
        return stating(Facts(senders=(name,)), name)
    if form == "initial" and sender.initial:
        name = f"{sender.initial}. {sender.surname}"
        return stating(Facts(senders=(name,)), name)
    return stating(Facts(senders=(sender.surname,)), sender.surname)


def handwriting(chance: Random) -> Lines:
    """What somebody wrote or stamped on the form; a stamp runs over lines, its bracket may stay open."""
    return chance.choice(
        (
            lines("[handwritten: to the file]"),
            lines("[handwritten at the top: to be shown to all members]"),
            lines("[Stamp: Subject to return to the", "Special Section 2236]"),
        )
    )


def below(chance: Random, day: datetime.date) -> Lines:
    """What stands under a signature: the sender's number, the day, the typist."""
    found: Lines = ()
    if chance.random() < 0.5:
        number = f"{chance.randint(100, 9999)}{chance.choice(('', '/sh'))}"
        found += stating(Facts(own_numbers=(("sender", number),)), f"{chance.choice(('No.', 'Nº'))} {number}")
    if chance.random() < 0.5:
        found += lines(moments.written(day))
    if chance.random() < 0.3:
        clerk, when = person(chance).surname, moments.hour(chance)
        found += stating(
            Facts(way=(("typing", f"{day}T{when[1]}"),), clerks=(clerk,)),
            f"Typed by {clerk} on {moments.slashed(day)} at {when[0]}",
        )
    return found
