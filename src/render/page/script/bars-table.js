// The bars as a table, for those who do not see them: the whole record, whatever part of it the chart shows.

function drawBarsTable(rows, view) {
  const head = ['Actor', 'Member', 'Authorised', 'Deployed', 'Operating', 'Restricted', 'Votes, debates and the like'];
  replace($('bars-table').tHead, el('tr', {}, head.map((name) => el('th', { scope: 'col' }, name))));
  const body = document.createDocumentFragment();
  for (const party of rows) {
    if (party.group) continue;
    const words = [0, 1, 2, 3].map((track) => stretchWords(sure(trackStretches(party, track, view), view)));
    words.push(stretchWords(sure(stretches(party.rules, rulesState), view)), party.points.map(pointWordsOf).join('; '));
    body.append(el('tr', {}, el('th', { scope: 'row' }, bdi(actorName(party.actor))), words.map((text) => el('td', {}, text || '–'))));
  }
  replace($('bars-table').tBodies[0], body);
}

function sure(list, view) {
  return view.certain ? list.filter((stretch) => stretch.holds === CERTAIN) : list;
}

function pointWordsOf(index) {
  const event = eventOf(index);
  const outcome = event.vote && event.vote[5] ? ` ${event.vote[5]}` : '';
  return `${event.vote ? 'vote' : event.kind}${outcome} ${dateWords(event.date)}`;
}
