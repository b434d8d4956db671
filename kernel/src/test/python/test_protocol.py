"""Control, input, help while typing, bad messages, and the end."""

import os
import signal
import subprocess
import sys
import time

import zmq
from conftest import Notebook


def ask(notebook, parent):
    return notebook.reply(parent)["content"]


def test_kernel_info_is_told_before_java_is_ready():
    notebook = Notebook()
    try:
        print("start to first reply", round(notebook.seconds_to_ready, 2), "s")
        content = ask(notebook, notebook.client.kernel_info())
        assert content["status"] == "ok" and content["protocol_version"] == "5.5"
        assert content["language_info"]["mimetype"] == "text/x-java-source"
        assert content["supported_features"] == []
        assert notebook.run("1+1").result == "2"
    finally:
        notebook.close()


def test_kernel_start_prints_no_warning(fresh):
    assert fresh.run("1+1").result == "2"
    assert fresh.stderr.read_text() == ""


def test_control_answers_while_a_cell_runs(notebook):
    parent = notebook.send("TimeUnit.SECONDS.sleep(20)")
    notebook.until(parent, lambda m: m["msg_type"] == "execute_input")
    assert notebook.control("kernel_info_request")["content"]["implementation"] == "partita"
    assert notebook.control("interrupt_request")["content"]["status"] == "ok"
    # which of the two depends on whether the sleep had begun
    assert notebook.reply(parent)["content"]["ename"] in ("java.lang.InterruptedException", "CellInterrupted")


def test_interrupt_sleep_ends_the_cell_and_the_next_runs(notebook):
    parent = notebook.send('System.out.println("sleeping"); Thread.sleep(60_000);')
    notebook.until(parent, lambda m: m["msg_type"] == "stream")
    begin = time.monotonic()
    notebook.control("interrupt_request")
    assert notebook.reply(parent)["content"]["status"] == "error"
    assert time.monotonic() - begin < 2
    assert notebook.run("Thread.currentThread().isInterrupted()").result == "false"


def test_interrupt_idle_kernel_does_nothing(notebook):
    notebook.control("interrupt_request")
    assert notebook.run("Thread.sleep(1); 3").result == "3"


def test_completion_counts_code_points(notebook):
    notebook.run('String 名前 = "x";')
    code = 'var s = "😀"; Math.hyp'
    content = ask(notebook, notebook.client.complete(code, len(code)))
    assert content["matches"] == ["hypot("]
    assert (content["cursor_start"], content["cursor_end"]) == (len(code) - 3, len(code))


def test_completion_knows_notebook_names(notebook):
    notebook.run("int memorable = 1;\nrecord Point(int xx, int yy) {}\nvar point = new Point(1, 2);")
    assert "memorable" in ask(notebook, notebook.client.complete("memor", 5))["matches"]
    assert "xx()" in ask(notebook, notebook.client.complete("point.", 6))["matches"]


def test_inspect_shows_signature_and_nothing_for_nonsense(notebook):
    found = ask(notebook, notebook.client.inspect("Math.hypot", 7))
    assert found["found"] and "double Math.hypot(double" in found["data"]["text/plain"]
    assert not ask(notebook, notebook.client.inspect("nonsense12", 5))["found"]


def test_is_complete_indents_what_is_open(notebook):
    content = ask(notebook, notebook.client.is_complete("int f() {"))
    assert content == {"status": "incomplete", "indent": "    "}


def test_history_tail_range_and_search(fresh):
    for code in ("int one = 1;", "one + 1", "int two = 2;"):
        fresh.run(code)
    tail = ask(fresh, fresh.client.history(hist_access_type="tail", n=2, output=True))["history"]
    assert tail == [[1, 2, ["one + 1", "2"]], [1, 3, ["int two = 2;", None]]]
    by_number = ask(fresh, fresh.client.history(hist_access_type="range", session=0, start=1, stop=2))["history"]
    assert by_number == [[1, 1, "int one = 1;"]]
    found = ask(fresh, fresh.client.history(hist_access_type="search", pattern="int*"))["history"]
    assert [row[2] for row in found] == ["int one = 1;", "int two = 2;"]


def test_comm_unknown_target_is_closed(notebook):
    message = notebook.client.session.msg("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
    notebook.client.shell_channel.send(message)
    published = notebook.published(message["header"]["msg_id"])
    assert [m["content"]["comm_id"] for m in published if m["msg_type"] == "comm_close"] == ["c1"]
    assert ask(notebook, notebook.client.comm_info())["comms"] == {}


def test_stdin_scanner_and_readline_are_answered(notebook):
    parent = notebook.send('var line = new Scanner(System.in).nextLine(); var more = readLine("name? "); line + "/" + more', allow_stdin=True)
    assert notebook.client.get_stdin_msg(timeout=30)["content"]["prompt"] == ""
    notebook.client.input("first é")
    assert notebook.client.get_stdin_msg(timeout=30)["content"] == {"prompt": "name? ", "password": False}
    notebook.client.input("second")
    result = notebook.until(parent, lambda m: m["msg_type"] == "execute_result")
    assert result["content"]["data"]["text/plain"] == "first é/second"
    notebook.reply(parent)


def test_stdin_refused_says_so(notebook):
    run = notebook.run('readLine("?")', allow_stdin=False)
    assert "allow_stdin=false" in run.reply["content"]["evalue"]


def test_stdin_interrupted_ends_and_the_next_question_works(notebook):
    parent = notebook.send('readLine("first?")', allow_stdin=True)
    notebook.client.get_stdin_msg(timeout=30)
    notebook.control("interrupt_request")
    assert notebook.reply(parent)["content"]["ename"] == "partita.api.ParInterruptedException"
    second = notebook.send('readLine("second?")', allow_stdin=True)
    notebook.client.get_stdin_msg(timeout=30)
    notebook.client.input("yes")
    assert notebook.until(second, lambda m: m["msg_type"] == "execute_result")["content"]["data"]["text/plain"] == "yes"
    notebook.reply(second)


def test_bad_messages_cost_one_line_each_and_nothing_else(fresh):
    connection = fresh.manager.get_connection_info()
    socket = zmq.Context.instance().socket(zmq.DEALER)
    socket.linger = 1000
    socket.connect(f"tcp://{connection['ip']}:{connection['shell_port']}")
    session = fresh.client.session
    good = session.serialize(session.msg("kernel_info_request", {}))
    deep = b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}"
    parts = [good[2], good[3], good[4], deep]
    bad = [
        [b"garbage"],
        [b""],
        good[:3],
        [good[0], b"0" * 64, *good[2:]],
        [good[0], session.sign(parts), *parts],
        [good[0], session.sign([b"x", b"[]", b"1", b"{"]), b"x", b"[]", b"1", b"{"],
        [good[0], session.sign([b"{}", b"{}", b"{}", b"{}"]), b"{}", b"{}", b"{}", b"{}"],
        [b"\xff" * 1000] * 20,
    ]
    for frames in bad:
        socket.send_multipart(frames)
    socket.send_multipart(good)
    assert socket.poll(20_000) == zmq.POLLIN
    assert fresh.run("1+1").result == "2"
    lines = fresh.stderr.read_text().splitlines()
    assert len(lines) == len(bad), lines
    assert all(line.startswith("partita: a message on channel=SHELL was refused") for line in lines)
    socket.close()


def test_unknown_request_is_ignored(notebook):
    message = notebook.client.session.msg("made_up_request", {})
    notebook.client.shell_channel.send(message)
    notebook.published(message["header"]["msg_id"])
    assert notebook.run("1+1").result == "2"


def test_heartbeat_echoes(notebook):
    connection = notebook.manager.get_connection_info()
    socket = zmq.Context.instance().socket(zmq.REQ)
    socket.connect(f"tcp://{connection['ip']}:{connection['hb_port']}")
    for beat in (b"ping", b"pong"):
        socket.send(beat)
        assert socket.poll(10_000) == zmq.POLLIN and socket.recv() == beat
    socket.close(linger=0)


def test_shutdown_answers_and_exits_within_a_second():
    for restart in (False, True):
        notebook = Notebook()
        assert notebook.run("Executors.newCachedThreadPool().submit(() -> 1).get()").result == "1"
        begin = time.monotonic()
        reply = notebook.control("shutdown_request", {"restart": restart})
        assert reply["content"]["restart"] == restart
        process = notebook.manager.provisioner.process
        process.wait(timeout=10)
        assert time.monotonic() - begin < 1.5
        notebook.close()


def test_parent_death_ends_the_kernel():
    program = (
        "import sys, time\n"
        "from jupyter_client.manager import KernelManager\n"
        "m = KernelManager(kernel_name='partita'); m.start_kernel()\n"
        "c = m.client(); c.start_channels(); c.wait_for_ready(timeout=60)\n"
        "print(m.provisioner.process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(pid)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # one that has ended but whom nobody has waited for is not alive
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"
