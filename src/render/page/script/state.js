// What is shown, as the fragment of the address: a link shows the same.

const DEFAULTS = {
  on: null, coalition: null, in: '', doing: '', by: 'declared', certain: false, find: '', sort: 'name', against: null,
  blank: false, open: [], cell: null, from: null, to: null, unknown: [],
};

function initialState() {
  const sheet = page.coalitions[page.coalition ?? 0] || page.coalitions[0];
  return { ...DEFAULTS, on: page.on ?? page.today, coalition: sheet ? sheet.id : null };
}

/** Reads the address; what it does not say, or says wrongly, is as at first. The latter is told in `unknown`. */
function readAddress(fragment = location.hash) {
  const state = initialState();
  const said = new URLSearchParams(fragment.slice(1));
  state.unknown = [];
  const checked = (name, what, value) => {
    if (said.get(name) && (value ?? '') === '') state.unknown.push(`${what} “${clean(said.get(name))}”`);
    return value;
  };
  const day = (name) => checked(name, 'the day', readDay(said.get(name) || '', page.today));
  const known = (things, id) => (things.some((thing) => thing[0] === id) ? id : '');
  state.on = day('on') ?? state.on;
  const coalition = coalitionAt.has(said.get('coalition')) ? said.get('coalition') : null;
  state.coalition = checked('coalition', 'the coalition', coalition) ?? state.coalition;
  state.in = checked('in', 'the theatre', known(page.theatres, said.get('in')));
  state.doing = checked('doing', 'the activity', known(page.activities, said.get('doing')));
  state.by = checked('by', 'the track', TRACKS.find((track) => track === said.get('by'))) ?? state.by;
  state.certain = said.get('certain') === '1';
  state.find = said.get('find') || '';
  if (['joining', 'theatre'].includes(said.get('sort'))) state.sort = said.get('sort');
  state.against = day('against');
  state.blank = said.get('blank') === '1';
  state.open = (said.get('open') || '').split(',').filter(Boolean);
  state.cell = said.get('cell');
  state.from = day('from');
  state.to = day('to');
  return state;
}

function addressOf(state) {
  const said = [];
  const say = (name, value) => said.push(`${name}=${encodeURIComponent(value).replace(/%2C/g, ',').replace(/%2F/g, '/')}`);
  say('on', iso(state.on));
  if (state.coalition !== null) say('coalition', state.coalition);
  if (state.in) say('in', state.in);
  if (state.doing) say('doing', state.doing);
  if (state.by !== 'declared') say('by', state.by);
  if (state.certain) say('certain', '1');
  if (state.find) say('find', state.find);
  if (state.sort !== 'name') say('sort', state.sort);
  if (state.against !== null) say('against', iso(state.against));
  if (state.blank) say('blank', '1');
  if (state.open.length) say('open', state.open.join(','));
  if (state.cell) say('cell', state.cell);
  if (state.from !== null && state.to !== null) { say('from', iso(state.from)); say('to', iso(state.to)); }
  return `#${said.join('&')}`;
}

/** What the address asks for and this record does not have. */
function unknownWords({ unknown }) {
  return unknown.length ? `The address names ${unknown.join(', ')}: not known here, and left out.` : '';
}

/** The cell of the grid that the address names: DNK/air-strikes/syria. */
function cellOf(sheet, name) {
  if (!sheet || !name) return null;
  const [actor, activity, theatre] = name.split('/');
  const party = sheet.parties.find((one) => actorId(one.actor) === actor);
  const pair = sheet.pairs.findIndex(([act, place]) => page.activities[act][0] === activity && page.theatres[place][0] === theatre);
  return party && pair >= 0 ? { party, pair } : null;
}

function cellName(sheet, actor, pair) {
  const [activity, theatre] = sheet.pairs[pair];
  return `${actor}/${page.activities[activity][0]}/${page.theatres[theatre][0]}`;
}

/** All that the views need of a state, looked up once. */
function viewOf(state) {
  const sheet = prepared(state.coalition === null ? null : page.coalitions[coalitionAt.get(state.coalition)]);
  const asked = sieve(state);
  const opened = new Set(state.open);
  const nameIn = (things, id) => {
    const thing = id && things.find((one) => one[0] === id);
    return thing ? thing[1] : '';
  };
  const view = {
    state, sheet, asked, day: state.on, certain: state.certain, find: folded(state.find.trim()),
    rows: sheet ? listed(sheet, state.on, asked, state.certain) : [],
    against: state.against ?? plusMonths(state.on, -1),
    theatreName: nameIn(page.theatres, state.in),
    activityName: nameIn(page.activities, state.doing),
    cell: cellOf(sheet, state.cell),
    isOpen: (id) => opened.has(id) || printing,
  };
  view.sentence = sentenceOf(view);
  return view;
}
