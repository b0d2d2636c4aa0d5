// What each member may do, and where: the verdicts of `may`, looked up.

const SIGNS = {
  yes: { words: 'allowed', short: 'yes', path: 'M2.5 7.5l3.5 3.5l6 -8' },
  conditional: { words: 'on condition', short: 'if', path: 'M7 2v6.5M7 11v1.6' },
  no: { words: 'forbidden', short: 'no', path: 'M3 3l8 8m0 -8l-8 8' },
  'no-record': { words: 'no record', short: '', path: 'M5 7h4' },
};

const matrix = { shown: null, rules: null, head: '' };

function drawGrid(view) {
  const columns = columnsOf(view);
  // Who may not do what the filters ask for is no row of the list, and is what one asks the grid for.
  const all = view.sheet ? listed(view.sheet, view.day, EVERYBODY, view.certain) : [];
  const members = all.filter((row) => partyMatches(row.party, view.find));
  const rows = sorted(members, view.state.sort, (row) => row.party, view.asked.track);
  const most = Math.max(30, Math.floor(4000 / Math.max(1, columns.length)));
  const part = matrix.shown.cut(rows, Math.min(matrix.shown.rows, Math.max(most, matrix.shown.rows - matrix.shown.step)));
  const table = document.querySelector('table.grid');
  drawHead(table, columns, view);
  keep(table.tBodies[0], columns.length ? part : [], (row) => actorId(row.party.actor), (row) => makeGridRow(row, columns),
    (element, row) => updateGridRow(element, row, columns, view));
  const none = !part.length || !columns.length;
  mark(table.parentNode, 'none', none);
  const noPairs = columns.length ? '' : 'No scope or rule of this coalition names an activity and a place that these filters find.';
  setText($('grid-none'), part.length ? noPairs : 'Nobody is a member on this day.');
  hideBlank(table, part, columns, view);
  roving(table);
  setText($('bare'), bareWords(view));
  drawReason(view);
  drawRulesInForce(view);
}

/** Pairs that are named, but of which no scope and no rule speaks on any day: a column of nothing each. */
function bareWords(view) {
  const bare = (view.sheet && view.sheet.bare) || [];
  const words = bare.map(([activity, theatre]) => `${clean(activityName(activity))} in ${clean(theatreName(theatre))}`);
  return words.length ? `Named too, but no scope or rule decides them for anybody on any day: ${words.join('; ')}.` : '';
}

/** The pairs that the filters find, place by place, that of which most is recorded first. */
function columnsOf(view) {
  if (!view.sheet) return [];
  const passed = (filter, thing) => !filter || filter.permitted.has(thing);
  const columns = view.sheet.pairs.map(([activity, theatre], pair) => ({ activity, theatre, pair }))
    .filter((column) => passed(view.asked.activity, column.activity) && passed(view.asked.theatre, column.theatre));
  const size = new Map();
  columns.forEach(({ theatre }) => size.set(theatre, (size.get(theatre) || 0) + 1));
  return columns.sort((one, other) => size.get(other.theatre) - size.get(one.theatre)
    || theatreName(one.theatre).localeCompare(theatreName(other.theatre), 'en') || one.pair - other.pair);
}

function drawHead(table, columns, view) {
  const head = `${view.state.coalition} ${columns.map((column) => column.pair).join()}`;
  if (matrix.head === head) return;
  matrix.head = head;
  table.tBodies[0].kept = null;
  table.tBodies[0].textContent = '';
  const places = el('tr', {}, el('th', { scope: 'col', rowspan: 2, class: 'corner' }, 'Member'));
  for (const theatre of new Set(columns.map((column) => column.theatre))) {
    const span = columns.filter((column) => column.theatre === theatre);
    const name = theatreName(theatre);
    places.append(el('th', { scope: 'colgroup', colspan: span.length, class: 'place', 'data-theatre': theatre },
      el('bdi', { title: name }, name)));
  }
  const starts = (column, index) => index === 0 || columns[index - 1].theatre !== column.theatre;
  const said = (column, index) => ({ scope: 'col', 'data-pair': column.pair, 'data-theatre': column.theatre,
    class: starts(column, index) ? 'act starts' : 'act' });
  const acts = el('tr', {}, columns.map((column, index) => el('th', said(column, index),
    el('span', {}, el('bdi', { class: 'where' }, theatreName(column.theatre)), el('bdi', {}, activityName(column.activity))))));
  replace(table.tHead, places, acts);
}

function makeGridRow({ party }, columns) {
  const id = actorId(party.actor);
  const row = el('tr', { 'data-actor': id }, el('th', { scope: 'row' }, bdi(actorName(party.actor))));
  columns.forEach((column, index) => {
    const starts = index === 0 || columns[index - 1].theatre !== column.theatre;
    const button = el('button', { type: 'button', tabindex: -1 });
    row.append(el('td', { 'data-actor': id, 'data-pair': column.pair, class: starts ? 'starts' : null }, button));
  });
  return row;
}

function updateGridRow(element, { party }, columns, view) {
  columns.forEach((column, index) => {
    const found = verdictOf(view.sheet, party, column.pair, view.day);
    const button = element.children[index + 1].firstChild;
    const key = `${found.verdict} ${found.holds}`;
    if (button.said === key) return;
    button.said = key;
    const sign = SIGNS[found.verdict];
    const maybe = found.holds === POSSIBLE;
    button.dataset.verdict = found.verdict;
    mark(button, 'possible', maybe);
    const words = sign.short + (maybe ? '?' : '');
    const where = `${clean(activityName(column.activity))} in ${clean(theatreName(column.theatre))}`;
    const short = words && `${words}, `;
    button.setAttribute('aria-label', `${sign.short && short}${verdictWords(found)}: ${clean(actorName(party.actor))}, ${where}`);
    replace(button, signOf(sign), words && el('span', {}, words));
  });
}

function verdictWords({ verdict, holds }) {
  return `${holds === POSSIBLE ? 'possibly ' : ''}${SIGNS[verdict].words}`;
}

function signOf(sign) {
  const size = { width: 14, height: 14, viewBox: '0 0 14 14', 'aria-hidden': 'true', focusable: 'false' };
  return svg('svg', size, svg('path', { d: sign.path }));
}

/** The verdict on a member; who is none on the day has none. */
function verdictOf(sheet, party, pair, day) {
  const pool = sheet.verdicts[party.may[pair]];
  const found = at(pool, day);
  return found && { verdict: found[0], holds: found[1], reason: found[2] };
}

/** Columns in which nobody has more than "no record" are put away, unless they are asked for. */
function hideBlank(table, rows, columns, view) {
  const all = view.state.blank;
  const speaks = columns.map((column) => all || rows.some(({ party }) => {
    const { verdict, reason } = verdictOf(view.sheet, party, column.pair, view.day);
    return verdict !== 'no-record' && !(verdict === 'no' && isMembershipOnly(view.sheet, reason));
  }));
  const hide = (cell, hidden) => { if (cell && cell.hidden !== hidden) cell.hidden = hidden; };
  const acts = table.tHead.rows[1];
  columns.forEach((column, index) => hide(acts && acts.children[index], !speaks[index]));
  for (const row of table.tBodies[0].rows) columns.forEach((column, index) => hide(row.children[index + 1], !speaks[index]));
  for (const place of table.tHead.querySelectorAll('.place')) {
    const span = columns.filter((column, index) => speaks[index] && String(column.theatre) === place.dataset.theatre).length;
    hide(place, span === 0);
    if (span && place.colSpan !== span) place.colSpan = span;
    const alone = span * 44 < theatreName(Number(place.dataset.theatre)).length * 7.5 + 10;
    mark(place, 'alone', alone);
    acts.querySelectorAll(`[data-theatre="${place.dataset.theatre}"]`).forEach((act) => mark(act, 'alone', alone));
  }
  if (columns.length && rows.length && !speaks.includes(true)) setText($('grid-none'), 'Nothing is recorded for any of them on this day.');
}

function isMembershipOnly(sheet, reason) {
  return sheet.reasons[reason].every(([kind]) => kind === 'membership');
}

/** One cell of the grid is in the order of Tab; the arrows go from it to the others. */
function roving(table) {
  const current = table.querySelector('button[tabindex="0"]');
  if (current && !current.parentNode.hidden) return;
  if (current) current.tabIndex = -1;
  const next = table.querySelector('tbody td:not([hidden]) > button');
  if (next) next.tabIndex = 0;
}

function listenToGrid(choose) {
  const table = document.querySelector('table.grid');
  table.addEventListener('click', (event) => {
    const button = event.target.closest('td > button');
    if (!button) return;
    focusCell(table, button);
    const { actor, pair } = button.parentNode.dataset;
    choose(actor, Number(pair));
  });
  table.addEventListener('keydown', (event) => {
    const button = event.target.closest('td > button');
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!button || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    focusCell(table, neighbour(button, step) || button);
  });
}

function focusCell(table, button) {
  table.querySelectorAll('button[tabindex="0"]').forEach((other) => { other.tabIndex = -1; });
  button.tabIndex = 0;
  button.focus();
}

function neighbour(button, [down, right]) {
  const cell = button.parentNode;
  const row = cell.parentNode;
  if (down) {
    const next = row.parentNode.rows[row.sectionRowIndex + down];
    return next && next.cells[cell.cellIndex].firstChild;
  }
  let next = cell;
  do next = right > 0 ? next.nextElementSibling : next.previousElementSibling;
  while (next && next.hidden);
  return next && next.tagName === 'TD' ? next.firstChild : null;
}

/** The reason of the cell that was chosen, as `may` gives it. */
function drawReason(view) {
  const box = $('reason');
  const cell = view.cell;
  document.querySelectorAll('table.grid button[aria-pressed]').forEach((button) => button.removeAttribute('aria-pressed'));
  box.hidden = !cell;
  if (!cell) { box.said = ''; return; }
  const { party, pair } = cell;
  const button = document.querySelector(`table.grid td[data-actor="${CSS.escape(actorId(party.actor))}"][data-pair="${pair}"] > button`);
  if (button) button.setAttribute('aria-pressed', 'true');
  const found = verdictOf(view.sheet, party, pair, view.day);
  const key = `${view.state.coalition} ${party.actor} ${pair} ${view.day} ${found && found.reason}`;
  if (box.said === key) return;
  box.said = key;
  replace(box, ...reasonParts(view, party, pair, found));
}

function reasonParts(view, party, pair, found) {
  const [activity, theatre] = view.sheet.pairs[pair];
  const close = el('button', { type: 'button', class: 'close', 'aria-label': 'Close the reason' }, '×');
  close.addEventListener('click', closeReason);
  const what = `: ${activityName(activity)} in ${theatreName(theatre)}, at the end of ${longDay(view.day)}`;
  const command = el('p', { class: 'command' }, el('code', {}, mayCommand(view, party, pair)));
  if (!found) {
    return [close, el('p', { class: 'verdict' }, bdi(actorName(party.actor)), what),
      el('p', {}, 'It is not a member on this day; the grid tells of members.'), command];
  }
  const sign = SIGNS[found.verdict];
  const rows = view.sheet.reasons[found.reason];
  return [close,
    el('p', { class: 'verdict' },
      el('span', { class: 'sign', 'data-verdict': found.verdict }, signOf(sign), verdictWords(found)), ' ',
      bdi(actorName(party.actor)), what),
    rows.map(reasonItem), command];
}

function reasonItem([kind, rule, says, events]) {
  return el('div', { class: 'ground' },
    el('p', {}, el('span', { class: 'kind' }, kind), ' ', el('span', { dir: 'auto' }, says || ''), rule && [' ', el('code', {}, rule)]),
    events && events.length ? eventList(events) : null);
}

/** The rules that bind on the day, in words, actor by actor. */
function drawRulesInForce(view) {
  const box = $('rules');
  const inForce = view.sheet ? view.sheet.rules.map((rule) => ({ rule, bound: at(rule.binds, view.day) }))
    .filter(({ rule, bound }) => bound && (!view.certain || bound[0] === CERTAIN) && ruleMatches(rule, view)) : [];
  const part = matrix.rules.cut(inForce);
  const said = part.map(({ rule, bound }) => `${rule.restriction} ${rule.actor} ${bound[0]} ${bound[1]}`);
  const key = `${view.state.coalition} ${said.join()}`;
  if (box.said === key) return;
  box.said = key;
  if (!inForce.length) { replace(box, el('p', { class: 'none' }, 'No rule is recorded to be in force.')); return; }
  const groups = new Map();
  part.forEach((one) => {
    const actor = one.rule.actor ?? null;
    if (!groups.has(actor)) groups.set(actor, []);
    groups.get(actor).push(one);
  });
  const name = (actor) => (actor === null ? 'Every member' : actorName(actor));
  replace(box, el('dl', { class: 'rules' }, [...groups].map(([actor, rules]) => el('div', {},
    el('dt', {}, bdi(name(actor))), rules.map(ruleItem)))));
}

function ruleMatches(rule, view) {
  if (!view.find) return true;
  return rule.actor !== null && rule.actor !== undefined && folded(`${actorName(rule.actor)} ${actorId(rule.actor)}`).includes(view.find);
}

function ruleItem({ rule, bound: [holds, since, until] }) {
  const [id, , , , level, note] = rule.restriction === null || rule.restriction === undefined ? [] : page.restrictions[rule.restriction];
  const dates = [isDate(since) && `since ${dateWords(since)}`, isDate(until) && `until ${dateWords(until)}`].filter(Boolean).join(' ');
  return el('dd', {}, el('span', { class: 'words', dir: 'auto' }, `${holds === POSSIBLE ? 'possibly ' : ''}${rule.words}`),
    el('span', { class: 'aside' }, dates && ` ${dates}`, level && ` · set by: ${level}`, id && [' · ', el('code', {}, id)]),
    note && el('span', { class: 'aside', dir: 'auto' }, ` · ${note}`));
}

function drawSigns() {
  const item = ([verdict, sign]) => el('li', { class: 'sign', 'data-verdict': verdict }, signOf(sign), sign.words);
  replace($('signs'), Object.entries(SIGNS).map(item),
    el('li', { class: 'sign maybe' }, '? possibly: in some readings of the dates, the strictest of them'));
}
