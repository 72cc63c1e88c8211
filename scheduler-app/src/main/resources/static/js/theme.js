// In the head and not a module: the chosen theme stands before the first paint. "auto" follows the system.
(() => {
  const root = document.documentElement;
  const order = ['auto', 'light', 'dark'];
  const stored = () => {
    try { return localStorage.getItem('theme') ?? 'auto'; } catch { return 'auto'; }
  };
  const apply = (theme) => {
    if (theme === 'auto') delete root.dataset.theme; else root.dataset.theme = theme;
    for (const button of document.querySelectorAll('[data-theme-toggle]')) {
      button.setAttribute('aria-label', `Theme: ${theme}. Change`);
      button.title = `Theme: ${theme}`;
      button.hidden = false;
    }
  };
  apply(stored());
  document.addEventListener('DOMContentLoaded', () => apply(stored()));
  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-theme-toggle]')) return;
    const next = order[(order.indexOf(stored()) + 1) % order.length];
    try { localStorage.setItem('theme', next); } catch { /* a browser without storage keeps it for this page */ }
    apply(next);
  });
})();
