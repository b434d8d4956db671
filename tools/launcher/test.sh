# "./partita test": everything from sources to executed notebooks, with the time each stage took and, at the end, the
# count of tests and of the behaviours of CPython's own tests that pass.

cmd_test() {
  [ $# -eq 0 ] || fail "test: unknown argument: argument=$1" "./partita test   (one test: mvn -pl dsl test -Dtest=NAME)"
  local reports=$STATE/test trouble=()
  need_jdk
  need_maven
  need_python
  rm -rf "$reports" "$ROOT"/*/target/surefire-reports "$ROOT"/*/target/behaviours.txt
  mkdir -p "$reports"
  stage "Python packages" need_venv
  stage "Maven verify" verify || trouble+=(--trouble "Maven verify ended with an error")
  if use_jars; then
    need_kernelspec
    stage "kernel and notebooks" python_tests || trouble+=(--trouble "pytest ended with an error")
  else
    trouble+=(--trouble "no jars were built, so neither kernel nor notebooks were tested")
  fi
  "$VENV/bin/python" "$ROOT/tools/python/summary.py" "$ROOT" "$reports" ${trouble[@]+"${trouble[@]}"}
}

stage() {
  local name=$1 begin=$SECONDS rc=0
  shift
  say "$name: begins"
  "$@" || rc=$?
  say "$name: took $((SECONDS - begin)) s$([ $rc -eq 0 ] || echo ", exit code $rc")"
  return $rc
}

# Failing tests are counted from their reports; they do not keep the other modules and the notebooks from being tested.
verify() { locked verify_locked; }
verify_locked() {
  local kept=no goals=()
  if use_jars; then kept=yes; fi
  [ ! -f "$STATE/building" ] || goals+=(clean)
  touch "$STATE/building"
  maven --no-transfer-progress -Dmaven.test.failure.ignore=true ${goals[@]+"${goals[@]}"} verify || return
  if [ $kept = yes ]; then rm -f "$STATE/building"; else keep_jars; fi
}

# pytest's exit codes: 1 is failed tests, which the reports tell; anything else is trouble of its own.
python_tests() {
  local rc=0 folders=(tools/python/tests)
  [ ! -d "$ROOT/kernel/src/test/python" ] || folders+=(kernel/src/test/python)
  (cd "$ROOT" && PARTITA_ROOT=$ROOT PARTITA_SLOTS=64 "$VENV/bin/python" -m pytest -p no:cacheprovider -q --durations=5 \
    "--junitxml=$reports/pytest.xml" "${folders[@]}" </dev/null) || rc=$?
  [ $rc -le 1 ] || return $rc
}
