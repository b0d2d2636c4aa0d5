// What is shown, in a sentence: from the rows that were looked up.

/**
 * "22 members of Operation Inherent Resolve at the end of 1 October 2014; 5 of them certain to be operating:
 * air strikes in Syria."
 */
function sentenceOf(view) {
  if (!view.sheet) return 'There is no coalition in this record.';
  const name = nameOn(view.sheet, view.day);
  const when = `at the end of ${longDay(view.day)}`;
  const life = lifeWords(view.sheet, view.day);
  const members = isNarrowed(view.asked) ? listed(view.sheet, view.day, EVERYBODY, view.certain) : view.rows;
  const head = members.length
    ? `${counted(members.length, view.certain ? 'certain member' : 'member')} of ${name} ${when}${possibly(members, view)}`
    : `Nobody is recorded as a member of ${name} ${when}${life ? `: ${life}` : ''}`;
  const future = view.day > page.today ? ` This is after ${longDay(page.today)}: it holds if nothing more happens.` : '';
  return `${head}${furtherClause(view, members)}.${future}`;
}

const EVERYBODY = { track: 0, theatre: null, activity: null };

function number(count) {
  return count.toLocaleString('en');
}

function counted(count, noun) {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function possibly(rows, view) {
  const possible = rows.filter((row) => row.certainty === POSSIBLE).length;
  return possible && !view.certain ? ` (${possible === rows.length ? 'all' : number(possible)} of them possibly)` : '';
}

/** What the filters ask; without any, who is operating. */
function furtherClause(view, members) {
  const asked = isNarrowed(view.asked) ? view.asked : { ...EVERYBODY, track: 3 };
  const rows = isNarrowed(view.asked) ? view.rows : listed(view.sheet, view.day, asked, view.certain);
  if (!rows.length && !isNarrowed(view.asked)) return '';
  const inside = new Set(members.map((row) => row.party));
  const [own, others] = [rows.filter((row) => inside.has(row.party)), rows.filter((row) => !inside.has(row.party))];
  const doing = doingWords(view, asked.track);
  if (!rows.length) return members.length ? `; none of them recorded to be ${doing}` : `; nobody recorded to be ${doing}`;
  const isOne = others.length === 1;
  if (!own.length) {
    return `; ${howMany(others, view, isOne ? ' actor' : ' actors', doing)}, though not ${isOne ? 'a member' : 'members'}`;
  }
  const besides = `, besides ${number(others.length)} not recorded as ${isOne ? 'a member' : 'members'}`;
  return `; ${howMany(own, view, ' of them', doing)}${others.length ? besides : ''}`;
}

/** "5 of them certain to be operating, 2 more possibly" */
function howMany(rows, view, whom, doing) {
  const certain = rows.filter((row) => row.certainty === CERTAIN).length;
  const maybe = view.certain ? 0 : rows.length - certain;
  if (!certain) return `${number(maybe)}${whom} possibly ${doing}`;
  return `${number(certain)}${whom} certain to be ${doing}${maybe ? `, ${number(maybe)} more possibly` : ''}`;
}

const BEING = ['in', 'authorised', 'deployed', 'operating'];

function doingWords(view, track) {
  const place = view.theatreName;
  const what = view.activityName;
  if (track === 0) return `in for ${what ? what + (place ? ` in ${place}` : '') : place}`;
  return `${BEING[track]}${what ? `: ${what}` : ''}${place ? ` in ${place}` : ''}`;
}
