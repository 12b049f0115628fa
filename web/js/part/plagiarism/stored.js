// The texts of a small collection, to choose one of them.

import * as api from '../../base/api.js';
import { el, field } from '../../base/dom.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { find } from '../collections.js';

/** Of larger collections no list of texts is offered. */
const LISTED = 100;

/** The first texts of a collection: {id, title}. */
export const firstTexts = (collection, signal) => api.documents(collection, { limit: LISTED }, signal).then(({ documents }) => documents);

/** `opened(id)` hears of a choice; `current()` is the id of the text that is shown, or ''. */
export function storedTexts({ opened, current }) {
  const choice = el('select', { id: 'plagiarism-document', change: () => opened(choice.value) });
  const node = field(t('storedLabel'), choice);
  const listing = latest({ busy: () => {}, done: list, failed: () => list([]) });
  let listed = '';

  node.hidden = true;

  function list(texts) {
    choice.replaceChildren(el('option', { value: '' }, t('storedNone')),
      ...texts.map(({ id, title }) => el('option', { value: id }, title ? `${id} · ${title}` : id)));
    choice.value = texts.some(({ id }) => id === current()) ? current() : '';
    node.hidden = texts.length === 0;
  }

  return {
    node,
    choose(id) {
      choice.value = id;
    },
    /** Offers the texts of a collection, unless they are offered already. */
    offer(collection) {
      const size = find(collection)?.documents ?? 0;
      if (listed === `${collection} ${size}`) return;
      listed = `${collection} ${size}`;
      if (size > 0 && size <= LISTED) listing.run((signal) => firstTexts(collection, signal));
      else list([]);
    },
  };
}
