// Under `coalition serve`: the faults in the files being edited, and a new page when a good state was saved.

function listenToServer() {
  if (!document.body.hasAttribute('data-live')) return;
  const own = Number(document.body.dataset.version);
  const source = new EventSource('/live');
  source.addEventListener('state', (message) => {
    const state = JSON.parse(message.data);
    if (!state.errors && state.version !== own) location.reload();
    else if (state.errors || state.warnings) showFindings(state);
    else replace($('findings'));
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) replace($('findings'), el('p', { class: 'lost' }, 'The server has stopped: this page no longer follows the files.'));
  });
}

async function showFindings(state) {
  let rows = [];
  try {
    rows = (await (await fetch('/api/check')).json()).rows || [];
  } catch {
    // The count is told even where the list cannot be had.
  }
  const faults = [state.errors && counted(state.errors, 'error'), state.warnings && counted(state.warnings, 'warning')].filter(Boolean).join(', ');
  const rest = state.errors ? ': below is the last state without errors' : '';
  replace($('findings'), el('details', state.errors ? { open: '' } : {}, el('summary', { class: state.errors ? 'errors' : 'warnings' }, `The records have ${faults}${rest}.`),
    el('ol', {}, rows.slice(0, 100).map(findingItem)),
    rows.length > 100 && el('p', {}, `and ${rows.length - 100} more: coalition check${page.options}`)));
}

function findingItem({ rule, severity, file, line, column, message, help, marked, text, excerpt }) {
  const shown = marked || text || excerpt;
  return el('li', { class: severity }, el('p', {}, el('b', {}, severity), ' ', el('code', {}, `${file}:${line}:${column}`), ' ', el('span', { dir: 'auto' }, message), ' ', el('code', {}, rule)),
    shown && el('pre', {}, String(shown)), help && el('p', { class: 'help' }, help));
}
