// Days: whole days since 1970-01-01, and how they are read and written.

const DAY_MS = 86_400_000;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
  'September', 'October', 'November', 'December'];

/** The days that the command line takes, too. */
const FIRST_DAY = dayOf(1, 1, 1);
const LAST_DAY = dayOf(9999, 12, 31);

function withinDays(day) {
  return Math.min(Math.max(day, FIRST_DAY), LAST_DAY);
}

/** @param {number} day @returns {{year: number, month: number, day: number}} month from 1 */
function civil(day) {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The day of a date; months and days may overflow, as in month 13. */
function dayOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY_MS);
}

function lengthOfMonth(year, month) {
  return dayOf(year, month + 1, 1) - dayOf(year, month, 1);
}

/** 2014-10-01 */
function iso(day) {
  const { year, month, day: dom } = civil(day);
  return `${yearWords(year)}-${two(month)}-${two(dom)}`;
}

function yearWords(year) {
  return String(year).padStart(4, '0');
}

function two(number) {
  return String(number).padStart(2, '0');
}

/** 1 October 2014 */
function longDay(day) {
  const { year, month, day: dom } = civil(day);
  return `${dom} ${MONTHS[month - 1]} ${yearWords(year)}`;
}

/** 1 Oct 2014 */
function shortDay(day) {
  const { year, month, day: dom } = civil(day);
  return `${dom} ${shortMonth(month)} ${yearWords(year)}`;
}

function shortMonth(month) {
  return MONTHS[month - 1].slice(0, 3);
}

/** The same day of another month, or the last one that month has; no day before the first or after the last. */
function plusMonths(day, months) {
  const from = civil(day);
  const first = civil(dayOf(from.year, from.month + months, 1));
  return withinDays(dayOf(first.year, first.month, Math.min(from.day, lengthOfMonth(first.year, first.month))));
}

function isDate(date) {
  return date !== null && date !== undefined && date !== '';
}

/**
 * A recorded date in words: a day, or a text of EDTF, of which the common forms are put into words
 * and the others left as they are.
 * @param {number|string|null} date
 */
function dateWords(date) {
  if (!isDate(date)) return '';
  if (typeof date === 'number') return shortDay(date);
  const sides = date.split('/');
  if (sides.length === 2) {
    const [from, to] = sides;
    if (from === '..' || from === '') return `by ${pointWords(to)}`;
    if (to === '..' || to === '') return `${pointWords(from)} or later`;
    return spanWords(pointWords(from), pointWords(to));
  }
  return pointWords(date);
}

/** "22–23 Sep 2014", "2 Oct – 26 Nov 2014": what both ends share is said once. */
function spanWords(from, to) {
  const [one, other] = [from.split(' '), to.split(' ')];
  if (one.length !== other.length || one.length < 2 || one[0] === 'about' || other[0] === 'about') return `${from} – ${to}`;
  let shared = 0;
  while (shared < one.length - 1 && one[one.length - 1 - shared] === other[other.length - 1 - shared]) shared += 1;
  const short = one.slice(0, one.length - shared).join(' ');
  return short.includes(' ') || other.length === 2 ? `${short} – ${to}` : `${short}–${to}`;
}

function pointWords(text) {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)$/.exec(text);
  if (!match) return text;
  const [, year, month, day, mark] = match;
  if (month && (Number(month) < 1 || Number(month) > 12)) return text;
  const words = [day && String(Number(day)), month && shortMonth(Number(month)), year].filter(Boolean).join(' ');
  if (mark === '~') return `about ${words}`;
  if (mark === '?') return `${words} (uncertain)`;
  if (mark === '%') return `about ${words} (uncertain)`;
  return words;
}

/** A recorded date as the command line writes it. */
function dateText(date) {
  if (!isDate(date)) return '';
  return typeof date === 'number' ? iso(date) : date;
}

/**
 * A day as people type it: 2014-10-01, 20141001, 1 October 2014, Oct 1 2014, 1.10.2014, 2014-10, October 2014,
 * 2014 (the first day of it), today.
 * @param {string} text
 * @param {number} today
 * @returns {number|null}
 */
function readDay(text, today) {
  const words = text.trim().toLowerCase().replace(/[,]/g, ' ')
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1').replace(/\s+/g, ' ');
  if (words === 'today' || words === 'now') return today;
  const forms = [
    [/^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/, (m) => [m[1], m[2], m[3]]],
    [/^(\d{4})(\d\d)(\d\d)$/, (m) => [m[1], m[2], m[3]]],
    [/^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})$/, (m) => [m[3], m[2], m[1]]],
    [/^(\d{1,2}) ?([a-zäûé]{3,})\.? ?(\d{4})$/, (m) => [m[3], monthOf(m[2]), m[1]]],
    [/^([a-zäûé]{3,})\.? ?(\d{1,2}) (\d{4})$/, (m) => [m[3], monthOf(m[1]), m[2]]],
    [/^([a-zäûé]{3,})\.? ?(\d{4})$/, (m) => [m[2], monthOf(m[1]), 1]],
    [/^(\d{4}) ([a-zäûé]{3,})\.?$/, (m) => [m[1], monthOf(m[2]), 1]],
    [/^(\d{4})[-/.](\d{1,2})$/, (m) => [m[1], m[2], 1]],
    [/^(\d{4})$/, (m) => [m[1], 1, 1]],
  ];
  for (const [form, parts] of forms) {
    const match = form.exec(words);
    if (match) return checkedDay(...parts(match).map(Number));
  }
  return null;
}

function monthOf(word) {
  return MONTHS.findIndex((month) => month.toLowerCase().startsWith(word)) + 1;
}

function checkedDay(year, month, day) {
  const sound = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
  return sound ? dayOf(year, month, day) : null;
}
