// Pairs of texts side by side, the words that differ marked, to be decided one after the other: with the buttons, or with the keys
// S (the same), D (different), I (ignore), U (take back the last decision), J and K (the next, the one before).

import { address } from '../../base/address.js';
import { el, written } from '../../base/dom.js';
import { t } from '../../base/strings.js';
import { judged } from '../judgement.js';
import { likelihoodBar, markedText } from '../results.js';
import { differences, excerpt } from './differences.js';
import { queueKeys } from '../keys.js';

const KEYS = { s: 'merge', d: 'apart', i: 'ignore' };
const NAMES = { merge: 'pairSame', apart: 'pairDifferent', ignore: 'pairIgnore' };

/** `decided` is the decisions of the collection; `changed` hears of each new one. */
export function pairList(collection, pairs, decided, changed) {
  /** The pairs that were decided here, the last one at the end. */
  let done = [];
  const items = pairs.map((pair, i) => pairItem(collection, pair, decided, (what) => decide(i, what)));

  async function decide(i, what) {
    const { id1, id2 } = pairs[i];
    done = done.filter((each) => each !== i);
    const kept = decided.decide(id1, id2, what);
    show(i);
    await kept;
    show(i);
  }

  function show(i) {
    const isDecided = Boolean(decided.of(pairs[i].id1, pairs[i].id2));
    if (isDecided !== done.includes(i)) done = isDecided ? [...done, i] : done.filter((each) => each !== i);
    items[i].show();
    changed();
  }

  function act(letter, i) {
    if (letter === 'u') undo();
    else if (letter in KEYS) decide(i, KEYS[letter]);
    else return false;
    return letter === 'u' || 'on';
  }

  /** Takes the last decision back, and leads to its pair. */
  function undo() {
    const i = done.at(-1);
    if (i === undefined) return;
    decide(i, decided.of(pairs[i].id1, pairs[i].id2));
    items[i].focus();
  }

  const list = el('ol', { class: 'pairs' }, items.map(({ node }) => node));
  queueKeys(list, items, act);
  return list;
}

function pairItem(collection, pair, decided, decide) {
  const { id1, id2, text1, text2 } = pair;
  const [left, right] = differences(text1, text2).map(excerpt);
  const buttons = Object.values(KEYS).map((what) => el('button', { type: 'button', 'data-decision': what, click: () => decide(what) }, t(NAMES[what])));
  const node = el('li', { class: 'pair' },
    el('div', { class: 'pair-head' }, likelihoodBar(pair), ...judged(pair), el('span', { class: 'decide', 'data-needs': 'write' }, buttons)),
    side(collection, id1, left), side(collection, id2, right));

  function show() {
    const what = decided.of(id1, id2);
    node.dataset.decided = what ?? '';
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.decision === what));
  }

  show();
  return { node, show, focus: () => buttons[0].focus() };
}

function side(collection, id, parts) {
  return el('div', { class: 'side' }, written('a', id, { class: 'id', href: address('document', { c: collection, id }) }),
    el('p', { dir: 'auto' }, markedText(parts, 'differs')));
}
