"""Names of persons and places that nobody has, made of syllables; sentences that nobody wrote."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


# Beginnings, middles and ends of family names; given names are made the same way. None is a list of persons.
_CULTURES = {
    "Slavic": ("Bar Dol Zer Rov Vil Kol Mir Tag Gor Lud", "a e o u", "nov min rovsky denko lin chuk bov gin rkov tsev"),
    "Polish": ("Brz Wój Kło Stę Źre Mał Gra", "c k sz", "owski icki ński czyk ak ewicz"),
    "Czech": ("Hla Vav Kře Pav Šim Dvo", "n r d", "ek ák ička áček ský"),
    "Romanian": ("Bog Dră Cio Mun Pet Ţur", "a e o", "escu eanu nea goiu reş"),
    "Hungarian": ("Szé Bod Kál Nagy Fár Tör", "e o á", "kely nár rdi gyi ssy"),
    "German": ("Wal Grün Kra Hoff Stei Bär", "d t n", "mann berg er stein inger"),
    "Yugoslav": ("Pop Đur Mar Živ Kne Lek", "a e o", "vić ković šević nić jić"),
    "Spanish": ("Gál Ord Ver Mon Cas Iba", "a e o", "rez dez ñez guez rro"),
}
_SYLLABLES = _words(
    "Bae Chon Dok Gil Ho Jin Kwang Myong Nam Ok Pong Sok Tae Ung Yon Zheng Lu Wen Tao Xun Qing Fei Shu Guo Bin"
)
_PLACES = (
    _words("Bor Tal Zar Kem Ul Pyol Shen Wol Nar Gad"),
    _words("a e o i"),
    _words("grad sk burg chon yang jin ta vo mar"),
)

_SUBJECTS = (
    "the delegation",
    "our adviser",
    "the railway administration",
    "the second regiment",
    "the trade mission",
    "the chief engineer",
    "every commander at the front",
    "the government here",
)
_VERBS = ("reports that", "asks whether", "confirms that", "does not believe that", "was told that", "proposes that")
_OBJECTS = (
    "the bridges are passable again",
    "the deliveries of grain have begun",
    "the crews [will] need new aircraft",
    "the talks can be resumed [?] in a week",
    "no fuel has come since the flood",
    "the note remains without answer [sic]",
    "the “old friends” will not come",
    "about 1,200 tons of rails are missing",
    "the air defence [PVO] is too weak",
    "the third point, on loans, is settled",
)
_ADDITIONS = (
    "in spite of the weather",
    "within the limits of the plan",
    "as had been agreed before",
    "though nobody here expects it",
    "which we regard as correct",
    "and he repeated this twice",
)


@dataclass(frozen=True)
class Person:
    """An invented person: family name and, where the culture has it, the initial before it."""

    surname: str
    initial: str = ""

    @property
    def caps(self) -> str:
        return self.surname.upper()

    @property
    def spaced(self) -> str:
        return " ".join(self.surname.upper())


def person(chance: Random) -> Person:
    """Somebody with one family name (Europe, America)."""
    starts, middles, ends = (part.split() for part in chance.choice(list(_CULTURES.values())))
    surname = chance.choice(starts) + chance.choice(middles) + chance.choice(ends)
    return Person(surname, chance.choice("ABDGIKLMNPRSV"))


def eastern_person(chance: Random) -> Person:
    """Somebody whose name is two or three syllables, written apart (Korea, China)."""
    return Person(" ".join(chance.sample(_SYLLABLES, chance.randint(2, 3))))


def anybody(chance: Random) -> Person:
    return person(chance) if chance.random() < 0.7 else eastern_person(chance)


def people(chance: Random, number: int) -> tuple[Person, ...]:
    """Different persons, so that a test can tell them apart."""
    found: dict[str, Person] = {}
    while len(found) < number:
        one = anybody(chance)
        if not any(word in other for other in found for word in one.surname.split()):
            found[one.surname] = one
    return tuple(found.values())


def place(chance: Random) -> str:
    starts, middles, ends = _PLACES
    return chance.choice(starts) + chance.choice(middles) + chance.choice(ends)


def sentence(chance: Random) -> str:
    words = (chance.choice(_SUBJECTS), chance.choice(_VERBS), chance.choice(_OBJECTS), chance.choice(_ADDITIONS))
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def paragraph(chance: Random, most: int = 4) -> str:
    return " ".join(sentence(chance) for _ in range(chance.randint(1, most)))
