// The bars: a row an actor, the tracks told apart by form, uncertain ends fading.

const ROW = { band: 15, top: 9, rules: 28, height: 33, label: 13 };

/** Where in the band each track is drawn: [down from its top, height]. */
const LANES = { 0: [0, 15], 1: [2.5, 3], 2: [10, 3.5], 3: [5.5, 4.5] };

const bars = { shown: null, scale: null, rows: [] };

/** The whole chart: only when another coalition, filter or width is asked for, not when the day moves. */
function drawBars(view) {
  const rows = barRows(view);
  const part = bars.shown.cut(rows);
  bars.scale = scaleOf(view);
  setText($('about'), aboutWords(view.sheet));
  drawAxis(view);
  bars.rows = [];
  const sheets = [];
  for (let at = 0; at < part.length; at += sheetLength()) sheets.push(drawSheet(part.slice(at, at + sheetLength()), view, at === 0));
  replace($('chart'), sheets.length ? sheets : el('p', { class: 'none' }, emptyWords(view)), el('div', { id: 'line' }));
  drawBarsTable(part, view);
  moveDay(view);
}

function drawSheet(rows, view, isFirst) {
  const { full } = bars.scale;
  const height = rows.reduce((sum, row) => sum + heightOf(row), 0) + (isFirst ? 2 : 0);
  return svg('svg', { width: full, height, viewBox: `0 0 ${full} ${height}`, 'aria-hidden': 'true', focusable: 'false' },
    isFirst && plotArea(), grid(height), drawRows(rows, view, isFirst ? 2 : 0), printing && paperLine(height, view));
}

function emptyWords(view) {
  if (!view.sheet) return 'There is no coalition in this record: nothing can be drawn.';
  if (!view.sheet.parties.length) return `Nobody is recorded as a member of ${view.sheet.name} on any day.`;
  return 'Nobody is found by these filters on any day.';
}

/** What the coalition is part of, and what is remarked of it. */
function aboutWords(sheet) {
  if (!sheet) return '';
  return [sheet.part_of && `Part of ${clean(sheet.part_of)}.`, sheet.note && clean(sheet.note)].filter(Boolean).join(' ');
}

/** The parties that have something to show under the filters, and between them the names of groups. */
function barRows(view) {
  if (!view.sheet) return [];
  const parties = view.sheet.parties.filter((party) => partyMatches(party, view.find) && hasBar(party, view));
  const order = sorted(parties, view.state.sort, (party) => party, view.asked.track);
  if (view.state.sort !== 'theatre') return order;
  const rows = [];
  let place;
  for (const party of order) {
    const own = firstTheatre(party, view.asked.track);
    if (own !== place || !rows.length) rows.push({ group: own === null ? 'No place recorded' : theatreName(own) });
    place = own;
    rows.push(party);
  }
  return rows;
}

function hasBar(party, view) {
  const sure = (state, holds) => state && holds(state) >= (view.certain ? CERTAIN : POSSIBLE);
  const some = (runs, holds) => runs.some(([, state]) => sure(state, holds));
  if (!isNarrowed(view.asked)) {
    return some(party.member, (state) => state[0]) || party.cells.some((cell) => some(cell[3], (state) => state[1]))
      || (!view.certain && party.points.length > 0);
  }
  return party.cells.some((cell) => (view.asked.track === 0 || cell[0] === view.asked.track)
    && finds(view.asked, cell) && some(cell[3], (state) => state[1]));
}

function heightOf(row) {
  if (row.group) return 24;
  return ROW.height + (bars.scale.narrow ? ROW.label : 0);
}

function scaleOf(view) {
  const full = printing ? 900 : Math.max(280, Math.floor($('bars').clientWidth));
  const narrow = full < 620;
  const left = narrow ? 0 : Math.min(230, Math.max(150, full * 0.16));
  const span = view.sheet ? windowOf(view) : { from: view.day - 30, to: view.day + 30 };
  const from = span.from;
  const to = span.to + 1;
  const perDay = (full - left) / (to - from);
  return { full, narrow, left, from, to, perDay, x: (day) => left + (day - from) * perDay,
    day: (x) => Math.floor(from + (x - left) / perDay) };
}

/** The part of time that is shown: all of it, or what the address or a button asks for. */
function windowOf(view) {
  const { from, to } = view.state;
  if (from !== null && to !== null && to > from) return { from, to };
  return spanOf(view.sheet);
}

function drawAxis(view) {
  const { full, left, from, to, x, narrow } = bars.scale;
  const axis = svg('svg', { width: full, height: 22, viewBox: `0 0 ${full} 22`, focusable: 'false' });
  const all = marks(from, to, full - left, narrow ? 44 : 58);
  axis.append(svg('text', { class: 'label year', x: left + 3, y: 13 }, leadLabel(from, all[0], bars.scale.perDay)));
  for (const [day, label, isYear] of all) {
    if (x(day) > full - 20) continue;
    axis.append(svg('line', { class: 'mark', x1: x(day), x2: x(day), y1: 16, y2: 22 }),
      svg('text', { class: isYear ? 'label year' : 'label', x: x(day) + 3, y: 13 }, label));
  }
  replace($('axis'), axis, el('div', { id: 'flag' }));
}

/** What of the bars is seen: not what would lie under the names. */
function plotArea() {
  const { left, full } = bars.scale;
  return svg('clipPath', { id: 'plot' }, svg('rect', { x: left, y: 0, width: full - left, height: 1e6 }));
}

function grid(height) {
  const { full, left, from, to, x, narrow } = bars.scale;
  const lines = svg('g', { class: 'gridlines' });
  for (const [day] of marks(from, to, full - left, narrow ? 44 : 58)) {
    lines.append(svg('line', { x1: x(day), x2: x(day), y1: 0, y2: height }));
  }
  return lines;
}

function drawRows(rows, view, top) {
  const group = svg('g', {});
  let y = top;
  for (const row of rows) {
    group.append(row.group ? groupLabel(row.group, y) : drawRow(row, y, view));
    bars.rows.push({ row, top: y, bottom: y + heightOf(row), label: row.group ? null : group.lastChild.firstChild });
    y += heightOf(row);
  }
  return group;
}

function groupLabel(name, y) {
  return svg('text', { class: 'group', x: 0, y: y + 17 }, name);
}

function drawRow(party, y, view) {
  const { narrow, full } = bars.scale;
  const top = y + (narrow ? ROW.label : 0);
  const label = svg('text', { class: 'name', x: 0, y: narrow ? y + 15 : y + ROW.top + 11.5, direction: 'ltr' });
  label.append(svg('title', {}, actorName(party.actor)), document.createTextNode(fitted(actorName(party.actor))));
  const plot = svg('g', { 'clip-path': 'url(#plot)' });
  const row = svg('g', { class: 'row' }, label,
    svg('line', { class: 'rule', x1: 0, x2: full, y1: y + heightOf(party) - 0.5, y2: y + heightOf(party) - 0.5 }), plot);
  for (const track of [0, 1, 2, 3]) drawTrack(plot, party, track, top + ROW.top, view);
  drawRules(plot, party, top + ROW.rules, view);
  drawPoints(plot, party, top + ROW.top - 1, view);
  return row;
}

/** A name cut to the room there is; the whole name is its title, and stands in the table. */
function fitted(name) {
  const room = Math.floor((bars.scale.narrow ? bars.scale.full : bars.scale.left - 10) / 7.2);
  const letters = [...clean(name)];
  return letters.length > room ? `${letters.slice(0, room - 1).join('').trimEnd()}…` : letters.join('');
}

function drawTrack(plot, party, track, top, view) {
  const dim = view.asked.track !== 0 && track !== view.asked.track ? ' dim' : '';
  const [down, height] = LANES[track];
  for (const stretch of trackStretches(party, track, view)) {
    if (view.certain && stretch.holds !== CERTAIN) continue;
    const box = boxOf(stretch, top + down, height);
    if (box) drawStretch(plot, stretch, box, `${TRACKS[track]}${dim}`);
  }
}

/** Where a stretch stands; what goes on beyond the chart is cut off there, so that it has no end. */
function boxOf(stretch, y, height) {
  const { x, left, full } = bars.scale;
  const from = Math.max(x(stretch.from), left - 8);
  const to = Math.min(x(stretch.to), full + 8);
  if (to < left || from > full) return null;
  return { x: from, y, width: Math.max(to - from, 1.6), height };
}

function drawStretch(plot, stretch, box, form) {
  if (stretch.holds === CERTAIN) {
    plot.append(svg('rect', { class: `bar ${form}${stretch.suspended === CERTAIN ? ' suspended' : ''}`, ...box }));
  } else {
    const mask = fadeOf(stretch, box);
    plot.append(svg('rect', { class: `bar ${form} possible${mask ? '' : ' faint'}`, mask, ...box }));
  }
  if (stretch.suspended) plot.append(svg('rect', { class: `${stretch.suspended === IN_PART ? 'gaps' : 'stripes'} ${form}`, ...box }));
  if (stretch.holds !== CERTAIN && box.width > 7) plot.append(svg('path', { class: `outline ${form}`, d: outline(box) }));
}

/** An end that is uncertain fades out from what is certain; what is only possible does not. */
function fadeOf(stretch, box) {
  const into = stretch.after === CERTAIN;
  const outOf = stretch.before === CERTAIN;
  if (into === outOf || box.width < 3) return null;
  return into ? 'url(#fade-in)' : 'url(#fade-out)';
}

/** Above and below only: an end that is not known has no edge. */
function outline({ x, y, width, height }) {
  return `M${x} ${y}h${width}M${x} ${y + height}h${width}`;
}

/** Restrictions as a line under the bar, with a tick wherever what binds is another. */
function drawRules(plot, party, y, view) {
  for (const stretch of stretches(party.rules, rulesState)) {
    if (view.certain && stretch.holds !== CERTAIN) continue;
    const box = boxOf(stretch, y, 0);
    const form = stretch.holds === POSSIBLE ? 'restricted possible' : 'restricted';
    if (box) plot.append(svg('path', { class: form, d: `M${box.x} ${y}h${box.width}` }));
  }
  const { x } = bars.scale;
  party.rules.forEach(([from], index) => {
    const isTurn = from !== -Infinity && (party.rules[index][1] || index);
    if (isTurn) plot.append(svg('path', { class: 'restricted', d: `M${x(from)} ${y - 3}v6` }));
  });
}

const POINTS = {
  vote: (x, y) => `M${x} ${y - 5}l5 5l-5 5l-5 -5z`,
  no: (x, y) => `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`,
  said: (x, y) => `M${x - 2} ${y}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z`,
  talk: (x, y) => `M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`,
};

/** Votes, debates, invitations and the like. */
function drawPoints(plot, party, y, view) {
  const { x, from, to } = bars.scale;
  for (const index of party.points) {
    const event = eventOf(index);
    const day = dayOfEvent(event);
    if (event.earliest === null || event.latest === null || event.latest < from || event.earliest > to) continue;
    const middle = x((event.earliest + day) / 2 + 0.5);
    if (event.earliest !== day && !view.certain) {
      plot.append(svg('path', { class: 'whisker', d: `M${x(event.earliest)} ${y}H${x(day + 1)}` }));
    }
    plot.append(svg('path', { class: `point ${pointForm(event)}`, d: POINTS[pointForm(event).split(' ')[0]](middle, y) }));
  }
}

function pointForm(event) {
  if (event.vote) return event.vote[5] === 'rejected' ? 'vote rejected' : 'vote';
  if (['decline', 'refuse', 'revoke', 'withdraw-consent'].includes(event.kind)) return 'no';
  return ['invite', 'debate', 'pledge'].includes(event.kind) ? 'talk' : 'said';
}

/**
 * The chosen day through all rows, and who is in on it: all of the chart that moves with the day. The line
 * lies over the chart, so that no bar is painted again.
 */
function moveDay(view) {
  const x = bars.scale.x(view.day + 0.5);
  const outside = x < bars.scale.left || x > bars.scale.full || !bars.rows.length;
  for (const id of ['line', 'flag']) {
    $(id).style.setProperty('transform', `translateX(${x.toFixed(1)}px)`);
    mark($(id), 'outside', outside);
  }
  const isIn = new Set(view.rows.map((row) => row.party));
  for (const { row, label } of bars.rows) if (label) mark(label, 'in', isIn.has(row));
}

function mark(element, name, on) {
  if (element.classList.contains(name) !== on) element.classList.toggle(name, on);
}
