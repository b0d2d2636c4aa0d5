// The day: by slider, by typing, by keys and buttons.

function drawWhen(view) {
  const slider = $('slider');
  const { from, to } = sliderSpan(view);
  if (slider.min !== String(from)) slider.min = from;
  if (slider.max !== String(to)) slider.max = to;
  if (slider.value !== String(view.day)) slider.value = view.day;
  slider.setAttribute('aria-valuetext', longDay(view.day));
  const field = $('day');
  if (document.activeElement !== field || field.settled) field.value = longDay(view.day);
  field.settled = false;
  setText($('sentence'), view.sentence);
}

function sliderSpan(view) {
  if (!view.sheet) return { from: Math.min(view.day, page.today) - 365, to: Math.max(view.day, page.today) };
  const { to } = spanOf(view.sheet);
  return { from: view.sheet.first, to };
}

/** Above the slider's track: where events are, and the years. */
function drawPips(view) {
  const pips = $('pips');
  const width = Math.max(100, Math.floor($('slider').clientWidth));
  const { from, to } = sliderSpan(view);
  const x = (day) => 8 + (width - 16) * (day - from) / Math.max(1, to - from);
  pips.setAttribute('viewBox', `0 0 ${width} 20`);
  pips.setAttribute('width', width);
  pips.setAttribute('height', 20);
  const seen = new Set();
  let path = '';
  for (const day of view.sheet ? view.sheet.stops : []) {
    const place = Math.round(x(day));
    if (!seen.has(place)) path += `M${place} 0v4`;
    seen.add(place);
  }
  const years = marks(from, to, width - 16, 44).filter(([day]) => x(day) < width - 18)
    .map(([day, label]) => [svg('path', { class: 'tick', d: `M${x(day)} 6v4` }), svg('text', { x: x(day) + 2, y: 18 }, label)]);
  replace(pips, svg('path', { class: 'pip', d: path }), years);
}

function stopAfter(view, day) {
  const stops = view.sheet ? view.sheet.stops : [];
  return stops.find((stop) => stop > day) ?? day;
}

function stopBefore(view, day) {
  const stops = view.sheet ? view.sheet.stops : [];
  let found = day;
  for (const stop of stops) {
    if (stop >= day) break;
    found = stop;
  }
  return found;
}

/** A step of the day: by days, months, or to an event; not out of the calendar. */
function stepped(view, by, unit) {
  if (unit === 'day') return withinDays(view.day + by);
  if (unit === 'month') return plusMonths(view.day, by);
  if (unit === 'year') return plusMonths(view.day, 12 * by);
  return by > 0 ? stopAfter(view, view.day) : stopBefore(view, view.day);
}

const STEP_BUTTONS = ['event', 'year', 'month', 'day'];

function listenToWhen(now, choose) {
  $('slider').addEventListener('input', () => choose(Number($('slider').value)));
  $('slider').addEventListener('keydown', (event) => {
    const by = { PageUp: 1, PageDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    choose(stepped(now(), by, 'month'));
  });
  for (const unit of STEP_BUTTONS) {
    $(`${unit}-back`).addEventListener('click', () => choose(stepped(now(), -1, unit)));
    $(`${unit}-on`).addEventListener('click', () => choose(stepped(now(), 1, unit)));
  }
  const field = $('day');
  const typed = () => readTyped(field, $('day-fault'), choose);
  field.addEventListener('change', typed);
  field.addEventListener('focus', () => field.select());
  $('when').addEventListener('submit', (event) => { event.preventDefault(); typed(); });
}

/** What was typed, or why it is no day. */
function readTyped(field, fault, choose) {
  const day = readDay(field.value, page.today);
  field.setAttribute('aria-invalid', String(day === null));
  setText(fault, day === null ? `“${clean(field.value)}” is not a day: write 2014-10-01 or 1 October 2014.` : '');
  if (day === null) return;
  field.settled = true;
  choose(day);
}

/** Keys for the whole page, except where they mean something else. */
function listenToKeys(now, choose) {
  document.addEventListener('keydown', (event) => {
    const target = event.target;
    if (event.defaultPrevented || event.metaKey || isTyping(target)) return;
    const step = stepOfKey(event);
    if (step && !(event.key.startsWith('Arrow') && scrollsItself(target))) {
      event.preventDefault();
      choose(stepped(now(), step[0], step[1]));
    } else if (event.key === '/' && !event.ctrlKey && !event.altKey && $('single-keys').checked) {
      event.preventDefault();
      $('find').focus();
    }
  });
}

/** In what is scrolled by the arrows they do not choose a day. */
function scrollsItself(target) {
  if (target.closest('.scroll, pre')) return true;
  const box = target.closest('[tabindex="0"]');
  return box !== null && box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX);
}

/** Fields, lists and the slider keep their own keys. */
function isTyping(target) {
  return target.closest('input:not([type=checkbox]), select, textarea, [contenteditable]') !== null;
}

/** There, Ctrl with an arrow goes to another desktop; elsewhere, Alt with an arrow goes back a page. */
const ON_MAC = /Mac/.test(navigator.platform);

function stepOfKey({ key, shiftKey, ctrlKey, altKey }) {
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    if (altKey && !ON_MAC) return null;
    const unit = ctrlKey || altKey ? 'year' : shiftKey ? 'month' : 'day';
    return [key === 'ArrowLeft' ? -1 : 1, unit];
  }
  if (ctrlKey || altKey) return null;
  if (!$('single-keys').checked) return null;
  return { '[': [-1, 'event'], ']': [1, 'event'], p: [-1, 'event'], n: [1, 'event'] }[key.toLowerCase()] || null;
}
