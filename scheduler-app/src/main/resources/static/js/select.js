// Tables with a select column: <form data-select> … input[data-all] in the head, input[data-one] in the rows,
// [data-count] tells how many, [data-needs-selection] buttons wait for one. Shift-click selects a range.
let last = null;

function refresh(form) {
  const ones = [...form.querySelectorAll('input[data-one]')];
  const chosen = ones.filter((one) => one.checked).length;
  const all = form.querySelector('input[data-all]');
  if (all) {
    all.checked = chosen > 0 && chosen === ones.length;
    all.indeterminate = chosen > 0 && chosen < ones.length;
  }
  for (const count of form.querySelectorAll('[data-count]')) {
    count.textContent = form.querySelector('input[name=all]:checked') ? 'All selected' : chosen === 0 ? 'None selected' : `${chosen} selected`;
  }
  for (const button of form.querySelectorAll('[data-needs-selection]')) button.disabled = chosen === 0;
}

document.addEventListener('change', (event) => {
  const form = event.target.closest('form[data-select]');
  if (!form) return;
  if (event.target.matches('[data-all]')) {
    for (const one of form.querySelectorAll('input[data-one]')) one.checked = event.target.checked;
  }
  refresh(form);
});
document.addEventListener('click', (event) => {
  if (!event.target.matches?.('input[data-one]')) return;
  const ones = [...event.target.closest('form[data-select]')?.querySelectorAll('input[data-one]') ?? []];
  const from = ones.indexOf(last), to = ones.indexOf(event.target);
  if (event.shiftKey && from >= 0 && to >= 0) {
    for (const one of ones.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = event.target.checked;
  }
  last = event.target;
});
const refreshAll = () => document.querySelectorAll('form[data-select]').forEach(refresh);
document.addEventListener('live:swapped', refreshAll);
document.addEventListener('htmx:afterSettle', refreshAll);
refreshAll();
