// Who is listed on a day, as `coalition members C --on D --by T --in P --doing A` lists them.

/**
 * A filter, made ready for many cells.
 * @param {{by: string, in: string, doing: string}} asked
 */
function sieve(asked) {
  return {
    track: TRACKS.indexOf(asked.by),
    theatre: passes(page.theatres, asked.in),
    activity: passes(page.activities, asked.doing),
  };
}

/** On the tracks that say what was done, places inside count; on those that permit, places around too. */
function passes(things, id) {
  const thing = id && things.find((one) => one[0] === id);
  return thing ? { found: new Set(thing[2]), permitted: new Set(thing[3]) } : null;
}

function finds(asked, [track, theatre, activity]) {
  const side = track >= 2 ? 'found' : 'permitted';
  const passed = (by, thing) => !by || (thing !== null && by[side].has(thing));
  return passed(asked.theatre, theatre) && passed(asked.activity, activity);
}

function isNarrowed(asked) {
  return asked.track !== 0 || asked.theatre !== null || asked.activity !== null;
}

/**
 * How an actor is listed on the day, or null.
 * @returns {{party: object, certainty: number, since: any, until: any}|null}
 */
function listing(party, day, asked) {
  return isNarrowed(asked) ? byCells(party, day, asked) : byMembership(party, day);
}

function byMembership(party, day) {
  const member = at(party.member, day);
  return member && { party, certainty: member[0], since: member[1], until: member[2] };
}

function byCells(party, day, asked) {
  let best = null;
  let certainty = 0;
  for (const cell of party.tracks[asked.track]) {
    if (!finds(asked, cell)) continue;
    const state = at(cell[3], day);
    if (!state || state[0] === 0) continue;
    certainty = Math.max(certainty, state[0]);
    if (!best || first(state[5]) < first(best[5])) best = state;
  }
  return best && { party, certainty, since: best[3], until: best[4] };
}

function first(events) {
  return events && events.length ? events[0] : Infinity;
}

/** Everybody listed on the day, by name. */
function listed(sheet, day, asked, certainOnly) {
  const rows = [];
  for (const party of sheet.parties) {
    const row = listing(party, day, asked);
    if (row && (!certainOnly || row.certainty === CERTAIN)) rows.push(row);
  }
  return rows;
}

/** The open cells of a track on the day: [cell, state]. */
function openCells(party, day, track) {
  const open = [];
  party.listed[track] ||= [...party.tracks[track]].sort(byIds);
  for (const cell of party.listed[track]) {
    const state = at(cell[3], day);
    if (state) open.push([cell, state]);
  }
  return open;
}

/** "Iraq: air strikes, training; Syria: reconnaissance (suspended)", as lines. */
function scopeLines(party, day, track) {
  const places = new Map();
  for (const [cell, state] of openCells(party, day, track)) {
    const place = cell[1];
    if (!places.has(place)) places.set(place, []);
    places.get(place).push((cell[2] === null ? 'unstated' : activityName(cell[2])) + cellRemark(state));
  }
  return [...places].map(([theatre, whats]) => {
    const place = theatre === null ? '' : theatreName(theatre);
    const alone = whats.length === 1 && whats[0] === 'unstated';
    return alone ? place || 'unstated' : `${place || 'place unstated'}: ${whats.join(', ')}`;
  });
}

function cellRemark([, open, suspended]) {
  const remarks = [];
  if (open === POSSIBLE) remarks.push('possibly');
  if (suspended === CERTAIN) remarks.push('suspended');
  if (suspended === POSSIBLE) remarks.push('possibly suspended');
  return remarks.length ? ` (${remarks.join(', ')})` : '';
}

function bringsLines(party, day) {
  return (at(party.brings, day) || []).map(broughtWords);
}

function broughtWords([what, count, holds]) {
  return `${count} ${what}${holds === POSSIBLE ? ' (possibly)' : ''}`;
}

/** The restrictions that bind an actor: its own first, then those of every member. */
function rulesOn(party, day) {
  const rules = (at(party.rules, day) || []).map(([index, holds, events]) => ({ index, holds, events }));
  return rules.sort((one, other) => isForAll(one.index) - isForAll(other.index));
}

/** Whether a restriction is laid on every member. */
function isForAll(restriction) {
  return (page.restrictions[restriction][2] ?? null) === null;
}

function ruleWords({ index, holds }) {
  const [id, words] = page.restrictions[index];
  const whose = isForAll(index) ? ' (every member)' : '';
  return `${holds === POSSIBLE ? 'possibly ' : ''}${words || id}${whose}`;
}

function viaNames(party, day) {
  const member = at(party.member, day);
  return ((member && member[3]) || []).map(coalitionName);
}

/** The first day on which an actor is or may be a member; those who never are come last. */
function joinsOn(party) {
  const run = party.member.find(([, value]) => value);
  return run ? startOf(run) : Infinity;
}

/** The place in which an actor first does what the track says, else the first on the furthest track. */
function firstTheatre(party, track) {
  party.theatres ||= [];
  if (party.theatres[track] === undefined) party.theatres[track] = earliestTheatre(party, track);
  return party.theatres[track];
}

function earliestTheatre(party, track) {
  for (const wanted of [track, 3, 2, 1, 0]) {
    let best = null;
    for (const cell of party.tracks[wanted]) {
      const run = cell[1] !== null && cell[3].find(([, state]) => state);
      if (run && (!best || startOf(run) < best.day)) best = { day: startOf(run), theatre: cell[1] };
    }
    if (best) return best.theatre;
  }
  return null;
}

/** Parties in the order asked for; they come sorted by name. */
function sorted(rows, sort, partyOf, track) {
  if (sort === 'name') return rows;
  const key = sort === 'joining'
    ? (row) => joinsOn(partyOf(row))
    : (row) => { const place = firstTheatre(partyOf(row), track); return place === null ? '\uffff' : theatreName(place); };
  return rows.map((row) => [key(row), row])
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, row]) => row);
}

/** Whether a coalition is there on a day, in words where it is not. */
function lifeWords(sheet, day) {
  if (at(sheet.exists, day)) return '';
  const begun = sheet.exists.some(([from, holds]) => holds && from <= day);
  if (!sheet.exists.some(([, holds]) => holds)) return '';
  return begun ? 'it had ended by then' : 'it had not begun';
}
