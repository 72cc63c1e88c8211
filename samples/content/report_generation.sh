#!/bin/sh
# Writes a Markdown report of what was fetched and grouped.
# Payload: {"title": "…"}.
. "$(dirname "$0")/common.sh"

need pages.tsv "the task type scraping"
need clusters.tsv "the task type clustering"
title=$(field title "The service in figures")
health=unknown
[ ! -s pages/scheduler-health.json ] || health=$(json_text status <pages/scheduler-health.json)

{
  printf '# %s\n\n' "$title"
  printf 'Written %s by task %s. The service says it is **%s**.\n\n' \
    "$(date -u '+%Y-%m-%d %H:%M:%S UTC')" "${JOBRUNNER_TASK_ID:-(started by hand)}" "${health:-unknown}"
  printf '## Pages\n\n| Page | Status | Bytes | Milliseconds |\n|---|---:|---:|---:|\n'
  awk -F '\t' '{ printf "| [%s](pages/%s) | %s | %s | %s |\n", $2, $1, $3, $4, $5; bytes += $4; ms += $5 }
    END { printf "\n%d pages, %d bytes, %.0f ms on average.\n", NR, bytes, NR ? ms / NR : 0 }' pages.tsv
  printf '\n## Groups\n\n'
  awk -F '\t' '{ pages[$1] = pages[$1] (pages[$1] ? ", " : "") "`" $2 "`"; shared[$1] = $4; if ($1 > last) last = $1 }
    END { for (g = 1; g <= last; g++)
            printf "%d. %s%s\n", g, pages[g], shared[g] == "" ? "" : ": share the words *" shared[g] "*" }' clusters.tsv
  if [ -s history.csv ]; then
    printf '\n## Load\n\n'
    awk -F , 'NR > 1 { n++; due += $3; locked += $4; if ($3 > most) most = $3 }
      END { if (n) printf "Over the last %d fetches %.1f tasks were due and %.1f ran on average; at most %d were due.\n",
                   n, due / n, locked / n, most }' history.csv
  fi
} | publish report.md
echo "wrote report.md: $(wc -w <report.md | tr -d ' ') words, the service is ${health:-unknown} → $FOLDER/report.md"
