// Keeps the regions marked data-live="runs tasks" true. The server only says what kind of thing changed; the page is then
// fetched once and the marked regions whose content differs are exchanged. Nothing is open while the tab is hidden.
const root = document.documentElement;
const kinds = ['runs', 'tasks', 'workers', 'health'];
const regions = () => [...document.querySelectorAll('[data-live][id]')];
const known = new WeakMap();
let source = null;
let pending = new Set();
let busy = false;
let timer = 0;

/** What the server sent, without what only the passing of time changes. */
function substance(region) {
  const copy = region.cloneNode(true);
  copy.querySelectorAll('time[data-relative]').forEach((time) => time.replaceChildren());
  copy.querySelectorAll('time[data-relative]').forEach((time) => time.removeAttribute('title'));
  return copy.innerHTML;
}

function exchange(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const focusKey = focused && (focused.id ? `#${CSS.escape(focused.id)}` : focused.getAttribute('href') && `a[href="${CSS.escape(focused.getAttribute('href'))}"]`);
  const open = [...old.querySelectorAll('details[open][id]')].map((details) => details.id);
  const shut = [...old.querySelectorAll('details:not([open])[id]')].map((details) => details.id);
  const checked = new Set([...old.querySelectorAll('input[data-one]:checked')].map((one) => one.value));
  const here = old.querySelector('.here')?.id;
  const scrolled = [...old.querySelectorAll('.scroll[id]')].map((box) => [box.id, box.scrollLeft, box.scrollTop]);
  old.replaceChildren(...fresh.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  for (const id of shut) document.getElementById(id)?.removeAttribute('open');
  for (const one of old.querySelectorAll('input[data-one]')) one.checked = checked.has(one.value);
  if (here) document.getElementById(here)?.classList.add('here');
  for (const [id, left, top] of scrolled) document.getElementById(id)?.scrollTo(left, top);
  if (focusKey) old.querySelector(focusKey)?.focus({ preventScroll: true });
  globalThis.htmx?.process(old);
  old.dispatchEvent(new CustomEvent('live:swapped', { bubbles: true }));
}

async function refresh() {
  if (busy || document.hidden || document.querySelector('dialog[open]') || pending.size === 0) return;
  const due = regions().filter((region) => region.dataset.live.split(' ').some((kind) => pending.has(kind)));
  pending = new Set();
  if (due.length === 0) return;
  busy = true;
  try {
    const response = await fetch(location.href, { headers: { 'X-Refresh': 'live' }, credentials: 'same-origin' });
    if (response.redirected || !response.ok) { location.reload(); return; }
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const region of due) {
      const fresh = page.getElementById(region.id);
      if (!fresh) continue;
      const now = substance(fresh);
      if (known.get(region) !== now) { known.set(region, now); exchange(region, fresh); }
    }
    document.getElementById('live-state')?.replaceChildren();
  } catch {
    document.getElementById('live-state')?.replaceChildren('Not up to date: the scheduler does not answer.');
  } finally {
    busy = false;
    if (pending.size > 0) soon();
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, 150);
}

function connect() {
  if (source || document.hidden || !root.dataset.events || regions().length === 0) return;
  source = new EventSource(root.dataset.events);
  for (const kind of kinds) source.addEventListener(kind, () => { pending.add(kind); soon(); });
  let missed = false;
  source.addEventListener('error', () => {
    missed = true;
    // refused, and not only interrupted: the browser does not try again by itself
    if (source?.readyState === EventSource.CLOSED) { source = null; setTimeout(connect, 30000); }
  });
  source.addEventListener('open', () => {
    if (missed) { missed = false; kinds.forEach((kind) => pending.add(kind)); soon(); }
  });
}

function disconnect() {
  source?.close();
  source = null;
}

regions().forEach((region) => known.set(region, substance(region)));
document.addEventListener('visibilitychange', () => {
  if (document.hidden) { disconnect(); return; }
  kinds.forEach((kind) => pending.add(kind));
  soon();
  connect();
});
document.addEventListener('close', () => { if (pending.size > 0) soon(); }, true); // a dialog has been closed
for (const trouble of ['htmx:sendError', 'htmx:responseError']) {
  document.addEventListener(trouble, () => {
    document.getElementById('live-state')?.replaceChildren('That did not work: the scheduler did not answer as it should. Reload the page.');
  });
}
window.addEventListener('pagehide', disconnect);
window.addEventListener('pageshow', connect);
connect();
