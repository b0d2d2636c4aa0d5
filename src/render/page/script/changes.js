// What is otherwise than on another day, as `coalition diff` says it: by number first, in words afterwards.

const changes = { shown: null, between: null };

function drawChanges(view) {
  const [from, to] = view.against <= view.day ? [view.against, view.day] : [view.day, view.against];
  const field = $('against');
  if (document.activeElement !== field) field.value = longDay(view.against);
  const rows = view.sheet && from !== to ? allDifferences(view, from, to) : [];
  setText($('changes-count'), changesWords(rows, `between the end of ${longDay(from)} and the end of ${longDay(to)}`));
  const part = changes.shown.cut(rows);
  const key = `${view.state.coalition} ${JSON.stringify(part)}`;
  const box = $('changed');
  if (box.said !== key) {
    box.said = key;
    replace(box, part.length ? changesTable(part) : []);
  }
  drawBetween(view, from, to);
}

/** The coalition's own first, then the actors by name: {actor, name, verb, lines}. */
function allDifferences(view, from, to) {
  const parties = view.sheet.parties.filter((party) => partyMatches(party, view.find) && turnsBetween(party, from, to));
  const own = view.find ? [] : ownDifferences(view.sheet, from, to);
  return [...own, ...parties.map((party) => differences(party, from, to, view))].filter((row) => row.lines.length);
}

function changesWords(rows, when) {
  const actors = rows.filter((row) => row.actor !== null).length;
  const who = [rows.length > actors && 'The coalition itself', actors && counted(actors, 'actor')].filter(Boolean);
  return who.length ? `${who.join(' and ')} changed ${when}.${inAndOut(rows)}` : `Nothing changed ${when}.`;
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

/** What differs of an actor, on the tracks and places asked for. A line is {field, what, before, after}. */
function differences(party, from, to, view) {
  const stays = [from, to].map((day) => at(party.member, day));
  const standings = [from, to].map((day) => at(party.standing, day) || '');
  const again = isAnotherStay(...stays);
  const lines = [
    line('standing', 'standing', standings),
    certaintyLine(stays),
    sinceLine(stays, again),
    line('via', 'via', stays.map((stay) => (stay ? stay[3] : []).map(coalitionName).join(', '))),
  ];
  TRACKS.forEach((name, track) => {
    if (view.asked.track && track !== view.asked.track) return;
    lines.push(listLine('scope', name, [from, to].map((day) => cellsHeld(party, day, track, view))));
  });
  lines.push(listLine('contributions', 'brings', [from, to].map((day) => broughtOn(party, day))),
    listLine('restrictions', 'restrictions', [from, to].map((day) => ownRulesOn(party, day))));
  const told = lines.filter(Boolean);
  const { actor } = party;
  return { actor, name: actorName(actor), verb: verb(party, from, standings, stays, again), lines: told };
}

function line(field, what, [before, after]) {
  return before === after ? null : { field, what, before, after };
}

/** A membership that comes or goes surely is told by its standing. */
function certaintyLine(stays) {
  const [was, is] = stays.map((stay) => (stay ? stay[0] : null));
  const words = (holds) => (holds === null ? '' : holds === CERTAIN ? 'certain' : 'possible');
  const isTold = was !== null && is !== null || was === POSSIBLE || is === POSSIBLE;
  return isTold ? line('certainty', 'certainty', [words(was), words(is)]) : null;
}

/** In on both days, but by another stay, or dated otherwise. */
function sinceLine([was, is], again) {
  if (!was || !is || (!again && was[1] === is[1])) return null;
  return { field: 'since', what: again ? 're-joined' : 'since', before: dateWords(was[1]), after: dateWords(is[1]) };
}

/** Whether no event that opened the one opened the other. */
function isAnotherStay(was, is) {
  return Boolean(was && is && was[4].length && is[4].length) && !was[4].some((event) => is[4].includes(event));
}

/** Lists as maps from what a thing is to [how it stands, words, id]: only what stands otherwise is told. */
function listLine(field, what, [before, after]) {
  const only = (one, other) => [...one].filter(([key, [value]]) => !other.has(key) || other.get(key)[0] !== value)
    .map(([, [, words, id]]) => ({ words, id }));
  const [gone, come] = [only(before, after), only(after, before)];
  // Another thing of the same words is told from it by its id.
  const isOnBoth = (words) => gone.some((one) => one.words === words) && come.some((one) => one.words === words);
  const said = (list) => list.map(({ words, id }) => (id && isOnBoth(words) ? `${words} (${id})` : words)).join('; ');
  return gone.length || come.length ? { field, what, before: said(gone), after: said(come) } : null;
}

/** That a member may say nothing of place and activity is told by its standing. */
function cellsHeld(party, day, track, view) {
  const isStated = ([, theatre, activity]) => track !== 0 || theatre !== null || activity !== null;
  return new Map(openCells(party, day, track).filter(([cell]) => isStated(cell) && finds(view.asked, cell))
    .map(([cell, state]) => [`${cell[1]} ${cell[2]}`, [`${state[1]} ${state[2]}`, placeWords(cell) + cellRemark(state)]]));
}

function placeWords([, theatre, activity]) {
  const words = [theatre === null ? null : theatreName(theatre), activity === null ? null : activityName(activity)];
  return words.filter(Boolean).join(': ') || 'scope not stated';
}

function broughtOn(party, day) {
  return new Map((at(party.brings, day) || []).map((brought) => {
    const [what, count, holds] = brought;
    return [what, [`${count} ${holds}`, broughtWords(brought)]];
  }));
}

/** The restrictions of every member are told of the coalition. */
function ownRulesOn(party, day) {
  const own = rulesOn(party, day).filter((rule) => !isForAll(rule.index));
  return new Map(own.map((rule) => [rule.index, [rule.holds, ruleWords(rule), page.restrictions[rule.index][0]]]));
}

/** What became of a membership: "joined", "possibly left", nothing. */
function verb(party, from, [before, after], stays, again) {
  const [was, is] = [before, after].map(isMember);
  if (was && is) {
    if (before !== after) return after === 'suspended' ? 'suspended' : 'resumed';
    return again ? 're-joined' : '';
  }
  if (was === is) return '';
  const wasInBefore = party.member.some(([day, stay]) => stay && day <= from);
  const word = was ? (after === 'expelled' ? 'expelled' : 'left') : wasInBefore ? 're-joined' : 'joined';
  return stays.some((stay) => stay && stay[0] === POSSIBLE) ? `possibly ${word}` : word;
}

const isMember = (standing) => standing === 'member' || standing === 'suspended';

/** Of the coalition, those it is part of and its parts: whether each is there, its name, its rules for every member. */
function ownDifferences(sheet, from, to) {
  return related(sheet).map(prepared).map((one) => {
    const days = [from, to];
    const lines = [
      line('exists', 'existence', days.map((day) => ['', 'possible', 'there'][at(one.exists, day) || 0])),
      days.every((day) => at(one.names, day)) && line('name', 'name', days.map((day) => nameOn(one, day))),
      listLine('restrictions', 'restrictions for every member', days.map((day) => rulesForAll(one, day))),
    ];
    return { actor: null, name: one.name, verb: '', lines: lines.filter(Boolean) };
  });
}

/** A coalition after those it is part of, before its parts. */
function related(sheet) {
  const whole = (one) => page.coalitions.find((other) => other.name === one.part_of);
  const wholes = [];
  for (let one = whole(sheet); one && one !== sheet && !wholes.includes(one); one = whole(one)) wholes.unshift(one);
  const all = [sheet];
  for (const one of all) all.push(...page.coalitions.filter((part) => part.part_of === one.name && !all.includes(part)));
  return [...wholes, ...all];
}

function rulesForAll(sheet, day) {
  const rules = new Map();
  for (const { restriction, binds } of sheet.rules) {
    const bound = (restriction ?? null) !== null && at(binds, day);
    if (!bound || !isForAll(restriction) || page.restrictions[restriction][3] !== sheet.id) continue;
    const [id, words] = page.restrictions[restriction];
    rules.set(restriction, [bound[0], `${bound[0] === POSSIBLE ? 'possibly ' : ''}${words || id}`, id]);
  }
  return rules;
}

function changesTable(rows) {
  return el('table', { class: 'changes' }, el('caption', { class: 'unseen' }, 'What changed, before and after'),
    el('thead', {}, el('tr', {}, ['Who', 'What', 'Before', 'After'].map((name) => el('th', { scope: 'col' }, name)))),
    rows.map(({ actor, name, verb: became, lines }) => el('tbody', {}, lines.map((one, index) => el('tr',
      { 'data-actor': actor === null ? null : actorId(actor), 'data-field': one.field, class: index ? null : 'first' },
      index === 0 && el('th', { scope: 'rowgroup', rowspan: lines.length }, bdi(name), became && el('span', { class: 'standing' }, became)),
      el('td', { class: 'field' }, one.what),
      el('td', {}, one.before ? el('del', {}, one.before) : '–'), el('td', {}, one.after ? el('ins', {}, one.after) : '–'))))));
}

/** " Joined: Finland, Hungary. Left: Portugal." */
function inAndOut(rows) {
  const verbs = [...new Set(rows.map((row) => row.verb))].filter(Boolean).sort();
  return verbs.map((word) => {
    const names = rows.filter((row) => row.verb === word).map((row) => clean(row.name));
    const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ` and ${names.length - 12} more` : '');
    return ` ${capital(word)}: ${shown}.`;
  }).join('');
}

function drawBetween(view, from, to) {
  const all = (view.sheet ? eventsOf(view.sheet) : []).map(eventOf)
    .filter((event) => isBetween(event, from, to) && eventMatches(event, view));
  const part = changes.between.cut(all);
  const list = $('between');
  const key = `${part.length} ${part.map((event) => event.index).join()}`;
  setText($('between-head'), `Events between the two days (${number(all.length)})`);
  if (list.said === key) return;
  list.said = key;
  replace(list, part.map((event) => el('li', {}, el('span', { class: 'date' }, dateWords(event.date)), ' ',
    event.actor !== null && [el('b', {}, bdi(actorName(event.actor))), ' '], el('span', { class: 'kind' }, event.kind), ' ',
    statusFlag(event), el('span', { class: 'summary', dir: 'auto' }, event.summary || ''))));
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
