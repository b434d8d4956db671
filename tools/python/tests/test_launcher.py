"""The launcher's own manners: clear errors with the command that mends them, paths with spaces, nothing done twice."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PARTS = "set -euo pipefail; STATE=$ROOT/.partita; for part in say find build python; do . \"$TOOLS/$part.sh\"; done; "


def bash(script: str, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a script after the launcher's parts were read."""
    return subprocess.run(
        ["bash", "-c", PARTS + script],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "ROOT": str(root), "TOOLS": str(ROOT / "tools/launcher"), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def partita(*arguments: str, cwd: Path = ROOT, launcher: Path = ROOT / "partita") -> subprocess.CompletedProcess[str]:
    return subprocess.run([launcher, *arguments], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)


def jdk(folder: Path, version: str) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "release").write_text(f'IMPLEMENTOR="Nobody"\nJAVA_VERSION="{version}"\n', encoding="utf-8")
    for tool in ("java", "javac", "jshell"):
        (folder / "bin" / tool).write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / "bin" / tool).chmod(0o755)
    return folder


def find_among(*homes: Path) -> str:
    lines = "\\n".join(str(home) for home in homes)
    return f"jdk_candidates() {{ printf '{lines}\\n'; }}; "


def test_needJdk_noneFound_namesWhatWasPassedOverAndTheCommand(tmp_path: Path) -> None:
    old = jdk(tmp_path / "old one", "17.0.15")
    ended = bash(find_among(old, tmp_path / "nothing") + "need_jdk")
    assert ended.returncode == 2
    assert "no JDK 25 found" in ended.stderr and "17.0.15" in ended.stderr and "to mend it:" in ended.stderr


def test_needJdk_severalFound_prefersTheWantedRelease(tmp_path: Path) -> None:
    homes = [jdk(tmp_path / name, version) for name, version in (("a", "17.0.1"), ("b", "27"), ("c", "26.0.1"), ("d e", "25.0.3"))]
    assert bash(find_among(*homes) + 'need_jdk; echo "$JDK"').stdout.strip() == str(homes[3])
    assert bash(find_among(*homes[:3]) + 'need_jdk; echo "$JDK_VERSION"').stdout.strip() == "26.0.1"


def test_needMaven_tooOld_saysSo() -> None:
    ended = bash('JDK=/none; find_maven() { MVN=/old/mvn MVN_VERSION=3.6.3; }; need_maven')
    assert ended.returncode == 2 and "version=3.6.3" in ended.stderr and "to mend it:" in ended.stderr
    assert bash('JDK=/none; version_at_least 3.8.7 3 8 && version_at_least 4.0.0-rc-4 3 8 && ! version_at_least 3.6.3 3 8 && ! version_at_least "" 3 8').returncode == 0


def test_needPython_withoutVenv_saysSo(tmp_path: Path) -> None:
    for name in ("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"):
        (tmp_path / name).write_text("#!/bin/sh\necho 3.12.1\nexit 1\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    ended = bash("command() { case $2 in /*) return 1 ;; *) builtin command \"$@\" ;; esac; }; need_python", PATH=f"{tmp_path}:/usr/bin:/bin")
    assert ended.returncode == 2 and "3.12.1 lacks the venv module" in ended.stderr


def test_kernelspec_pathWithSpacesAndQuotes_isSoundJson(tmp_path: Path) -> None:
    root = tmp_path / 'a "strange" folder'
    root.mkdir()
    ended = bash('JDK="$ROOT/jdk" DSL_JAR="$ROOT/dsl.jar" KERNEL_JAR="$ROOT/kernel.jar"; need_kernelspec', root)
    assert ended.returncode == 0, ended.stderr
    spec = json.loads((root / ".venv/share/jupyter/kernels/partita/kernel.json").read_text(encoding="utf-8"))
    assert spec["argv"][0] == f"{root}/jdk/bin/java" and spec["argv"][-1] == "{connection_file}"
    assert f"-javaagent:{root}/dsl.jar" in spec["argv"]
    assert spec["interrupt_mode"] == "message"


def test_keepJars_ofNewSources_renewsTheKernelspecOfAnOpenJupyter(tmp_path: Path) -> None:
    (tmp_path / "pom.xml").write_text("<version>9</version>", encoding="utf-8")
    for module in ("dsl", "kernel"):
        (tmp_path / module / "target").mkdir(parents=True)
        (tmp_path / module / "target" / f"partita-{module}-9-all.jar").write_text(module, encoding="utf-8")
    keep = 'LIB=$STATE/lib/new DSL_JAR=$LIB/dsl.jar KERNEL_JAR=$LIB/kernel.jar JDK=/jdk; keep_jars'
    ended = bash(keep, tmp_path)
    assert ended.returncode == 0, ended.stderr
    spec = tmp_path / ".venv/share/jupyter/kernels/partita/kernel.json"
    assert not spec.exists(), "without a Jupyter there is nobody to tell"
    spec.parent.mkdir(parents=True)
    spec.write_text("of older jars", encoding="utf-8")
    assert bash(keep, tmp_path).returncode == 0
    assert f"-javaagent:{tmp_path}/.partita/lib/new/dsl.jar" in json.loads(spec.read_text(encoding="utf-8"))["argv"]


def test_sourcesDigest_changedSource_differs_changedTestDoesNot(tmp_path: Path) -> None:
    for folder in ("dsl/src/main", "dsl/src/test", "kernel/src/main", ".mvn"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("pom.xml", "dsl/pom.xml", "kernel/pom.xml", "dsl/src/main/A b.java", "dsl/src/test/T.java"):
        (tmp_path / file).write_text("one", encoding="utf-8")
    first = bash("sources_digest", tmp_path).stdout
    (tmp_path / "dsl/src/test/T.java").write_text("two", encoding="utf-8")
    assert bash("sources_digest", tmp_path).stdout == first
    (tmp_path / "dsl/src/main/A b.java").write_text("two", encoding="utf-8")
    assert bash("sources_digest", tmp_path).stdout != first
    assert len(first.strip()) == 64


def test_locked_heldByAnother_waitsForItsEnd(tmp_path: Path) -> None:
    begin = 'cd "$ROOT"; mkfifo held waits gate; say() { echo "$*" >waits; }; '
    holder = 'hold() { echo >held; read -r _ <gate; echo first >>log; }; locked hold & '
    waiter = 'second() { echo second >>log; }; { read -r _ <held; locked second; } & '
    opener = "read -r _ <waits; echo >gate; wait"
    ended = bash(begin + holder + waiter + opener, tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "log").read_text(encoding="utf-8") == "first\nsecond\n"


def test_launcher_throughASymlinkElsewhere_findsItsFolder(tmp_path: Path) -> None:
    link = tmp_path / "linked partita"
    link.symlink_to(ROOT / "partita")
    ended = partita("doctor", cwd=tmp_path, launcher=link)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"in {ROOT}\n" in ended.stdout and "kernelspec" in ended.stdout


@pytest.mark.parametrize("arguments", [["nonsense"], ["lab", "--port", "x"], ["lab", "--nonsense"], ["run"], ["test", "x"], ["jshell", "--class-path"]])
def test_launcher_wrongUsage_endsWithTwoAndACommandThatWorks(arguments: list[str]) -> None:
    ended = partita(*arguments)
    assert ended.returncode == 2 and "to mend it: ./partita" in ended.stderr and ended.stdout == ""


def test_help_listsEveryCommand() -> None:
    told = partita("help").stdout
    assert all(f"./partita {command}" in told for command in ("lab", "run", "jshell", "test", "doctor"))


def test_jshell_file_runsWithParReadyAndNoWarning(tmp_path: Path) -> None:
    script = tmp_path / "a script.jsh"
    script.write_text("int factor = 3\nSystem.out.println(par.map(par.range(0, 5), x -> x * factor))\n/exit\n", encoding="utf-8")
    ended = partita("jshell", str(script), cwd=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "[0, 3, 6, 9, 12]\n", "")


def test_bench_oneRow_comparesBothSidesInOneRun(tmp_path: Path) -> None:
    times = tmp_path / "times.json"
    ended = partita("bench", "map-4", "--share", "0.1", "--json", str(times), cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    rows = json.loads(times.read_text(encoding="utf-8"))["rows"]
    assert [row["regime"] for row in rows] == ["hot", "asleep"]
    counts = [{len(row[side]["all"]) for side in ("partita", "python")} for row in rows]
    assert counts == [{row["calls"]} for row in rows] and rows[0]["calls"] > rows[1]["calls"]
    assert all(row["ratio"] > 0 for row in rows)


def test_bench_unknownRow_namesTheRows(tmp_path: Path) -> None:
    ended = partita("bench", "no-such-row", cwd=tmp_path)
    assert ended.returncode == 2 and "names=no-such-row" in ended.stderr and "map-100k" in ended.stderr
