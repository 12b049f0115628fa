// What the file of a text holds and was not checked: what nobody sees who opens it, and what was not read.

import { el, written } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { t } from '../../base/strings.js';

/** A warning for each; none where all was read. */
export function unchecked({ unseen = '', unread = [] }) {
  return [
    unseen && el('details', { class: 'warning', id: 'plagiarism-unseen' }, el('summary', {}, t('unseen')), written('p', unseen)),
    unread.length > 0 && el('details', { class: 'warning', id: 'plagiarism-unread', open: true }, el('summary', {}, t('unread')),
      el('ul', {}, unread.map(({ kind, count: n, names }) => el('li', {}, `${t(`unread.${kind}`)}: ${count(n)}`, names.length > 0 ? el('bdi', {}, ` (${names.join(', ')})`) : null)))),
  ].filter(Boolean);
}
