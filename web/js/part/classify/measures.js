// How good a classifier is on its own examples, each left out in turn.

import * as api from '../../base/api.js';
import { el } from '../../base/dom.js';
import { cosine, count, percent } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { panel } from '../panel.js';

const orUnknown = (value, format) => (value == null ? t('unknown') : format(value));

export function measuresPart({ name }) {
  const shown = panel('measures');
  const question = latest({ busy: shown.busy, done: show, failed: shown.fail, told: shown.told });

  function show({ choice, none_of_these: none, claims, pairs }) {
    const { head, held_out: held, measured } = choice;
    shown.show(held ? t('chosenOn', t(`head.${head}`), count(held)) : t('chosenUntold', t(`head.${head}`)),
      measured.length > 0 && table(t('measures'), ['headLabel', 'accuracy', 'macroF1'], measured.map((each) => row(t(`head.${each.head}`), [cosine(each.accuracy), cosine(each.macro_f1)], each.head === head))),
      el('h2', {}, t('noneOfThese')), el('p', {}, t('noneAbove', cosine(none.threshold)), ' ', t(`basis.${none.basis}`, percent(none.false_accept ?? 0))),
      el('p', { class: 'note' }, t('nonePasses', orUnknown(none.false_accept, percent), orUnknown(none.true_accept, percent))),
      el('h2', {}, t('verification')), el('p', { class: 'note' }, t('verificationLead')),
      table(t('verification'), ['', 'equalErrorRate', 'rightAtOne', 'rightAtTenth'], [['claimsOfLabels', claims], ['claimsOfPairs', pairs]].map(([words, each]) => row(t(words),
        [each.equal_error_rate, each.true_accept_at_1_percent, each.true_accept_at_0_1_percent].map((value) => orUnknown(value, cosine))))));
  }

  return {
    node: el('div', { class: 'part' }, shown.node),
    look: () => question.run((signal) => api.measures(name(), signal)),
  };
}

function table(name, head, rows) {
  return el('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': name }, el('table', { class: 'measures' },
    el('thead', {}, el('tr', {}, head.map((words) => (words ? el('th', { scope: 'col' }, t(words)) : el('td'))))), el('tbody', {}, rows)));
}

function row(name, figures, isBest) {
  return el('tr', { class: isBest ? 'good' : null }, el('th', { scope: 'row' }, name), figures.map((each) => el('td', { class: 'figure' }, each)));
}
