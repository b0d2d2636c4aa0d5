// The forms of the bars: the patterns and masks they are drawn with, and what each of them means.

/** Patterns, and the masks by which an end fades: once in the page. */
function definitions() {
  const fade = (id, x1, x2) => [
    svg('linearGradient', { id: `${id}-shade`, x1, x2 },
      svg('stop', { offset: 0, 'stop-color': '#fff', 'stop-opacity': 0.06 }), svg('stop', { offset: 1, 'stop-color': '#fff' })),
    svg('mask', { id, maskContentUnits: 'objectBoundingBox', x: -0.1, y: -0.5, width: 1.2, height: 2 },
      svg('rect', { x: -0.1, y: -0.5, width: 1.2, height: 2, fill: `url(#${id}-shade)` })),
  ];
  return svg('defs', {}, ...fade('fade-in', 0, 1), ...fade('fade-out', 1, 0),
    svg('pattern', { id: 'hatch', width: 4, height: 4, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      svg('rect', { class: 'hatch', width: 2, height: 4 })),
    svg('pattern', { id: 'stripes', width: 4, height: 4, patternUnits: 'userSpaceOnUse' },
      svg('rect', { class: 'stripe', width: 1.4, height: 4 })),
    svg('pattern', { id: 'gaps', width: 5, height: 5, patternUnits: 'userSpaceOnUse' },
      svg('rect', { class: 'gap', width: 2, height: 5 })),
    svg('pattern', { id: 'nays', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      svg('rect', { width: 2, height: 5 })));
}

/** What is drawn, in the forms it is drawn in. */
function drawLegend() {
  const swatch = (draw) => {
    const box = svg('svg', { width: 34, height: 16, viewBox: '0 0 34 16', focusable: 'false' });
    box.append(...draw());
    return box;
  };
  const rect = (form, height = 9, x = 1, width = 32) => svg('rect', { class: `bar ${form}`, x, y: 8 - height / 2, width, height });
  const items = [
    ['member (declared)', () => [rect('declared', 13)]],
    ['authorised', () => [rect('authorised', 5)]],
    ['operating', () => [rect('operating', 7)]],
    ['deployed', () => [rect('deployed', 5)]],
    ['suspended', () => [rect('operating suspended', 7), svg('rect', { class: 'stripes operating', x: 1, y: 4.5, width: 32, height: 7 })]],
    ['suspended in part', () => [rect('operating', 7), svg('rect', { class: 'gaps operating', x: 1, y: 4.5, width: 32, height: 7 })]],
    ['begins or ends somewhere here', () => [rect('operating', 7, 13, 8),
      svg('rect', { class: 'bar operating', mask: 'url(#fade-out)', x: 21, y: 4.5, width: 12, height: 7 }),
      svg('rect', { class: 'bar operating', mask: 'url(#fade-in)', x: 1, y: 4.5, width: 12, height: 7 })]],
    ['only possible', () => [svg('rect', { class: 'bar operating possible faint', x: 1, y: 4.5, width: 32, height: 7 }),
      svg('path', { class: 'outline operating', d: outline({ x: 1, y: 4.5, width: 32, height: 7 }) })]],
    ['restricted', () => [svg('path', { class: 'restricted', d: 'M2 8h30M2 5v6M20 5v6' })]],
    ['vote passed', () => [svg('path', { class: 'point vote', d: POINTS.vote(17, 8) })]],
    ['vote lost', () => [svg('path', { class: 'point vote rejected', d: POINTS.vote(17, 8) })]],
    ['asked, debated, pledged', () => [svg('path', { class: 'point talk', d: POINTS.talk(17, 8) })]],
    ['a statement, a consent', () => [svg('path', { class: 'point said', d: POINTS.said(17, 8) })]],
    ['declined, refused', () => [svg('path', { class: 'point no', d: POINTS.no(17, 8) })]],
    ['the chosen day; bold: listed on it', () => [svg('path', { class: 'today', d: 'M17 0v16' })]],
  ];
  replace($('legend'), items.map(([name, draw]) => el('span', { class: 'item' }, swatch(draw), name)));
}
