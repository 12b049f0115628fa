// All pairs of a collection that say the same, side by side, with the words that differ marked.

import * as api from './api.js';
import { find } from './collections.js';
import { el, written } from './dom.js';
import { cosine, count } from './format.js';
import { askingPanel } from './panel.js';
import { similarityBar } from './results.js';
import { t } from './strings.js';
import { differences } from './text.js';
import { thresholdControl } from './threshold.js';

const SLIDING = 300;
const LIKELY = 0.85;
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
      t('pairs', count(pairs.length), count(took)),
      el('ol', { class: 'pairs' }, pairs.map(pairItem)),
      truncated && k < MOST && el('button', { id: 'pairs-more', type: 'button', click: more }, t('more')),
    ]),
  });

  function offer(name, size) {
    const start = () => { agreed = name; answers.update(); };
    return el('div', { class: 'nothing' }, el('p', {}, t('manyPairs', count(size))),
      el('button', { id: 'pairs-find', type: 'button', class: 'primary', click: start }, t('findPairs')));
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

function pairItem({ id1, id2, text1, text2, similarity }) {
  const [left, right] = differences(text1, text2);
  return el('li', { class: 'pair' }, similarityBar(similarity), side(id1, left), side(id2, right));
}

function side(id, parts) {
  const text = parts.map((part) => (part.differs ? el('mark', { class: 'differs' }, part.text) : part.text));
  return el('div', { class: 'side' }, written('p', id, { class: 'id' }), el('p', { dir: 'auto' }, text));
}
