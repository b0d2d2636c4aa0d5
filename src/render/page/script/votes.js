// The votes, with ayes and noes as bars.

const votes = { shown: null };

function drawVotes(view) {
  const all = view.sheet ? votesOf(view.sheet).filter((event) => eventMatches(event, view)) : [];
  const held = all.filter((event) => dayOfEvent(event) <= view.day).length;
  const name = view.sheet ? view.sheet.name : '';
  const later = all.length > held ? `, and ${number(all.length - held)} after it, paler` : '';
  setText($('votes-count'), all.length
    ? `${counted(held, 'vote')} recorded by ${longDay(view.day)}${later}.`
    : `No vote is recorded${name ? ` in ${clean(name)}` : ''}.`);
  keep($('ballots'), votes.shown.cut(all), (event) => event.id, makeVote, (element, event) => {
    const later = dayOfEvent(event) > view.day;
    mark(element, 'later', later);
    setText(element.querySelector('.when'), later ? ' · after the chosen day' : '');
  });
}

function votesOf(sheet) {
  sheet.votes ||= eventsOf(sheet).map(eventOf).filter((event) => event.vote);
  return sheet.votes;
}

function castOf([, ayes, noes, abstentions]) {
  return (ayes || 0) + (noes || 0) + (abstentions || 0);
}

function makeVote(event) {
  const [body, , , , needed, outcome] = event.vote;
  const words = [...voteNumbers(event.vote), countedVote(needed, 'needed')].filter(Boolean).join(', ');
  const sign = outcome === 'rejected' ? '✕' : '✓';
  return el('li', { 'data-event': event.id },
    el('p', { class: 'title' }, el('span', { class: 'date' }, dateWords(event.date)), ' ',
      event.actor !== null && [el('b', {}, bdi(actorName(event.actor))), ' '], body && el('bdi', {}, body)),
    voteBar(event.vote),
    el('p', { class: 'numbers' }, outcome && [el('span', { class: `outcome ${outcome}` }, `${sign} ${outcome}`), ' · '],
      words || 'no numbers are recorded', el('span', { class: 'when' })),
    el('p', { class: 'summary', dir: 'auto' }, event.summary || ''));
}

/** The votes cast as one bar: for solid, abstaining hollow, against hatched. */
function voteBar(vote) {
  const [, ayes, noes, abstentions, needed] = vote;
  const cast = castOf(vote);
  if (!cast || ayes === null || ayes === undefined) return null;
  const parts = [[ayes, 'aye'], [abstentions, 'abstain'], [noes, 'nay']];
  const bar = svg('svg', { class: 'ballot', width: '100%', height: 16, 'aria-hidden': 'true', focusable: 'false' });
  let before = 0;
  for (const [share, form] of parts) {
    if (!share) continue;
    const box = { x: percent(before, cast), width: percent(share, cast), y: 1, height: 14 };
    bar.append(svg('rect', { class: form, ...box }));
    if (form === 'nay') bar.append(svg('rect', { class: 'nay-lines', fill: 'url(#nays)', ...box }));
    before += share;
  }
  const line = percent(needed, cast);
  if (needed && needed <= cast) bar.append(svg('line', { class: 'needed', x1: line, x2: line, y1: 0, y2: 16 }));
  return bar;
}

function percent(part, whole) {
  return `${(100 * part / whole).toFixed(2)}%`;
}
