// The other collections that all texts are held against as well, such as last year's.

import { el } from '../../base/dom.js';
import { t } from '../../base/strings.js';
import { collections, isClosed } from '../collections.js';

/** As many as the server takes. */
const MOST = 10;

export function archives() {
  const chosen = new Set();
  const boxes = el('fieldset', { class: 'leave-out' });
  const node = el('details', { id: 'plagiarism-archives', class: 'leaving', 'data-needs': 'write' }, el('summary', {}, t('archives')), boxes, el('p', { class: 'note' }, t('archivesHint')));

  function box(name) {
    const input = el('input', { id: `plagiarism-archive-${name}`, type: 'checkbox', value: name, change: () => (input.checked ? chosen.add(name) : chosen.delete(name)) });
    input.checked = chosen.has(name);
    return el('label', { for: input.id }, input, ' ', el('bdi', {}, name));
  }

  return {
    node,
    /** Offers all collections but the one whose texts are compared. */
    offer(collection) {
      const others = (collections.all ?? []).filter((each) => each.name !== collection && !isClosed(each)).map(({ name }) => name);
      for (const name of chosen) if (!others.includes(name)) chosen.delete(name);
      boxes.replaceChildren(el('legend', {}, t('archivesLegend')), ...others.map(box));
      node.hidden = others.length === 0;
    },
    get value() {
      return [...chosen].sort().slice(0, MOST);
    },
  };
}
