// Elements, made without markup: whatever a name or summary holds, it stays text.

const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} id */
function $(id) {
  return document.getElementById(id);
}

/** Text from strangers without control characters and marks that turn the direction of writing. */
function clean(text) {
  return String(text).replace(/[\n\t\r]/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/**
 * An HTML element. Children are elements or texts; null and false are left out.
 * @param {string} tag
 * @param {Object<string, string|number|null>} [attributes]
 * @param {...(Node|string|null|false)} children
 */
function el(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
function svg(tag, attributes, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, clean(value));
  }
  put(element, children);
  return element;
}

function put(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) put(element, child);
    else if (child instanceof Node) element.appendChild(child);
    else if (child !== null && child !== undefined && child !== false) element.appendChild(document.createTextNode(clean(child)));
  }
}

/** Puts these children in the place of all others. */
function replace(element, ...children) {
  element.textContent = '';
  put(element, children);
}

/** A name, kept from turning the text around it. */
function bdi(name) {
  return el('bdi', {}, name);
}

/** Sets the text where it is another: what does not change is not drawn again. */
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of a list those of `items`, keeping the element of a key that was there before.
 * @template T
 * @param {Element} list
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => Element} make
 * @param {(element: Element, item: T) => void} update
 */
function keep(list, items, keyOf, make, update) {
  const before = list.kept || new Map();
  const now = new Map(items.map((item) => [keyOf(item), null]));
  for (const [key, element] of before) if (!now.has(key)) element.remove();
  let next = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const element = before.get(key) || make(item);
    update(element, item);
    now.set(key, element);
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
  list.kept = now;
}

/** A list is drawn up to a number of rows; a button draws the others. */
class Shown {
  constructor(button, step, redraw) {
    this.button = button;
    this.step = step;
    this.rows = step;
    this.all = false;
    button.addEventListener('click', () => {
      this.rows += Math.max(this.step * 4, 1000);
      redraw();
    });
  }

  /** The part of the list that is drawn. */
  cut(list, most = this.rows) {
    const rows = this.all ? list.length : Math.min(most, list.length);
    const left = list.length - rows;
    this.button.hidden = left <= 0;
    if (left > 0) setText(this.button, `Show more (${rows.toLocaleString('en')} of ${list.length.toLocaleString('en')} are shown)`);
    return left > 0 ? list.slice(0, rows) : list;
  }

  reset() {
    this.rows = this.step;
  }
}
