// The chart under the pointer: a click or a drag chooses the day, a rest tells what is there.

function listenToChart(choose, open) {
  const chart = $('chart');
  let dragging = false;
  const dayAt = (event) => bars.scale.day(event.clientX - chart.getBoundingClientRect().left);
  const rowAt = (event) => {
    const y = event.clientY - chart.getBoundingClientRect().top;
    const found = bars.rows.find(({ top, bottom }) => y >= top && y < bottom);
    return found && !found.row.group ? found.row : null;
  };
  const onLabel = (event) => !bars.scale.narrow && event.clientX - chart.getBoundingClientRect().left < bars.scale.left;
  for (const place of [chart, $('axis')]) {
    place.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !bars.scale) return;
      if (onLabel(event)) {
        const party = place === chart && rowAt(event);
        if (party) open(party);
        return;
      }
      dragging = event.pointerType !== 'touch';
      if (dragging) place.setPointerCapture(event.pointerId);
      choose(dayAt(event));
    });
    place.addEventListener('pointermove', (event) => {
      if (dragging) choose(dayAt(event));
      else if (place === chart && event.pointerType === 'mouse' && bars.scale) {
        showTip(event, onLabel(event) ? null : rowAt(event), dayAt(event));
      }
    });
    place.addEventListener('pointerup', () => { dragging = false; });
    place.addEventListener('pointercancel', () => { dragging = false; });
  }
  chart.addEventListener('pointerleave', () => { $('tip').hidden = true; });
}

function showTip(event, party, day) {
  const tip = $('tip');
  tip.hidden = !party;
  if (!party) return;
  replace(tip, el('b', {}, bdi(actorName(party.actor))), ` ${longDay(day)}`, ...tipLines(party, day).map((line) => el('span', {}, line)));
  const box = $('bars').getBoundingClientRect();
  const left = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 4);
  tip.style.setProperty('left', `${Math.max(0, left)}px`);
  tip.style.setProperty('top', `${event.clientY - box.top + 18}px`);
}

function tipLines(party, day) {
  const lines = [];
  const standing = at(party.standing, day);
  if (standing) lines.push(standing);
  TRACKS.forEach((name, track) => {
    const open = openCells(party, day, track);
    if (open.length) lines.push(`${name}: ${scopeLines(party, day, track).join('; ')}`);
  });
  rulesOn(party, day).forEach((rule) => lines.push(`⊘ ${ruleWords(rule)}`));
  const reach = Math.ceil(5 / bars.scale.perDay);
  for (const index of party.points) {
    const point = eventOf(index);
    const isNear = point.latest !== null && Math.abs(point.latest - day) <= reach;
    if (isNear) lines.push(`◆ ${dateWords(point.date)}: ${point.summary || point.kind}`);
  }
  return lines.length ? lines : ['nothing recorded'];
}
