# How the launcher speaks: its own lines go to standard error, so that standard output is the work's alone.

say() { printf 'partita: %s\n' "$*" >&2; }

# fail WHAT MEND: one clear error that names the command which mends it; exit code 2 says that nothing was begun.
fail() {
  printf 'partita: error: %s\n' "$1" >&2
  printf 'partita: to mend it: %s\n' "$2" >&2
  exit 2
}

have() { command -v "$1" >/dev/null 2>&1; }

if have sha256sum; then SHA=(sha256sum); else SHA=(shasum -a 256); fi

# digest: the SHA-256 of standard input.
digest() { "${SHA[@]}" | cut -d' ' -f1; }

# locked FUNCTION: runs it while no other launcher of this folder builds or installs. The lock belongs to the open
# file, which Maven and pip inherit: it is free once the last of them has ended, however that came about.
locked() {
  local rc=0
  mkdir -p "$STATE"
  exec 9>"$STATE/lock"
  if ! lock_fd nowait; then
    say "waiting for another ./partita that is building or installing here"
    lock_fd wait
  fi
  "$@" || rc=$?
  exec 9>&-
  return $rc
}

# Where flock(1) is missing (macOS), Python or Perl takes the same lock on the descriptor that this shell holds.
lock_fd() {
  local flags=''
  if have flock; then
    [ "$1" = wait ] || flags=-n
    flock $flags 9
  elif have python3; then
    python3 -c 'import fcntl, sys
try:
    fcntl.flock(9, fcntl.LOCK_EX | (0 if sys.argv[1] == "wait" else fcntl.LOCK_NB))
except BlockingIOError:
    sys.exit(1)' "$1"
  elif have perl; then
    perl -e 'use Fcntl ":flock"; open(my $f, ">&=", 9) or die; exit(!flock($f, LOCK_EX | ($ARGV[0] eq "wait" ? 0 : LOCK_NB)))' "$1"
  else
    fail "no way to lock $STATE/lock: neither flock, python3 nor perl is on PATH" "$(install_hint util-linux flock)"
  fi
}

# install_hint DEBIAN_PACKAGE BREW_PACKAGE: the command that installs it on this kind of machine.
install_hint() {
  if have apt-get; then
    echo "sudo apt-get install -y $1"
  elif have brew; then
    echo "brew install $2"
  elif have dnf; then
    echo "sudo dnf install -y $2"
  else
    echo "install $2 with this system's package manager"
  fi
}
