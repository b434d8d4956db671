"""How cost grows with the work: more items on more workers, and more classes in a notebook.

Prints for each series how its time grows: the slope of a straight line through all points in a log-log plot, and of the
last step alone, which is what a larger one would see. 1 is linear. The same pools and turns for both sides.
"""

from __future__ import annotations

import json
import math
import statistics
from pathlib import Path
from typing import Callable

WORKERS = (1, 2, 4, 8)
ITEMS = tuple(10**n for n in range(3, 8))
CLASSES = (10, 100, 1_000)
# so many calls of each, of which the median counts; one before them is not counted, but for the largest
CALLS = {10**3: 9, 10**4: 9, 10**5: 7, 10**6: 3, 10**7: 1}
CLASS_CALLS = 5
LONGEST_SECONDS = 60
Series = dict[int, float]


def slope(points: Series) -> float:
    """Of the straight line that fits the logarithms best."""
    xs, ys = [math.log(x) for x in points], [math.log(y) for y in points.values()]
    middle_x, middle_y = statistics.fmean(xs), statistics.fmean(ys)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys)) / sum((x - middle_x) ** 2 for x in xs)


def last_slope(points: Series) -> float:
    (x0, y0), (x1, y1) = sorted(points.items())[-2:]
    return math.log(y1 / y0) / math.log(x1 / x0)


def measure(call: Callable[[str, int], tuple[list[float], str]], operation: str, count: int, expected: str) -> float:
    if count > 1:
        call(operation, 1)
    times, result = call(operation, count)
    if result != expected:
        raise SystemExit(f"bench: a wrong result: operation={operation} result={result!r} expected={expected!r}")
    return statistics.median(times)


def items(sides: dict[str, Callable[[str, int], tuple[list[float], str]]]) -> dict[str, dict[int, Series]]:
    found: dict[str, dict[int, Series]] = {side: {workers: {} for workers in WORKERS} for side in sides}
    for workers in WORKERS:
        for call in sides.values():
            call(f"scaling-workers-{workers}", 1)
        for size in ITEMS:
            for side, call in sides.items():
                series = found[side][workers]
                if series and 10 * max(series.values()) > 1_000 * LONGEST_SECONDS:
                    continue
                series[size] = measure(call, f"scaling-items-{size}", CALLS[size], str(size))
                print(f"{side}: workers={workers} items={size} ms={series[size]:.2f}", flush=True)
    return found


def classes(call: Callable[[str, int], tuple[list[float], str]]) -> Series:
    found = {}
    for size in CLASSES:
        found[size] = measure(call, f"scaling-classes-{size}", CLASS_CALLS, "3")
        print(f"partita: classes={size} ms={found[size]:.2f}", flush=True)
    return found


def named(workers: int) -> str:
    return f"{workers} worker" + ("s" if workers > 1 else "")


def growth(all_series: dict[str, Series]) -> list[str]:
    lines = ["| series | points | slope | slope of the last step |", "|---|---|---|---|"]
    for name, points in all_series.items():
        lines.append(f"| {name} | {len(points)} | {slope(points):.2f} | {last_slope(points):.2f} |")
    return lines


def plot(file: Path, by_side: dict[str, dict[int, Series]], by_classes: Series, head: str) -> None:
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams["svg.hashsalt"] = "partita"  # the same figures give the same file
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5), layout="constrained", width_ratios=(3, 2))
    colours = dict(zip(WORKERS, plt.rcParams["axes.prop_cycle"].by_key()["color"]))
    for side, style in (("partita", "o-"), ("multiprocessing", "s--")):
        for workers, points in by_side[side].items():
            left.plot(
                list(points), list(points.values()), style, color=colours[workers], markersize=4,
                label=f"{side}, {named(workers)}: slope {slope(points):.2f}",
            )
    left.set(title="map of x + 1", xlabel="items", ylabel="milliseconds")
    right.plot(list(by_classes), list(by_classes.values()), "o-", label=f"partita: slope {slope(by_classes):.2f}")
    right.set(title="first map of a lambda, by classes it reaches", xlabel="classes in the notebook", ylabel="milliseconds")
    for axes in (left, right):
        axes.set(xscale="log", yscale="log")
        axes.set_ylim(10 ** math.floor(math.log10(axes.dataLim.ymin)), 10 ** math.ceil(math.log10(axes.dataLim.ymax)))
        axes.grid(True, which="major", alpha=0.3)
        axes.legend(fontsize="small")
    figure.suptitle(head, fontsize="small")
    figure.savefig(file, metadata={"Date": None})


def run(
    ours: Callable[[str, int], tuple[list[float], str]],
    theirs: Callable[[str, int], tuple[list[float], str]],
    head: str,
    json_file: Path,
    plot_file: Path,
) -> None:
    by_side = items({"partita": ours, "multiprocessing": theirs})
    by_classes = classes(ours)
    all_series = {f"{side}, {named(workers)}": series for side, all_of_it in by_side.items() for workers, series in all_of_it.items()}
    all_series["partita, classes"] = by_classes
    print("\n".join(growth(all_series)))
    slopes = {name: {"slope": slope(points), "last": last_slope(points)} for name, points in all_series.items()}
    figures = {"when": head, "milliseconds": all_series, "slopes": slopes}
    json_file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    plot(plot_file, by_side, by_classes, head)
    print(f"written: {json_file.name}, {plot_file.name}")
