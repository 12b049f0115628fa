// The same question to both models.

import * as api from '../../base/api.js';
import { el, field } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { panel } from '../panel.js';
import { rankedList } from '../ranked.js';
import { examples } from '../results.js';

const SHOWN = 10;
/** So many are ranked by both. */
const LOOKED_AT = 100;

export function sideBySide(collection) {
  const answers = panel('train-compare');
  const question = latest({ busy: answers.busy, done: show, failed: answers.fail, told: answers.told });
  const input = el('input', { id: 'train-question', type: 'search', dir: 'auto', autocomplete: 'off', enterkeyhint: 'search', input: () => ask(300) });

  function ask(delay = 0) {
    const text = input.value.trim();
    if (text) question.run((signal) => api.compareModels(collection, { text, k: SHOWN }, signal), delay);
    else question.cancel();
  }

  function show({ base, model, before, after }) {
    answers.show(t('bothAnswered', count(Math.min(SHOWN, after.length))), el('div', { class: 'both' },
      rankedList(collection, el('h3', {}, t('byModel', base)), before, (each) => each.rank - each.other), rankedList(collection, el('h3', {}, t('byModel', model)), after, (each) => each.other - each.rank)));
  }

  return el('section', { class: 'side-by-side', 'aria-labelledby': 'train-compare-title' }, el('h2', { id: 'train-compare-title' }, t('sideBySide')),
    el('p', { class: 'note' }, t('sideBySideLead', count(LOOKED_AT))),
    el('form', { class: 'ask', submit: (event) => { event.preventDefault(); ask(); } }, field(t('yourQuestion'), input, 'wide'), el('button', { class: 'primary' }, t('askBoth'))),
    examples(collection, input), answers.node);
}
