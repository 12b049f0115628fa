// What people have said about cases of a collection, the last first, so that it can be looked through and taken back.

import * as assessments from '../../base/assessments.js';
import { el, written } from '../../base/dom.js';
import { count, moment } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { inWords } from '../../base/attempt.js';
import { t } from '../../base/strings.js';

/** `collection()` tells which one is looked at; `changed()` hears that something was taken back. */
export function saidBefore(collection, changed) {
  const list = el('ol', { class: 'sources' });
  const words = el('p', { class: 'note', role: 'status' });
  const error = el('p', { class: 'error', role: 'alert' });
  const node = el('details', { id: 'plagiarism-assessments', class: 'leaving', toggle: () => { if (node.open) look(); } },
    el('summary', {}, t('assessments')), words, list, error);
  const asking = latest({ busy: () => {}, done: show, failed: (problem) => { error.textContent = inWords(problem); } });

  const look = () => collection() && asking.run((signal) => assessments.list(collection(), signal));

  function show({ assessments: all, total }) {
    error.textContent = '';
    words.textContent = t('assessmentsShown', count(all.length), count(total));
    list.replaceChildren(...all.map((each) => el('li', { 'data-id': each.id },
      el('p', { class: 'kind' }, t('assessedAs', t(`ruling.${each.ruling}`), moment(each.at), each.by)),
      each.note ? written('p', each.note) : null, written('p', each.this_text, { class: 'excerpt' }), written('p', t('sourceOf', each.source), { class: 'facts' }),
      el('button', { type: 'button', class: 'quiet', 'data-needs': 'write', click: () => takeBack(each) }, t('takeBack')))));
  }

  const takeBack = (each) => asking.run(async (signal) => {
    await assessments.retract(collection(), each);
    changed();
    return assessments.list(collection(), signal);
  });

  return {
    node,
    /** Another collection is looked at, or something was said in this one. */
    refresh() {
      list.replaceChildren();
      words.textContent = error.textContent = '';
      if (node.open) look();
    },
  };
}
