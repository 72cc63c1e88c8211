#!/bin/sh
# Puts what all steps made into one text that somebody could read out.
# Payload: {"audience": "…"}.
. "$(dirname "$0")/common.sh"

need report.md "the task type report_generation"
need posts.txt "the task type social_media_generation"
audience=$(field audience "everybody on duty")

{
  printf 'Good day to %s. It is %s.\n\n' "$audience" "$(date -u '+%H:%M on %Y-%m-%d, UTC')"
  sed 's/ #[a-z]*$//' posts.txt
  if [ -s transcript.txt ]; then
    printf 'From the sound of it: '
    head -n 1 transcript.txt
  fi
  if [ -s deliveries.jsonl ]; then
    printf '\n%s signed messages were delivered to the receiver so far.\n' "$(grep -c . deliveries.jsonl)"
  fi
  printf '\nThe files behind this: %s.\n' "$(ls report.md chart.svg figures.wav reel.html 2>/dev/null | tr '\n' ' ' | sed 's/ $//; s/ /, /g')"
} | publish broadcast.txt
echo "wrote broadcast.txt: $(wc -w <broadcast.txt | tr -d ' ') words for $audience → $FOLDER/broadcast.txt"
