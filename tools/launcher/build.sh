# Builds the jars when their sources changed, and keeps what runs apart from what is built: kernels use a copy in
# .partita/lib/<digest of the sources>/, so that a rebuild under a running kernel takes nothing away from it.

MAVEN_FLAGS=(-B -Dstyle.color=never)

# sources_digest: of everything that goes into the jars, by content. Tests are left out: no command but "test" runs them.
sources_digest() {
  (cd "$ROOT" && find pom.xml .mvn dsl/pom.xml kernel/pom.xml dsl/src/main kernel/src/main -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 "${SHA[@]}" | digest)
}

project_version() {
  sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$ROOT/pom.xml" | head -n 1
}

# use_jars: sets LIB, DSL_JAR and KERNEL_JAR for the sources as they are; false where they are not built.
use_jars() {
  local version
  version=$(project_version)
  SOURCES=$(sources_digest)
  LIB=$STATE/lib/${SOURCES:0:16}
  DSL_JAR=$LIB/partita-dsl-$version-all.jar
  KERNEL_JAR=$LIB/partita-kernel-$version-all.jar
  [ -f "$DSL_JAR" ] && [ -f "$KERNEL_JAR" ]
}

ESCAPE=$(printf '\033')

# maven ARGS: Maven on the JDK that was found. Its own warnings about JDK 25 are silenced, and so are the resets of
# colour that some builds of it print however they are asked not to.
maven() {
  (cd "$ROOT" && JAVA_HOME=$JDK MAVEN_OPTS="${MAVEN_OPTS-} $NATIVE" "$MVN" "${MAVEN_FLAGS[@]}" "$@" </dev/null 2>&1 | sed "s/$ESCAPE\[0m//g")
}

need_jars() {
  use_jars || locked build_jars
}

build_jars() {
  local goals=(-q -DskipTests -Dspotless.check.skip=true)
  use_jars && return 0
  need_maven
  say "building the jars with Maven $MVN_VERSION on JDK $JDK_VERSION (only when sources changed; the first time it also downloads)"
  # a build that was killed may have left half a class file, which an incremental build would keep
  [ ! -f "$STATE/building" ] || goals+=(clean)
  touch "$STATE/building"
  if ! maven "${goals[@]}" package >"$STATE/build.log"; then
    cat "$STATE/build.log" >&2
    fail "the build failed (above); project=$ROOT" "correct what Maven names; a download that failed: run the same command again"
  fi
  keep_jars
}

# keep_jars: copies what Maven built from the sources of the last use_jars to LIB, in one step, and forgets copies
# that no process uses any more.
keep_jars() {
  local version part=$STATE/lib/part.$$ module jar old running
  version=$(project_version)
  # no errexit here: whoever calls this asks for its exit code
  { rm -rf "$part" && mkdir -p "$part"; } || fail "cannot write: folder=$part" "df -h '$STATE'; ls -ld '$STATE/lib'"
  for module in dsl kernel; do
    jar=$ROOT/$module/target/partita-$module-$version-all.jar
    [ -f "$jar" ] || fail "Maven ended well but made no jar: missing=$jar" "rm -rf '$ROOT/$module/target' and try again"
    cp "$jar" "$part/" || fail "cannot copy: from=$jar to=$part" "df -h '$STATE'"
  done
  { rm -rf "$LIB" && mv "$part" "$LIB"; } || fail "cannot move: from=$part to=$LIB" "ls -ld '$STATE/lib'"
  rm -f "$STATE/building"
  # a Jupyter that is open starts its next kernel from these
  [ ! -f "$KERNELSPEC" ] || need_kernelspec
  running=$(ps -Ao args)
  find "$STATE/lib" -mindepth 1 -maxdepth 1 -mmin +10 | while IFS= read -r old; do
    case $running in
      *"$old/"*) ;;
      *) [ "$old" = "$LIB" ] || rm -rf "$old" ;;
    esac
  done
}
