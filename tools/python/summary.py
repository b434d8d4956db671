"""Counts the tests and behaviours of a whole run; its last line is "N passed, N failed, N skipped"."""

from __future__ import annotations

import argparse
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

BEHAVIOURS = "dsl/src/test/resources/partita/testing/behaviours.txt"


@dataclass(frozen=True)
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def count(report: Path) -> tuple[Count, list[str]]:
    """The tests of one JUnit-style report, and the names of those that failed."""
    total, failures = Count(), []
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            total += Count(failed=1)
            failures.append(f"{case.get('classname')}.{case.get('name')}")
        elif case.find("skipped") is not None:
            total += Count(skipped=1)
        else:
            total += Count(passed=1)
    return total, failures


def behaviours(root: Path) -> tuple[set[str], int, list[str]]:
    """The behaviours that passed, how many there are to pass, and what is wrong with the lists."""
    known = set((root / BEHAVIOURS).read_text(encoding="utf-8").split())
    shown: dict[str, str] = {}
    trouble = []
    for file in sorted(root.glob("*/target/behaviours.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            name, method, _ = line.split("\t")
            if name not in known:
                trouble.append(f"{method} claims an unknown behaviour: behaviour={name}")
            elif shown.setdefault(name, method) != method:
                trouble.append(f"two methods claim one behaviour: behaviour={name} methods={shown[name]}, {method}")
    return set(shown) & known, len(known), trouble


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("reports", type=Path, help="the folder of pytest's reports")
    parser.add_argument("--trouble", action="append", default=[], help="a stage that broke off; counts as failed")
    options = parser.parse_args()

    total = Count()
    failures: list[str] = []
    for report in sorted(options.root.glob("*/target/surefire-reports/TEST-*.xml")) + sorted(options.reports.glob("*.xml")):
        found, names = count(report)
        total += found
        failures += names
    passing, known, wrong = behaviours(options.root)
    trouble = options.trouble + wrong
    if total.passed + total.failed == 0 and not trouble:
        trouble.append("no test was executed")
    total += Count(failed=len(trouble))
    for line in failures + trouble:
        print(f"failed: {line}")
    print(f"behaviours: {len(passing)} of {known}")
    print(total, flush=True)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
