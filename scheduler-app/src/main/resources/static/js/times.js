// <time datetime> in words, kept true while the page stands. A click on one, or the key e, shows all of them exactly.
const root = document.documentElement;
const skew = Number(root.dataset.now) ? Date.now() - Number(root.dataset.now) : 0;
const zone = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

// The same words as dashboard.Words.ago on the server.
function ago(milliseconds) {
  const future = milliseconds < 0;
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  if (seconds < 1) return 'now';
  const minutes = Math.floor(seconds / 60), hours = Math.floor(minutes / 60), days = Math.floor(hours / 24);
  const text = seconds < 60 ? `${seconds} s` : minutes < 60 ? `${minutes} min` : hours < 48 ? `${hours} h` : `${days} d`;
  return future ? `in ${text}` : `${text} ago`;
}

function show(time) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const exact = zone.format(at);
  const title = `${exact} (${time.dateTime})`;
  const text = root.dataset.times === 'exact' ? exact : ago(Date.now() - skew - at.getTime());
  if (time.title !== title) time.title = title;
  if (time.textContent !== text) time.textContent = text;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', hourCycle: 'h23' });
const zoneName = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Labels of time axes, in the zone of whoever looks. */
function label(text) {
  const at = new Date(text.dataset.clock);
  const midnight = at.getHours() === 0 && at.getMinutes() === 0;
  text.textContent = text.dataset.days === undefined ? clock.format(at)
    : midnight ? at.toLocaleDateString(undefined, { day: 'numeric', month: 'short' }) : day.format(at);
}

// A time in the zone of whoever looks, written as the server writes that of the task's zone. Swedish writes dates as ISO does.
const weekday = new Intl.DateTimeFormat('en', { weekday: 'short' });
const iso = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium' });
const local = (at) => `${weekday.format(at)} ${iso.format(at)}`;

function showAll(within) {
  within.querySelectorAll('time[data-local]').forEach((time) => { time.textContent = local(new Date(time.dateTime)); });
  within.querySelectorAll('time[data-relative]').forEach(show);
  within.querySelectorAll('[data-clock]').forEach(label);
  within.querySelectorAll('[data-zone]').forEach((name) => { name.textContent = zoneName; });
}
const toggle = () => {
  if (root.dataset.times === 'exact') delete root.dataset.times; else root.dataset.times = 'exact';
  showAll(document);
};

document.addEventListener('click', (event) => {
  const time = event.target.closest?.('time[data-relative]');
  if (time && !time.closest('a, button, summary, label')) toggle();
});
document.addEventListener('key:exact-times', toggle);
document.addEventListener('live:swapped', (event) => showAll(event.target));
document.addEventListener('htmx:afterSwap', (event) => showAll(event.target));
setInterval(() => { if (!document.hidden) showAll(document); }, 5000);
showAll(document);
