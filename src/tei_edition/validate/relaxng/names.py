"""Name classes: which names an element or attribute may have. Names are written as lxml does: {namespace}local."""

from __future__ import annotations

from typing import Any

NameClass = tuple[Any, ...]
"""("name", name), ("any", except or None), ("ns", namespace, except or None) or ("choice", class, class …)."""


def namespace_of(name: str) -> str:
    """The namespace of a name, "" for none."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def contains(names: NameClass, name: str) -> bool:
    """Whether a name class has a name."""
    kind = names[0]
    if kind == "name":
        return bool(names[1] == name)
    if kind == "choice":
        return any(contains(one, name) for one in names[1:])
    if kind == "ns" and namespace_of(name) != names[1]:
        return False
    return names[-1] is None or not contains(names[-1], name)


def single_names(names: NameClass) -> list[str]:
    """The names that are listed one by one."""
    if names[0] == "choice":
        return [name for one in names[1:] for name in single_names(one)]
    return [names[1]] if names[0] == "name" else []


def namespaces(names: NameClass) -> list[str]:
    """The namespaces that have all or nearly all their names in a class."""
    if names[0] == "choice":
        return [one for inner in names[1:] for one in namespaces(inner)]
    return [names[1]] if names[0] == "ns" else []


def shown_class(names: NameClass) -> str:
    """A class of names, for messages."""
    kind = names[0]
    if kind == "name":
        return f"'{local(names[1])}'"
    if kind == "choice":
        return " or ".join(shown_class(one) for one in names[1:])
    return "any name" if kind == "any" else f"any name of the namespace '{names[1]}'"


def is_open(names: NameClass) -> bool:
    """Whether a name class has names without end."""
    return any(is_open(one) for one in names[1:]) if names[0] == "choice" else names[0] != "name"


def overlap(one: NameClass, other: NameClass) -> bool:
    """Whether two name classes have a name in common (specification, 7.3: it is enough to try representatives)."""
    return any(
        contains(one, name) and contains(other, name) for name in {*representatives(one), *representatives(other)}
    )


ANY = "{\x00}\x00"
"""Stands for all names of namespaces that are not named; no document has it."""


def any_of(namespace: str) -> str:
    """What stands for all names of a namespace that are not listed; no document has it."""
    return f"{{{namespace}}}\x00" if namespace else "\x00"


def representatives(names: NameClass) -> list[str]:
    """The names that a class and its exceptions list, and those that stand for all others in them."""
    kind = names[0]
    if kind == "name":
        return [names[1]]
    if kind == "choice":
        return [name for one in names[1:] for name in representatives(one)]
    return [ANY if kind == "any" else any_of(names[1]), *(representatives(names[-1]) if names[-1] is not None else [])]
