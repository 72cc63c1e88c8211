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
let missed = false;
let lost = 0;
const GONE = 'Not up to date: the scheduler does not answer.';

/** What stands over the page while it may be out of date; empty for nothing. */
const warn = (text) => document.getElementById('live-state')?.replaceChildren(text);

/** What the server sent, without what only the passing of time changes. */
function substance(region) {
  const copy = region.cloneNode(true);
  copy.querySelectorAll('time[data-relative]').forEach((time) => time.replaceChildren());
  copy.querySelectorAll('time[data-relative]').forEach((time) => time.removeAttribute('title'));
  copy.querySelectorAll('input[name=_csrf]').forEach((token) => token.remove()); // masked anew in each answer
  return copy.innerHTML;
}

/** What finds the same element in what is put in its place. */
function keyOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const [tag, name] = element.form ? ['form', 'action'] : ['a', 'href'];
  const value = (element.form ?? element).getAttribute(name);
  return value && `${tag}[${name}="${CSS.escape(value)}"]${element.form ? ' button' : ''}`;
}

function exchange(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const focusKey = focused && keyOf(focused);
  const open = [...old.querySelectorAll('details[open][id]')].map((details) => details.id);
  const shut = [...old.querySelectorAll('details:not([open])[id]')].map((details) => details.id);
  const checked = new Set([...old.querySelectorAll('input[data-one]:checked')].map((one) => one.value));
  const ticked = [...old.querySelectorAll('input[type=checkbox][id]:checked')].map((box) => box.id);
  const here = old.querySelector('.here')?.id;
  const scrolled = [...old.querySelectorAll('.scroll[id]')].map((box) => [box.id, box.scrollLeft, box.scrollTop]);
  old.replaceChildren(...fresh.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  for (const id of shut) document.getElementById(id)?.removeAttribute('open');
  for (const one of old.querySelectorAll('input[data-one]')) one.checked = checked.has(one.value);
  for (const id of ticked) { const box = document.getElementById(id); if (box) box.checked = true; }
  if (here) document.getElementById(here)?.classList.add('here');
  for (const [id, left, top] of scrolled) document.getElementById(id)?.scrollTo(left, top);
  if (focusKey) old.querySelector(focusKey)?.focus({ preventScroll: true });
  globalThis.htmx?.process(old);
  old.dispatchEvent(new CustomEvent('live:swapped', { bubbles: true }));
}

async function refresh() {
  if (busy || document.hidden || document.querySelector('dialog[open]') || pending.size === 0) return;
  const due = regions().filter((region) => region.dataset.live.split(' ').some((kind) => pending.has(kind)));
  const asked = pending;
  pending = new Set();
  if (due.length === 0) return;
  busy = true;
  try {
    const response = await fetch(location.href, { headers: { 'X-Refresh': 'live' }, credentials: 'same-origin' });
    // a proxy in a deploy, or a database that is away: what is shown is worth more than an error page that stays
    if (response.status >= 500) throw new Error(response.status);
    if (response.redirected || !response.ok) { location.reload(); return; }
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const region of due) {
      const fresh = page.getElementById(region.id);
      if (!fresh) continue;
      const now = substance(fresh);
      if (known.get(region) !== now) { known.set(region, now); exchange(region, fresh); }
    }
    warn('');
  } catch {
    warn(GONE);
    setTimeout(() => { asked.forEach((kind) => pending.add(kind)); soon(); }, 5000);
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
  source.addEventListener('error', () => {
    missed = true;
    // a stream that has come to its end is followed by another one at once
    lost ||= setTimeout(() => warn(GONE), 10000);
    // refused, and not only interrupted: the browser does not try again by itself
    if (source?.readyState === EventSource.CLOSED) { source = null; setTimeout(connect, 30000); }
  });
  source.addEventListener('open', () => {
    clearTimeout(lost);
    lost = 0;
    if (missed) { missed = false; kinds.forEach((kind) => pending.add(kind)); soon(); }
  });
}

function disconnect() {
  source?.close();
  source = null;
  clearTimeout(lost);
  lost = 0;
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
    warn('That did not work: the scheduler did not answer as it should. Reload the page.');
  });
}
window.addEventListener('pagehide', disconnect);
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    // out of the browser's memory: as old as it is, and perhaps of somebody who has signed out since
    if (regions().length === 0 && !document.querySelector('form.form')) { location.reload(); return; }
    kinds.forEach((kind) => pending.add(kind));
    soon();
  }
  connect();
});
connect();
