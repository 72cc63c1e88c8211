#!/bin/sh
# Groups the fetched pages: two belong together if they share enough of their words (Jaccard similarity, single link).
# Payload: {"similarity": 0.3}, from 0 (everything in one group) to 1 (only equal pages).
. "$(dirname "$0")/common.sh"

need pages.tsv "the task type scraping"
similarity=$(field similarity 0.3)

cut -f 1 pages.tsv | while read -r file; do [ -s "pages/$file" ] && echo "pages/$file"; done >"clusters.files.$$" || true
[ -s "clusters.files.$$" ] || fail "no page is there to be grouped: the task type scraping fetches them"

# shellcheck disable=SC2046 # the names are made of letters, digits and dashes
awk -v least="$similarity" '
  FNR == 1 { files[++n] = FILENAME; group[n] = n }
  {
    line = tolower($0)
    while (match(line, /[a-z][a-z][a-z]+/)) {
      word = substr(line, RSTART, RLENGTH)
      line = substr(line, RSTART + RLENGTH)
      if (!((n, word) in has)) { has[n, word] = 1; words[n]++; list[n, words[n]] = word }
    }
  }
  function join(a, b,   i, from) {
    from = group[b]
    for (i = 1; i <= n; i++) if (group[i] == from) group[i] = group[a]
  }
  END {
    for (a = 1; a <= n; a++)
      for (b = a + 1; b <= n; b++) {
        both = 0
        for (k = 1; k <= words[a]; k++) if ((b, list[a, k]) in has) both++
        all = words[a] + words[b] - both
        if (all > 0 && both / all >= least && group[a] != group[b]) join(a, b)
      }
    for (a = 1; a <= n; a++) {
      if (!(group[a] in number)) number[group[a]] = ++groups
      shared = ""; kept = 0
      for (k = 1; k <= words[a] && kept < 8; k++) {
        everywhere = 1
        for (b = 1; b <= n; b++) if (group[b] == group[a] && !((b, list[a, k]) in has)) everywhere = 0
        if (everywhere) { shared = shared (kept ? " " : "") list[a, k]; kept++ }
      }
      printf "%d\t%s\t%d\t%s\n", number[group[a]], files[a], words[a], shared
    }
  }' $(cat "clusters.files.$$") | sort -n >"clusters.draft.$$"
publish clusters.tsv <"clusters.draft.$$"
echo "grouped $(wc -l <clusters.tsv | tr -d ' ') pages into $(cut -f 1 clusters.tsv | uniq | wc -l | tr -d ' ') groups → clusters.tsv"
