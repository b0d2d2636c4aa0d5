// What is asked for: the coalition, the filters, the order, and the part of time the chart shows.

function fillWhere() {
  replace($('coalition'), page.coalitions.map(({ id, name }) => el('option', { value: id }, name || id)));
  if (!page.coalitions.length) replace($('coalition'), el('option', { value: '' }, 'no coalition in this record'));
}

/** The places and activities that the coalition's own record has, or that hold them. */
function fillFilters(view) {
  const own = { theatres: new Set(), activities: new Set() };
  for (const [, theatre, activity] of view.sheet ? view.sheet.parties.flatMap((party) => party.cells) : []) {
    own.theatres.add(theatre);
    own.activities.add(activity);
  }
  const speaks = (set, chosen) => ([id, , found, permitted]) => id === chosen || [...found, ...permitted].some((thing) => set.has(thing));
  const fill = (name, things, chosen, none) => {
    const select = $(name);
    const rows = things.filter(speaks(name === 'theatre' ? own.theatres : own.activities, chosen))
      .sort((one, other) => (one[1] || one[0]).localeCompare(other[1] || other[0], 'en'));
    replace(select, el('option', { value: '' }, none), rows.map(([id, name]) => el('option', { value: id }, name || id)));
    select.value = chosen;
  };
  fill('theatre', page.theatres, view.state.in, 'anywhere');
  fill('activity', page.activities, view.state.doing, 'any activity');
}

function drawWhere(view) {
  const { state: now } = view;
  fillFilters(view);
  $('coalition').value = now.coalition ?? '';
  $('track').value = now.by;
  $('sort').value = now.sort;
  $('certain').checked = now.certain;
  $('blank').checked = now.blank;
  if (document.activeElement !== $('find')) $('find').value = now.find;
  $('clear').hidden = !(now.in || now.doing || now.by !== 'declared' || now.certain || now.find);
  for (const button of document.querySelectorAll('[data-span]')) {
    button.setAttribute('aria-pressed', String(button.dataset.span === spanName(now)));
  }
}

function spanName({ from, to }) {
  return from === null || to === null ? 'all' : String(to - from);
}

function listenToWhere() {
  const on = (id, event, name, value) => $(id).addEventListener(event, () => set({ [name]: value($(id)) }));
  $('coalition').addEventListener('change', () => {
    set({ coalition: $('coalition').value || null, open: [], cell: null, from: null, to: null, in: '', doing: '' });
  });
  on('theatre', 'change', 'in', (field) => field.value);
  on('activity', 'change', 'doing', (field) => field.value);
  on('track', 'change', 'by', (field) => field.value);
  on('sort', 'change', 'sort', (field) => field.value);
  on('certain', 'change', 'certain', (field) => field.checked);
  on('find', 'input', 'find', (field) => field.value);
  $('clear').addEventListener('click', () => {
    set({ in: '', doing: '', by: 'declared', certain: false, find: '' });
    $('find').value = '';
    $('coalition').focus();
  });
  on('blank', 'change', 'blank', (field) => field.checked);
  $('where').addEventListener('submit', (event) => event.preventDefault());
  for (const button of document.querySelectorAll('[data-span]')) {
    button.addEventListener('click', () => set(spanAround(button.dataset.span)));
  }
}

/** A span of so many days with the day in its middle. */
function spanAround(days) {
  if (days === 'all') return { from: null, to: null };
  const from = state.on - Math.floor(Number(days) / 2);
  return { from: withinDays(from), to: withinDays(from + Number(days)) };
}
