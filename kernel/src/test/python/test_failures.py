"""What a notebook shows when work fails: the card, its text, a short trace, and frames that name cells."""

import os
import signal


def card(run):
    displays = [d for d in run.of("display_data") if "partita-failure" in d["data"]["text/html"]]
    assert len(displays) == 1, displays
    return displays[0]["data"]


def test_card_names_item_worker_cause_and_lines(notebook):
    first = notebook.run('int inverse(int n) {\n  if (n == 3) throw new IllegalArgumentException("<b>three</b>");\n  return 6 / n;\n}')
    helper = first.reply["content"]["execution_count"]
    run = notebook.run("par.map(List.of(1, 3, 0),\n  n -> inverse(n))")
    caller = run.reply["content"]["execution_count"]
    text, html = card(run)["text/plain"], card(run)["text/html"]
    assert text.splitlines()[0] == "Item 1 failed"
    for part in ("index         1", "item          3", "worker        worker ", "IllegalArgumentException: <b>three</b>"):
        assert part in text
    assert f"at cell [{helper}], line 2 (in method inverse)\n    > if (n == 3) throw" in text
    assert f"at cell [{caller}], line 2 (in a lambda)\n    > n -> inverse(n))" in text
    assert "and 1 more item failed:\n    item 2 (0) failed" in text
    assert "&lt;b&gt;three&lt;/b&gt;" in html and "<b>three" not in html
    assert f"cell [{helper}], line 2" in html and "<details>" in html and "and 1 more item failed" in html
    # colours are the theme's, so that the card reads on dark and on light
    assert "var(--jp-error-color1" in html and "REPL" not in text


def test_card_leaves_the_traceback_short(notebook):
    run = notebook.run("par.map(List.of(1), x -> x / 0)")
    cell = run.reply["content"]["execution_count"]
    assert run.reply["content"]["ename"] == "partita.api.TaskException"
    assert f"/ by zero at cell [{cell}], line 1" in run.reply["content"]["evalue"]
    lines = run.traceback.splitlines()
    assert len(lines) == 6 and sum(line.startswith("    at ") for line in lines) == 2
    kinds = [m["msg_type"] for m in run.messages]
    assert kinds[-3:] == ["display_data", "error", "status"]


def test_card_of_a_cause_is_shown_too(notebook):
    run = notebook.run('try { par.map(List.of(3), x -> x / 0); } catch (RuntimeException e) { throw new IllegalStateException("outer", e); }')
    assert run.reply["content"]["ename"] == "java.lang.IllegalStateException"
    assert card(run)["text/plain"].startswith("Item 0 failed")


def test_card_of_a_dead_worker_names_pid_and_end(notebook):
    run = notebook.run("par.map(List.of(7), x -> { Runtime.getRuntime().halt(9); return x; })")
    text = card(run)["text/plain"]
    assert text.startswith("A worker died") and "exit code     9" in text and "item          7" in text
    pid = notebook.run("par.map(List.of(1), x -> ProcessHandle.current().pid())").result.strip("[]")
    parent = notebook.send('par.map(List.of(1), x -> { System.out.println("runs"); Thread.sleep(60_000); return x; })')
    notebook.until(parent, lambda m: m["msg_type"] == "stream")
    os.kill(int(pid), signal.SIGKILL)
    shown = notebook.until(parent, lambda m: "partita-failure" in m["content"].get("data", {}).get("text/html", ""))["content"]["data"]["text/plain"]
    assert f"pid={pid}" in shown and "signal        9" in shown
    notebook.reply(parent)


def test_card_is_not_shown_for_other_errors_nor_when_silent(notebook):
    assert not notebook.run('throw new IllegalStateException("x")').of("display_data")
    silent = notebook.run("par.map(List.of(1), x -> x / 0)", silent=True)
    assert silent.status == "error" and "partita-failure" not in str(silent.messages)


def test_printed_trace_names_cells(notebook):
    first = notebook.run("int zero() {\n  return 0;\n}\nint fails() {\n  return 1 / zero();\n}")
    number = first.reply["content"]["execution_count"]
    run = notebook.run("\ntry { fails(); } catch (Exception e) { e.printStackTrace(); }")
    own = run.reply["content"]["execution_count"]
    assert f"\tat cell [{number}], line 5 (in method fails)\n" in run.text("stderr")
    assert f"\tat cell [{own}], line 2\n" in run.text("stderr")
    assert "REPL." not in run.text("stderr")


def test_printed_trace_of_a_worker_names_cells(notebook):
    run = notebook.run("par.map(List.of(1), x -> { try { return x / 0; } catch (Exception e) { e.printStackTrace(); return 1; } })")
    number = run.reply["content"]["execution_count"]
    assert run.status == "ok" and f"\tat cell [{number}], line 1 (in a lambda)\n" in run.text("stderr")


def test_printed_trace_by_a_background_thread_names_cells(notebook):
    run = notebook.run('var t = new Thread(() -> {\n  throw new IllegalStateException("late");\n});\nt.start();\nt.join();')
    number = run.reply["content"]["execution_count"]
    assert f"cell [{number}], line 2 (in a lambda)" in run.text("stderr")


def test_refusal_traceback_showsTheCellAndNothingOfPartita(notebook):
    run = notebook.run("var idle = new Thread(() -> {});\npar.map(List.of(1), x -> idle.getName())")
    number = run.reply["content"]["execution_count"]
    assert "the notebook variable 'idle'" in run.traceback and f"at cell [{number}], line 2" in run.traceback
    assert "partita.internal" not in run.traceback and "ImmutableCollections" not in run.traceback
