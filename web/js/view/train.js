// Training: a copy of the model learns from what people decided or from a file, and is adopted or discarded.

import * as api from '../base/api.js';
import { attempt } from '../base/attempt.js';
import { el, section } from '../base/dom.js';
import { latest } from '../base/latest.js';
import { t } from '../base/strings.js';
import { choose, collectionPicker } from '../part/collections.js';
import { isUnderWay, jobs, lookAtJobs } from '../part/jobs.js';
import { obstacle, panel } from '../part/panel.js';
import { curves, standing } from '../part/train/curves.js';
import { outcomePart } from '../part/train/outcome.js';
import { sideBySide } from '../part/train/sidebyside.js';
import { trainingForm } from '../part/train/source.js';

/** What is drawn where nothing was trained. */
const NOTHING = 'nothing';

export function trainView(app) {
  const picker = collectionPicker('train', () => changed(true));
  const form = trainingForm({ begin, wrong: (words) => shown.fail({ message: words }) });
  const shown = panel('train');
  const question = latest({ busy: () => {}, done: show, failed: fail, told: (calls) => shown.told(calls) });
  /** The collection that was looked at last. */
  let looked;
  /** Whether something changed while it was looked at. */
  let stale = false;
  /** The job that is looked at, and what it told so far. */
  let followed = { id: null, events: [] };
  let drawn = '';
  let compared = null;

  function changed(push) {
    app.note('train', { c: picker.value }, push);
    form.propose(picker.value);
    look();
  }

  function forget() {
    followed = { id: null, events: [] };
    drawn = '';
    compared = null;
  }

  /** Asks how the training of the collection is, and for what it told since. */
  function look() {
    const name = picker.value;
    const other = obstacle(name);
    stale = false;
    if (name !== looked) {
      looked = name;
      forget();
      shown.show();
    }
    form.busy(!name || Boolean(other));
    if (!name || other) {
      question.cancel();
      shown.show('', other);
      return;
    }
    question.run(async (signal) => {
      const { id } = await api.training(name, signal);
      if (!id) return { job: null };
      if (id !== followed.id) followed = { id, events: [], last: 0 };
      const job = await api.job(id, followed.last, signal);
      followed.events.push(...job.events.map(({ value }) => value));
      followed.last = job.events.at(-1)?.number ?? followed.last;
      return { job };
    });
  }

  function show({ job }) {
    if (stale) look();
    form.busy(Boolean(job && isUnderWay(job)));
    const now = job ? `${job.id} ${job.state} ${followed.last} ${job.result?.state}` : NOTHING;
    if (now === drawn) return;
    drawn = now;
    if (!job) shown.show(t('noTraining'));
    else if (isUnderWay(job)) drawRunning(job);
    else if (job.state === 'failed') fail({ message: t('trainingFailed', job.error) });
    else if (job.state === 'cancelled') shown.show(t('trainingStopped'));
    else drawOutcome(job.result);
  }

  function drawRunning(job) {
    const focused = document.activeElement?.id === 'train-stop';
    shown.show(standing(followed.events, job), el('div', { class: 'row' },
      el('progress', { 'aria-label': t('train'), max: job.total || null, value: job.total ? job.done : null }),
      el('button', { id: 'train-stop', type: 'button', 'data-needs': 'write', click: () => act(() => api.cancelJob(job.id)) }, t('stop'))), curves(followed.events));
    if (focused) document.getElementById('train-stop').focus();
  }

  function drawOutcome(result) {
    const name = looked;
    const state = followed.adopting ? 'adopted' : result.state;
    const waiting = state === 'waiting';
    if (waiting) compared ??= sideBySide(name);
    form.next(result.model);
    shown.show(followed.adopting ? t('adopting', result.model, name) : '', outcomePart({ ...result, state }, { adopt: () => adopt(name, result), discard: () => discard(name) }), waiting && compared, curves(followed.events));
  }

  function fail(problem) {
    drawn = '';
    shown.fail(problem);
  }

  /** Whether it went well; what is shown stays where it did not. */
  const act = (what, failed = shown.complain) => attempt(async () => {
    await what();
    await lookAtJobs();
    look();
  }, failed);

  async function begin(plan) {
    form.busy(true);
    forget();
    shown.show(t('working'));
    await act(() => api.train(picker.value, plan), fail);
    form.busy(jobs.all.some(isOurs));
  }

  const isOurs = (job) => job.kind === 'train' && job.collection === picker.value && isUnderWay(job);

  async function adopt(name, { better }) {
    await act(async () => {
      await api.adopt(name, { anyway: !better });
      followed.adopting = true;
      drawn = '';
    });
  }

  async function discard(name) {
    if (!await act(() => api.discardTrained(name))) return;
    forget();
    shown.show(t('discarded'));
    drawn = NOTHING;
  }

  return {
    title: () => picker.value ?? '',
    node: section('train', t('trainTitle'), t('trainLead'), el('div', { class: 'ask' }, picker.node), form.node, el('p', { class: 'hint', 'data-lacks': 'write' }, t('onlyLook')), shown.node),
    show(params) {
      picker.show(choose('train', params.c));
      form.propose(picker.value);
      look();
    },
    refresh() {
      picker.show(choose('train'));
      form.propose(picker.value);
      if (!followed.id) look();
    },
    followJobs() {
      if (!jobs.all.some((job) => job.collection === picker.value && (isUnderWay(job) || job.id === followed.id))) return;
      if (question.running) stale = true;
      else look();
    },
  };
}
