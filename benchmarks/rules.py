"""What the rules of a Schematron schema cost: together over documents, each of them, and in memory over many."""

from __future__ import annotations

import argparse
import itertools
import resource
import sys
import time
from pathlib import Path

from tei_edition import resources
from tei_edition.validate.schematron import load_rules, rule_costs

CASES = Path(__file__).parent.parent / "tests" / "cases" / "convert"


def main() -> None:
    """Print milliseconds a document for all rules, and microseconds for the costliest ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, help="TEI files; without them, those of the test cases")
    parser.add_argument("--schema", type=Path, default=resources.schema("telegram.sch"))
    parser.add_argument("--top", type=int, default=25, help="how many rules to list; 0 for none")
    parser.add_argument("--many", type=int, default=0, metavar="N", help="check N documents, and tell the memory")
    chosen = parser.parse_args()
    contents = [path.read_bytes() for path in chosen.documents or sorted(CASES.glob("*/expected.xml"))]
    rules = load_rules(chosen.schema)
    for fault in rules.faults:
        print(f"{fault.location}: {fault.message}", file=sys.stderr)
    taken = []
    for _ in range(5):
        start = time.process_time()
        found = sum(len(rules.check(content, "document")) for content in contents)
        taken.append((time.process_time() - start) / len(contents))
    size = sum(map(len, contents)) / len(contents) / 1000
    print(f"{len(rules.described)} rules, {len(contents)} documents of {size:.1f} KB, {found} findings")
    print(f"{min(taken) * 1000:.2f} ms a document with its reading, {1 / min(taken):.0f} documents/s on one core")
    if chosen.top:
        for rule, seconds in itertools.islice(rule_costs(rules, contents).items(), chosen.top):
            print(f"{seconds / len(contents) * 1e6:8.0f} µs  {rule}")
    for number in range(chosen.many):
        content = contents[number % len(contents)]
        rules.check(content + b"<!-- %d -->" % number, "document")
        if number % max(1, chosen.many // 10) == 0:
            print(f"{number:8} documents: peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
