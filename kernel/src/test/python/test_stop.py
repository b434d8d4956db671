"""Interrupts that stop, exits that do not end the kernel, and subscribers that are welcomed first."""

import time

import pytest
import zmq

# which of the two depends on what the cell was just doing
INTERRUPTED = ("CellInterrupted", "java.lang.InterruptedException")

BUSY = {
    "while": "{ GO long n = 0; while (true) { n++; } }",
    "for": "{ GO for (int i = 0; ; i++) { if (i < 0) i = 0; } }",
    "do": "{ GO int d = 0; do { d ^= 1; } while (d < 5); }",
    "catch exception": "{ GO while (true) { try { Math.sqrt(2); } catch (Exception e) { } } }",
    "catch throwable": "{ GO while (true) { try { while (true) { Math.sqrt(2); } } catch (Throwable t) { } } }",
    "calls": "int again(int n) { return n > 1000 ? n : again(n + 1); }\n{ GO for (;;) again(0); }",
    "lambda": "{ GO IntStream.iterate(0, i -> 1).forEach(i -> { }); }",
    "swallowed sleep": "{ GO while (true) { try { Thread.sleep(5); } catch (InterruptedException e) { } } }",
    "class": "class Spin { void go() { GO while (true) { } } }\nnew Spin().go();",
}


def started(notebook, code):
    """Runs a cell up to the GO in it."""
    parent = notebook.send(code.replace("GO", 'System.out.println("runs");'))
    notebook.until(parent, lambda m: m["msg_type"] == "stream")
    return parent


@pytest.mark.parametrize("code", BUSY.values(), ids=BUSY)
def test_interrupt_busy_code_stops_at_once(notebook, code):
    parent = started(notebook, code)
    begin = time.monotonic()
    notebook.control("interrupt_request")
    content = notebook.reply(parent)["content"]
    seconds = time.monotonic() - begin
    assert content["status"] == "error", content
    assert content["ename"] in INTERRUPTED
    # 0.3 s is the promise on an idle machine
    assert seconds < 1, seconds
    print("stopped after", round(seconds, 3), "s")
    assert notebook.run("1+1").result == "2"


def test_interrupt_busy_loop_names_its_line_and_runs_finally(notebook):
    parent = started(notebook, 'int k = 0;\ntry {\n  GO\n  while (true) { k++; }\n} finally {\n  for (int i = 0; i < 3; i++) System.out.print("tidy");\n}')
    notebook.control("interrupt_request")
    messages = notebook.published(parent)
    error = [m["content"] for m in messages if m["msg_type"] == "error"][0]
    assert error["ename"] == "CellInterrupted" and "line 4" in "".join(error["traceback"])
    assert "tidytidytidy" in "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")
    notebook.reply(parent)


def test_interrupt_redefined_method_stops_too(notebook):
    notebook.run("void spin() { }")
    notebook.run('void spin() { System.out.println("runs"); while (true) { } }')
    parent = started(notebook, "spin();")
    notebook.control("interrupt_request")
    assert notebook.reply(parent)["content"]["ename"] == "CellInterrupted"


def test_interrupt_leaves_threads_of_other_cells_alone(notebook):
    notebook.run("var ticks = new AtomicLong(); var ticker = Thread.startVirtualThread(() -> { while (true) { ticks.incrementAndGet(); Thread.onSpinWait(); } });")
    parent = started(notebook, "{ GO while (true) { } }")
    notebook.control("interrupt_request")
    assert notebook.reply(parent)["content"]["ename"] == "CellInterrupted"
    assert notebook.run("long before = ticks.get(); while (ticks.get() == before) { } ticker.isAlive()").result == "true"


def test_interrupt_unstoppable_library_code_is_said_in_the_cell(fresh):
    # a loop for a century, inside the JDK, which is not woven
    parent = started(fresh, "{ GO LongStream.range(0, Long.MAX_VALUE).sum(); }")
    fresh.control("interrupt_request")
    said = fresh.until(parent, lambda m: m["msg_type"] == "stream" and m["content"]["name"] == "stderr")["content"]["text"]
    assert "interrupted 2 s ago and still runs" in said and "java.util.stream" in said and "Restart Kernel" in said


def test_interrupt_wait_for_workers_ends_and_the_pool_goes_on(notebook):
    notebook.run("par.map(List.of(1, 2), x -> x)")
    parent = started(notebook, "par.map(List.of(1, 2, 3, 4), x -> { GO Thread.sleep(60_000); return x; })")
    begin = time.monotonic()
    notebook.control("interrupt_request")
    assert notebook.reply(parent)["content"]["ename"] == "partita.api.ParInterruptedException"
    seconds = time.monotonic() - begin
    assert seconds < 1, seconds
    print("wait ended after", round(seconds, 3), "s")
    assert notebook.run("par.map(List.of(1, 2), x -> x + 1)").result == "[2, 3]"


@pytest.mark.parametrize("attempt", range(15))
def test_interrupt_straight_after_busy_is_never_lost(notebook, attempt):
    parent = notebook.send("TimeUnit.SECONDS.sleep(20)")
    notebook.until(parent, lambda m: m["msg_type"] == "status")
    notebook.control("interrupt_request")
    assert notebook.reply(parent)["content"]["ename"] in INTERRUPTED


def test_interrupt_while_java_still_starts_stops_the_first_cell(fresh):
    parent = fresh.send("TimeUnit.SECONDS.sleep(20)")
    fresh.until(parent, lambda m: m["msg_type"] == "status")
    fresh.control("interrupt_request")
    assert fresh.reply(parent)["content"]["ename"] in INTERRUPTED
    assert fresh.run("1+1").result == "2"


@pytest.mark.parametrize("code", ["System.exit(3)", "Runtime.getRuntime().exit(3)", "Runtime.getRuntime().halt(3)"])
def test_exit_is_an_error_of_the_cell_and_the_kernel_lives(notebook, code):
    notebook.run("int kept = 42;")
    run = notebook.run(f"try {{\n  {code};\n}} catch (Exception e) {{ }}")
    assert run.reply["content"]["ename"] == "CellExit"
    assert "(3); the kernel lives on" in run.reply["content"]["evalue"] and ", line 2" in run.traceback
    assert notebook.run("kept").result == "42"


def test_exit_shipped_to_a_worker_is_the_real_one(notebook):
    run = notebook.run("par.map(List.of(1), x -> { System.exit(7); return x; })")
    assert run.reply["content"]["ename"] == "partita.api.WorkerDiedException" and "exitCode=7" in run.reply["content"]["evalue"]


def test_welcome_is_every_subscribers_first_message(notebook):
    connection = notebook.manager.get_connection_info()
    session = notebook.client.session
    parent = notebook.send('for (int i = 0; i < 3000; i++) { display("x"); Thread.onSpinWait(); }')
    try:
        for _ in range(40):
            socket = zmq.Context.instance().socket(zmq.SUB)
            socket.linger = 0
            socket.subscribe(b"")
            socket.connect(f"tcp://{connection['ip']}:{connection['iopub_port']}")
            assert socket.poll(10_000) == zmq.POLLIN
            _, frames = session.feed_identities(socket.recv_multipart())
            assert session.deserialize(frames)["msg_type"] == "iopub_welcome"
            socket.close()
    finally:
        notebook.reply(parent)
