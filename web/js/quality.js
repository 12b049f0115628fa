// How good the model is: what was measured last, task by task, beside the published values.

import * as api from './api.js';
import { el, section } from './dom.js';
import { date, duration, measured } from './format.js';
import { panel } from './panel.js';
import { latest } from './latest.js';
import { t } from './strings.js';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDE, HIGH] = [120, 16];

export function qualityView() {
  const answers = panel('quality');
  const question = latest({ busy: answers.busy, done: show, failed: answers.fail });
  const compared = el('input', { id: 'quality-compared', type: 'checkbox', change: draw });
  let known;

  function show(evaluation) {
    known = evaluation;
    draw();
  }

  function draw() {
    const { model, results, tuned } = known;
    if (!results.length) {
      answers.show('', el('div', { class: 'nothing' }, el('p', {}, t('notMeasured', model)), el('pre', { tabindex: 0 }, el('code', {}, './doppel eval --quick'))), tuning(tuned));
      return;
    }
    const off = results.filter(({ ok }) => !ok).length;
    const published = results.filter((result) => result.published !== null).length;
    const shown = compared.checked ? results.filter((result) => result.published !== null) : results;
    answers.show(t('measured', results.length, model, published, off), el('p', { class: 'check' }, compared, el('label', { for: compared.id }, t('onlyPublished'))),
      ...tasks(shown).map(table), tuning(tuned));
  }

  return {
    title: () => '',
    node: section('quality', t('qualityTitle'), t('qualityLead'), answers.node),
    show() {
      question.run((signal) => api.evaluation(signal));
    },
    refresh() {},
  };
}

/** The results of each task, in their order. */
function tasks(results) {
  const found = new Map();
  for (const result of results) found.set(result.task, [...(found.get(result.task) ?? []), result]);
  return [...found];
}

function table([task, results]) {
  const head = (words) => el('th', { scope: 'col' }, words);
  const id = `task-${task.replaceAll(/[^\w-]/g, '-')}`;
  return el('div', { class: 'task' },
    el('h2', { id }, task), el('p', { class: 'facts' }, t('measuredOn', date(results[0].date), duration(results.at(-1).seconds), results[0].machine)),
    el('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-labelledby': id },
      el('table', { class: 'measures' }, el('thead', {}, el('tr', {}, [t('measure'), t('value'), t('published'), t('within')].map(head), el('td'))),
        el('tbody', {}, results.map(row)))));
}

function row({ measure, value, published, tolerance, ok }) {
  const cell = (className, ...what) => el('td', { class: className }, what);
  return el('tr', {}, el('th', { scope: 'row' }, measure), cell('figure', measured(value)),
    cell('figure', published === null ? '' : `${measured(published)} ± ${measured(tolerance)}`),
    cell(ok ? 'good' : 'error', published === null ? '' : t(ok ? 'yes' : 'no')),
    cell('', value !== null && value >= 0 && value <= 1 ? plot(value, published, tolerance) : null));
}

/** A line from 0 to 1 with the value as a dot, and the published value with its tolerance as a band. */
function plot(value, published, tolerance) {
  const x = (number) => 4 + number * (WIDE - 8);
  const shape = (tag, attributes) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, each] of Object.entries(attributes)) node.setAttribute(name, each);
    return node;
  };
  const picture = shape('svg', { width: WIDE, height: HIGH, viewBox: `0 0 ${WIDE} ${HIGH}`, 'aria-hidden': 'true', class: 'plot' });
  picture.append(shape('line', { x1: x(0), x2: x(1), y1: HIGH / 2, y2: HIGH / 2, class: 'axis' }));
  if (published !== null) {
    const half = Math.max(1, (tolerance * (WIDE - 8)));
    picture.append(shape('rect', { x: x(published) - half, y: 1, width: 2 * half, height: HIGH - 2, class: 'band' }));
  }
  picture.append(shape('circle', { cx: x(value), cy: HIGH / 2, r: 4, class: 'value' }));
  return picture;
}

function tuning(tuned) {
  if (!tuned) return null;
  const { workers, threads_per_run: threads, token_budget: tokens, query_threads: query } = tuned.settings;
  return el('div', { class: 'task' }, el('h2', {}, t('tuned')), el('p', {}, t('tunedTo', workers, threads, tokens, query)),
    el('p', { class: 'facts' }, `${tuned.machine} · ${t(tuned.used ? 'tunedHere' : 'tunedElsewhere')}`));
}
