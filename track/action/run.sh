#!/usr/bin/env bash
# What action.yml runs: gets the tracker of the version that is asked for, runs a command, and keeps its verdicts.
# Works outside of GitHub too: it reads TRACK_* only, and writes to the files that GITHUB_* name where they are set.
set -euo pipefail

die() {
  printf 'track: %s\n' "$*" >&2
  exit 2
}

action=${TRACK_ACTION:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)}
output=${TRACK_OUTPUT:-${RUNNER_TEMP:-/tmp}/mirrorflow}
command=${TRACK_COMMAND:-ab}
results=${GITHUB_OUTPUT:-/dev/null}
summary=${GITHUB_STEP_SUMMARY:-/dev/null}

# ---- the jar --------------------------------------------------------------------------------------------------------

case ${TRACK_VERSION:-} in
  '') die 'name a version, as v0.1.0, or source' ;;
  source)
    root=$(cd "$action/../.." && pwd)
    jar=$root/track/target/mirrorflow-track.jar
    if [[ ! -f $jar ]]; then
      (cd "$root" && ./mvnw -B -ntp -q -DskipTests -pl track -am package)
    fi
    ;;
  v[0-9]*)
    [[ $TRACK_VERSION =~ ^v[0-9]+(\.[0-9A-Za-z-]+)*$ ]] || die "'$TRACK_VERSION' is no version; write v0.1.0"
    # Within a composite action, not every runner fills in the expression.
    repository=${TRACK_REPOSITORY:-${GITHUB_ACTION_REPOSITORY:-}}
    [[ -n $repository ]] || die 'TRACK_REPOSITORY names the repository of the release'
    jar=${RUNNER_TEMP:-/tmp}/mirrorflow-track-$TRACK_VERSION.jar
    if [[ ! -f $jar ]]; then
      from=${GITHUB_SERVER_URL:-https://github.com}/$repository/releases/download/$TRACK_VERSION
      curl -fsSL --retry 3 -o "$jar.part" "$from/mirrorflow-track.jar"
      curl -fsSL --retry 3 -o "$jar.sha256" "$from/mirrorflow-track.jar.sha256"
      printf '%s  %s\n' "$(cut -d ' ' -f 1 "$jar.sha256")" "$jar.part" | sha256sum --check --quiet - ||
        die "the jar of $TRACK_VERSION is not the one that was released"
      mv "$jar.part" "$jar"
    fi
    ;;
  *) die "'$TRACK_VERSION' is no version; write v0.1.0, or source" ;;
esac
printf 'jar=%s\n' "$jar" >>"$results"

# ---- the command ----------------------------------------------------------------------------------------------------

# Split as a shell splits words in quotes, without running anything in them.
arguments=()
if [[ -n ${TRACK_ARGUMENTS:-} ]]; then
  while IFS= read -r word; do
    arguments+=("$word")
  done < <(printf '%s' "$TRACK_ARGUMENTS" | xargs -r -n 1 printf '%s\n')
fi

cd "${TRACK_DIRECTORY:-.}"
code=0
if [[ $command != ab ]]; then
  java -jar "$jar" "$command" "${arguments[@]}" || code=$?
  printf 'code=%s\n' "$code" >>"$results"
  exit "$code"
fi

# Options of ab come before the --, behind which are those of JMH.
fail=()
if [[ -n ${TRACK_FAIL_ON:-} ]]; then
  fail=(--fail-on "$TRACK_FAIL_ON")
fi
mkdir -p "$output"
java -jar "$jar" ab "${TRACK_BASE:?}" "${TRACK_HEAD:?}" --base merge-base --output "$output/run" \
  --markdown "$output/verdicts.md" "${fail[@]}" "${arguments[@]}" || code=$?
if [[ -f $output/verdicts.md ]]; then
  cat "$output/verdicts.md" >>"$summary"
  java -jar "$jar" report "$output/run" --output "$output/report.html" || true
  printf 'markdown=%s\nreport=%s\n' "$output/verdicts.md" "$output/report.html" >>"$results"
fi
printf 'code=%s\n' "$code" >>"$results"
exit "$code"
