"""Salutations and closing formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.model import AgentKind
from tei_edition.source import names
from tei_edition.source.letters import CAPITALS

_SALUTE = re.compile(
    r"(?:(?:My\s+)?(?:Highly\s+|Most\s+|Very\s+)?(?:Dear(?:est)?|Respected|Esteemed|Honou?red)"
    r"|(?:(?:Mon|Ma)\s+)?(?:Très\s+)?Ch(?:ers?|ères?)|(?:Sehr\s+)?(?:(?:hoch)?(?:geehrter?|verehrter?)|werter?|lieber?)"
    r"|(?:(?:Глубоко|Много)\s?)?(?:Уважаем(?:ый|ая|ые)|Дорог(?:ой|ая|ие)))(?!\w)",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Messrs|Dr|Prof|Professor|Doctor|Docteur|Doktor|Monsieur|Madame|Mademoiselle|Maître|Herr|Frau|Fräulein"
    r"|господин|госпожа)\b\.?\s+",
    re.IGNORECASE,
)
"""What stands before the name of whom a letter greets; `Comrade` and its like are honorifics everywhere."""
_KIN = (
    r"Brothers?|Sisters?|Brethren|Mother|Mama|Mum|Father|Papa|Dad|Parents|Wife|Husband|Sons?|Daughters?|Children|Family|Uncle|Aunt"
    r"|Frères?|S(?:œ|oe)urs?|Mère|Maman|Père|Femme|Épouse|Mari|Fils|Fille|Enfants?|Famille|Oncle|Tante"
    r"|Br(?:u|ü)der|Schwestern?|Mutter|Vater|Eltern|Sohn|Tochter|Kinder|Familie|Onkel|Tante"
    r"|брат(?:ья)?|сестр[аы]|мать|мама|отец|папа|родители|жена|муж|сын|сыновья|доч(?:ь|ка|ери)|дети|семья|дядя|т[её]тя"
)
_ROLES = (
    r"Friends?|Comrades?|Colleagues?|Editors?|Readers?|Listeners?|Members?|Delegates?|Representatives|Leaders?|Teachers?|Students?"
    r"|Workers?|Soldiers?|Officers|Citizens?|Countrymen|Compatriots|Neighbou?rs?|Guests?|Allies|People|Women|Professors?|Doctors?"
    r"|Ami[es]?s?|Camarades?|Collègues?|Rédacteurs?|Lecteurs?|Membres?|Délégués?|Élèves?|Citoyens?|Compatriotes?|Alliés"
    r"|Professeurs?|Docteurs?|Maîtres?"
    r"|Freund(?:e|in|innen)?|Genoss(?:e|in|en|innen)|Kolleg(?:e|in|en|innen)|Redakt(?:ion|eur|eure)|Leser|Mitglieder|Delegierte"
    r"|Lehrer|Schüler|Arbeiter|Soldaten|(?:Mit)?Bürger|Landsleute|Doktor"
    r"|друг|друзья|товарищи?|коллег[аи]|редактор|редакция|читател[ьи]|члены|делегаты|учител[ья]|ученики|рабочие|солдаты|граждане"
    r"|соотечественники|союзники|профессор|доктор"
)
_RANKS = (
    "General|Admiral|Colonel|Major|Captain|Commodore|Brigadier|Lieutenant|Senator"
    "|Général|Amiral|Oberst|генерал|адмирал|полковник"
)
_NOBODY = re.compile(
    r"Sirs?(?:\s(?:or|and)\sMadam)?|Madam(?:\sor\sSir)?|Ladies\sand\sGentlemen|Ladies|Gentlemen|(?:Your\s)?Excellenc(?:y|ies)|All"
    r"|Monsieur|Madame|Messieurs|Mesdames|(?:Monsieur|Madame)\s(?:les?|la|l[’'])\s?\w+"
    r"|Herr|Frau|Herren|Damen\sund\sHerren|господ(?:а|ин)"
    rf"|{_RANKS}"
    # `Soviet Friends`, `Amis de Corée`, `Members of the Committee`
    rf"|(?:[\w’'-]+\s){{0,3}}(?:{_KIN}|{_ROLES})"
    r"(?:\s(?:(?:of|in|from|at|and|de|du|des|en|et|von|der|aus|und|и|из|в)\s|d[’'])[^.!?]*)?",
    re.IGNORECASE,
)
"""Whom a salutation greets without a name: kin, and what somebody is."""
_ALONE = re.compile(
    r"(?:Sirs?|Madam|Gentlemen|(?:Your\s)?Excellency|Monsieur|Madame|Messieurs|(?:Monsieur|Madame)\s(?:les?|la|l[’'])\s?\w+"
    r"|Господа|Товарищи)[,:!]",
    re.IGNORECASE,
)
"""What greets without a word such as `Dear`, if it is all of a line."""
_CLOSING = re.compile(
    r"(?:With\s(?:\w+\s){0,3}(?:respect|esteem|greetings?|regards(?!\sto)|wishes|handshake)|Yours?\s(?:sincerely|truly|faithfully)"
    # Wishes to somebody else are a sentence of the message.
    r"|Yours(?:\s(?:ever|always|very\s\w+))?(?=[,.]?$)|(?:(?:Best|Kind)\s(?:wishes|regards)|Greetings)(?!\s(?:to|for|from)\b)"
    r"|Hochachtungsvoll|Mit\s(?:\w+\s){0,3}Gr(?:uß|üßen|uss|üssen)|Respectueusement"
    r"|Sincerely|Respectfully|Faithfully|I shake your hand|With best"
    r"|С\s(?:\w+\s){0,2}(?:приветом|уважением|почтением)|Жму руку)\b",
    re.IGNORECASE,
)
_VEUILLEZ = re.compile(
    r"Veuillez\s(?:agréer|recevoir|croire)(?:\s?,[^,.!?]+,)?\s(?:[àa]\s|en\s)?"
    r"(?:l[’']\s?(?:expression|assurance)(?!\sque\b)|les\sassurances"
    r"|(?:mes|nos)\s(?:\w+\s){0,3}(?:salutations|sentiments|hommages|respects))\b[^.!?]*[.!]?",
    re.IGNORECASE,
)
"""The French formula, which is a sentence and longer than those of other languages."""
_FIRST_WORD = re.compile(r"(?:I|We|You|Your|My|Our|Please|In|On|At|The|It|This|As|With|After)\b")
COMPLIMENT = re.compile(
    r"(?:(?:Respectfully|Sincerely|Faithfully)(?:\syours)?,|Yours?(?:\s(?:truly|sincerely|faithfully),)?"
    rf"|With(?:\s\w+){{0,3}}?\s(?:greetings?|respect|esteem|regards|wishes)[.,])\s+(?=[{CAPITALS}])"
)


_RUN_IN = re.compile(r"(?P<words>[^,!:]{4,70}[,!])\s+(?P<rest>\S.*)", re.DOTALL)
_RANKED = re.compile(rf"(?:{_RANKS}|Sir|Lord|Lady)\s", re.IGNORECASE)
_INITIAL = re.compile(rf"\b[{CAPITALS}]\.")
_NO_OFFICE = re.compile(r"[!:;]|\w{4,}\.\s")


@dataclass(frozen=True, slots=True)
class Salutation:
    """A salutation: its words, whom it names (empty for `Dear Sir`), the sentence into which it runs (else empty).

    The name is not `certain` where only capitals say that it is one: `Dear Karev`, but `Dear Polish Miners`, too.
    """

    words: str
    name: str
    rest: str
    certain: bool = True


def salutation(text: str) -> Salutation | None:
    """`Dear Comrade STALIN I.V.`, `Comrade MAO ZEDONG!`, or run into a sentence: `Respected comrade ambassador, I …`,
    `Cher Monsieur Dupont,`, `Sehr geehrter Herr Schmidt!`, `Уважаемый товарищ Сталин!`"""
    if _ALONE.fullmatch(text.strip()):
        return Salutation(text, "", "")
    if not is_greeting(text.lstrip()):
        return None
    run_in = _RUN_IN.match(text)
    if run_in:
        words = run_in["words"]
        name = _salutation_name(words.rstrip(",!"))
        # "Comrade Kim Il Sung, head of the army, …" is a sentence about him.
        addressed = words.endswith("!") or _SALUTE.match(words) or _FIRST_WORD.match(run_in["rest"])
        if name is None or not addressed:
            return None
        return Salutation(words, name, run_in["rest"], _is_certain(words, name))
    whole = _salutation_name(text.rstrip(" ,;:!").strip())
    return Salutation(text, whole, "", _is_certain(text, whole)) if whole is not None else None


def is_greeting(text: str) -> bool:
    """Whether a text begins as a salutation does."""
    return _SALUTE.match(text) is not None or names.HONORIFIC.match(text) is not None


def _salutation_name(words: str) -> str | None:
    if not is_greeting(words) or len(words.split()) > 8 or "," in words:
        return None
    without = _SALUTE.sub("", words, count=1).strip()
    if without != words and _NOBODY.fullmatch(without):
        return ""
    found = names.agent(without)
    if found.kind is AgentKind.OFFICE_HOLDER:
        short = len(found.name.split()) <= 5 and not _NO_OFFICE.search(found.name)
        return found.name if short else None
    name = names.without_honorific(_STYLE.sub("", without, count=1))
    if _NOBODY.fullmatch(name):
        return ""
    return name if names.is_name(name) else None


def _is_certain(words: str, name: str) -> bool:
    """Whether more than capital letters say that a salutation names somebody: a style, a rank, an office, initials."""
    without = _SALUTE.sub("", words, count=1).strip()
    styled = _STYLE.match(without) or names.HONORIFIC.match(without) or _RANKED.match(name) or _INITIAL.search(name)
    return not name or bool(styled) or names.agent(name).kind is not AgentKind.PERSON


def is_closing(text: str) -> bool:
    """Whether a line is a closing formula (`With deep respect and esteem`)."""
    if _VEUILLEZ.fullmatch(text):
        return len(text.split()) <= 25
    return bool(_CLOSING.match(text)) and len(text.split()) <= 10 and not COMPLIMENT.match(text)
