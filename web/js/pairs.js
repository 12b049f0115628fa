// All pairs of a collection that say the same, side by side, with the words that differ marked.

import { address } from './address.js';
import * as api from './api.js';
import { find } from './collections.js';
import { el, written } from './dom.js';
import { csv, download } from './download.js';
import { cosine, count } from './format.js';
import { askingPanel } from './panel.js';
import { markedText, similarityBar } from './results.js';
import { t } from './strings.js';
import { thresholdControl } from './threshold.js';
import { differences } from './words.js';

const SLIDING = 300;
const LIKELY = 0.75;
const FIRST = 50;
const MOST = 1000;
/** A collection up to this size is compared at once; a larger one when the person says so. */
const AT_ONCE = 5000;

export function pairsPart(collection, changed) {
  const threshold = thresholdControl('pairs-threshold', LIKELY, () => changed({ delay: SLIDING }));
  let k = FIRST;
  let agreed;

  const answers = askingPanel('pairs', {
    collection,
    instead(name) {
      const size = find(name)?.documents;
      if (size === undefined) return null;
      return size > AT_ONCE && agreed !== name ? offer(name, size) : undefined;
    },
    ask: (name, signal) => api.allPairs(name, { threshold: threshold.value, k }, signal),
    show: ({ pairs, truncated, took_ms: took }) => (pairs.length === 0 ? [t('noPairs', cosine(threshold.value))] : [
      t(truncated ? 'pairsFirst' : 'pairs', count(pairs.length), count(took)),
      el('div', { class: 'buttons' }, el('button', { id: 'pairs-export', type: 'button', click: () => save(pairs) }, t('exportPairs'))),
      el('ol', { class: 'pairs' }, pairs.map((pair) => pairItem(collection(), pair))),
      truncated && k < MOST && el('button', { id: 'pairs-more', type: 'button', click: more }, t('more')),
    ]),
  });

  function offer(name, size) {
    const start = () => { agreed = name; answers.update(); };
    return el('div', { class: 'nothing' }, el('p', {}, t('manyPairs', count(size))),
      el('button', { id: 'pairs-find', type: 'button', class: 'primary', click: start }, t('findPairs')));
  }

  function save(pairs) {
    const rows = pairs.map(({ id1, id2, similarity, text1, text2 }) => [id1, id2, similarity, text1, text2]);
    download(`${collection()}-pairs.csv`, 'text/csv', csv([['id1', 'id2', 'similarity', 'text1', 'text2'], ...rows]));
  }

  function more() {
    k = Math.min(MOST, k * 4);
    answers.update();
  }

  return {
    answers,
    title: () => t('allPairs'),
    node: el('div', { class: 'part' }, threshold.node, answers.node),
    params: () => ({ t: threshold.value === LIKELY ? '' : threshold.value }),
    set({ t: wanted }) {
      threshold.set(wanted);
      k = FIRST;
    },
  };
}

function pairItem(collection, { id1, id2, text1, text2, similarity }) {
  const [left, right] = differences(text1, text2);
  return el('li', { class: 'pair' }, similarityBar(similarity), side(collection, id1, left), side(collection, id2, right));
}

function side(collection, id, parts) {
  return el('div', { class: 'side' }, written('a', id, { class: 'id', href: address('document', { c: collection, id }) }),
    el('p', { dir: 'auto' }, markedText(parts, 'differs')));
}
