// How a training goes: its loss, its value on examples that decide when to stop, and how hard its triplets are.

import { el } from '../../base/dom.js';
import { brief, count, duration, percent } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { chart } from '../chart.js';

/** `events` are what the job told on its way. */
export function curves(events) {
  const beginning = events.find(({ event }) => event === 'beginning');
  const steps = events.filter(({ event }) => event === 'step');
  const epoch = events.findLast(({ event }) => event === 'epoch');
  const last = steps.at(-1);
  const line = (field, fine) => [{ name: t(field === 'loss' ? 'loss' : 'devValue'), fine, points: steps.map(({ step, [field]: y }) => ({ x: step, y })) }];
  return el('div', { class: 'curves' },
    beginning && el('p', { class: 'note' }, t('trainingFrom', count(beginning.train), count(beginning.dev), count(beginning.test))),
    last ? el('div', { class: 'both' },
      chart({ title: t('loss'), lines: line('loss', true), x: { label: t('step') }, y: { label: t('loss') } }),
      chart({ title: t('devValue'), lines: line('dev', true), x: { label: t('step') }, y: { label: t('devValue') } })) : null,
    last && el('p', { class: 'note' }, t('lossNow', brief(last.loss), brief(last.dev))),
    epoch && el('p', { class: 'note' }, shares(epoch)));
}

function shares({ easy, semi_hard: semi, hard }) {
  const all = easy + semi + hard;
  return t('shares', ...[easy, semi, hard].map((part) => percent(all ? part / all : 0)));
}

/** Where it is, in words. */
export function standing(events, job) {
  if (job.state === 'waiting') return t('trainingWaits');
  const last = events.findLast(({ event }) => event === 'step');
  return last ? t('trainingAt', count(last.step), count(last.steps), duration(last.seconds_left)) : t('trainingBegins');
}
