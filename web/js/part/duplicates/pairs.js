// All pairs of a collection that say the same, to be looked through, decided and taken away.

import * as api from '../../base/api.js';
import { el } from '../../base/dom.js';
import { csv, download } from '../../base/download.js';
import { cosine, count } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { find } from '../collections.js';
import { decisions } from './decisions.js';
import { pairList } from './pairlist.js';
import { thresholdControl } from './threshold.js';
import { askingPanel } from '../panel.js';

const SLIDING = 300;
const FIRST = 50;
const MOST = 1000;
/** A collection up to this size is compared at once; a larger one when the person says so. */
const AT_ONCE = 5000;

export function pairsPart(collection, changed) {
  const threshold = thresholdControl('pairs-threshold', 'pair', () => changed({ delay: SLIDING }));
  let k = FIRST;
  /** Where the new pairs begin that somebody wanted to see; 0 where nobody did. */
  let fresh = 0;
  let agreed;
  let decided;

  const answers = askingPanel('pairs', {
    collection,
    instead(name) {
      const size = find(name)?.documents;
      if (size === undefined) return null;
      return size > AT_ONCE && agreed !== name ? offer(name, size) : undefined;
    },
    ask: (name, signal) => api.allPairs(name, { threshold: threshold.wanted, k }, signal),
    shown: () => fresh && goOn(),
    show: ({ pairs, truncated, took_ms: took }) => (pairs.length === 0 ? [t('noPairs', cosine(threshold.value))] : [
      t(truncated ? 'pairsFirst' : 'pairs', count(pairs.length), count(took)),
      ...queue(pairs),
      el('div', { class: 'buttons' },
        truncated && k < MOST ? el('button', { id: 'pairs-more', type: 'button', click: more }, t('more')) : null,
        el('button', { id: 'pairs-export', type: 'button', click: () => save(pairs) }, t('exportPairs'))),
    ]),
  });

  function goOn() {
    answers.node.querySelectorAll('.pair')[fresh]?.querySelector('a').focus();
    fresh = 0;
  }

  function offer(name, size) {
    const start = () => { agreed = name; answers.update(); };
    return el('div', { class: 'nothing' }, el('p', {}, t('manyPairs', count(size))),
      el('button', { id: 'pairs-find', type: 'button', class: 'primary', click: start }, t('findPairs')));
  }

  function queue(pairs) {
    decided = decisions(collection(), pairs, answers.complain);
    const tally = el('span', { id: 'pairs-tally', role: 'status' });
    const tell = () => {
      const done = pairs.filter(({ id1, id2 }) => decided.of(id1, id2)).length;
      tally.textContent = t('decidedOf', count(done), count(pairs.length));
    };
    tell();
    return [el('p', { class: 'note', 'data-needs': 'write' }, t('decideHint'), ' ', tally), pairList(collection(), pairs, decided, tell)];
  }

  function save(pairs) {
    const rows = pairs.map(({ id1, id2, similarity, probability, text1, text2 }) => [id1, id2, similarity, probability ?? '', decided.of(id1, id2) ?? '', text1, text2]);
    download(`${collection()}-pairs.csv`, 'text/csv', csv([['id1', 'id2', 'similarity', 'probability', 'decision', 'text1', 'text2'], ...rows]));
  }

  function more() {
    fresh = k;
    k = Math.min(MOST, k * 4);
    answers.update();
  }

  return {
    answers,
    title: () => t('allPairs'),
    node: el('div', { class: 'part' }, threshold.node, answers.node),
    params: () => ({ t: threshold.param }),
    set({ t: wanted }) {
      threshold.set(wanted);
      k = FIRST;
    },
  };
}
