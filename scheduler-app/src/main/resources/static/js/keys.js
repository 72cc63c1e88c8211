// Keyboard: the links that carry data-key="g t" are the registry; rows carry data-row and their first link is opened.
const places = new Map([...document.querySelectorAll('a[data-key]')].map((link) => [link.dataset.key, link]));
let prefix = '';
let timer = 0;

const typing = (target) => target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
const rows = () => [...document.querySelectorAll('[data-row]')].filter((row) => row.offsetParent !== null);

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const here = all.findIndex((row) => row.classList.contains('here'));
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, here + step))];
  all[here]?.classList.remove('here');
  next.classList.add('here');
  next.scrollIntoView({ block: 'nearest' });
  next.querySelector('a[href]')?.focus({ preventScroll: true });
}

const actions = {
  '?': () => document.getElementById('help')?.showModal(),
  '/': () => document.querySelector('[data-search], input[type=search]')?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: () => document.querySelector('[data-row].here input[data-one]')?.click(),
  e: () => document.dispatchEvent(new CustomEvent('key:exact-times')),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target) || document.querySelector('dialog[open]')) return;
  clearTimeout(timer);
  const pressed = prefix ? `${prefix} ${event.key}` : event.key;
  prefix = '';
  const link = places.get(pressed);
  if (link) {
    event.preventDefault();
    link.click();
  } else if (pressed === 'g') {
    prefix = 'g';
    timer = setTimeout(() => { prefix = ''; }, 1500);
  } else if (actions[pressed]) {
    event.preventDefault();
    actions[pressed]();
  } else if (pressed === 'Enter' && event.target === document.body) {
    document.querySelector('[data-row].here a[href]')?.click();
  }
});

// Within a lane of the timeline, and from lane to lane, the arrows move.
document.addEventListener('keydown', (event) => {
  const lane = event.target.closest?.('svg[data-lane]');
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
  const across = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
  if (!lane || (step === 0 && across === 0)) return;
  event.preventDefault();
  const bars = [...lane.querySelectorAll('a')];
  const lanes = [...document.querySelectorAll('svg[data-lane]')].filter((each) => each.querySelector('a'));
  const next = step !== 0 ? bars[bars.indexOf(event.target) + step]
    : lanes[lanes.indexOf(lane) + across]?.querySelector('a[tabindex="0"]');
  if (!next) return;
  if (step !== 0) { event.target.setAttribute('tabindex', '-1'); next.setAttribute('tabindex', '0'); }
  next.focus();
});
