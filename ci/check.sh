#!/usr/bin/env bash
# Runs `bulkhead check` in a workflow: annotations in the log, Markdown in the job's summary, and the reports as files.
# It needs no credential and takes none: the program of a pull request runs here, and it may be a stranger's.
set -euo pipefail

program=${BULKHEAD_PROGRAM:-.}
which=(--all)
# Names of stacks between blanks or on lines of their own; it ends without the sign that read waits for.
read -r -d '' -a stacks <<<"${BULKHEAD_STACK:-}" || true
if [[ ${#stacks[@]} -gt 0 ]]; then
  which=()
  for stack in "${stacks[@]}"; do which+=(--stack "$stack"); done
fi
if [[ ! -d "$program" ]]; then
  echo "error: BULKHEAD_PROGRAM is $program, which is no folder. Name the one with Pulumi.yaml." >&2
  [[ -n "${GITHUB_OUTPUT:-}" ]] && echo "result=undecided" >>"$GITHUB_OUTPUT"
  exit 2
fi

# No credential reaches the program, nor a file by which it could steer later steps.
secrets=()
shopt -s nocasematch
while IFS='=' read -r name _; do
  case "$name" in
    AWS_* | ACTIONS_*URL* | GITHUB_ENV | GITHUB_PATH | GITHUB_OUTPUT | GITHUB_STATE | GITHUB_STEP_SUMMARY | CI_JOB_JWT*) secrets+=(-u "$name") ;;
    *TOKEN* | *SECRET* | *PASSWORD* | *PASSPHRASE* | *CREDENTIAL* | *PRIVATE_KEY* | *API_KEY* | *_AUTH | *_AUTH_* | *_PAT) secrets+=(-u "$name") ;;
  esac
done < <(env)
shopt -u nocasematch

# The project's own installation, whose version is in the lock file; else this one, of the version that the workflow names.
own=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command=$own/dist/ops/bulkhead.js
folder=$(cd "$program" && pwd)
while true; do
  if [[ -f "$folder/node_modules/bulkhead/dist/ops/bulkhead.js" ]]; then
    command=$folder/node_modules/bulkhead/dist/ops/bulkhead.js
    break
  fi
  [[ "$folder" == / ]] && break
  folder=$(dirname "$folder")
done
# An empty array counts as unset before bash 4.4, which macOS still has.
if [[ ! -f "$command" ]] && ! (cd "$own" && env ${secrets[@]+"${secrets[@]}"} npm ci --no-audit --no-fund >&2); then
  echo "error: bulkhead is not installed in $program, and could not be installed in $own." >&2
  [[ -n "${GITHUB_OUTPUT:-}" ]] && echo "result=undecided" >>"$GITHUB_OUTPUT"
  exit 2
fi

reports=()
[[ -n "${BULKHEAD_SARIF:-}" ]] && reports+=(--report "sarif=$BULKHEAD_SARIF")
[[ -n "${BULKHEAD_HTML:-}" ]] && reports+=(--report "html=$BULKHEAD_HTML")
[[ -n "${BULKHEAD_JUNIT:-}" ]] && reports+=(--report "junit=$BULKHEAD_JUNIT")
[[ -n "${GITHUB_STEP_SUMMARY:-}" ]] && reports+=(--report "markdown=$GITHUB_STEP_SUMMARY")

code=0
env ${secrets[@]+"${secrets[@]}"} node "$command" check --program "$program" ${which[@]+"${which[@]}"} --format "${BULKHEAD_FORMAT:-github}" ${reports[@]+"${reports[@]}"} || code=$?
case "$code" in
  0) result=passed ;;
  1) result=refused ;;
  *) result=undecided ;;
esac
[[ -n "${GITHUB_OUTPUT:-}" ]] && echo "result=$result" >>"$GITHUB_OUTPUT"
exit "$code"
