// What is otherwise than on another day: both looked up, and the events between.

const changes = { shown: null, between: null };

function drawChanges(view) {
  const [from, to] = view.against <= view.day ? [view.against, view.day] : [view.day, view.against];
  const field = $('against');
  if (document.activeElement !== field) field.value = longDay(view.against);
  const rows = view.sheet && from !== to ? view.sheet.parties.filter((party) => partyMatches(party, view.find) && turnsBetween(party, from, to)).map((party) => differences(party, from, to, view)).filter((row) => row.lines.length) : [];
  const when = `between the end of ${longDay(from)} and the end of ${longDay(to)}`;
  setText($('changes-count'), rows.length ? `${counted(rows.length, 'actor')} changed ${when}.${inAndOut(rows)}` : `Nothing changed ${when}.`);
  const part = changes.shown.cut(rows);
  const key = part.map((row) => `${row.party.actor}${row.lines.map((line) => line.join('|')).join()}`).join(';');
  const box = $('changed');
  if (box.said !== key) {
    box.said = key;
    replace(box, part.length ? changesTable(part) : []);
  }
  drawBetween(view, from, to);
}

/** Whether anything of an actor begins or ends after the one day and by the other. */
function turnsBetween(party, from, to) {
  party.turns ||= turnsOf(party);
  const after = countUpTo(party.turns, from);
  return after < party.turns.length && party.turns[after] <= to;
}

function turnsOf(party) {
  const days = [];
  const add = (runs) => runs.forEach(([day]) => days.push(day));
  [party.standing, party.member, party.brings, party.rules].forEach(add);
  party.cells.forEach((cell) => add(cell[3]));
  return Float64Array.from(days).sort();
}

/** How many of these days, which are in order, are no later than this one. */
function countUpTo(days, day) {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** [what, before, after] of an actor, on the tracks and places asked for. */
function differences(party, from, to, view) {
  const lines = [];
  const one = (what, before, after) => { if (before !== after) lines.push([what, before, after]); };
  one('membership', membershipWords(party, from), membershipWords(party, to));
  one('stands', standingWords(party, from), standingWords(party, to));
  TRACKS.forEach((name, track) => {
    if (view.asked.track && track !== view.asked.track) return;
    many(lines, `${name}`, cellWords(party, from, track, view), cellWords(party, to, track, view));
  });
  many(lines, 'brings', bringsLines(party, from), bringsLines(party, to));
  many(lines, 'restrictions', rulesOn(party, from).map(ruleWords), rulesOn(party, to).map(ruleWords));
  return { party, lines };
}

/** Only what is on one side. */
function many(lines, what, before, after) {
  if (before.join('\n') === after.join('\n')) return;
  const gone = before.filter((line) => !after.includes(line));
  const come = after.filter((line) => !before.includes(line));
  if (gone.length || come.length) lines.push([what, gone.join('; '), come.join('; ')]);
}

function membershipWords(party, day) {
  const member = at(party.member, day);
  return member ? `a member${member[0] === POSSIBLE ? ' (possibly)' : ''}` : 'no member';
}

function standingWords(party, day) {
  const standing = at(party.standing, day);
  return standing && standing !== 'member' ? standing : '';
}

function cellWords(party, day, track, view) {
  return openCells(party, day, track).filter(([cell]) => finds(view.asked, cell)).map(([cell, state]) => {
    const words = [cell[1] === null ? null : theatreName(cell[1]), cell[2] === null ? null : activityName(cell[2])].filter(Boolean).join(': ');
    return (words || 'scope not stated') + cellRemark(state);
  });
}

function changesTable(rows) {
  return el('table', { class: 'changes' }, el('caption', { class: 'unseen' }, 'What changed, before and after'),
    el('thead', {}, el('tr', {}, ['Actor', 'What', 'Before', 'After'].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, rows.flatMap(({ party, lines }) => lines.map(([what, before, after], index) => el('tr', { 'data-actor': actorId(party.actor), class: index ? null : 'first' },
      index === 0 && el('th', { scope: 'rowgroup', rowspan: lines.length }, bdi(actorName(party.actor)), verb(lines) && el('span', { class: 'standing' }, verb(lines))),
      el('td', { class: 'field' }, what), el('td', {}, before ? el('del', {}, before) : '–'), el('td', {}, after ? el('ins', {}, after) : '–'))))));
}

function verb(lines) {
  const membership = lines.find(([what]) => what === 'membership');
  if (!membership) return '';
  return membership[1] === 'no member' ? 'joined' : membership[2] === 'no member' ? 'left' : '';
}

/** " Joined: Finland, Hungary. Left: Portugal." */
function inAndOut(rows) {
  const said = (word) => {
    const names = rows.filter((row) => verb(row.lines) === word).map((row) => clean(actorName(row.party.actor)));
    const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ` and ${names.length - 12} more` : '');
    return names.length ? ` ${capital(word)}: ${shown}.` : '';
  };
  return said('joined') + said('left');
}

function drawBetween(view, from, to) {
  const all = view.sheet ? eventsOf(view.sheet).map(eventOf).filter((event) => isBetween(event, from, to) && eventMatches(event, view)) : [];
  const part = changes.between.cut(all);
  const list = $('between');
  const key = `${part.length} ${part.map((event) => event.index).join()}`;
  setText($('between-head'), `Events between the two days (${all.length})`);
  if (list.said === key) return;
  list.said = key;
  replace(list, part.map((event) => el('li', {}, el('span', { class: 'date' }, dateWords(event.date)), ' ',
    event.actor !== null && [el('b', {}, bdi(actorName(event.actor))), ' '], el('span', { class: 'kind' }, event.kind), ' ',
    event.status === 'disputed' && [el('strong', { class: 'flagged' }, 'disputed'), ' '],
    el('span', { class: 'summary', dir: 'auto' }, event.summary || ''))));
}

/** An event that happened, or may have, after the one day and by the other. */
function isBetween(event, from, to) {
  const earliest = event.earliest ?? -Infinity;
  const latest = event.latest ?? Infinity;
  return earliest <= to && latest > from;
}

function eventMatches(event, view) {
  if (!view.find) return true;
  return event.actor !== null && folded(`${actorName(event.actor)} ${actorId(event.actor)}`).includes(view.find);
}
