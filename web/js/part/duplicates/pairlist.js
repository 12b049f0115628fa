// Pairs of texts side by side, the words that differ marked, to be decided one after the other: with the buttons, or with the keys
// S (the same), D (different), I (ignore), U (take back the last decision), J and K (the next, the one before).

import { address } from '../../base/address.js';
import { el, written } from '../../base/dom.js';
import { may } from '../../base/role.js';
import { t } from '../../base/strings.js';
import { judged } from '../judgement.js';
import { likelihoodBar, markedText } from '../results.js';
import { differences } from './differences.js';

const KEYS = { s: 'merge', d: 'apart', i: 'ignore' };
const NAMES = { merge: 'pairSame', apart: 'pairDifferent', ignore: 'pairIgnore' };

/** Where letters are for something else. */
const WRITING = 'textarea, select, input:not([type="range"], [type="radio"], [type="checkbox"]), [contenteditable]';

/** The Latin letter of a key, also where the keyboard writes another script. */
const letter = ({ key, code }) => (/^[a-z]$/i.test(key) ? key : code.replace(/^Key/, '')).toLowerCase();

/** `decided` is the decisions of the collection; `changed` hears of each new one. */
export function pairList(collection, pairs, decided, changed) {
  /** The pairs that were decided here, the last one at the end. */
  let done = [];
  let current = 0;
  const items = pairs.map((pair, i) => pairItem(collection, pair, decided, (what) => decide(i, what)));

  async function decide(i, what) {
    const { id1, id2 } = pairs[i];
    done = done.filter((each) => each !== i);
    if (decided.of(id1, id2) !== what) done.push(i);
    const kept = decided.decide(id1, id2, what);
    show(i);
    await kept;
    show(i);
  }

  function show(i) {
    items[i].show();
    changed();
  }

  function press(event) {
    if (!list.isConnected) {
      document.removeEventListener('keydown', press);
      return;
    }
    if (!may('write') || event.target.closest(WRITING) || list.closest('[hidden]') || event.ctrlKey || event.metaKey || event.altKey) return;
    const focused = items.findIndex(({ node }) => node.contains(event.target));
    const i = focused < 0 ? current : focused;
    const pressed = letter(event);
    if (pressed === 'u') undo();
    // Where nothing has the focus yet, the pair that is marked comes first.
    else if (pressed === 'j') items[focused < 0 ? i : i + 1]?.focus();
    else if (pressed === 'k') items[focused < 0 ? i : i - 1]?.focus();
    else if (pressed in KEYS) {
      decide(i, KEYS[pressed]);
      (items[i + 1] ?? items[i]).focus();
    } else return;
    event.preventDefault();
  }

  /** Marks the pair that the keys are about. */
  function mark(i) {
    items[current].node.classList.remove('current');
    current = i;
    items[i].node.classList.add('current');
  }

  /** Takes the last decision back, and leads to its pair. */
  function undo() {
    const i = done.at(-1);
    if (i === undefined) return;
    decide(i, decided.of(pairs[i].id1, pairs[i].id2));
    items[i].focus();
  }

  const list = el('ol', { class: 'pairs', focusin: ({ target }) => mark(items.findIndex(({ node }) => node.contains(target))) }, items.map(({ node }) => node));
  mark(0);
  // Wherever the focus is, unless something is written there.
  document.addEventListener('keydown', press);
  return list;
}

function pairItem(collection, pair, decided, decide) {
  const { id1, id2, text1, text2 } = pair;
  const [left, right] = differences(text1, text2);
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
