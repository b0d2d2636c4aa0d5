// Paper: all of every list, and grids no wider than a sheet.

let printing = false;

function listenToPrinter() {
  const turn = (on) => {
    if (printing === on) return;
    printing = on;
    allLists().forEach((shown) => { shown.all = on; });
    drawn = null;
    draw();
    replace($('grid-paper'), on ? paperGrids() : []);
    mark($('grid-paper').previousElementSibling, 'replaced', $('grid-paper').firstChild !== null);
  };
  window.addEventListener('beforeprint', () => turn(true));
  window.addEventListener('afterprint', () => turn(false));
}

/** So many columns go on a sheet of paper. */
const PAPER_COLUMNS = 18;

/** A grid wider than paper, as several, each with the names. */
function paperGrids() {
  const table = document.querySelector('table.grid');
  const acts = [...(table.tHead.rows[1] || { cells: [] }).cells];
  const shown = acts.map((_, index) => index).filter((index) => !acts[index].hidden);
  const grids = [];
  if (shown.length <= PAPER_COLUMNS) return grids;
  for (let from = 0; from < shown.length; from += PAPER_COLUMNS) {
    grids.push(partOf(table, new Set(shown.slice(from, from + PAPER_COLUMNS))));
  }
  return grids;
}

/** A copy of the grid without the other columns. */
function partOf(table, columns) {
  const copy = table.cloneNode(true);
  const rows = [[copy.tHead.rows[1], 0], ...[...copy.tBodies[0].rows].map((row) => [row, 1])];
  const spans = new Map();
  for (const { dataset } of [...copy.tHead.rows[1].cells].filter((_, index) => columns.has(index))) {
    spans.set(dataset.theatre, (spans.get(dataset.theatre) || 0) + 1);
  }
  for (const [row, names] of rows) [...row.cells].slice(names).forEach((cell, index) => { if (!columns.has(index)) cell.remove(); });
  copy.querySelectorAll('.place').forEach((place) => {
    if (spans.has(place.dataset.theatre)) place.colSpan = spans.get(place.dataset.theatre);
    else place.remove();
  });
  return copy;
}

/** On paper a chart is drawn in parts, between which a page can end. */
function sheetLength() {
  return printing ? 6 : Infinity;
}

/** Paper does not move: there the chosen day is part of the chart. */
function paperLine(height, view) {
  const x = bars.scale.x(view.day + 0.5);
  return x >= bars.scale.left && svg('line', { class: 'today', x1: x, x2: x, y1: 0, y2: height });
}
