"""Jupyter's own test suite for kernels."""

import jupyter_kernel_test


class PartitaTests(jupyter_kernel_test.KernelTests):
    kernel_name = "partita"
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world")'
    code_stderr = 'System.err.println("oops")'
    completion_samples = [
        {"text": "Math.hypo", "matches": {"hypot("}},
        {"text": '"a".isBla', "matches": {"isBlank()"}},
    ]
    complete_code_samples = ["1+1", "int x = 1;", "int f() { return 1; }", "", "// only a comment", "int k = 1;\nk + 1"]
    incomplete_code_samples = ["int f() {", "List.of(1,", "class A {", 'String s = """'[:-3] + '"""\nabc']
    invalid_code_samples = ["int x = )", "}"]
    code_generate_error = 'throw new IllegalStateException("no")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "new int[] {1, 2}", "result": "[1, 2]"},
        {"code": "new int[] {1, 2}", "result": "[1, 2]"},
        {"code": "new int[] {1, 2}", "result": "[1, 2]"},
    ]
    code_display_data = [
        {"code": 'display("<b>x</b>", "text/html")', "mime": "text/html"},
        {"code": "display(new java.awt.image.BufferedImage(2, 2, 1))", "mime": "image/png"},
    ]
    code_history_pattern = "new int*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "System.out"
    code_clear_output = "clearOutput(false)"


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "partita"
    support_iopub_welcome = True
