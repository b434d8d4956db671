"""Jars that a cell adds: seen by later snippets, by completion, and by workers."""

import json
import os
import pathlib
import subprocess

import pytest
from jupyter_client.kernelspec import KernelSpecManager


@pytest.fixture(scope="module")
def jar(tmp_path_factory):
    """A jar with greet.Greeting in it, made with the JDK that runs the kernel."""
    folder = tmp_path_factory.mktemp("greet")
    spec = json.loads((pathlib.Path(KernelSpecManager().get_kernel_spec("partita").resource_dir) / "kernel.json").read_text())
    tools = pathlib.Path(spec["argv"][0]).parent
    source = folder / "Greeting.java"
    source.write_text('package greet; public class Greeting { public static String to(String name) { return "hello " + name; } }')
    subprocess.run([tools / "javac", "-d", folder / "classes", source], check=True)
    subprocess.run([tools / "jar", "cf", folder / "greet.jar", "-C", folder / "classes", "."], check=True)
    return folder / "greet.jar"


def test_jars_are_seen_in_the_same_cell_and_by_workers(fresh, jar):
    assert fresh.run("greet.Greeting.to(\"x\")").status == "error"
    run = fresh.run(f'%jars {jar.parent}{os.sep}*.jar\nimport greet.Greeting;\nGreeting.to("cell")')
    assert run.result == "hello cell", run.messages
    assert fresh.run('par.map(List.of("a", "b"), n -> Greeting.to(n))').result == "[hello a, hello b]"
    matches = fresh.reply(fresh.client.complete("Greeting.t", 10))["content"]["matches"]
    assert "to(" in matches


def test_classpath_folder_is_seen(fresh, jar):
    assert fresh.run(f'%classpath {jar.parent / "classes"}\ngreet.Greeting.to("y")').result == "hello y"


def test_missing_jar_is_an_error_and_nothing_of_the_cell_runs(notebook):
    run = notebook.run("int before = 1;\n%jars nowhere.jar")
    number = run.reply["content"]["execution_count"]
    assert run.reply["content"]["ename"] == "MagicError"
    assert run.reply["content"]["evalue"].startswith(f"cell [{number}], line 2: %jars cannot use argument=nowhere.jar")
    assert notebook.run("before").status == "error"


def test_lines_keep_their_numbers_and_remainders_stay_java(notebook, jar):
    run = notebook.run(f"%jars {jar}\nint n = 7\n  % 4;\nint zero = 0;\nn / zero")
    assert ", line 5" in run.traceback
    assert notebook.run("n").result == "3"


def test_is_complete_knows_magics(notebook):
    assert notebook.reply(notebook.client.is_complete("%jars x.jar\n1 + 1"))["content"]["status"] == "complete"
