#!/bin/sh
# Writes short posts from the report, none over the limit.
# Payload: {"limit": 280}.
. "$(dirname "$0")/common.sh"

need report.md "the task type report_generation"
limit=$(field limit 280)

awk '
  /^# / { title = substr($0, 3) }
  / pages, .* on average\.$/ { pages = $0 }
  /^Over the last / { load = $0 }
  /[*][*]/ { split($0, part, /[*][*]/); health = part[2] }
  /^[0-9]+\. / { groups++ }
  END {
    printf "%s: the service says it is %s. #operations\n\n", title, health
    printf "Fetched just now: %s They fall into %d groups. #content\n\n", pages, groups
    if (load != "") printf "%s #scheduling\n\n", load
  }' report.md >"posts.draft.$$"
awk -v limit="$limit" 'length($0) > limit { print "a post has " length($0) " characters, allowed are " limit > "/dev/stderr"; bad = 1 } END { exit bad }' \
  "posts.draft.$$" || exit 1
publish posts.txt <"posts.draft.$$"
echo "wrote $(grep -c . posts.txt) posts, the longest has $(awk '{ if (length($0) > n) n = length($0) } END { print n }' posts.txt) of $limit characters → posts.txt"
