// What is being indexed: one line a collection, at the foot of every view.

import { el } from '../base/dom.js';
import { count, duration } from '../base/format.js';
import { t } from '../base/strings.js';
import { collections, isClosed } from './collections.js';

/** Without a total the time left is guessed from the bytes read, and reading runs ahead: at first it says nothing. */
const GUESS_FROM = 10_000;

const rows = new Map();
/** Failures that somebody has read: the collection's card still tells them. */
const read = new Set();

const failure = ({ name, state, error }) => (state === 'failed' ? `${name} ${error}` : null);

export function showProgress(place) {
  const active = (collections.all ?? []).filter((collection) => ['indexing', 'failed'].includes(collection.state) && !isClosed(collection) && !read.has(failure(collection)));
  for (const [name, row] of rows) {
    if (!active.some((collection) => collection.name === name)) {
      row.node.remove();
      rows.delete(name);
    }
  }
  for (const collection of active) {
    if (!rows.has(collection.name)) rows.set(collection.name, newRow(place));
    fill(rows.get(collection.name), collection, () => {
      read.add(failure(collection));
      showProgress(place);
    });
  }
  place.hidden = active.length === 0;
}

function newRow(place) {
  const [title, bar, facts] = [el('span', { class: 'name' }), el('progress'), el('span', { class: 'facts' })];
  const shut = el('button', { type: 'button', class: 'quiet shut', hidden: true });
  const node = el('div', { class: 'row' }, title, bar, facts, shut);
  place.append(node);
  return { title, bar, facts, shut, node };
}

function fill({ title, bar, facts, shut }, { name, state, indexing, error }, close) {
  const failed = state === 'failed';
  shut.hidden = !failed;
  shut.onclick = close;
  shut.textContent = t('shut');
  const { done = 0, total, rejected, per_second: rate, seconds_left: left } = indexing ?? {};
  title.textContent = failed ? t('collectionFailed', name, error ?? '') : t('progressOf', name);
  title.classList.toggle('error', failed);
  bar.hidden = facts.hidden = failed;
  bar.setAttribute('aria-label', t('progressOf', name));
  const known = total || done > GUESS_FROM;
  const spent = rate ? done / rate : 0;
  if (total) Object.assign(bar, { max: total, value: done });
  else if (known && left != null && spent) Object.assign(bar, { max: spent + left, value: spent });
  else bar.removeAttribute('value');
  facts.textContent = [
    t('doneOf', count(done), total && count(total)),
    rate && t('rate', count(rate)),
    known && left != null && t('left', duration(left)),
    rejected && t('rejected', count(rejected)),
  ].filter(Boolean).join(' · ');
}
