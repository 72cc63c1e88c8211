#!/bin/sh
# Builds a storyboard that plays in a browser: the chart, then one scene per post, over the sound of the figures.
# Payload: {"seconds": 4}, how long each scene stays.
. "$(dirname "$0")/common.sh"

need chart.svg "the task type image_generation"
need posts.txt "the task type social_media_generation"
seconds=$(field seconds 4)
scenes=$(($(grep -c . posts.txt) + 1))

{
  awk -v each="$seconds" -v scenes="$scenes" 'BEGIN {
    share = 100 / scenes
    print "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Reel</title><style>"
    print "body{margin:0;background:#111;color:#fff;font:28px/1.4 system-ui,sans-serif;overflow:hidden}"
    printf "section{position:fixed;inset:0;display:grid;place-items:center;padding:8vw;text-align:center;opacity:0;animation:show %ss infinite both}\n", each * scenes
    printf "@keyframes show{0%%{opacity:0}%.1f%%{opacity:1}%.1f%%{opacity:1}%.1f%%{opacity:0}100%%{opacity:0}}\n", share * 0.1, share * 0.9, share
    print "img{max-width:100%;max-height:84vh;background:#fff}audio{position:fixed;bottom:1rem;left:1rem}</style></head><body>"
  }'
  echo '<section style="animation-delay:0s"><img src="chart.svg" alt="The chart"></section>'
  grep . posts.txt | awk -v each="$seconds" '{
    gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;")
    printf "<section style=\"animation-delay:%ss\"><p>%s</p></section>\n", NR * each, $0
  }'
  [ ! -s figures.wav ] || echo '<audio controls loop src="figures.wav"></audio>'
  echo '</body></html>'
} | publish reel.html
echo "cut reel.html: $scenes scenes, $((scenes * seconds)) s → $FOLDER/reel.html"
