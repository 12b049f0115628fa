// How right the answers are: first what others have published too, then every task with all that was measured of it.

import { el, svg } from '../../base/dom.js';
import { date, difference, duration, measured } from '../../base/format.js';
import { t } from '../../base/strings.js';

/** What the named tasks measure; the rest are tasks of one's own. */
const KINDS = {
  similarity: ['stsb', 'sts1', 'sick', 'korsts'],
  duplicates: ['mrpc', 'ko-question-pair', 'parakqc'],
  retrieval: ['scifact', 'cranfield', 'adi', 'korquad'],
  plagiarism: ['pan13', 'clough'],
  classes: ['banking77'],
  other: [''],
};
const [WIDE, HIGH] = [120, 16];
/** How many tolerances the picture of a difference reaches to either side. */
const REACH = 2.5;

export function evaluationPart(results) {
  const published = results.filter((result) => result.published !== null);
  const kinds = Map.groupBy(results, ({ task }) => Object.keys(KINDS).find((kind) => KINDS[kind].some((name) => task.startsWith(name))));
  return [published.length ? besidePublished(published) : null,
    ...Object.keys(KINDS).filter((kind) => kinds.has(kind)).map((kind) => kindOfTasks(kind, kinds.get(kind)))];
}

/** A table that scrolls by itself where it is too wide; `head` are the words of its columns. */
export function table(name, head, rows) {
  return el('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': name },
    el('table', { class: 'measures' }, el('thead', {}, el('tr', {}, head.map((words) => (words ? el('th', { scope: 'col' }, words) : el('td'))))), el('tbody', {}, rows)));
}

export const figure = (...what) => el('td', { class: 'figure' }, what);

function besidePublished(results) {
  return el('section', { class: 'task' }, el('h2', {}, t('besidePublished')), el('p', { class: 'note' }, t('besidePublishedAbout')),
    table(t('besidePublished'), [t('task'), t('measure'), t('value'), t('published'), t('difference'), ''], results.map(({ task, measure, value, published, tolerance, ok }) => el('tr', {},
      el('th', { scope: 'row' }, task), el('td', {}, measure), figure(measured(value)), figure(`${measured(published)} ± ${measured(tolerance)}`),
      el('td', { class: `figure ${ok ? 'good' : 'error'}` }, value === null ? '' : difference(value - published), ' ', t(ok ? 'isWithin' : 'isOff')),
      el('td', {}, value === null ? null : deviation((value - published) / tolerance))))));
}

/** What others measured with this model, where nothing was measured here yet. What must be exactly 0 or 1 is a promise, no measurement. */
export function publishedPart(all) {
  const results = all.filter(({ published }) => published > 0 && published < 1);
  return el('section', { class: 'task', id: 'quality-published' }, el('h2', {}, t('publishedElsewhere')), el('p', { class: 'note' }, t('publishedElsewhereAbout')),
    table(t('publishedElsewhere'), [t('task'), t('measure'), t('published'), t('source')], results.map(({ task, measure, published, source }) => el('tr', {},
      el('th', { scope: 'row' }, task), el('td', {}, measure), figure(measured(published)), el('td', {}, source)))));
}

function kindOfTasks(kind, results) {
  return el('section', { class: 'task' }, el('h2', {}, t(`tasks.${kind}`)), el('p', { class: 'note' }, t(`tasks.${kind}.about`)),
    [...Map.groupBy(results, ({ task }) => task)].map(([task, each]) => oneTask(task, each)));
}

function oneTask(task, results) {
  const [first] = results;
  return el('details', { class: 'one-task' }, el('summary', {}, el('strong', {}, task), ` ${first.measure} ${measured(first.value)}`),
    el('p', { class: 'facts' }, t('measuredOn', date(first.date), duration(results.at(-1).seconds), first.machine)),
    table(task, [t('measure'), t('value'), ''], results.map(({ measure, value }) => el('tr', {}, el('th', { scope: 'row' }, measure), figure(measured(value)),
      el('td', {}, value !== null && value >= 0 && value <= 1 ? part(value) : null)))));
}

const picture = (...shapes) => svg('svg', { width: WIDE, height: HIGH, viewBox: `0 0 ${WIDE} ${HIGH}`, 'aria-hidden': 'true', class: 'plot' }, ...shapes);

/** A value from 0 to 1 as a bar. */
export function part(value) {
  return picture(svg('rect', { x: 0, y: 4, width: WIDE, height: 8, class: 'band' }), svg('rect', { x: 0, y: 4, width: value * WIDE, height: 8, class: 'value' }));
}

/** How far a value is off: the band is the tolerance, the dot the value. */
function deviation(tolerances) {
  const x = (number) => WIDE / 2 + Math.max(-REACH, Math.min(REACH, number)) * (WIDE / 2 - 5) / REACH;
  return picture(svg('rect', { x: x(-1), y: 1, width: x(1) - x(-1), height: HIGH - 2, class: 'band' }),
    svg('line', { x1: 0, x2: WIDE, y1: HIGH / 2, y2: HIGH / 2, class: 'axis' }), svg('circle', { cx: x(tolerances), cy: HIGH / 2, r: 4, class: 'value' }));
}
