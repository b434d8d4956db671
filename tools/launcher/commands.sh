# The commands, but for "test", which has a file of its own.

cmd_help() {
  cat <<'EOF'
Partita: Python's multiprocessing for Java notebooks.

  ./partita lab [--port N] [--no-browser]      JupyterLab with the kernel "Java (Partita)"
  ./partita run NOTEBOOK [--output OUT.ipynb] [--allow-errors] [--timeout SECONDS]
                                               executes a notebook in its own folder and prints each cell's output;
                                               exit code 1 where a cell failed; the timeout is for each cell
  ./partita jshell [ARGS or FILES...]          the JDK's jshell with "par" ready
  ./partita worker --connect tcp://HOST:PORT [--key-file FILE] [--heap SIZE]
                                               joins a pool that a notebook opened with serve(address, key); the key
                                               comes from the file, or else from standard input
  ./partita test                               builds and tests everything
  ./partita bench [NAMES...] [--share 0.1] [--json FILE]
                                               times each operation against Python's, in the same run
  ./partita doctor                             what was found, what is missing, and the command that mends it
  ./partita help                               this text

What is missing is built or installed first, into this folder alone.
EOF
}

need_all() {
  need_jdk
  need_jars
  need_venv
  need_kernelspec
}

cmd_lab() {
  local options=()
  while [ $# -gt 0 ]; do
    case $1 in
      --port=*) set -- --port "${1#*=}" "${@:2}" && continue ;;
      --port)
        case ${2-} in '' | *[!0-9]*) fail "lab: --port needs a number: port=${2-}" "./partita lab --port 8888" ;; esac
        options+=("--ServerApp.port=$2" --ServerApp.port_retries=0)
        shift
        ;;
      --no-browser) options+=(--no-browser) ;;
      *) fail "lab: unknown argument: argument=$1" "./partita lab [--port N] [--no-browser]" ;;
    esac
    shift
  done
  need_all
  need_lab_defaults
  # JupyterLab refuses to start as root unless told; in a container root is the usual user
  [ "$(id -u)" -ne 0 ] || options+=(--allow-root)
  # looking for language servers would run npm, which writes to the home folder
  exec "$VENV/bin/python" -m jupyterlab --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate \
    --LanguageServerManager.autodetect=False --MultiKernelManager.default_kernel_name=partita ${options[@]+"${options[@]}"}
}

cmd_run() {
  case ${1-} in '') fail "run: no notebook named" "./partita run notebooks/quickstart.ipynb" ;; esac
  need_all
  exec "$VENV/bin/python" "$ROOT/tools/python/run_notebook.py" "$@"
}

cmd_bench() {
  need_jdk
  need_jars
  need_venv
  PARTITA_JAVA="$JDK/bin/java" PARTITA_DSL="$DSL_JAR" PARTITA_FLAGS="$NATIVE $OPENS" \
    exec "$VENV/bin/python" "$ROOT/benchmarks/bench.py" "$@"
}

cmd_worker() {
  local address='' key=/dev/stdin heap=()
  while [ $# -gt 0 ]; do
    case $1 in
      --connect=* | --key-file=* | --heap=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" && continue ;;
      --connect | --key-file | --heap)
        [ $# -ge 2 ] || fail "worker: $1 needs a value" "./partita worker --connect tcp://host:5555 --key-file key"
        case $1 in
          --connect) address=$2 ;;
          --key-file) key=$2 ;;
          --heap) heap=("-Xmx$2") ;;
        esac
        shift
        ;;
      *) fail "worker: unknown argument: argument=$1" "./partita worker --connect tcp://host:5555 --key-file key" ;;
    esac
    shift
  done
  [ -n "$address" ] || fail "worker: no address to connect to" "./partita worker --connect tcp://host:5555 --key-file key"
  [ -r "$key" ] || fail "worker: cannot read the key: file=$key" "ls -l '$key'"
  need_jdk
  need_jars
  # the key never stands on a command line or in the environment
  # shellcheck disable=SC2086
  exec "$JDK/bin/java" -XX:+UseSerialGC $NATIVE $OPENS ${heap[@]+"${heap[@]}"} -cp "$DSL_JAR" \
    partita.internal.worker.FarMain "$address" <"$key"
}

# need_preferences: jshell keeps its settings there, and where it has to make that folder itself it says so on standard
# error. By the user's entry in the system's list, as Java has it, whatever HOME says.
need_preferences() {
  local home
  [ "$(uname)" = Linux ] || return 0
  home=$(getent passwd "$(id -u)" | cut -d: -f6) || return 0
  [ -z "$home" ] || [ -d "$home/.java/.userPrefs" ] || (umask 077 && mkdir -p "$home/.java/.userPrefs") 2>/dev/null || return 0
}

cmd_jshell() {
  local path='' startup=(--startup DEFAULT --startup "$ROOT/tools/launcher/partita.jsh") pass=() flag flags=()
  while [ $# -gt 0 ]; do
    case $1 in
      --class-path | -class-path | --classpath)
        [ $# -ge 2 ] || fail "jshell: $1 needs a path" "./partita jshell --class-path my.jar"
        path=$path:$2
        shift
        ;;
      --class-path=* | -class-path=* | --classpath=*) path=$path:${1#*=} ;;
      --no-startup) startup=("$1") ;;
      *) pass+=("$1") ;;
    esac
    shift
  done
  need_jdk
  need_jars
  for flag in $NATIVE $OPENS; do flags+=("-R$flag"); done
  need_preferences
  exec "$JDK/bin/jshell" --class-path "$DSL_JAR$path" "-R-javaagent:$DSL_JAR" "${flags[@]}" "${startup[@]}" ${pass[@]+"${pass[@]}"}
}

cmd_doctor() {
  . "$ROOT/tools/launcher/doctor.sh"
  doctor
}
