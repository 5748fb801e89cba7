#!/usr/bin/env bash
# Puts Markdown into one comment of a pull request: the one written before is replaced (a sticky comment).
#   comment.sh FILE PULL_REQUEST     needs gh, GH_TOKEN and GITHUB_REPOSITORY
# What is in FILE came from a pull request, maybe of a fork: it is text here, cut to what a comment holds, never run.
set -euo pipefail

marker='<!-- mirrorflow-track -->'
limit=60000

file=$1
number=$2
if [[ ! $number =~ ^[0-9]{1,9}$ ]]; then
  printf 'comment: %q is no number of a pull request\n' "$number" >&2
  exit 2
fi
if [[ ! -f $file ]]; then
  printf 'comment: %s is missing\n' "$file" >&2
  exit 3
fi

body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
  printf '%s\n' "$marker"
  # Mentions would send mail to people.
  head -c "$limit" "$file" | sed 's/@/@\&#8203;/g'
} >"$body"

comments="repos/$GITHUB_REPOSITORY/issues/$number/comments"
old=$(gh api --paginate "$comments" \
  --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id" | head -n 1)
if [[ -n $old ]]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$old" -F "body=@$body"
else
  gh api --silent --method POST "$comments" -F "body=@$body"
fi
