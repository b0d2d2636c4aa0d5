// Under `coalition serve`: the faults in the files being edited, and a new page when there is another state to show.

function listenToServer() {
  if (!document.body.hasAttribute('data-live')) return;
  const own = Number(document.body.dataset.version);
  const source = new EventSource('/live');
  let newest = 0;
  source.addEventListener('state', async (message) => {
    const state = JSON.parse(message.data);
    newest += 1;
    const asked = newest;
    if (state.version !== own) location.reload();
    else if (!state.errors && !state.warnings) replace($('findings'));
    else {
      const found = await findings();
      // What was asked for earlier may come later.
      if (asked === newest) replace($('findings'), shownFindings(state, found));
    }
  });
  source.addEventListener('error', () => {
    newest += 1;
    replace($('findings'), el('p', { class: 'lost' }, 'The server does not answer: this page no longer follows the files.'));
  });
}

async function findings() {
  try {
    return await (await fetch('/api/findings')).json();
  } catch {
    // The count is told even where the list cannot be had.
    return { rows: [], more: 0 };
  }
}

function shownFindings(state, { rows, more }) {
  const faults = [state.errors && counted(state.errors, 'error'), state.warnings && counted(state.warnings, 'warning')].filter(Boolean).join(', ');
  const below = state.partial ? 'the sound rest' : 'the last state without errors';
  const rest = state.errors ? `: below is ${below}` : '';
  return el('details', state.errors ? { open: '' } : {}, el('summary', { class: state.errors ? 'errors' : 'warnings' }, `The records have ${faults}${rest}.`),
    el('ol', {}, rows.map(findingItem)),
    more > 0 && el('p', {}, `and ${more} more: coalition check${page.options}`));
}

function findingItem({ rule, severity, file, line, column, message, help, excerpt }) {
  const at = line ? `${file}:${line}:${column}` : file;
  return el('li', { class: severity }, el('p', {}, el('b', {}, severity), ' ', el('code', {}, at), ' ', el('span', { dir: 'auto' }, message), ' ', el('code', {}, rule)),
    excerpt && el('pre', {}, excerpt), help && el('p', { class: 'help' }, help));
}
