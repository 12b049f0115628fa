// Fields for a label, which know those that there are.

import { el } from '../../base/dom.js';

/** `list` is to stand in the page once; `input(id)` makes a field that offers its labels. */
export function labelFields() {
  const list = el('datalist', { id: 'classify-labels' });
  return {
    list,
    input: (id, attributes = {}) => el('input', { id, list: list.id, dir: 'auto', autocomplete: 'off', maxlength: 200, ...attributes }),
    offer(labels) {
      list.replaceChildren(...labels.map(({ label }) => el('option', { value: label })));
    },
  };
}
