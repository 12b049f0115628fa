// Decisions that cannot all hold: texts that are apart, and the same by way of others. Whoever sees it says which one is wrong.

import * as api from '../../base/api.js';
import { attempt, inWords } from '../../base/attempt.js';
import { el, written } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';

/** More than these are not worked through at once. */
const SHOWN = 3;

export function contradictionsPart() {
  const node = el('div', { class: 'contradictions', hidden: true });
  const question = latest({ busy: () => {}, done: show, failed: () => {} });

  function look(collection) {
    question.run(async (signal) => ({ collection, ...await api.decided(collection, signal) }));
  }

  function show({ collection, contradictions }) {
    node.hidden = contradictions.length === 0;
    node.replaceChildren(el('h2', {}, t('contradictions', count(contradictions.length))), el('p', {}, t('contradictionsLead')),
      el('ul', {}, contradictions.slice(0, SHOWN).map((each) => item(collection, each))),
      contradictions.length > SHOWN ? el('p', { class: 'note' }, t('rejectedMore', count(contradictions.length - SHOWN))) : '');
  }

  function item(collection, { path, texts }) {
    const text = (i) => written('q', texts[i] || path[i]);
    const link = (i, j, words) => el('li', {}, words, ' ', text(i), ` ${t('andText')} `, text(j), ' ',
      el('button', { type: 'button', 'data-needs': 'write', click: () => takeBack(collection, path[i], path[j]) }, t('takeBack')));
    return el('li', { class: 'contradiction' }, el('ul', {}, path.slice(1).map((_, i) => link(i, i + 1, t('decidedSame'))), link(0, path.length - 1, t('decidedApart'))));
  }

  async function takeBack(collection, id1, id2) {
    const taken = await attempt(() => api.decide(collection, { id1, id2, decision: 'undecided' }),
      (problem) => node.append(el('p', { class: 'error', role: 'alert' }, inWords(problem))));
    if (taken) look(collection);
  }

  function hide() {
    question.cancel();
    node.hidden = true;
  }

  return { node, look, hide };
}
