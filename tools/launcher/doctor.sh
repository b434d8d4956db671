# What was found, what is missing, and the command that mends it. It installs and changes nothing.

MISSING=0
found() { printf '  ok       %-14s %s\n' "$1" "$2"; }
note() { printf '  note     %-14s %s\n' "$1" "$2"; }
missing() {
  printf '  MISSING  %-14s %s\n' "$1" "$2"
  printf '           %-14s mend it with: %s\n' '' "$3"
  MISSING=$((MISSING + 1))
}

mebibytes() { awk -v b="$1" 'BEGIN { printf "%.0f MiB", b / 1048576 }'; }

# cgroup_file NAME_V2 NAME_V1: the first of both that this process's control group has.
cgroup_file() {
  local path
  path=$(sed -n 's/^0:://p' /proc/self/cgroup 2>/dev/null || true)
  for path in "/sys/fs/cgroup${path%/}/$1" "/sys/fs/cgroup/$1" "/sys/fs/cgroup/$2"; do
    if [ -r "$path" ]; then
      cat "$path"
      return 0
    fi
  done
}

report_cores() {
  local cores quota
  cores=$( (nproc || getconf _NPROCESSORS_ONLN) 2>/dev/null | head -n 1)
  quota=$(cgroup_file cpu.max none | awk '$1 ~ /^[0-9]+$/ { printf " (cgroup quota: %.1f)", $1 / $2 }')
  found cores "$cores usable$quota${PARTITA_WORKERS:+, PARTITA_WORKERS=$PARTITA_WORKERS}"
}

report_memory() {
  local total limit
  if [ -r /proc/meminfo ]; then
    total=$(awk '/^MemTotal:/ { print $2 * 1024 }' /proc/meminfo)
    limit=$(cgroup_file memory.max memory/memory.limit_in_bytes)
    case $limit in '' | *[!0-9]*) limit='' ;; esac
    if [ -n "$limit" ] && awk -v a="$limit" -v b="$total" 'BEGIN { exit !(a < b) }'; then
      found memory "$(mebibytes "$limit") (cgroup limit; the machine has $(mebibytes "$total"))"
    else
      found memory "$(mebibytes "$total"), $(mebibytes "$(awk '/^MemAvailable:/ { print $2 * 1024 }' /proc/meminfo)") available"
    fi
  else
    found memory "$(mebibytes "$(sysctl -n hw.memsize)")"
  fi
}

report_shared_memory() {
  if [ -d /dev/shm ] && [ -w /dev/shm ]; then
    found "shared memory" "/dev/shm: $(df -Pk /dev/shm | awk 'NR == 2 { printf "%.0f MiB, %.0f MiB free", $2 / 1024, $4 / 1024 }')"
  else
    note "shared memory" "no writable /dev/shm: everything goes over sockets, slower but the same"
  fi
}

report_tools() {
  find_jdk
  if [ -n "$JDK" ]; then found JDK "$JDK_VERSION in $JDK"; else missing JDK "no JDK $JDK_WANTED${JDK_SEEN:+; passed over: $JDK_SEEN}" "$(jdk_hint)"; fi
  find_maven
  if version_at_least "$MVN_VERSION" 3 8; then
    found Maven "$MVN_VERSION at $MVN"
  else
    missing Maven "${MVN:+$MVN_VERSION at $MVN is too old; }3.8 or newer is needed" "$(install_hint maven maven)"
  fi
  find_python
  if [ -n "$PYTHON" ]; then found Python "$PYTHON_VERSION at $PYTHON"; else missing Python "3.10 or newer with venv is needed${PYTHON_SEEN:+: $PYTHON_SEEN}" "$(python_hint)"; fi
}

# What the launcher makes by itself is no fault where it is not there yet.
report_project() {
  local command chromium=''
  if venv_ready; then
    found Jupyter "$("$VENV/bin/python" -c 'from importlib.metadata import version as v
print("JupyterLab", v("jupyterlab"), "nbclient", v("nbclient"))') in .venv"
  else
    note Jupyter "not installed in .venv yet, or not as pinned; ./partita lab installs it"
  fi
  if use_jars; then found jars "$LIB"; else note jars "not built from these sources yet; ./partita lab builds them"; fi
  if [ -f "$KERNELSPEC" ] && grep -qF "$DSL_JAR" "$KERNELSPEC"; then found kernelspec "$KERNELSPEC"; else note kernelspec "not written for these jars yet; ./partita lab writes it"; fi
  for command in chromium chromium-browser google-chrome; do
    if [ -z "$chromium" ] && have "$command"; then chromium=$(command -v "$command"); fi
  done
  if [ -n "$chromium" ]; then found Chromium "$chromium"; else note Chromium "not found; only tests of the browser's side want it: $(install_hint chromium chromium)"; fi
}

doctor() {
  # one look that fails must not hide what the others find
  set +e
  echo "Partita $(project_version) in $ROOT"
  report_tools
  report_cores
  report_memory
  report_shared_memory
  report_project
  if [ $MISSING -gt 0 ]; then
    echo "$MISSING missing"
    return 1
  fi
  echo "all that is needed is here"
}
