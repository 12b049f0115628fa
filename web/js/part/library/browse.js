// The texts of a collection in the order of their ids, a page at a time.

import { address } from '../../base/address.js';
import * as api from '../../base/api.js';
import { inWords } from '../../base/attempt.js';
import { el, written } from '../../base/dom.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { rawAnswer } from '../raw.js';

const PAGE = 50;

export function browser(collection, close) {
  const list = el('ol', { class: 'browsed' });
  const error = el('p', { class: 'error', role: 'alert' });
  const more = el('button', { type: 'button', class: 'more', hidden: true, click: next }, t('more'));
  const question = latest({ busy: () => {}, done: show, failed: (problem) => { error.textContent = inWords(problem); }, told: (calls) => raw.show(calls) });
  const raw = rawAnswer();
  let after = '';

  function next() {
    question.run((signal) => api.documents(collection, { limit: PAGE, after }, signal));
  }

  function show({ documents }) {
    list.append(...documents.map(({ id, title, beginning }) => el('li', {}, written('a', title || beginning || id, { href: address('document', { c: collection, id }) }),
      title || beginning ? written('span', id, { class: 'id' }) : null)));
    after = documents.at(-1)?.id ?? after;
    more.hidden = documents.length < PAGE;
  }

  next();
  return el('section', { class: 'browser', 'aria-label': t('documentsOf', collection) }, list, error,
    el('div', { class: 'buttons' }, more, el('button', { type: 'button', click: close }, t('shut'))), raw.node);
}
