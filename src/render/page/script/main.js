// From the state to the views: drawn once a frame, and only what is otherwise.

let state = readAddress();
let drawn = null;
let current = null;
let asked = false;

const BARS_DEPEND_ON = ['coalition', 'in', 'doing', 'by', 'certain', 'find', 'sort', 'from', 'to'];

/** Changes the state; all changes of a frame are drawn together. */
function set(patch) {
  state = { ...state, ...patch };
  request();
}

function request() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; draw(); });
}

function draw() {
  const start = performance.now();
  const dayOnly = drawn !== null && state.on !== drawn.on && otherwise(drawn, state, Object.keys(DEFAULTS)).every((name) => name === 'on' || name === 'from' || name === 'to');
  followDay();
  const view = viewOf(state);
  current = view;
  if (drawn && drawn.coalition !== state.coalition) forgetRows();
  drawWhen(view);
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
  state = { ...state, from: start, to: start + width };
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
  writing = setTimeout(() => {
    const address = addressOf(state);
    if (location.hash !== address) history.replaceState(null, '', address);
  }, 120);
}

// Filters.

function fillWhere() {
  const options = (select, things, none) => replace(select, none !== null && el('option', { value: '' }, none), things.map(([id, name]) => el('option', { value: id }, name || id)));
  options($('coalition'), page.coalitions.map((sheet) => [sheet.id, sheet.name]), null);
  if (!page.coalitions.length) replace($('coalition'), el('option', { value: '' }, 'no coalition in this record'));
}

/** The places and activities that the coalition's own record has, or that hold them. */
function fillFilters(view) {
  const own = { theatres: new Set(), activities: new Set() };
  if (view.sheet) for (const party of view.sheet.parties) for (const [, theatre, activity] of party.cells) { own.theatres.add(theatre); own.activities.add(activity); }
  const speaks = (set, chosen) => ([id, , found, permitted]) => id === chosen || [...found, ...permitted].some((thing) => set.has(thing));
  const fill = (select, things, chosen, none) => {
    const rows = things.filter(speaks(select === $('theatre') ? own.theatres : own.activities, chosen)).sort((one, other) => (one[1] || one[0]).localeCompare(other[1] || other[0], 'en'));
    replace(select, el('option', { value: '' }, none), rows.map(([id, name]) => el('option', { value: id }, name || id)));
    select.value = chosen;
  };
  fill($('theatre'), page.theatres, view.state.in, 'anywhere');
  fill($('activity'), page.activities, view.state.doing, 'any activity');
}

function drawWhere(view) {
  const { state: now } = view;
  fillFilters(view);
  $('coalition').value = now.coalition ?? '';
  $('track').value = now.by;
  $('sort').value = now.sort;
  $('certain').checked = now.certain;
  if (document.activeElement !== $('find')) $('find').value = now.find;
  $('clear').hidden = !(now.in || now.doing || now.by !== 'declared' || now.certain || now.find);
  for (const button of document.querySelectorAll('[data-span]')) button.setAttribute('aria-pressed', String(button.dataset.span === spanName(now)));
}

function spanName({ from, to }) {
  return from === null || to === null ? 'all' : String(to - from);
}

function listenToWhere() {
  const on = (id, event, name, value) => $(id).addEventListener(event, () => set({ [name]: value($(id)) }));
  $('coalition').addEventListener('change', () => set({ coalition: $('coalition').value || null, open: [], cell: null, from: null, to: null, in: '', doing: '' }));
  on('theatre', 'change', 'in', (field) => field.value);
  on('activity', 'change', 'doing', (field) => field.value);
  on('track', 'change', 'by', (field) => field.value);
  on('sort', 'change', 'sort', (field) => field.value);
  on('certain', 'change', 'certain', (field) => field.checked);
  on('find', 'input', 'find', (field) => field.value);
  $('clear').addEventListener('click', () => { set({ in: '', doing: '', by: 'declared', certain: false, find: '' }); $('find').value = ''; $('coalition').focus(); });
  $('blank').addEventListener('change', request);
  $('where').addEventListener('submit', (event) => event.preventDefault());
  for (const button of document.querySelectorAll('[data-span]')) button.addEventListener('click', () => set(spanAround(button.dataset.span)));
}

/** A span of so many days with the day in its middle. */
function spanAround(days) {
  if (days === 'all') return { from: null, to: null };
  const from = state.on - Math.floor(Number(days) / 2);
  return { from, to: from + Number(days) };
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
    button.addEventListener('click', () => set({ against: button.dataset.back === '1' ? null : plusMonths(state.on, -Number(button.dataset.back)) }));
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

// Paper.

function listenToPrinter() {
  const turn = (on) => {
    if (printing === on) return;
    printing = on;
    allLists().forEach((shown) => { shown.all = on; });
    drawn = null;
    draw();
    replace($('grid-paper'), on ? paperGrids() : []);
    mark($('grid-paper').previousElementSibling, 'replaced', $('grid-paper').firstChild !== null);
  };
  window.addEventListener('beforeprint', () => turn(true));
  window.addEventListener('afterprint', () => turn(false));
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
  replace($('colophon'), `${page.program} · ${page.data.events.toLocaleString('en')} events · data ${page.data.hash} · drawn for ${longDay(page.today)}. The state on a day is the state at its end; members are those who were in then. `
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
  document.body.append(svg('svg', { class: 'defs', width: 0, height: 0, 'aria-hidden': 'true', focusable: 'false' }, definitions()));
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
