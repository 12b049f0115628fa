// What one collection says that another one says as well: pairs of a text here and one there, side by side.

import { address } from '../../base/address.js';
import * as api from '../../base/api.js';
import { attempt, inWords } from '../../base/attempt.js';
import * as curation from '../../base/curation.js';
import { el, field, hidden, written } from '../../base/dom.js';
import { csv, download } from '../../base/download.js';
import { cosine, count } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { collections } from '../collections.js';
import { judged } from '../judgement.js';
import { askingPanel } from '../panel.js';
import { likelihoodBar, markedText } from '../results.js';
import { sureButton } from '../sure.js';
import { differences, excerpt } from './differences.js';
import { thresholdControl } from './threshold.js';

const SLIDING = 300;
const FIRST = 50;
const MOST = 1000;

export function againstPart(collection, changed) {
  const threshold = thresholdControl('against-threshold', 'pair', () => changed({ delay: SLIDING }));
  const other = el('select', { id: 'against-collection', change: () => { wanted = other.value; k = FIRST; changed({ push: true }); } });
  let wanted = '';
  let k = FIRST;
  /** Where the new pairs begin that somebody wanted to see; 0 where nobody did. */
  let fresh = 0;

  /** The others, of which the one that is wanted is chosen. */
  function offer() {
    const names = (collections.all ?? []).map(({ name }) => name).filter((name) => name !== collection());
    if (wanted && wanted !== collection() && !names.includes(wanted)) names.unshift(wanted);
    const options = ['', ...names];
    if (options.join('/') !== Array.from(other.options, ({ value }) => value).join('/')) other.replaceChildren(...options.map((name) => el('option', { value: name }, name || t('chooseOther'))));
    other.value = names.includes(wanted) ? wanted : '';
  }

  const answers = askingPanel('against', {
    collection,
    instead() {
      offer();
      return other.value ? undefined : el('p', { class: 'hint' }, t(other.length > 1 ? 'againstHint' : 'againstNone'));
    },
    ask: (name, signal) => curation.against(name, { collection: other.value, threshold: threshold.wanted, k }, signal),
    show: ({ pairs, truncated, took_ms: took }) => (pairs.length === 0 ? [t('noPairsAgainst', cosine(threshold.value))] : [
      t(truncated ? 'pairsFirst' : 'pairs', count(pairs.length), count(took)),
      el('ol', { class: 'pairs' }, pairs.map((pair) => pairItem([collection(), other.value], pair))),
      el('div', { class: 'buttons' }, truncated && k < MOST ? el('button', { id: 'against-more', type: 'button', click: more }, t('more')) : null,
        el('button', { id: 'against-export', type: 'button', click: () => save(pairs) }, t('exportPairs'))),
    ]),
    shown() {
      if (fresh) answers.node.querySelectorAll('.pair')[fresh]?.querySelector('a').focus();
      fresh = 0;
    },
  });

  function more() {
    fresh = k;
    k = Math.min(MOST, k * 4);
    answers.update();
  }

  function save(pairs) {
    const rows = pairs.map(({ id1, id2, similarity, probability, text1, text2 }) => [id1, id2, similarity, probability ?? '', text1, text2]);
    download(`${collection()}-${other.value}.csv`, 'text/csv', csv([['id1', 'id2', 'similarity', 'probability', 'text1', 'text2'], ...rows]));
  }

  return {
    answers,
    title: () => [collection(), other.value].filter(Boolean).join(' · '),
    node: el('div', { class: 'part', hidden: true }, el('div', { class: 'ask' }, field(t('otherCollection'), other), threshold.node), answers.node),
    params: () => ({ o: wanted, t: threshold.param }),
    set({ o = '', t: least }) {
      wanted = o;
      threshold.set(least);
      offer();
    },
  };
}

function pairItem(names, pair) {
  const parts = differences(pair.text1, pair.text2).map(excerpt);
  return el('li', { class: 'pair' }, el('div', { class: 'pair-head' }, likelihoodBar(pair), ...judged(pair)),
    side(names[0], pair.id1, parts[0]), side(names[1], pair.id2, parts[1]));
}

/** A text in its collection, which one may delete there, and take that back. */
function side(collection, id, parts) {
  const said = el('p', { class: 'note', role: 'status' });
  const again = el('button', { type: 'button', class: 'again', hidden: true, click: restore }, t('takeBack'));
  const remove = sureButton(t('deleteText'), () => t('deleteFrom', collection), gone, { 'data-needs': 'write' });
  let document = null;

  const act = (what) => attempt(what, (problem) => {
    said.textContent = inWords(problem);
    said.classList.add('error');
  });

  /** It is fetched first, so that it can be brought back. */
  async function gone() {
    await act(async () => {
      const stored = await api.storedDocument(collection, id);
      await api.deleteDocument(collection, id);
      document = stored;
      tell(t('deletedFrom', collection), true);
      again.focus();
    });
  }

  async function restore() {
    await act(async () => {
      await api.putDocument(collection, document);
      tell('', false);
      remove.querySelector('button').focus();
    });
  }

  function tell(words, isGone) {
    said.classList.remove('error');
    said.textContent = words;
    again.hidden = !isGone;
    remove.hidden = isGone;
    node.dataset.gone = isGone ? 'yes' : '';
  }

  const node = el('div', { class: 'side' }, el('p', { class: 'note' }, el('bdi', {}, collection), hidden(': '), ' ', written('a', id, { class: 'id', href: address('document', { c: collection, id }) })),
    el('p', { dir: 'auto' }, markedText(parts, 'differs')), el('div', { class: 'buttons' }, remove, said, again));
  return node;
}
