#!/bin/sh
# Draws how long each page took and how the load went, as one SVG picture.
# Payload: {"points": 120}, the number of fetches on the time axis.
. "$(dirname "$0")/common.sh"

need pages.tsv "the task type scraping"
points=$(field points 120)
{
  sed 's/^/P\t/' pages.tsv
  [ ! -s history.csv ] || tail -n +2 history.csv | tail -n "$points" | tr , '\t' | sed 's/^/H\t/'
} | awk -F '\t' -v now="$(date -u '+%Y-%m-%d %H:%M UTC')" '
  function text(x, y, anchor, words) {
    gsub(/&/, "\\&amp;", words); gsub(/</, "\\&lt;", words)
    printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, words
  }
  function line(values, colour,   i) {
    printf "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"", colour
    for (i = 1; i <= h; i++) printf "%.1f,%.1f ", left + (h > 1 ? (i - 1) * width / (h - 1) : 0), bottom - values[i] * 120 / top
    printf "\"/>\n"
    printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", left + (h > 1 ? width : 0), bottom - values[h] * 120 / top, colour
  }
  $1 == "P" { name[++p] = $3; ms[p] = $6 + 0; if (ms[p] > longest) longest = ms[p] }
  $1 == "H" { due[++h] = $4 + 0; locked[h] = $5 + 0; if (due[h] > top) top = due[h]; if (locked[h] > top) top = locked[h]; when[h] = substr($2, 12, 5) }
  END {
    left = 60; width = 600; bars = p * 26; bottom = 80 + bars + 180; if (!top) top = 1; if (!longest) longest = 1
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"%d\" viewBox=\"0 0 720 %d\" font-family=\"sans-serif\" font-size=\"12\">\n", bottom + 50, bottom + 50
    print "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
    text(20, 26, "start", "Milliseconds per page, " now)
    for (i = 1; i <= p; i++) {
      y = 40 + (i - 1) * 26
      printf "<rect x=\"240\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"#3b6ea8\"/>\n", y, ms[i] * 380 / longest
      text(232, y + 13, "end", name[i]); text(246 + ms[i] * 380 / longest, y + 13, "start", ms[i])
    }
    text(20, bottom - 140, "start", "Tasks due (orange) and running (blue) at each fetch, at most " top)
    printf "<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"#999\"/>\n", left, bottom - 120, bottom, left + width
    text(left - 6, bottom - 112, "end", top); text(left - 6, bottom, "end", 0)
    if (h) { line(due, "#d9822b"); line(locked, "#3b6ea8"); text(left, bottom + 18, "start", when[1]); text(left + width, bottom + 18, "end", when[h]) }
    print "</svg>"
  }' | publish chart.svg
echo "drew chart.svg: $(grep -c . pages.tsv) pages → $FOLDER/chart.svg"
