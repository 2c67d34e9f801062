// Before anything is drawn: the page must not flash in the other scheme. A file of its own, because no script stands inline.
(() => {
  let kept = null;
  try {
    kept = window.localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // Storage is closed to this page: the system's scheme holds.
  }
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = kept === 'light' || kept === 'dark' ? kept : dark ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
