"""Jars that a cell adds: seen by later snippets, by completion, and by workers."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from conftest import Notebook


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


@pytest.fixture(scope="module")
def home(tmp_path_factory, jar):
    """A home folder whose Maven settings send every request to a repository of files with demo:greet:1.0 in it."""
    home = tmp_path_factory.mktemp("home")
    place = home / "repo" / "demo" / "greet" / "1.0"
    place.mkdir(parents=True)
    shutil.copy(jar, place / "greet-1.0.jar")
    (place / "greet-1.0.pom").write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>demo</groupId><artifactId>greet</artifactId><version>1.0</version></project>"
    )
    (home / ".m2").mkdir()
    (home / ".m2" / "settings.xml").write_text(
        f"<settings><mirrors><mirror><id>near</id><mirrorOf>*</mirrorOf><url>{(home / 'repo').as_uri()}</url></mirror></mirrors></settings>"
    )
    return home


@pytest.fixture
def at_home(home):
    notebook = Notebook(env={**os.environ, "JDK_JAVA_OPTIONS": f"-Duser.home={home}"})
    yield notebook
    notebook.close()


def test_maven_brings_jars_by_the_users_settings_to_cells_and_workers(at_home):
    run = at_home.run('%maven demo:greet:1.0\nimport greet.Greeting;\npar.map(List.of("a"), n -> Greeting.to(n) + ProcessHandle.current().pid())')
    assert run.result.startswith("[hello a"), run.messages
    unknown = at_home.run("int x = 1;\n%maven demo:none:1.0").reply["content"]
    assert unknown["ename"] == "MagicError" and "line 2" in unknown["evalue"]
    assert "there is no artifact=demo:none:jar:1.0 in near=file:" in unknown["evalue"]


def test_pom_in_a_cell_brings_its_jars(at_home):
    run = at_home.run("%%loadFromPOM\n<dependency>\n  <groupId>demo</groupId><artifactId>greet</artifactId><version>1.0</version>\n</dependency>")
    assert run.status == "ok", run.messages
    assert at_home.run('greet.Greeting.to("pom")').result == "hello pom"


def test_loaded_files_and_texts_run_as_cells(notebook, tmp_path):
    (tmp_path / "helpers.jsh").write_text("int loaded(int x) { return x + 40; }\n")
    run = notebook.run(f'%load {tmp_path / "helpers.jsh"}\npar.map(List.of(2), x -> loaded(x) + (int) 0)')
    assert run.result == "[42]", run.messages
    assert notebook.run('eval("int viaText = 3; viaText + loaded(1)")').result == "44"
    (tmp_path / "self.jsh").write_text(f"%load {tmp_path / 'self.jsh'}\n")
    assert "load each other" in notebook.run(f"%load {tmp_path / 'self.jsh'}").reply["content"]["evalue"]
