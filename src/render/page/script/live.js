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
  let found = { errors: state.errors, warnings: state.warnings, more: 0, rows: [] };
  try {
    found = await (await fetch('/api/findings')).json();
  } catch {
    // The count is told even where the list cannot be had.
  }
  const faults = [found.errors && counted(found.errors, 'error'), found.warnings && counted(found.warnings, 'warning')].filter(Boolean).join(' and ');
  if (!faults) { replace($('findings')); return; }
  const open = found.errors || ($('findings').querySelector('details') || {}).open ? { open: '' } : {};
  replace($('findings'), el('details', open,
    el('summary', { class: found.errors ? 'errors' : 'warnings' }, `The records have ${faults}${found.errors ? '. Below is the last state without errors' : ''}.`),
    el('ol', {}, found.rows.map(findingItem)),
    found.more > 0 && el('p', {}, `And ${found.more} more: coalition check${page.options}`)));
}

/** A finding with the lines it is about, marked as on a terminal. */
function findingItem({ rule, severity, file, line, column, message, help, excerpt }) {
  const place = line ? `${file}:${line}:${column}` : file;
  return el('li', { class: severity, 'data-rule': rule },
    el('p', {}, el('b', {}, severity), ' ', el('code', {}, place), ' ', el('span', { dir: 'auto' }, message), ' ', el('code', {}, rule)),
    excerpt && el('pre', { dir: 'ltr', tabindex: 0, role: 'group', 'aria-label': `Lines of ${file}` }, linesOf(excerpt)),
    help && el('p', { class: 'help' }, help));
}

/** Lines stay lines: only what would harm is cleaned away. */
function linesOf(text) {
  return text.split('\n').flatMap((line, index) => (index ? [el('br'), line] : [line]));
}
