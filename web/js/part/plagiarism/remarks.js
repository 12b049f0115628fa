// What is to be known of a check beside its cases.

import { el, isolated } from '../../base/dom.js';
import { moment } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { disguises } from './disguises.js';
import { unchecked } from './unchecked.js';

/** `stored` is the document that the text came from, or ''. */
export const remarks = (answer, stored) => [
  stored && el('p', { class: 'note' }, isolated(t('excluded', stored), stored)),
  answer.changed && el('p', { id: 'plagiarism-changed', class: 'hint' }, t('changedSince', moment(answer.checked_at))),
  ...unchecked(answer), ...disguises(answer.disguises), answer.truncated && el('p', { class: 'hint' }, t('textCut')),
];
