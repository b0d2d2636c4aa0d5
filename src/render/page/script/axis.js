// The line of time: from eighty days to two hundred years.

const STEPS = [ // [months between marks, or days if negative]
  -1, -7, -14, 1, 3, 6, 12, 24, 60, 120, 240, 300, 600, 1200,
];

/** The year in which the line begins, where there is room for it before the first mark. */
function leadLabel(from, first, perDay) {
  const hasRoom = first && first[0] > from && (first[0] - from) * perDay > 42 && first[2];
  return hasRoom ? yearWords(civil(from).year) : '';
}

/** Marks about `apart` pixels from each other or more: [day, label, whether a year begins]. */
function marks(from, to, width, apart) {
  const perDay = width / (to - from);
  const step = STEPS.find((one) => daysIn(one) * perDay >= apart) || 2400;
  return step < 0 ? dayMarks(from, to, -step) : monthMarks(from, to, step);
}

function daysIn(step) {
  return step < 0 ? -step : step * 30.44;
}

function dayMarks(from, to, step) {
  const all = [];
  for (let day = from; day <= to; day += 1) {
    const { year, month, day: dom } = civil(day);
    const isMark = step === 1 || (step === 7 ? [1, 8, 15, 22].includes(dom) : [1, 15].includes(dom));
    const named = all.length === 0 || dom === 1;
    if (isMark) all.push([day, named ? `${dom} ${shortMonth(month)}${yearOnce(all, year, month)}` : String(dom), dom === 1]);
  }
  return all;
}

function yearOnce(all, year, month) {
  return all.length === 0 || month === 1 ? ` ${yearWords(year)}` : '';
}

function monthMarks(from, to, step) {
  const all = [];
  const start = civil(from);
  let months = Math.floor((start.year * 12 + start.month - 1) / step) * step;
  for (;; months += step) {
    const day = dayOf(0, months + 1, 1);
    if (day > to) return all;
    if (day < from) continue;
    const { year, month } = civil(day);
    const named = step < 12 && month !== 1;
    all.push([day, named ? shortMonth(month) + (all.length ? '' : ` ${yearWords(year)}`) : yearWords(year), month === 1]);
  }
}

/** The days a chart of a coalition runs over: to today while anything is open, else a little beyond its end. */
function spanOf(sheet) {
  if (!sheet.span) sheet.span = measured(sheet);
  return sheet.span;
}

function measured(sheet) {
  const open = sheet.parties.some((party) => [party.member, ...party.cells.map((cell) => cell[3])]
    .some((runs) => runs.length && runs[runs.length - 1][1]));
  const last = Math.max(sheet.last, sheet.first);
  const rest = Math.max(14, Math.round((last - sheet.first) * 0.04));
  const to = open ? Math.max(last, page.today) : Math.min(last + rest, Math.max(last, page.today));
  const lead = Math.max(3, Math.round((to - sheet.first) * 0.01));
  return { from: withinDays(sheet.first - lead), to: withinDays(Math.max(to, sheet.first + 7)) };
}
