// Follows what a live run prints: asks for what comes after the last position, and appends it as text. The end stays in
// view unless the reader has scrolled away from it. When the run has ended, the regions marked data-at-end are fetched anew.
const box = document.querySelector('[data-output]');
const state = document.getElementById('output-state');
const size = document.getElementById('output-size');
const none = document.getElementById('output-none');
const MOST = 2_000_000;
let next = Number(box?.dataset.next ?? 0);
let pause = 1000;

const atEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < 24;
const words = (bytes) => bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function append(text, first) {
  const follow = atEnd();
  if (first > next && next > 0) box.append(`\n[... ${first - next} bytes left out ...]\n`);
  box.append(text);
  while (box.childNodes.length > 1 && box.textContent.length > MOST) box.firstChild.remove();
  if (follow) box.scrollTop = box.scrollHeight;
}

async function ended() {
  state.textContent = '';
  if (next === 0) none.textContent = 'It printed nothing.';
  const response = await fetch(location.href, { credentials: 'same-origin' });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const region of document.querySelectorAll('[data-at-end]')) {
    const fresh = page.getElementById(region.id);
    if (!fresh) continue;
    region.replaceChildren(...fresh.childNodes);
    globalThis.htmx?.process(region);
    region.dispatchEvent(new CustomEvent('live:swapped', { bubbles: true }));
  }
}

/** Reads one piece; answers whether there may be more. */
async function read() {
  const response = await fetch(`${box.dataset.output}?from=${next}`, { credentials: 'same-origin', cache: 'no-store' });
  const live = response.headers.get('Run-State') === 'live';
  if (response.status === 200 && response.headers.has('Run-Output-Next')) {
    append(await response.text(), Number(response.headers.get('Run-Output-First')));
    next = Number(response.headers.get('Run-Output-Next'));
    none.hidden = true;
    size.textContent = words(next);
    pause = 500;
    return true; // what is kept may be in two pieces
  }
  pause = Math.min(2000, pause + 250);
  if (response.status !== 204) { state.textContent = 'not up to date: the output cannot be read'; return response.status >= 500; }
  if (live) state.textContent = 'live';
  return live;
}

async function turn() {
  let more = true;
  try {
    if (!document.hidden) more = await read();
  } catch {
    state.textContent = 'not up to date: the scheduler does not answer';
    pause = 2000;
  }
  if (more) setTimeout(turn, pause); else await ended();
}

if (box) box.scrollTop = box.scrollHeight;
if (box?.dataset.state === 'live') setTimeout(turn, pause);
