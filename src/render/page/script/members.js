// The members on the day, as a table whose rows open to their evidence.

const members = { shown: null };
const COLUMNS = ['Member', 'Scope', 'Brings', 'Restrictions', 'Since', 'Certainty', 'Via'];

function drawMembers(view) {
  const rows = sorted(view.rows.filter((row) => partyMatches(row.party, view.find)), view.state.sort, (row) => row.party, view.asked.track);
  const part = members.shown.cut(rows);
  const items = [];
  for (const row of part) {
    items.push(row);
    if (view.isOpen(actorId(row.party.actor))) items.push({ evidence: row });
  }
  const body = document.querySelector('#members tbody');
  keep(body, items, keyOfItem, makeItem, (element, item) => updateItem(element, item, view));
  setText($('members-head'), view.asked.track === 0 ? 'Members on the day' : `${capital(TRACKS[view.asked.track])} on the day`);
  setText($('members-count'), countWords(rows.length, view));
  setText($('members-caption'), view.sentence);
}

const keyOfItem = (item) => (item.evidence ? `${actorId(item.evidence.party.actor)} evidence` : actorId(item.party.actor));

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

function countWords(rows, view) {
  if (!view.sheet) return 'There is no coalition in this record.';
  const asked = [TRACKS[view.asked.track], view.theatreName && `in ${clean(view.theatreName)}`,
    view.activityName && clean(view.activityName), view.certain && 'certain only'].filter(Boolean).join(', ');
  if (!view.rows.length) return `Nobody is listed: ${asked}, at the end of ${longDay(view.day)}. ${recordRuns(view.sheet)}`;
  const match = view.find
    ? `${number(rows)} of ${number(view.rows.length)} match “${clean(view.state.find)}”`
    : `${number(rows)} listed`;
  const since = isNarrowed(view.asked) ? ' Dates are those of the scope asked for.' : '';
  return `${match}: ${asked}, at the end of ${longDay(view.day)}.${since} A row opens to its evidence.`;
}

function recordRuns(sheet) {
  if (!sheet.parties.length) return 'Nobody is recorded as a member of this coalition on any day.';
  return `What is recorded of this coalition runs from ${longDay(sheet.first)} to ${longDay(sheet.last)}.`;
}

function makeItem(item) {
  return item.evidence ? makeEvidence(item.evidence) : makeRow(item);
}

function makeRow({ party }) {
  const id = actorId(party.actor);
  const button = el('button', { type: 'button', class: 'opens', 'aria-expanded': 'false' }, bdi(actorName(party.actor)));
  const row = el('tr', { role: 'row', 'data-actor': id },
    el('th', { scope: 'row', role: 'rowheader' }, button, el('span', { class: 'standing' })),
    ...COLUMNS.slice(1).map((name) => el('td', { role: 'cell', 'data-label': name })));
  return row;
}

function updateItem(element, item, view) {
  if (item.evidence) updateEvidence(element, item.evidence, view);
  else updateRow(element, item, view);
}

function updateRow(element, row, view) {
  const { party } = row;
  const standing = at(party.standing, view.day);
  const [head, ...cells] = element.children;
  const isOpen = String(view.isOpen(actorId(party.actor)));
  if (head.firstChild.getAttribute('aria-expanded') !== isOpen) head.firstChild.setAttribute('aria-expanded', isOpen);
  setText(head.lastChild, standing && standing !== 'member' ? standing : '');
  setLines(cells[0], scopeLines(party, view.day, view.asked.track));
  setLines(cells[1], bringsLines(party, view.day));
  setLines(cells[2], rulesOn(party, view.day).map(ruleWords));
  setLines(cells[3], sinceLines(row));
  const certainty = row.certainty === CERTAIN ? 'certain' : 'possible';
  setLines(cells[4], [certainty]);
  mark(element, 'possible', row.certainty === POSSIBLE);
  setLines(cells[5], viaNames(party, view.day));
  setData(element, 'certainty', certainty);
  setData(element, 'since', dateText(row.since));
}

function setData(element, name, value) {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

function sinceLines({ since, until }) {
  const lines = isDate(since) ? [dateWords(since)] : [];
  if (isDate(until)) lines.push(`until ${dateWords(until)}`);
  return lines;
}

/** The lines of a cell, drawn anew only where they say something else. */
function setLines(cell, lines) {
  const said = lines.join('\n');
  if (cell.said === said) return;
  cell.said = said;
  if (lines.length < 2) cell.textContent = lines.length ? clean(lines[0]) : '';
  else replace(cell, lines.map((line) => el('span', { class: 'line' }, line)));
}
