// What htmx loads into #dialog is shown as a modal dialog; without JavaScript the same link is a page of its own.
const dialog = document.getElementById('dialog');

document.addEventListener('htmx:afterSwap', (event) => {
  if (event.target === dialog && dialog.childElementCount === 0) { location.reload(); return; } // an answer of another kind
  if (event.target === dialog && !dialog.open) dialog.showModal();
  dialog.querySelector('[autofocus]')?.focus();
});
document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-open-dialog]');
  if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
  const closer = event.target.closest('[data-close-dialog]');
  if (closer?.closest('dialog')) {
    event.preventDefault();
    closer.closest('dialog').close();
  }
  if (event.target instanceof HTMLDialogElement) event.target.close(); // the backdrop
});
dialog?.addEventListener('close', () => dialog.replaceChildren());

// An open menu closes by Escape and by a click elsewhere.
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = document.querySelector('details.menu[open]');
  if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
});
