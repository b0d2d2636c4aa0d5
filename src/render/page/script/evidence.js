// What a row rests on: what the actor holds on the day, and every event behind it with its sources.

function makeEvidence({ party }) {
  return el('tr', { role: 'row', class: 'evidence', 'data-of': actorId(party.actor) }, el('td', { role: 'cell', colspan: COLUMNS.length }));
}

function updateEvidence(element, { party }, view) {
  const reasons = reasonsFor(party, view.day);
  const key = `${view.state.coalition} ${JSON.stringify([...reasons])} ${at(party.attested, view.day)}`;
  if (element.said === key) return;
  element.said = key;
  const attested = at(party.attested, view.day);
  replace(element.firstChild,
    el('div', { class: 'holds' }, tracksOn(party, view.day)),
    attested !== null && el('p', { class: 'attested' }, `Last attested by an event of ${longDay(attested)}.`),
    eventList([...reasons.keys()].sort((one, other) => one - other), (index) => reasons.get(index)));
}

/** The events in force on the day: index -> what each is the ground of. */
function reasonsFor(party, day) {
  const reasons = new Map();
  const add = (events, why) => (events || []).forEach((event) => {
    if (!reasons.has(event)) reasons.set(event, []);
    if (!reasons.get(event).includes(why)) reasons.get(event).push(why);
  });
  const member = at(party.member, day);
  if (member) add(member[4], 'membership');
  for (const cell of party.cells) {
    const state = at(cell[3], day);
    if (state) add(state[5], TRACKS[cell[0]]);
  }
  (at(party.brings, day) || []).forEach((brought) => add([].concat(brought[3]), 'contribution'));
  rulesOn(party, day).forEach((rule) => add(rule.events, 'restriction'));
  return reasons;
}

/** The four tracks on the day, each with since when. */
function tracksOn(party, day) {
  const lines = [];
  TRACKS.forEach((name, track) => {
    const said = openCells(party, day, track).map(([cell, state]) => {
      const since = isDate(state[3]) ? `, since ${dateWords(state[3])}` : '';
      return el('li', {}, placeWords(cell) + cellRemark(state) + since);
    });
    if (said.length) lines.push(el('dt', { class: `key ${name}` }, capital(name)), el('dd', {}, el('ul', {}, said)));
  });
  return lines.length ? el('dl', { class: 'tracks' }, lines) : el('p', {}, 'No scope is recorded on any track.');
}

/** Events in order of time, each with its sources. */
function eventList(indices, whyOf) {
  return el('ol', { class: 'events' }, indices.map((index) => eventItem(eventOf(index), whyOf ? whyOf(index) : null)));
}

function eventItem(event, why) {
  // A source without a claim of its own says the accepted date.
  const disagree = new Set(event.cites.map((cite) => cite.claimed)).size > 1;
  return el('li', { class: 'event', 'data-event': event.id },
    el('p', { class: 'what' },
      el('span', { class: 'date' }, dateWords(event.date)), ' ',
      el('span', { class: 'kind' }, event.kind), ' ',
      statusFlag(event),
      disagree && [el('strong', { class: 'flagged' }, 'sources disagree on the day'), ' '],
      el('span', { class: 'summary', dir: 'auto' }, event.summary || 'No summary is recorded.')),
    event.note && el('p', { class: 'note', dir: 'auto' }, event.note),
    voteWords(event) && el('p', { class: 'note' }, voteWords(event)),
    why && el('p', { class: 'why' }, `ground of: ${why.join(', ')} · `, el('code', {}, event.id)),
    el('ul', { class: 'sources' }, event.cites.map(citeItem)));
}

/** What an event's status says against it: that it is disputed, or was retracted. */
function statusFlag({ status }) {
  return status && [el('strong', { class: 'flagged' }, status), ' '];
}

function voteWords({ vote }) {
  if (!vote) return '';
  const [body, , , , , outcome] = vote;
  return [body, voteNumbers(vote).join(', '), outcome].filter(Boolean).join(': ');
}

/** "397 for", "223 against" */
function voteNumbers([, ayes, noes, abstentions]) {
  return [countedVote(ayes, 'for'), countedVote(noes, 'against'), countedVote(abstentions, 'abstaining')].filter(Boolean);
}

function countedVote(number, word) {
  return number === null || number === undefined ? '' : `${number} ${word}`;
}

function citeItem(cite) {
  const [id, words, url, archived] = page.sources[cite.source];
  return el('li', {},
    url ? link(url, words || id) : el('span', { dir: 'auto' }, words || id),
    archived && [' · ', link(archived, 'archived copy')],
    cite.place && ` · ${cite.place}`,
    cite.claimed !== null && el('span', { class: 'claims' }, ` · says ${dateWords(cite.claimed)} (${cite.claimed})`),
    cite.note && el('span', { class: 'says', dir: 'auto' }, ` · ${cite.note}`));
}

function link(address, words) {
  if (!/^https?:\/\//i.test(address)) return el('span', {}, words);
  return el('a', { href: address, rel: 'noreferrer noopener', target: '_blank', dir: 'auto' }, words);
}
