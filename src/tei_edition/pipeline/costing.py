"""What the rules cost on some of the files that a user names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tei_edition.pipeline import files
from tei_edition.pipeline.gathering import gather
from tei_edition.validate.costs import Costs, measured_costs

_SAMPLE = 5  # documents; more say little more, and take longer


def costs_of(paths: Sequence[Path]) -> Costs:
    """The costs on a few documents, taken evenly from those that the paths stand for; what is unreadable is left out.

    Those of several editions are checked as parts of the first one's.
    """
    documents = list(gather(paths).documents.values())
    step = max(1, len(documents) // _SAMPLE)
    sample = []
    for path, _ in documents[::step][:_SAMPLE]:
        try:
            sample.append((files.read(path), path.as_posix()))
        except files.Unreadable:
            continue
    return measured_costs(sample, documents[0][1]) if sample else Costs(0, 0, 0, {})
