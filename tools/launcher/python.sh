# Python's side: the virtual environment .venv with pinned packages, and the kernelspec in it.

PINS=$ROOT/tools/python/requirements.txt
VENV=$ROOT/.venv
KERNELSPEC=$VENV/share/jupyter/kernels/partita/kernel.json

# venv_ready: whether .venv is whole, belongs to this folder and holds what the pins say now.
venv_ready() {
  VENV_WANTED="$(digest <"$PINS") $ROOT"
  [ -x "$VENV/bin/python" ] && [ -f "$VENV/.partita-ready" ] && [ "$(cat "$VENV/.partita-ready")" = "$VENV_WANTED" ]
}

need_venv() {
  venv_ready || { need_python && locked make_venv; }
  jupyter_folders
}

make_venv() {
  venv_ready && return 0
  if [ -f "$VENV/.partita-ready" ]; then
    say "the pins or the folder changed: making .venv anew with Python $PYTHON_VERSION"
  elif [ -d "$VENV" ]; then
    say ".venv is incomplete: making it anew with Python $PYTHON_VERSION"
  else
    say "installing JupyterLab and nbclient into .venv with Python $PYTHON_VERSION (once)"
  fi
  rm -rf "$VENV" || fail "cannot remove what is left of .venv: folder=$VENV" "ls -ld '$VENV'"
  "$PYTHON" -m venv "$VENV" >&2 || fail "Python cannot make a virtual environment: python=$PYTHON folder=$VENV (above)" "$(python_hint)"
  PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_USER=0 "$VENV/bin/python" -m pip install -q --require-hashes -r "$PINS" </dev/null >&2 ||
    fail "pip could not install the pinned packages (above): pins=$PINS" "check the network or pip's settings (pip config list), then run the same command again"
  printf '%s\n' "$VENV_WANTED" >"$VENV/.partita-ready.part" && mv "$VENV/.partita-ready.part" "$VENV/.partita-ready"
}

# jupyter_folders: keeps what Jupyter writes inside this folder, unless the user says otherwise.
jupyter_folders() {
  export JUPYTER_CONFIG_DIR=${JUPYTER_CONFIG_DIR-$STATE/jupyter/config}
  export JUPYTER_DATA_DIR=${JUPYTER_DATA_DIR-$STATE/jupyter/data}
  export JUPYTER_RUNTIME_DIR=${JUPYTER_RUNTIME_DIR-$STATE/jupyter/runtime}
  export JUPYTERLAB_SETTINGS_DIR=${JUPYTERLAB_SETTINGS_DIR-$STATE/jupyter/settings}
  export JUPYTERLAB_WORKSPACES_DIR=${JUPYTERLAB_WORKSPACES_DIR-$STATE/jupyter/workspaces}
  export IPYTHONDIR=${IPYTHONDIR-$STATE/ipython}
  export JUPYTER_PREFER_ENV_PATH=1 PYTHONNOUSERSITE=1
  unset PYTHONHOME
  mkdir -p "$JUPYTER_RUNTIME_DIR"
}

json() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# need_lab_defaults: JupyterLab's settings as a new user finds them, where they differ from its own.
need_lab_defaults() {
  local from=$ROOT/tools/python/lab-defaults.json to=$VENV/share/jupyter/lab/settings/overrides.json
  cmp -s "$from" "$to" || { mkdir -p "${to%/*}" && cp "$from" "$to.$$" && mv "$to.$$" "$to"; }
}

# need_kernelspec: says to Jupyter how the kernel is started. Written when it differs, in one step.
need_kernelspec() {
  local argv='' argument text
  for argument in "$JDK/bin/java" -XX:+UseSerialGC -Xshare:auto $NATIVE $OPENS "$OPEN_JSHELL" "-javaagent:$DSL_JAR" \
    -cp "$KERNEL_JAR:$DSL_JAR" partita.kernel.Main '{connection_file}'; do
    argv="$argv${argv:+, }$(json "$argument")"
  done
  text="{\"argv\": [$argv], \"display_name\": \"Java (Partita)\", \"language\": \"java\", \"interrupt_mode\": \"message\", \"metadata\": {\"debugger\": false}}"
  if [ ! -f "$KERNELSPEC" ] || [ "$(cat "$KERNELSPEC")" != "$text" ]; then
    mkdir -p "${KERNELSPEC%/*}"
    printf '%s\n' "$text" >"$KERNELSPEC.$$"
    mv "$KERNELSPEC.$$" "$KERNELSPEC"
  fi
}
