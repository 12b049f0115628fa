// Letters of a text that were exchanged or hidden so that a copy is not found: evidence by itself, shown beside what was found.

import { el } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { disguiseName, t } from '../../base/strings.js';

const SHOWN = 10;

/** A warning for each way in which letters were disguised; none where all are in order. */
export function disguises(found = []) {
  return found.map(({ kind, letters, places_total: total, places }) => el('details', { class: 'warning disguise' },
    el('summary', {}, t('disguised', disguiseName(kind), count(letters), count(total))),
    el('ul', {}, places.slice(0, SHOWN).map(({ plain }) => el('li', {}, t('readAs'), ' ', el('bdi', {}, plain)))),
    total > SHOWN ? el('p', { class: 'hint' }, t('rejectedMore', count(total - SHOWN))) : null));
}
