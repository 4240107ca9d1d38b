#!/usr/bin/env bash
# Runs `bulkhead check` in a workflow: annotations in the log, Markdown in the job's summary, and the reports as files.
# It needs no credential and takes none: the program of a pull request runs here, and it may be a stranger's.
set -euo pipefail

program=${BULKHEAD_PROGRAM:-.}
which=(--all)
if [[ -n "${BULKHEAD_STACK:-}" ]]; then
  which=()
  read -ra stacks <<<"$BULKHEAD_STACK"
  for stack in ${stacks[@]+"${stacks[@]}"}; do which+=(--stack "$stack"); done
fi

# The project's own installation first: its version is in the lock file.
bulkhead=(npx --yes --package "bulkhead@${BULKHEAD_VERSION:?}" bulkhead)
folder=$(cd "$program" && pwd)
while true; do
  if [[ -f "$folder/node_modules/bulkhead/dist/ops/bulkhead.js" ]]; then
    bulkhead=(node "$folder/node_modules/bulkhead/dist/ops/bulkhead.js")
    break
  fi
  # A clone of Bulkhead itself.
  if [[ -f "$folder/dist/ops/bulkhead.js" && -f "$folder/policies/PulumiPolicy.yaml" ]]; then
    bulkhead=(node "$folder/dist/ops/bulkhead.js")
    break
  fi
  [[ "$folder" == / ]] && break
  folder=$(dirname "$folder")
done

# No credential reaches the program, nor a file by which it could steer later steps.
secrets=()
while IFS='=' read -r name _; do
  case "$name" in
    AWS_* | PULUMI_ACCESS_TOKEN | PULUMI_CONFIG_PASSPHRASE* | GITHUB_TOKEN | GH_TOKEN | ACTIONS_*TOKEN* | ACTIONS_*URL* | GITHUB_ENV | GITHUB_PATH | GITHUB_OUTPUT | GITHUB_STATE | NODE_AUTH_TOKEN | NPM_TOKEN | CI_JOB_TOKEN | CI_JOB_JWT*) secrets+=(-u "$name") ;;
  esac
done < <(env)

reports=()
[[ -n "${BULKHEAD_SARIF:-}" ]] && reports+=(--report "sarif=$BULKHEAD_SARIF")
[[ -n "${BULKHEAD_HTML:-}" ]] && reports+=(--report "html=$BULKHEAD_HTML")
[[ -n "${BULKHEAD_JUNIT:-}" ]] && reports+=(--report "junit=$BULKHEAD_JUNIT")
[[ -n "${GITHUB_STEP_SUMMARY:-}" ]] && reports+=(--report "markdown=$GITHUB_STEP_SUMMARY")

code=0
# An empty array counts as unset before bash 4.4, which macOS still has.
env ${secrets[@]+"${secrets[@]}"} "${bulkhead[@]}" check --program "$program" ${which[@]+"${which[@]}"} --format "${BULKHEAD_FORMAT:-github}" ${reports[@]+"${reports[@]}"} || code=$?
case "$code" in
  0) result=passed ;;
  1) result=refused ;;
  *) result=undecided ;;
esac
[[ -n "${GITHUB_OUTPUT:-}" ]] && echo "result=$result" >>"$GITHUB_OUTPUT"
exit "$code"
