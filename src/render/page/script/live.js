// Under `coalition serve`: the faults in the files being edited, and a new page when there is another state to show.

function listenToServer() {
  if (!document.body.hasAttribute('data-live')) return;
  const own = Number(document.body.dataset.version);
  let source = null;
  let newest = 0;
  const hear = async (message) => {
    const state = JSON.parse(message.data);
    newest += 1;
    const asked = newest;
    // Of records that never were sound another rest may be shown while they have errors still.
    if (state.version !== own) {
      writeAddressNow();
      location.reload();
    } else if (!state.errors && !state.warnings) clearFindings();
    else {
      const found = await findingsNow(state);
      // What was asked for earlier may come later.
      if (asked === newest) showFindings(state, found);
    }
  };
  const lose = () => {
    newest += 1;
    const words = 'The server does not answer: this page does not follow the files.';
    setText($('findings-told'), words);
    replace($('findings'), el('p', { class: 'lost' }, words));
  };
  // A browser has six connections to a server: a page that nobody sees gives its own back.
  const follow = () => {
    if (source) source.close();
    source = document.hidden ? null : new EventSource('/live');
    if (!source) return;
    source.addEventListener('state', hear);
    source.addEventListener('error', lose);
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}

function clearFindings() {
  setText($('findings-told'), '');
  replace($('findings'));
}

async function findingsNow({ errors, warnings }) {
  try {
    return await (await fetch('/api/findings')).json();
  } catch {
    // The count is told even where the list cannot be had.
    return { errors, warnings, more: 0, rows: [] };
  }
}

function showFindings({ partial }, found) {
  const faults = [found.errors && counted(found.errors, 'error'), found.warnings && counted(found.warnings, 'warning')]
    .filter(Boolean).join(' and ');
  if (!faults) {
    clearFindings();
    return;
  }
  const open = found.errors || ($('findings').querySelector('details') || {}).open ? { open: '' } : {};
  const below = partial ? '. Below is what is sound of them' : '. Below is the last state without errors';
  const words = `The records have ${faults}${found.errors ? below : ''}.`;
  setText($('findings-told'), words);
  replace($('findings'), el('details', open,
    el('summary', { class: found.errors ? 'errors' : 'warnings' }, words),
    el('ol', {}, found.rows.map(findingItem)),
    found.more > 0 && el('p', {}, `And ${found.more} more: coalition check${page.options}`)));
}

/** A finding with the lines it is about, marked as on a terminal. */
function findingItem({ rule, severity, file, line, column, message, help, excerpt }) {
  const place = line ? `${file}:${line}:${column}` : file;
  return el('li', { class: severity, 'data-rule': rule },
    el('p', {}, el('b', {}, severity), ' ', el('code', {}, place), ' ', el('span', { dir: 'auto' }, message), ' ',
      el('code', {}, rule)),
    excerpt && el('pre', { dir: 'ltr', tabindex: 0, role: 'group', 'aria-label': `Lines of ${file}` }, linesOf(excerpt)),
    help && el('p', { class: 'help' }, help));
}

/** Lines stay lines: only what would harm is cleaned away. */
function linesOf(text) {
  return text.split('\n').flatMap((line, index) => (index ? [el('br'), line] : [line]));
}
