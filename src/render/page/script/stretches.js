// Runs to stretches that can be drawn: from, to, how sure, suspended or not.

/**
 * @typedef {{from: number, to: number, holds: number, suspended: number, before: number, after: number}} Stretch
 * `to` is the first day no longer part of it, Infinity where it goes on; `before` and `after` say what touches it (0, 1 or 2).
 */

/**
 * The stretches of a run. `stateOf` gives [holds, suspended] of a value.
 * @returns {Stretch[]}
 */
function stretches(runs, stateOf) {
  const all = [];
  runs.forEach(([from, value], index) => {
    const [holds, suspended] = value ? stateOf(value) : [0, 0];
    const to = index + 1 < runs.length ? startOf(runs[index + 1]) : Infinity;
    const last = all[all.length - 1];
    if (last && last.to === from && last.holds === holds && last.suspended === suspended) last.to = to;
    else all.push({ from, to, holds, suspended, before: 0, after: 0 });
  });
  all.forEach((stretch, index) => {
    stretch.before = index ? all[index - 1].holds : 0;
    stretch.after = index + 1 < all.length ? all[index + 1].holds : 0;
  });
  return all.filter((stretch) => stretch.holds > 0 && stretch.to > stretch.from);
}

/** Of several cells some are suspended and others not. */
const IN_PART = 3;

/** Several cells of a track as one run: certain where one is, suspended in part where not all that are open are. */
function united(cells) {
  if (cells.length === 1) return cells[0][3];
  const days = [...new Set(cells.flatMap((cell) => cell[3].map(startOf)))].sort((one, other) => one - other);
  return days.map((day) => [day, strongest(cells.map((cell) => at(cell[3], day)).filter(Boolean))]);
}

function strongest(states) {
  if (!states.length) return null;
  const open = Math.max(...states.map((state) => state[1]));
  const suspended = states.map((state) => state[2]);
  const least = Math.min(...suspended);
  return [0, open, least === 0 && Math.max(...suspended) > 0 ? IN_PART : least];
}

const cellState = (value) => [value[1], value[2]];
const memberState = (value) => [value[0], 0];
const rulesState = (value) => [value.some((rule) => rule[1] === CERTAIN) ? CERTAIN : value.length ? POSSIBLE : 0, 0];

/** The stretches of a track: of the membership where nothing narrows it, else of the cells found. */
function trackStretches(party, track, view) {
  if (track === 0 && !view.asked.theatre && !view.asked.activity) return stretches(party.member, memberState);
  const cells = party.tracks[track].filter((cell) => finds(view.asked, cell));
  return cells.length ? stretches(united(cells), cellState) : [];
}

/** "26 Sep 2014 to 19 Apr 2016; possibly 5 Oct 2017 and still", for those who hear the chart. */
function stretchWords(list) {
  return list.map((stretch) => {
    const from = stretch.from === -Infinity ? 'from the beginning' : shortDay(stretch.from);
    const to = stretch.to === Infinity ? 'and still' : `to ${shortDay(stretch.to - 1)}`;
    const remark = stretch.suspended ? `, ${['', 'possibly suspended', 'suspended', 'suspended in part'][stretch.suspended]}` : '';
    return `${stretch.holds === POSSIBLE ? 'possibly ' : ''}${from} ${to}${remark}`;
  }).join('; ');
}
