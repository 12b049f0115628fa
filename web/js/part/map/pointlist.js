// Points of the map as a list: what was chosen, what is nearest, what is in the middle.

import { address } from '../../base/address.js';
import { el, written } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { t } from '../../base/strings.js';

const MOST_LISTED = 200;

export function pointList() {
  const heading = el('h2', { id: 'map-list-title' });
  const list = el('ol', { id: 'map-list', class: 'near' });
  return {
    nodes: [heading, list],
    /** `notes` has a word about some of the points, `field` is the one that colours tell, or undefined. */
    show(title, collection, points, { notes = [], field } = {}) {
      heading.textContent = title;
      list.replaceChildren(...points.slice(0, MOST_LISTED).map((point, place) => item(collection, point, [notes[place], field && point.fields[field]])));
      if (points.length > MOST_LISTED) list.append(el('li', { class: 'hint' }, t('rejectedMore', count(points.length - MOST_LISTED))));
    },
  };
}

function item(collection, { id, title, beginning }, notes) {
  return el('li', {}, written('a', title || beginning, { href: address('document', { c: collection, id }) }),
    el('span', { class: 'hint' }, notes.filter(Boolean).join(' · ')),
    title ? written('p', beginning, { class: 'excerpt' }) : null);
}
