# Read by the scripts beside it (. common.sh): what all steps of the pipeline share.
# Every step is called as `sh STEP.sh FOLDER` with the task's payload, a JSON object, on its standard input.
set -eu
export LC_ALL=C

FOLDER=${1:?"the folder for the files must be the first argument"}
PAYLOAD=$(cat)
mkdir -p "$FOLDER"
cd "$FOLDER"
trap 'rm -f ./*.$$' EXIT # drafts of a run that failed half-way

# Tells the worker that this run failed; it tries again later, and by then the step before has run.
fail() {
  echo "$1" >&2
  exit 1
}

need() { # FILE MADE-BY
  [ -s "$1" ] || fail "$1 is not there yet: it is made by $2"
}

# The text or number of one field of the payload, or the default. Good for flat objects such as the samples have.
field() { # NAME DEFAULT
  found=$(printf '%s' "$PAYLOAD" | tr '\n' ' ' |
    sed -n 's/.*"'"$1"'" *: *\("\([^"]*\)"\|\([0-9.]*\)\).*/\2\3/p')
  printf '%s' "${found:-$2}"
}

# The text of one field of a JSON answer on standard input; empty if it has none.
json_text() {
  tr -d '\n' | sed -n 's/.*"'"$1"'" *: *"\([^"]*\)".*/\1/p'
}

# A file appears whole or not at all, since others read it at any moment.
publish() { # FILE, its content on standard input
  cat >"$1.$$"
  mv "$1.$$" "$1"
  index
}

row() { # FILE WHAT
  [ -s "$1" ] || return 0
  printf '<tr><td><a href="%s">%s</a></td><td>%s</td><td class="n">%s bytes</td></tr>\n' \
    "$1" "$1" "$2" "$(wc -c <"$1" | tr -d ' ')"
}

index() {
  {
    cat <<'HTML'
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>What the sample tasks made</title>
<meta name="viewport" content="width=device-width"><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td{padding:.3rem .6rem;border-bottom:1px solid #8884}
.n{text-align:right;white-space:nowrap}img{max-width:100%}</style></head><body>
<h1>What the sample tasks made</h1><table>
HTML
    row report.md "report_generation: what was fetched, in words"
    row chart.svg "image_generation: response times and load"
    row posts.txt "social_media_generation: short posts"
    row reel.html "reel_generation: chart, posts and sound as a storyboard"
    row broadcast.txt "broadcast_generation: everything in one text"
    row figures.wav "audio_generation: the load as tones"
    row transcript.txt "audio_transcription: the tones measured and read back"
    row clusters.tsv "clustering: pages grouped by the words they share"
    row deliveries.jsonl "webhook_delivery: calls received, signature checked"
    row history.csv "scraping: the load over time"
    for page in pages/*; do
      case "$page" in *.tmp | */\*) ;; *) row "$page" "scraping: a page of the running service" ;; esac
    done
    echo '</table>'
    [ ! -s chart.svg ] || echo '<p><img src="chart.svg" alt="Response times and load"></p>'
    [ ! -s figures.wav ] || echo '<p><audio controls src="figures.wav"></audio></p>'
    echo '</body></html>'
  } >"index.html.$$"
  mv "index.html.$$" index.html
}
