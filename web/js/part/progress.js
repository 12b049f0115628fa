// What goes on in the background: a line for each collection that is being indexed and for each job, at the foot of every view.

import { address, readAddress } from '../base/address.js';
import * as api from '../base/api.js';
import { attempt } from '../base/attempt.js';
import { el } from '../base/dom.js';
import { count, duration } from '../base/format.js';
import { jobName, t } from '../base/strings.js';
import { collections, isClosed } from './collections.js';
import { isUnderWay, lookAtJobs, shut, told } from './jobs.js';

/** Without a total the time left is guessed from the bytes read, and reading runs ahead: at first it says nothing. */
const GUESS_FROM = 10_000;

/** Where one sees what came of a job, by its kind. */
const RESULTS = {
  compact: () => address('library'),
  reindex: ({ collection: c }) => address('search', { c }),
  mining: ({ collection: c }) => address('duplicates', { mode: 'clusters', c }),
  comparison: ({ collection: c }) => address('plagiarism', { c, all: 1 }),
  map: ({ collection: c }) => address('map', { c }),
  train: ({ collection: c }) => address('train', { c }),
  examination: ({ collection: c }) => address('quality', { mode: 'texts', c }),
};

/** What only an admin may stop. */
const ADMINS = ['compact', 'reindex'];

const rows = new Map();
/** Failures that somebody has read: the collection's card still tells them. */
const read = new Set();

const failure = ({ name, state, error }) => (state === 'failed' ? `${name} ${error}` : null);

/** `said` is where it is told to those who listen how a job ended. */
export function showProgress(place, said) {
  const again = () => showProgress(place, said);
  const lines = [...(collections.all ?? []).filter(isShown).map((each) => indexingLine(each, again)), ...told().filter(isNews).map((each) => jobLine(each, again))];
  for (const [key, row] of rows) {
    if (lines.some((line) => line.key === key)) continue;
    const focused = row.node.contains(document.activeElement);
    row.node.remove();
    rows.delete(key);
    if (focused) (place.querySelector('button') ?? document.getElementById('main')).focus();
  }
  for (const line of lines) {
    const known = rows.get(line.key);
    if (!known?.node.isConnected) rows.set(line.key, newRow(place));
    else if (line.end && known.title.textContent !== line.title) said.textContent = line.title;
    fill(rows.get(line.key), line);
  }
  place.hidden = lines.length === 0;
}

function newRow(place) {
  const [title, bar, facts] = [el('span', { class: 'name' }), el('progress'), el('span', { class: 'facts' })];
  const result = el('a', {}, t('toResult'));
  const act = el('button', { type: 'button', class: 'quiet shut' });
  const node = el('div', { class: 'row' }, title, bar, facts, result, act);
  place.append(node);
  return { title, bar, facts, result, act, node };
}

/** A line: `title`, whether it tells of an `end` and whether that is `wrong`, `done` of `total`, `facts`, and what one can do. */
function fill({ title, bar, facts, result, act, node }, line) {
  node.dataset.key = line.key;
  title.textContent = line.title;
  title.classList.toggle('error', Boolean(line.wrong));
  bar.hidden = facts.hidden = Boolean(line.end);
  bar.setAttribute('aria-label', line.title);
  if (line.total) Object.assign(bar, { max: line.total, value: line.done });
  else bar.removeAttribute('value');
  facts.textContent = line.facts.filter(Boolean).join(' · ');
  result.hidden = !line.result;
  if (line.result) result.href = line.result;
  act.hidden = !line.act;
  if (line.act) {
    [act.textContent, act.onclick, act.dataset.needs = ''] = line.act;
    act.setAttribute('aria-label', `${line.act[0]}: ${line.title}`);
  }
}

function isShown(collection) {
  return ['indexing', 'failed'].includes(collection.state) && !isClosed(collection) && !read.has(failure(collection));
}

function indexingLine(collection, again) {
  const { name, state, indexing, error } = collection;
  const key = `indexing ${name}`;
  if (state === 'failed') {
    return { key, end: true, wrong: true, title: t('collectionFailed', name, error ?? ''), facts: [], act: [t('shut'), () => { read.add(failure(collection)); again(); }] };
  }
  const { done = 0, total, rejected, per_second: rate, seconds_left: left } = indexing ?? {};
  const known = total || done > GUESS_FROM;
  const spent = rate ? done / rate : 0;
  const guessed = !total && known && left != null && spent;
  return {
    key,
    title: t('progressOf', name),
    total: total || (guessed && spent + left),
    done: guessed ? spent : done,
    facts: [t('doneOf', count(done), total && count(total)), rate && t('rate', count(rate)), known && left != null && t('left', duration(left)), rejected && t('rejected', count(rejected))],
  };
}

function jobLine(job, again) {
  const { id, kind, collection, state, done, total, error, seconds_left: left } = job;
  const name = jobName(kind, collection);
  if (!isUnderWay(job)) {
    return {
      key: id, end: true, wrong: state === 'failed', title: t(`job-${state}`, name, error), facts: [],
      result: state === 'done' && RESULTS[kind]?.(job),
      act: [t('shut'), () => { shut(job); again(); }],
    };
  }
  return {
    key: id,
    title: name,
    total,
    done,
    facts: [state === 'waiting' && t('job-waiting'), total > 0 && t('doneOf', count(done), count(total)), left != null && t('left', duration(left))],
    act: [t('stop'), () => cancel(id), ADMINS.includes(kind) ? 'admin' : 'write'],
  };
}

/** Nobody needs to be told of what lies before him. */
function isNews(job) {
  const seen = job.state === 'done' && RESULTS[job.kind] && isHere(RESULTS[job.kind](job));
  if (seen) shut(job);
  return !seen;
}

/** Whether an address is that of the view one looks at, whatever else that one's says. */
function isHere(state) {
  const [there, here] = [readAddress(state), readAddress()];
  return there.view === here.view && Object.entries(there.params).every(([name, value]) => here.params[name] === value);
}

async function cancel(id) {
  await attempt(() => api.cancelJob(id), () => {
    // It may have ended and been forgotten meanwhile; the list says so.
  });
  await attempt(lookAtJobs, () => {});
}
