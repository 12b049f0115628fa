// What a point of the map is, beside the pointer.

import { el, written } from '../../base/dom.js';

export function tip(id) {
  const node = el('div', { id, class: 'tip', hidden: true });
  return {
    node,
    hide() {
      node.hidden = true;
    },
    /** Tells of a point at a place of `canvas`, and within it; `value` is that of the field which colours tell, undefined where they tell none. */
    show({ id, title, beginning }, value, canvas, x, y) {
      node.hidden = false;
      node.replaceChildren(written('strong', title || id), written('span', beginning), value === undefined ? '' : written('span', value, { class: 'hint' }));
      const { clientWidth: width, clientHeight: height } = canvas;
      node.style.setProperty('--x', `${Math.min(Math.max(0, x + 14), Math.max(0, width - node.offsetWidth))}px`);
      node.style.setProperty('--y', `${y + 20 + node.offsetHeight > height ? Math.max(0, y - node.offsetHeight - 12) : y + 20}px`);
    },
  };
}
