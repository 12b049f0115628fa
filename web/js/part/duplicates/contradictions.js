// Decisions that cannot all hold: texts that are apart, and the same by way of others. Whoever sees it says which one is wrong.

import * as api from '../../base/api.js';
import { attempt, inWords } from '../../base/attempt.js';
import { el, written } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';

/** More than these are not worked through at once. */
const SHOWN = 3;

/** `known(decisions)` hears of all that was decided, whenever it was looked at. */
export function contradictionsPart(known = () => {}) {
  const node = el('div', { class: 'contradictions', hidden: true });
  const question = latest({ busy: () => {}, done: show, failed: () => {} });

  function look(collection) {
    question.run(async (signal) => ({ collection, ...await api.decisions(collection, signal) }));
  }

  function show({ collection, decisions, contradictions }) {
    known(decisions);
    node.hidden = contradictions.length === 0;
    const texts = new Map(decisions.flatMap(({ id1, text1, id2, text2 }) => [[id1, text1], [id2, text2]]));
    node.replaceChildren(el('h2', {}, t('contradictions', count(contradictions.length))), el('p', {}, t('contradictionsLead')),
      el('ul', {}, contradictions.slice(0, SHOWN).map(({ path }) => item(collection, path, texts))),
      contradictions.length > SHOWN ? el('p', { class: 'note' }, t('rejectedMore', count(contradictions.length - SHOWN))) : '');
  }

  function item(collection, path, texts) {
    const link = (one, other, words) => el('li', {}, words, ' ', written('q', texts.get(one) || one), ` ${t('andText')} `, written('q', texts.get(other) || other), ' ',
      el('button', { type: 'button', 'data-needs': 'write', click: () => takeBack(collection, one, other) }, t('takeBack')));
    return el('li', { class: 'contradiction' }, el('ul', {}, path.slice(1).map((each, i) => link(path[i], each, t('decidedSame'))), link(path[0], path.at(-1), t('decidedApart'))));
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
