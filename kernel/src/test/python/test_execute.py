"""Cells: values, output, errors by cell and line, redefinition."""

import re
import time


def test_value_expression_is_shown(notebook):
    assert notebook.run("1+1").result == "2"


def test_value_semicolon_is_shown_all_the_same(notebook):
    assert notebook.run("2+2;").result == "4"


def test_value_declaration_shows_nothing(notebook):
    run = notebook.run("int declared = 5;")
    assert run.status == "ok" and run.result is None


def test_value_several_snippets_shows_the_last(notebook):
    run = notebook.run("int p = 2;\nint q = 3;\nint times(int a, int b) {\n  return a * b;\n}\ntimes(p, q)")
    assert run.result == "6"


def test_value_notebook_class_shows_no_wrapper(notebook):
    assert notebook.run("class Plain {}\nnew Plain()").result.startswith("Plain@")


def test_value_records_become_a_table(notebook):
    run = notebook.run('record Row(String name, int age) {}\nList.of(new Row("<a>", 1), new Row("b", 2))')
    data = run.of("execute_result")[0]["data"]
    assert data["text/plain"] == "[Row[name=<a>, age=1], Row[name=b, age=2]]"
    assert "<th>name</th><th>age</th>" in data["text/html"] and "&lt;a&gt;" in data["text/html"]


def test_value_long_table_says_what_is_left(notebook):
    run = notebook.run("record N(int n) {}\nIntStream.range(0, 60).mapToObj(N::new).toList()")
    html = run.of("execute_result")[0]["data"]["text/html"]
    assert "… 10 more" in html and html.count("<tr>") == 52


def test_value_broken_tostring_fails_the_cell_not_the_kernel(notebook):
    run = notebook.run('class Bad { public String toString() { throw new IllegalStateException("bad text"); } }\nnew Bad()')
    assert run.status == "error" and run.reply["content"]["evalue"] == "bad text"
    assert notebook.run("1+1").result == "2"


def test_names_startup_are_ready(notebook):
    assert notebook.run("List.of(ofSeconds(1), ofMillis(5), ofMinutes(1), ofHours(1)).size() + Level.INFO.intValue()").result == "804"


def test_old_results_recent_stay_and_used_ones_stay(notebook):
    notebook.run("int used = 1000 + 1;")
    first = notebook.run("used + 1")
    assert first.result == "1002"
    for n in range(30):
        assert notebook.run(f"{n} + 1").result == str(n + 1)


def test_streams_both_arrive_with_their_characters(notebook):
    run = notebook.run('System.out.print("a é 😀"); System.err.print("e");')
    assert run.text() == "a é 😀" and run.text("stderr") == "e"


def test_streams_raw_bytes_split_inside_a_character_stay_whole(notebook):
    run = notebook.run('for (byte b : "😀é".getBytes("UTF-8")) { System.out.write(b); System.out.flush(); }')
    assert run.text() == "😀é"


def test_streams_ten_megabytes_arrive_whole_and_in_order(notebook):
    begin = time.monotonic()
    run = notebook.run('for (int i = 0; i < 100_000; i++) System.out.println("line " + i + " " + "x".repeat(90));')
    expected = "".join(f"line {i} {'x' * 90}\n" for i in range(100_000))
    assert run.text() == expected
    assert run.messages[-1]["content"]["execution_state"] == "idle"
    print("10 MB took", round(time.monotonic() - begin, 2), "s in", len(run.of("stream")), "messages")


def test_streams_order_with_display_is_kept(notebook):
    run = notebook.run('System.out.print("1"); display("2"); System.out.print("3"); System.err.print("4"); System.out.print("5");')
    kinds = [
        m["content"].get("text") or m["content"]["data"]["text/plain"]
        for m in run.messages
        if m["msg_type"] in ("stream", "display_data")
    ]
    assert kinds == ["1", "2", "3", "4", "5"]


def test_streams_background_thread_prints_under_its_own_cell(notebook):
    starter = notebook.send(
        "var gate = new CountDownLatch(1);\n"
        'var worker = Thread.startVirtualThread(() -> { try { gate.await(); } catch (InterruptedException e) { throw new RuntimeException(e); } System.out.println("late"); });'
    )
    notebook.published(starter)
    notebook.reply(starter)
    second = notebook.send('System.out.println("mine"); gate.countDown(); worker.join();')
    texts = {}
    while "late\n" not in texts.values():
        message = notebook.client.get_iopub_msg(timeout=30)
        if message["msg_type"] == "stream":
            texts[message["parent_header"]["msg_id"]] = message["content"]["text"]
    assert texts[starter] == "late\n" and texts[second] == "mine\n"
    notebook.reply(second)


def test_compile_error_names_cell_line_and_place(notebook):
    run = notebook.run("int ok = 1;\nint wrong = missing(ok);")
    number = run.reply["content"]["execution_count"]
    assert run.reply["content"]["ename"] == "CompileError"
    assert f"cell [{number}], line 2: error: cannot find symbol" in run.traceback
    assert "    int wrong = missing(ok);\n                ^^^^^^^" in run.traceback
    assert "REPL" not in run.traceback


def test_compile_error_syntax_names_the_line(notebook):
    run = notebook.run("int a1 = 1;\n\nint b1 = = 2;")
    assert "line 3" in run.reply["content"]["evalue"]


def test_runtime_error_names_cell_line_and_exception(notebook):
    first = notebook.run("int half(int n) {\n  return 1 / n;\n}")
    number = first.reply["content"]["execution_count"]
    run = notebook.run("\nint zero = 0;\nhalf(zero)")
    caller = run.reply["content"]["execution_count"]
    assert run.reply["content"]["ename"] == "java.lang.ArithmeticException"
    assert run.reply["content"]["evalue"] == "/ by zero"
    assert f"at cell [{number}], line 2 (in method half)" in run.traceback
    assert f"at cell [{caller}], line 3" in run.traceback
    assert "partita.kernel" not in run.traceback and "REPL" not in run.traceback


def test_runtime_error_in_a_lambda_names_its_line(notebook):
    run = notebook.run("List.of(1, 0).forEach(i -> {\n  int n = 1;\n  System.out.println(n / i);\n})")
    assert ", line 3 (in a lambda)" in run.traceback


def test_runtime_error_in_a_multi_line_initialiser_names_its_line(notebook):
    run = notebook.run("int sum = List.of(1, 2)\n  .stream()\n  .mapToInt(i ->\n    i / 0)\n  .sum();")
    assert ", line 4 (in a lambda)" in run.traceback


def test_runtime_error_shows_causes(notebook):
    run = notebook.run('throw new IllegalStateException("outer", new IllegalArgumentException("inner"))')
    assert "Caused by: java.lang.IllegalArgumentException: inner" in run.traceback


def test_runtime_error_stack_overflow_and_heap_are_survived(notebook):
    assert notebook.run("int deep(int n) { return deep(n + 1); }\ndeep(0)").reply["content"]["ename"] == "java.lang.StackOverflowError"
    assert notebook.run("long[] big = new long[Integer.MAX_VALUE];").reply["content"]["ename"] == "java.lang.OutOfMemoryError"
    assert notebook.run("1+1").result == "2"


def test_task_exception_shows_the_cause_and_its_line(notebook):
    run = notebook.run(
        "import partita.api.TaskException;\n"
        'try {\n  int i = 1 / Integer.parseInt("0");\n} catch (ArithmeticException e) {\n  throw new TaskException("item 3 failed", 3, null, null, e);\n}'
    )
    assert run.reply["content"]["ename"] == "partita.api.TaskException"
    assert "Caused by: java.lang.ArithmeticException: / by zero" in run.traceback
    assert ", line 3" in run.traceback.split("Caused by")[1]


def test_forward_reference_says_what_is_missing_then_works(notebook):
    assert "method later()" in notebook.run("int sooner() { return later() + 1; }").text("stderr")
    assert "method later()" in notebook.run("sooner()").reply["content"]["evalue"]
    assert notebook.run("int later() { return 41; }").status == "ok"
    assert notebook.run("sooner()").result == "42"


def test_forward_reference_within_a_cell_is_fine(notebook):
    run = notebook.run("sealed interface Shape permits Disc {}\nrecord Disc(double r) implements Shape {}\nShape shape = new Disc(1);\nshape")
    assert run.result == "Disc[r=1.0]" and run.text("stderr") == ""


def test_unknown_type_of_a_variable_is_an_error(notebook):
    run = notebook.run("Lisst<String> names = null;")
    assert run.status == "error" and "Lisst" in run.traceback


def test_redefinition_method_is_seen_by_old_callers_and_lambdas(notebook):
    notebook.run("int rate() { return 1; }\nint twice() { return 2 * rate(); }\nSupplier<Integer> supplier = () -> rate();")
    notebook.run("int rate() { return 10; }")
    assert notebook.run("twice() + supplier.get()").result == "30"


def test_redefinition_frames_name_the_new_cell(notebook):
    notebook.run("int fails() {\n  return 1 / 0;\n}\nint calls() { return fails(); }")
    second = notebook.run("int fails() {\n\n\n  return 2 / 0;\n}")
    run = notebook.run("calls()")
    assert f"at cell [{second.reply['content']['execution_count']}], line 4 (in method fails)" in run.traceback


def test_redefinition_variable_of_another_type(notebook):
    notebook.run("int thing = 1;")
    assert notebook.run('String thing = "text";\nthing').result == "text"


def test_silent_publishes_no_result_and_does_not_count(notebook):
    before = notebook.run("1").reply["content"]["execution_count"]
    silent = notebook.run("5 + 5", silent=True)
    assert silent.result is None and not silent.of("execute_input")
    assert notebook.run("1", store_history=False).reply["content"]["execution_count"] == before + 1
    assert notebook.run("1").reply["content"]["execution_count"] == before + 1


def test_user_expressions_are_evaluated(notebook):
    run = notebook.run("int base = 20;", user_expressions={"good": "base + 1", "bad": "nothing.at.all"})
    answers = run.reply["content"]["user_expressions"]
    assert answers["good"]["data"]["text/plain"] == "21" and answers["bad"]["status"] == "error"


def test_stop_on_error_aborts_what_is_queued(notebook):
    first = notebook.send("TimeUnit.MILLISECONDS.sleep(500); throw new IllegalStateException();")
    second = notebook.send('System.out.println("never");')
    assert notebook.reply(first)["content"]["status"] == "error"
    assert notebook.reply(second)["content"]["status"] == "aborted"
    assert notebook.run("1+1").result == "2"


def test_stop_on_error_off_goes_on(notebook):
    first = notebook.send("TimeUnit.MILLISECONDS.sleep(300); throw new IllegalStateException();", stop_on_error=False)
    second = notebook.send("7")
    assert notebook.reply(first)["content"]["status"] == "error"
    assert notebook.reply(second)["content"]["status"] == "ok"


def test_two_hundred_pipelined_all_answer(notebook):
    begin = time.monotonic()
    parents = [notebook.send(f"{n} + 0") for n in range(200)]
    for parent in parents:
        assert notebook.reply(parent)["content"]["status"] == "ok"
    print("200 cells took", round(time.monotonic() - begin, 2), "s")


def test_timeline_lastJob_isAPictureAndAText(notebook):
    notebook.run("par.chunkSize(1).map(par.range(4), x -> { Thread.sleep(30); if (x == 2) throw new IllegalStateException(); return x; })")
    data = notebook.run("par.timeline()").of("execute_result")[0]["data"]
    assert data["image/svg+xml"].count("<title>item ") == 4 and "failed=1" in data["image/svg+xml"]
    assert "% busy" in data["text/plain"] and "!" in data["text/plain"]
    assert notebook.run("par.timeline().spans().stream().mapToLong(s -> s.first()).sorted().boxed().toList()").result == "[0, 1, 2, 3]"
    longest = "par.timeline().spans().stream().allMatch(s -> s.end().minus(s.begin()).compareTo(ofMillis(29)) > 0)"
    assert notebook.run(longest).result == "true"


def test_status_running_showsWorkersAndTheJob(notebook):
    notebook.run("var going = par.progress(\"slow\").mapAsync(par.range(50), x -> { Thread.sleep(200); return x; });")
    data = notebook.run("par.status()").of("execute_result")[0]["data"]
    assert "<th>kind</th>" in data["text/html"] and "slow" in data["text/html"] and "worker" in data["text/html"]
    assert re.search(r"job +slow", data["text/plain"]) and "worker" in data["text/plain"]
    notebook.run("going.cancel()")
    assert notebook.run('par.status().stream().noneMatch(row -> row.kind().equals("job"))').result == "true"


def test_dump_busyItem_namesItsCellAndLine(notebook):
    notebook.run("par.map(par.range(4), x -> x)")
    run = notebook.run("var loops = par.mapAsync(par.range(2), x -> {\n  while (x >= 0) { Thread.onSpinWait(); }\n  return x;\n});")
    number = run.reply["content"]["execution_count"]
    # the items may not have begun yet
    text = notebook.run('String seen = ""; for (int i = 0; i < 50 && !seen.contains("line 2"); i++) seen = par.dump(); System.out.print(seen)').text()
    assert "worker" in text and "pid=" in text
    assert f"at cell [{number}], line 2" in text
    notebook.run("loops.cancel()")
