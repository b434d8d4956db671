# Finds the JDK, Maven and Python. None of it starts a JVM.

JDK_WANTED=25
OPENS="--add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.function=ALL-UNNAMED --add-opens=java.base/java.util.regex=ALL-UNNAMED --add-opens=java.base/java.util.stream=ALL-UNNAMED --add-opens=java.base/java.time.format=ALL-UNNAMED"
# the kernel lets go of snippets that are no more
OPEN_JSHELL="--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED"
NATIVE="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dkryo.unsafe=true"

# release_version HOME: what the JDK's own "release" file says, for example 25.0.3.
release_version() {
  [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9._]*\).*/\1/p' "$1/release" | head -n 1
}

# follow PATH: where its symbolic links lead (readlink -f is not everywhere).
follow() {
  local path=$1 dir
  while [ -L "$path" ]; do
    dir=$(cd -P "$(dirname "$path")" && pwd)
    path=$(readlink "$path")
    case $path in /*) ;; *) path=$dir/$path ;; esac
  done
  printf '%s\n' "$path"
}

# jdk_candidates: folders where a JDK may be, the likeliest first.
jdk_candidates() {
  local java dir
  [ -z "${JAVA_HOME-}" ] || printf '%s\n' "$JAVA_HOME"
  type -ap java javac 2>/dev/null | while IFS= read -r java; do
    java=$(follow "$java")
    dirname "$(dirname "$java")"
  done
  if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home -v $JDK_WANTED 2>/dev/null || true; fi
  for dir in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* /usr/local/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk@*/libexec/openjdk.jdk/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.jenv/versions/* \
    "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.local/share/mise/installs/java/*; do
    if [ -f "$dir/release" ]; then printf '%s\n' "$dir"; fi
  done
}

# find_jdk: sets JDK and JDK_VERSION to a JDK of the wanted release, else to the oldest newer one; JDK is empty
# where there is none. JDK_SEEN lists what was passed over.
find_jdk() {
  local home version feature newer='' newer_version=''
  JDK='' JDK_VERSION='' JDK_SEEN=''
  while IFS= read -r home; do
    version=$(release_version "$home")
    [ -n "$version" ] || continue
    feature=${version%%.*}
    if [ ! -x "$home/bin/javac" ] || [ ! -x "$home/bin/jshell" ]; then
      feature=0 version="$version without javac or jshell"
    fi
    if [ "$feature" -eq $JDK_WANTED ]; then
      JDK=$home JDK_VERSION=$version
      return 0
    elif [ "$feature" -gt $JDK_WANTED ]; then
      if [ -z "$newer" ] || [ "$feature" -lt "${newer_version%%.*}" ]; then newer=$home newer_version=$version; fi
    else
      case $JDK_SEEN in *"$home)"*) ;; *) JDK_SEEN="$JDK_SEEN${JDK_SEEN:+, }$version (in $home)" ;; esac
    fi
  done <<EOF
$(jdk_candidates)
EOF
  JDK=$newer JDK_VERSION=$newer_version
}

jdk_hint() {
  if have apt-get; then
    local package=openjdk-$JDK_WANTED-jdk-headless
    if [ -n "$(apt-cache policy "$package" 2>/dev/null | sed -n 's/.*Candidate: \([0-9].*\)/\1/p')" ]; then
      echo "sudo apt-get install -y $package"
    else
      echo "sudo apt-get install -y temurin-$JDK_WANTED-jdk (from the Adoptium repository), or unpack any JDK $JDK_WANTED and set JAVA_HOME to it"
    fi
  elif have brew; then
    echo "brew install openjdk@$JDK_WANTED"
  elif [ -d "${HOME-}/.sdkman" ]; then
    echo "sdk install java $JDK_WANTED-tem"
  else
    echo "unpack a JDK $JDK_WANTED and set JAVA_HOME to it: export JAVA_HOME=/path/to/jdk-$JDK_WANTED"
  fi
}

need_jdk() {
  find_jdk
  [ -n "$JDK" ] || fail "no JDK $JDK_WANTED found${JDK_SEEN:+; passed over: $JDK_SEEN}" "$(jdk_hint)"
}

# find_maven: sets MVN and MVN_VERSION. The version stands in the name or the manifest of Maven's own core jar.
find_maven() {
  local mvn home jar
  MVN='' MVN_VERSION=''
  for mvn in "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "${M2_HOME:+$M2_HOME/bin/mvn}" "$(command -v mvn || true)" \
    /usr/share/maven/bin/mvn /opt/*maven*/bin/mvn "${HOME-}/.sdkman/candidates/maven/current/bin/mvn"; do
    if [ -z "$mvn" ] || [ ! -x "$mvn" ]; then continue; fi
    MVN=$mvn
    mvn=$(follow "$mvn")
    home=$(dirname "$(dirname "$mvn")")
    for jar in "$home"/lib/maven-core-[0-9]*.jar "$home"/libexec/lib/maven-core-[0-9]*.jar; do
      [ -f "$jar" ] || continue
      jar=${jar##*/maven-core-}
      MVN_VERSION=${jar%.jar}
    done
    # Debian names the jar without its patch level; "mvn --version" then tells, on the JDK that was found
    case $MVN_VERSION in
      [0-9]*.[0-9]*) ;;
      *) MVN_VERSION=$(JAVA_HOME=${JDK-} MAVEN_OPTS="$NATIVE" "$MVN" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9A-Za-z.-]*\).*/\1/p' | head -n 1) || true ;;
    esac
    if version_at_least "$MVN_VERSION" 3 8; then return 0; fi
  done
}

# version_at_least VERSION MAJOR MINOR
version_at_least() {
  local major=${1%%.*} rest=${1#*.}
  local minor=${rest%%[!0-9]*}
  case $major in '' | *[!0-9]*) return 1 ;; esac
  [ "$major" -gt "$2" ] || { [ "$major" -eq "$2" ] && [ "${minor:-0}" -ge "$3" ]; }
}

need_maven() {
  find_maven
  [ -n "$MVN" ] || fail "no Maven found (mvn is not on PATH); version 3.8 or newer is needed" "$(install_hint maven maven)"
  version_at_least "$MVN_VERSION" 3 8 || fail "Maven is too old: version=$MVN_VERSION at=$MVN; 3.8 or newer is needed" "$(install_hint maven maven)"
}

# find_python: sets PYTHON and PYTHON_VERSION to a Python of at least 3.10 that can make virtual environments.
# PYTHON_SEEN tells why others were passed over.
find_python() {
  local python answer whole
  PYTHON='' PYTHON_VERSION='' PYTHON_SEEN='' PYTHON_LACKS_VENV=''
  for python in python3 python3.14 python3.13 python3.12 python3.11 python3.10 /usr/bin/python3 /opt/homebrew/bin/python3 /usr/local/bin/python3 python; do
    python=$(command -v "$python" || true)
    [ -n "$python" ] || continue
    answer=$("$python" -c 'import sys
print("%d.%d.%d" % sys.version_info[:3])
import venv, ensurepip' 2>/dev/null) && whole=yes || whole=no
    [ -n "$answer" ] || continue
    if ! version_at_least "$answer" 3 10; then
      PYTHON_SEEN="$PYTHON_SEEN${PYTHON_SEEN:+, }$answer is too old ($python)"
    elif [ $whole = no ]; then
      PYTHON_SEEN="$PYTHON_SEEN${PYTHON_SEEN:+, }$answer lacks the venv module ($python)"
      PYTHON_LACKS_VENV=${answer%.*}
    else
      PYTHON=$python PYTHON_VERSION=$answer
      return 0
    fi
  done
}

python_hint() {
  if [ -n "${PYTHON_LACKS_VENV-}" ] && have apt-get; then
    echo "sudo apt-get install -y python$PYTHON_LACKS_VENV-venv"
  else
    install_hint "python3 python3-venv" python3
  fi
}

need_python() {
  find_python
  [ -n "$PYTHON" ] || fail "no Python 3.10 or newer with venv found${PYTHON_SEEN:+: $PYTHON_SEEN}" "$(python_hint)"
}
