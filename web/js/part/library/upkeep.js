// How a collection is kept: what it takes, whether everything is found, and what can be done about it.

import * as api from '../../base/api.js';
import { attempt, inWords } from '../../base/attempt.js';
import { el, written } from '../../base/dom.js';
import { bytes, count, percent } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { find, isClosed } from '../collections.js';
import { rawAnswer } from '../raw.js';

const LOOK = 500;

/** The drawer of a collection's card. */
export function upkeepDrawer(name, close) {
  const closed = isClosed(find(name));
  const facts = el('dl', { class: 'kept' });
  const said = el('p', { class: 'status', role: 'status' });
  const bar = el('progress', { hidden: true, 'aria-label': name });
  const error = el('p', { class: 'error' });
  /** What was begun last: `compact` or `reindex`. */
  let running;
  const raw = rawAnswer();
  const stop = el('button', { type: 'button', 'data-needs': 'admin', hidden: true, click: () => act(() => api.stopJob(name, running)) }, t('stop'));
  /** Is there once it is known that the index lies in files that can be written anew. */
  const compact = el('button', { type: 'button', class: 'compact', 'data-needs': 'admin', hidden: true, click: () => act(() => work('compact')) }, t('compact'));
  const doing = [
    ...(closed ? [] : [
      el('button', { type: 'button', class: 'audit', 'data-needs': 'write', click: () => act(audit) }, t('audit')),
      compact,
    ]),
    el('button', { type: 'button', class: 'reindex', 'data-needs': 'admin', click: () => act(() => work('reindex')) }, t('reindex')),
  ];

  function act(what) {
    error.textContent = '';
    return attempt(what, (problem) => { error.textContent = inWords(problem); });
  }

  /** Lets one thing be done at a time. */
  async function alone(words, what) {
    doing.forEach((button) => { button.disabled = true; });
    said.textContent = words;
    said.parentNode.classList.add('busy');
    try {
      await what();
    } finally {
      said.parentNode.classList.remove('busy');
      said.textContent = '';
      bar.hidden = stop.hidden = true;
      doing.forEach((button) => { button.disabled = false; });
    }
  }

  async function audit() {
    await alone(t('auditing'), () => api.audit(name));
    await show();
  }

  async function work(job) {
    await alone(t(`${job}ing`), async () => {
      let state = await api.startJob(name, job);
      running = job;
      stop.hidden = false;
      while (state.state === 'running') {
        bar.hidden = false;
        if (state.progress) bar.value = state.progress;
        else bar.removeAttribute('value');
        await new Promise((done) => { setTimeout(done, LOOK); });
        state = await api.jobState(name, job);
      }
      if (state.error) throw new api.Problem({ detail: state.error === 'stopped' ? t('stopped') : state.error });
    });
    await show();
    said.textContent = t(`${job}ed`);
  }

  async function show() {
    const { signal } = new AbortController();
    fill(...await Promise.all([api.upkeep(name, signal), api.about()]));
    raw.show(api.callsOf(signal));
  }

  function fill(upkeep, { place, address }) {
    const row = (term, ...what) => el('div', {}, el('dt', {}, term), el('dd', {}, what));
    const files = upkeep.disk_bytes !== null;
    compact.hidden = !files;
    facts.replaceChildren(
      row(t('lies'), t(`lies.${place}`), ...(address ? [': ', written('code', address)] : [])),
      ...(files ? [
        row(t('onDisk'), t('onDiskOf', bytes(upkeep.disk_bytes), bytes(upkeep.vector_bytes))),
        row(t('kept'), t('keptOf', count(upkeep.passages), count(upkeep.deleted_passages), count(upkeep.segments))),
      ] : [row(t('kept'), t('keptElsewhere', count(upkeep.passages)))]),
      ...(upkeep.distribution ? [row(t('shards'), shards(upkeep.distribution))] : []),
      row(t('searched'), t('searchedOf', upkeep.vector_storage, count(upkeep.search_width))),
      row(t('recall'), ...recall(upkeep.audit)),
      row(t('bound'), el('details', {}, el('summary', {}, `${upkeep.passport.model}, ${upkeep.passport.model_sha256.slice(0, 12)}…`),
        el('ul', { class: 'passport' }, Object.entries(upkeep.passport).filter(([, value]) => value).map(([key, value]) => el('li', {}, `${key}: `, written('span', value)))))));
  }

  if (!closed) queueMicrotask(() => act(show));
  return el('section', { class: 'upkeep', 'aria-label': t('upkeepOf', name) }, facts, el('div', {}, said, el('div', { role: 'alert' }, error)),
    el('div', { class: 'row' }, bar, stop),
    el('div', { class: 'buttons' }, doing, el('button', { type: 'button', click: close }, t('shut'))), raw.node);
}

function shards({ health, shards: parts, copies, missing }) {
  return el('span', { class: health === 'green' ? 'good' : 'error' }, t(`health.${health}`, count(parts), count(copies), count(missing)));
}

function recall(audit) {
  if (!audit) return [t('notAudited')];
  const { stored, asked, kept, advice, promise } = audit;
  const of = (sample, words) => t(words, percent(sample.recall), count(sample.queries), percent(sample.low), percent(sample.high));
  return [of(stored, 'recallStored'), asked ? ` ${of(asked, 'recallAsked')}` : '',
    el('p', { class: kept ? 'good' : 'error' }, kept ? t('promiseKept', percent(promise)) : t('promiseBroken', percent(promise))),
    advice ? el('p', {}, el('code', {}, advice)) : ''];
}
