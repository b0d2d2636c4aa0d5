// From the state to the views: drawn once a frame, and only what is otherwise.

let state = readAddress();
let drawn = null;
let current = null;
let asked = false;

/** What can be otherwise when only the day is. */
const DAY_BRINGS = ['on', 'from', 'to', 'unknown'];

const BARS_DEPEND_ON = ['coalition', 'in', 'doing', 'by', 'certain', 'find', 'sort', 'from', 'to'];

/** Of what was asked for by the address and is not known, nothing more is said once something else is chosen. */
const CHOSEN = ['coalition', 'in', 'doing', 'by', 'on'];

/** Changes the state; all changes of a frame are drawn together. */
function set(patch) {
  const unknown = CHOSEN.some((name) => name in patch) ? [] : state.unknown;
  state = { ...state, unknown, ...patch };
  for (const name of ['on', 'against', 'from', 'to']) if (state[name] !== null) state[name] = withinDays(state[name]);
  request();
}

function request() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; draw(); });
}

function draw() {
  const start = performance.now();
  const dayOnly = drawn !== null && state.on !== drawn.on
    && otherwise(drawn, state, Object.keys(DEFAULTS)).every((name) => DAY_BRINGS.includes(name));
  followDay();
  const view = viewOf(state);
  current = view;
  if (drawn && drawn.coalition !== state.coalition) forgetRows();
  drawWhen(view);
  setText($('unknown'), unknownWords(state));
  if (!drawn || otherwise(drawn, state, BARS_DEPEND_ON).length) {
    drawWhere(view);
    drawPips(view);
    drawBars(view);
  } else {
    moveDay(view);
  }
  drawMembers(view);
  if (dayOnly && start - rest.drawn < REST_AT_LEAST_EVERY) drawRestSoon();
  else drawRest();
  const first = drawn === null;
  drawn = state;
  writeAddress();
  if (dayOnly) measure(start);
  if (first) performance.mark('ready');
}

/** While the day is being dragged, the views below the table follow in steps. */
const REST_AFTER = 60;
const REST_AT_LEAST_EVERY = 400;
const rest = { timer: 0, drawn: 0 };

function drawRestSoon() {
  clearTimeout(rest.timer);
  rest.timer = setTimeout(drawRest, REST_AFTER);
}

function drawRest() {
  clearTimeout(rest.timer);
  drawGrid(current);
  drawChanges(current);
  drawVotes(current);
  drawCite(current);
  rest.drawn = performance.now();
  document.body.dataset.drawn = iso(current.day);
}

function otherwise(one, other, names) {
  return names.filter((name) => String(one[name]) !== String(other[name]));
}

/** A chart that shows a part of time goes along when the day leaves it. */
function followDay() {
  const { from, to, on } = state;
  if (from === null || to === null || (on >= from && on <= to) || !drawn || on === drawn.on) return;
  const width = to - from;
  const start = on - Math.round(width / 2);
  state = { ...state, from: withinDays(start), to: withinDays(start + width) };
}

/** How long moving the day took, with the layout and paint that came of it. */
function measure(start) {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => performance.measure('day', { start, end: performance.now() });
  channel.port2.postMessage(null);
}

function forgetRows() {
  allLists().forEach((shown) => shown.reset());
}

let writing = null;

/** The address follows a little later: browsers take only so many changes a second. */
function writeAddress() {
  clearTimeout(writing);
  writing = setTimeout(writeAddressNow, 120);
}

function writeAddressNow() {
  clearTimeout(writing);
  const address = addressOf(state);
  if (location.hash !== address) history.replaceState(null, '', address);
}

// Rows that open, cells that give their reason, the other day.

function toggle(id) {
  const opened = new Set(state.open);
  if (!opened.delete(id)) opened.add(id);
  set({ open: [...opened] });
}

function listenToMembers() {
  document.querySelector('#members tbody').addEventListener('click', (event) => {
    const button = event.target.closest('button.opens');
    if (button) toggle(button.closest('tr').dataset.actor);
  });
}

/** From a name in the chart to the row of the table, opened. */
function goTo(party) {
  const id = actorId(party.actor);
  if (!state.open.includes(id)) set({ open: [...state.open, id] });
  requestAnimationFrame(() => {
    const row = document.querySelector(`#members tr[data-actor="${CSS.escape(id)}"]`);
    (row || $('members')).scrollIntoView({ block: 'start' });
    if (row) row.querySelector('button').focus({ preventScroll: true });
  });
}

function closeReason() {
  const button = document.querySelector('table.grid button[aria-pressed]');
  set({ cell: null });
  if (button) button.focus();
}

function listenToAgainst() {
  const field = $('against');
  const typed = () => readTyped(field, $('against-fault'), (day) => { field.blur(); set({ against: day }); });
  field.addEventListener('change', typed);
  field.addEventListener('focus', () => field.select());
  $('since').addEventListener('submit', (event) => { event.preventDefault(); typed(); });
  for (const button of document.querySelectorAll('[data-back]')) {
    const months = Number(button.dataset.back);
    button.addEventListener('click', () => set({ against: months === 1 ? null : plusMonths(state.on, -months) }));
  }
}

/** Links within the page: the fragment is the state's, so they scroll by themselves. */
function listenToLinks() {
  document.addEventListener('click', (event) => {
    const anchor = event.target.closest('a[href^="#"]');
    if (!anchor) return;
    event.preventDefault();
    const section = $(anchor.getAttribute('href').slice(1));
    if (!section) return;
    section.scrollIntoView({ block: 'start' });
    const head = section.querySelector('h2');
    if (head) head.focus({ preventScroll: true });
  });
}

// The beginning.

function makeLists() {
  bars.shown = new Shown($('bars-more'), 200, () => { drawBars(current); });
  members.shown = new Shown($('members-more'), 200, request);
  matrix.shown = new Shown($('grid-more'), 200, request);
  matrix.rules = new Shown($('rules-more'), 400, request);
  changes.shown = new Shown($('changes-more'), 150, request);
  changes.between = new Shown($('between-more'), 60, request);
  votes.shown = new Shown($('votes-more'), 120, request);
}

function allLists() {
  return [bars.shown, members.shown, matrix.shown, matrix.rules, changes.shown, changes.between, votes.shown];
}

function drawRemarks() {
  const notes = [page.lens && `${capital(page.lens)}.`, ...(page.notes || [])].filter(Boolean);
  replace($('remarks'), notes.map((note) => el('p', { class: 'lens' }, note)));
  replace($('colophon'), `${page.program} · ${page.data.events.toLocaleString('en')} events · data ${page.data.hash} · `
    + `drawn for ${longDay(page.today)}. The state on a day is the state at its end; members are those who were in then. `
    + 'No record forbids nothing: it means that nothing was found.');
}

/** Views that are as wide as the window are drawn again when it is another. */
function watchWidth() {
  let width = $('bars').clientWidth;
  watch($('bars'), () => {
    if ($('bars').clientWidth === width || printing) return;
    width = $('bars').clientWidth;
    drawPips(current);
    drawBars(current);
  });
  watch($('when'), () => document.documentElement.style.setProperty('--head', `${Math.ceil($('when').offsetHeight)}px`));
}

/** What follows from a size changes sizes itself: it waits for the next frame, or the browser calls it a loop. */
function watch(element, follow) {
  new ResizeObserver(() => requestAnimationFrame(follow)).observe(element);
}

function begin() {
  makeLists();
  drawRemarks();
  drawLegend();
  drawSigns();
  const defs = { class: 'defs', width: 0, height: 0, 'aria-hidden': 'true', focusable: 'false' };
  document.body.append(svg('svg', defs, definitions()));
  fillWhere();
  draw();
  const choose = (day) => set({ on: day });
  listenToWhen(viewNow, choose);
  listenToKeys(viewNow, choose);
  listenToWhere();
  listenToMembers();
  listenToChart(choose, goTo);
  listenToGrid((actor, pair) => set({ cell: cellName(current.sheet, actor, pair) }));
  listenToAgainst();
  listenToLinks();
  listenToCopy();
  listenToPrinter();
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && state.cell) closeReason(); });
  window.addEventListener('hashchange', (event) => {
    // Not what the address is by now: one that was still to be written may have come between.
    const { hash } = new URL(event.newURL);
    clearTimeout(writing);
    if (hash.includes('=')) set(readAddress(hash));
  });
  watchWidth();
  listenToServer();
}

/** Where the keys step from: the state, even before it is drawn. */
function viewNow() {
  return { day: state.on, sheet: current.sheet };
}

begin();
