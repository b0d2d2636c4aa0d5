// The record: read once, looked up by bisection. Nothing is decided here; the engine has done that.

/** The data stand in the page deflated. */
async function unpacked(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}

const page = await unpacked($('data').textContent).catch((fault) => {
  const words = 'This page could not be read. It needs a browser of 2023 or later, and all of the file: ';
  replace($('remarks'), el('p', { class: 'lens' }, words, String(fault)));
  throw fault;
});

page.today ??= page.on ?? Math.floor(Date.now() / DAY_MS);

const TRACKS = ['declared', 'authorised', 'deployed', 'operating'];
const POSSIBLE = 1;
const CERTAIN = 2;

/** Of a run that holds since ever the start is null, which compares as 0: it becomes the earliest day there is. */
function prepare(runs) {
  if (runs.length && runs[0][0] === null) runs[0][0] = -Infinity;
}

/** Cells are told by the ids of their places and activities; what is not stated comes first. */
function byIds(one, other) {
  const id = (of, part) => (part === null ? '' : page[of][part][0]);
  const ids = ([, theatre, activity]) => [id('theatres', theatre), id('activities', activity)];
  return ids(one).join('\n') < ids(other).join('\n') ? -1 : 1;
}

/** Makes a coalition ready to be looked up, when it is first shown. */
function prepared(sheet) {
  if (!sheet || sheet.ready) return sheet;
  sheet.first ??= page.today - 365;
  sheet.last ??= page.today;
  [sheet.names, sheet.exists, ...sheet.verdicts, ...sheet.rules.map((rule) => rule.binds)].forEach(prepare);
  for (const party of sheet.parties) {
    [party.standing, party.member, party.brings, party.rules, party.attested].forEach(prepare);
    party.tracks = TRACKS.map((_, track) => party.cells.filter((cell) => cell[0] === track));
    party.listed = [];
    party.cells.forEach((cell) => prepare(cell[3]));
  }
  sheet.ready = true;
  return sheet;
}

/**
 * The value that holds on a day.
 * @template T
 * @param {[number|null, T|null][]} runs
 * @param {number} day
 * @returns {T|null}
 */
function at(runs, day) {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle][0] <= day) low = middle + 1;
    else high = middle;
  }
  const value = low === 0 ? null : runs[low - 1][1];
  return value === undefined ? null : value;
}

function startOf(run) {
  return run[0];
}

const actorId = (actor) => page.actors[actor][0];
const actorName = (actor) => page.actors[actor][1] || page.actors[actor][0];
const theatreName = (theatre) => page.theatres[theatre][1] || page.theatres[theatre][0];
const activityName = (activity) => page.activities[activity][1] || page.activities[activity][0];

/** @type {Map<number, object>} */
const eventsRead = new Map();

/** An event, its parts by name. */
function eventOf(index) {
  let event = eventsRead.get(index);
  if (!event) {
    event = readEvent(page.events[index], index);
    eventsRead.set(index, event);
  }
  return event;
}

function readEvent([id, kind, date, earliest, latest, actor, , summary, note, status, vote, cites], index) {
  const exact = typeof date === 'number';
  return {
    index, id, kind, date, summary, note, status, vote,
    actor: actor ?? null,
    earliest: exact ? date : earliest ?? null,
    latest: exact ? date : latest ?? null,
    cites: (cites || []).map(readCite),
  };
}

function readCite(cite) {
  const [source, claimed, place, note] = Array.isArray(cite) ? cite : [cite];
  return { source, claimed: claimed ?? null, place: place ?? null, note: note ?? null };
}

/** The latest day an event can have, or the earliest where there is none, for sorting and the line of time. */
function dayOfEvent(event) {
  return event.latest ?? event.earliest ?? 0;
}

const coalitionAt = new Map(page.coalitions.map((sheet, index) => [sheet.id, index]));
const coalitionName = (id) => (coalitionAt.has(id) ? page.coalitions[coalitionAt.get(id)].name : id);

/** What the coalition was called on the day. */
function nameOn(sheet, day) {
  return at(sheet.names, day) || sheet.name;
}

/** Every event that anything of a coalition rests on, in order of time. */
function eventsOf(sheet) {
  if (!sheet.events) sheet.events = [...collected(sheet)].sort((one, other) => one - other);
  return sheet.events;
}

function collected(sheet) {
  const all = new Set(sheet.life);
  const from = (runs, part) => runs.forEach(([, value]) => value && part(value).forEach((event) => all.add(event)));
  page.events.forEach((event, index) => { if (event[6] === sheet.id) all.add(index); });
  for (const party of sheet.parties) {
    from(party.member, (value) => value[4]);
    from(party.brings, (value) => value.flatMap((brought) => brought[3]));
    from(party.rules, (value) => value.flatMap((rule) => rule[2]));
    party.cells.forEach((cell) => from(cell[3], (value) => value[5]));
    party.points.forEach((event) => all.add(event));
  }
  return all;
}

/** A text as it is searched for: small letters, without accents. */
function folded(text) {
  return clean(text).normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

function partyMatches(party, find) {
  if (!find) return true;
  party.folded ||= folded(`${actorName(party.actor)} ${actorId(party.actor)}`);
  return party.folded.includes(find);
}
