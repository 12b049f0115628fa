// What a collection would learn from what people decided: beside what was before, and what each threshold does, from which one chooses by dragging
// a line in a chart or with the keys of a slider.

import { el, field } from '../../base/dom.js';
import { count, difference, measured, percent } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { chart } from '../chart.js';
import { share } from './teaching.js';

/** So many thresholds are told in the table. */
const ROWS = 20;

/** `keep(threshold)` hears which one is to hold from now on. */
export function learnedPart(learned, keep) {
  const { calibration, before, duplicates, average_precision: average, curve, second_judge: second, kept } = learned;
  // The lowest threshold first, as they stand in the chart.
  const points = [...curve].reverse();
  const chosen = () => points[Number(slider.value)];
  const told = el('p', { id: 'learned-told', role: 'status' });
  const slider = el('input', { id: 'learned-threshold', type: 'range', min: 0, max: points.length - 1, step: 1, input: show });
  const cursor = { moved: (x) => { slider.value = nearest(points, x); show(); } };
  const picture = chart({
    title: t('learnedChart'), cursor, x: { label: t('thresholdOf') }, y: { label: t('shareOf') },
    lines: [{ name: t('precision'), fine: true, points: points.map(({ threshold: x, precision }) => ({ x, y: precision.value })) },
      { name: t('recallOf'), fine: true, points: points.map(({ threshold: x, recall }) => ({ x, y: recall.value })) }],
  });

  function show() {
    const point = chosen();
    cursor.show(point.threshold);
    told.textContent = t('thresholdDoes', percent(point.threshold), share(point.precision), share(point.recall));
    slider.setAttribute('aria-valuetext', told.textContent);
  }

  const row = (name, was, is, apart) => el('tr', {}, el('th', { scope: 'row' }, name), [was, is, apart].map((words) => el('td', { class: 'figure' }, words)));
  const numbers = el('table', { class: 'measures', id: 'learned-measures' },
    el('thead', {}, el('tr', {}, ['measure', 'before', 'after', 'differenceIs'].map((each) => el('th', { scope: 'col' }, t(each))))),
    el('tbody', {},
      row(t('averagePrecision'), measured(before.average_precision), measured(average), difference(average - before.average_precision)),
      row(t('calibrationError'), measured(before.calibration_error), measured(calibration.calibration_error), difference(calibration.calibration_error - before.calibration_error)),
      row(t('thresholdOf'), percent(before.threshold), percent(calibration.threshold), ''),
      row(t('precision'), share(before.precision), share(calibration.precision), ''),
      row(t('recallOf'), share(before.recall), share(calibration.recall), '')));

  slider.value = nearest(points, calibration.threshold);
  show();
  return el('div', { class: 'learned' }, el('p', {}, t(kept ? 'learnedKept' : 'learnedFrom', count(calibration.pairs), count(duplicates))), numbers,
    el('p', { class: 'note' }, t('heldOutNote')),
    second && el('p', { id: 'learned-second' }, t(second.kept ? 'secondKept' : 'secondNotKept', second.model, count(second.asked), measured(second.log_loss_alone), measured(second.log_loss))),
    picture, el('div', { class: 'threshold' }, field(t('chooseThreshold'), slider)), told,
    el('p', { class: 'buttons', 'data-needs': 'write' }, el('button', { id: 'learned-keep', type: 'button', class: 'primary', click: () => keep(chosen().threshold) }, t('judgeByThis'))),
    el('details', {}, el('summary', {}, t('learnedNumbers')), curveTable(points)));
}

/** The place of the threshold that is nearest to x. */
function nearest(points, x) {
  return points.reduce((best, { threshold }, i) => (Math.abs(threshold - x) < Math.abs(points[best].threshold - x) ? i : best), 0);
}

function curveTable(points) {
  const step = Math.max(1, Math.ceil(points.length / ROWS));
  return el('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': t('learnedNumbers') }, el('table', { class: 'measures' },
    el('thead', {}, el('tr', {}, ['thresholdOf', 'precision', 'recallOf'].map((each) => el('th', { scope: 'col' }, t(each))))),
    el('tbody', {}, points.filter((_, i) => i % step === 0 || i === points.length - 1).map(({ threshold, precision, recall }) => el('tr', {}, el('th', { scope: 'row' }, percent(threshold)),
      el('td', { class: 'figure' }, share(precision)), el('td', { class: 'figure' }, share(recall)))))));
}
