// How good it is: what was measured last, how right the answers are (evaluation.js) and how fast they come (benchmarks.js); and how the
// model does on the texts of a collection (examination.js).

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { el, section } from '../base/dom.js';
import { count } from '../base/format.js';
import { latest } from '../base/latest.js';
import { t } from '../base/strings.js';
import { panel } from '../part/panel.js';
import { benchmarksPart } from '../part/quality/benchmarks.js';
import { evaluationPart, publishedPart } from '../part/quality/evaluation.js';
import { examinationPart } from '../part/quality/examination.js';

const PARTS = ['right', 'fast', 'texts'];

export function qualityView(app) {
  const answers = panel('quality');
  const question = latest({ busy: answers.busy, done: draw, failed: answers.fail, told: answers.told });
  const links = PARTS.map((part) => el('a', { id: `quality-${part}`, href: address('quality', { mode: part === PARTS[0] ? '' : part }) }, t(`quality.${part}`)));
  const examination = examinationPart(() => app.note('quality', { mode: 'texts', c: examination.collection }, true));
  let part = PARTS[0];

  function draw(evaluation) {
    if (part === 'right') drawRight(evaluation);
    else drawFast(evaluation);
  }

  function drawRight({ model, results, published: others = [] }) {
    if (!results.length) {
      answers.show('', nothing(t('notMeasured', model), './doppel eval --quick'), others.length > 0 && publishedPart(others));
      return;
    }
    const published = results.filter((result) => result.published !== null);
    answers.show(t('measured', count(results.length), model, published.length, published.filter(({ ok }) => !ok).length), ...evaluationPart(results));
  }

  function drawFast({ model, benchmarks, tuned }) {
    if (!benchmarks.length) answers.show('', nothing(t('notTimed', model), './doppel bench encode', './doppel bench search NAME'), tuning(tuned));
    else answers.show(t('timed', count(benchmarks.length), model), ...benchmarksPart(benchmarks), tuning(tuned));
  }

  return {
    title: () => '',
    node: section('quality', t('qualityTitle'), t('qualityLead'), el('nav', { class: 'modes', 'aria-label': t('quality') }, links), answers.node, examination.node),
    show({ mode, c }) {
      part = PARTS.includes(mode) ? mode : PARTS[0];
      links.forEach((link, i) => link.setAttribute('aria-current', String(PARTS[i] === part)));
      answers.node.hidden = part === 'texts';
      examination.node.hidden = part !== 'texts';
      if (part === 'texts') examination.show(c);
      else question.run((signal) => api.evaluation(signal));
    },
    refresh() {
      if (part === 'texts') examination.refresh();
    },
  };
}

function nothing(words, ...commands) {
  return el('div', { class: 'nothing' }, el('p', {}, words), el('pre', { tabindex: 0 }, el('code', {}, commands.join('\n'))));
}

function tuning(tuned) {
  if (!tuned) return null;
  const { workers, threads_per_run: threads, token_budget: tokens, query_threads: query } = tuned.settings;
  return el('section', { class: 'task' }, el('h2', {}, t('tuned')), el('p', {}, t('tunedTo', workers, threads, tokens, query)),
    el('p', { class: 'facts' }, `${tuned.machine} · ${t(tuned.used ? 'tunedHere' : 'tunedElsewhere')}`));
}
