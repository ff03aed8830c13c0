"""Names of variables in XPath expressions, found without reading the whole of XPath."""

from __future__ import annotations

import re
from collections.abc import Mapping

# A comment, a string literal, or a reference to a variable.
_TOKEN = re.compile(r"\(:.*?:\)|\"[^\"]*\"|'[^']*'|\$\s*(?P<name>[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?)", re.DOTALL)
# A step of a pattern that names elements or attributes.
_STEP = re.compile(r"(?:child\s*::\s*|@\s*|attribute\s*::\s*)?(?:\*|[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?)")


def renamed(expression: str, names: Mapping[str, str]) -> str:
    """The expression with the variables that `names` has under their new names."""
    if not names:
        return expression

    def put(found: re.Match[str]) -> str:
        name = found["name"]
        return f"${names[name]}" if name in names else found[0]

    return _TOKEN.sub(put, expression)


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with the parameters of an abstract pattern put in for `$name`, in whatever they stand."""
    if not values or "$" not in text:
        return text
    names = "|".join(sorted(map(re.escape, values), key=len, reverse=True))
    return re.sub(rf"\$({names})(?![\w.\-])", lambda found: values[found[1]], text)


def without_literals(expression: str) -> str:
    """The expression with its string literals empty and without comments, so that signs in it mean what they say."""
    return _TOKEN.sub(_emptied, expression)


def without_predicates(expression: str) -> str:
    """The expression without what stands in square brackets."""
    kept, depth = [], 0
    for sign in without_literals(expression):
        depth += sign == "["
        if not depth:
            kept.append(sign)
        depth -= sign == "]" and depth > 0
    return "".join(kept)


def subjects(pattern: str) -> frozenset[str] | None:
    """The nodes that a pattern of XSLT can match: names (`p`, `tei:p`, `@n`), `*`, `@*`, `/`, kinds (`text()`, …).

    None where that cannot be told; then it may be any node.
    """
    plain = without_predicates(pattern)
    if re.search(r"\S\s+(?:union|intersect|except)\s", plain):
        return None
    found: set[str] = set()
    for alternative in _divided(plain, "|"):
        step = _divided(alternative, "/")[-1].strip()
        if step.startswith("(") and step.endswith(")"):
            inner = subjects(step[1:-1])
            if inner is None:
                return None
            found |= inner
        elif not step and alternative.strip() == "/":
            found.add("/")
        elif _STEP.fullmatch(step):
            step = re.sub(r"\s+", "", step)
            found.add(step.removeprefix("child::").replace("attribute::", "@"))
        elif re.fullmatch(r"(text|comment|node|processing-instruction)\s*\(.*\)", step):
            found.add(step.partition("(")[0].strip() + "()")
        else:
            return None
    return frozenset(found)


def _divided(expression: str, sign: str) -> list[str]:
    """The parts of an expression between the signs that stand outside parentheses."""
    parts, depth = [""], 0
    for one in expression:
        depth += (one == "(") - (one == ")")
        if one == sign and not depth:
            parts.append("")
        else:
            parts[-1] += one
    return parts


def _emptied(found: re.Match[str]) -> str:
    if found["name"]:
        return found[0]
    return " " if found[0].startswith("(:") else "''"
