// Builds elements. Children are nodes or strings, and a string always becomes a text node: nothing is ever read as HTML.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null));
  return node;
}

/** Builds a part of a picture; its attributes are no styles, which the content security policy forbids. */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.flat().filter((child) => child != null));
  return node;
}

/** A control with its label; the control's id binds the two. */
export const field = (label, control, className = '') => el('div', { class: `field ${className}` }, el('label', { for: control.id }, label), control);

/** A view: its title, a sentence on what it is for, and the rest. */
export const section = (id, title, lead, ...rest) => el('section', { id, class: 'view', 'aria-labelledby': `${id}-title` },
  el('h1', { id: `${id}-title` }, title), el('p', { class: 'lead' }, lead), ...rest);

export const hidden = (text) => el('span', { class: 'unseen' }, text);

/** Words of the page with a name in them, whose letters may run in the other direction. */
export function isolated(words, name) {
  const at = name ? words.indexOf(name) : -1;
  return at < 0 ? [words] : [words.slice(0, at), el('bdi', {}, name), words.slice(at + name.length)];
}

/** Text that a person wrote, in whichever direction its letters run. */
export const written = (tag, text, attributes = {}) => el(tag, { dir: 'auto', ...attributes }, text);
