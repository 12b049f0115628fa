// A ranking beside another one: each text with how far it is up or down there.

import { address } from '../base/address.js';
import { el, hidden, written } from '../base/dom.js';
import { count } from '../base/format.js';
import { t } from '../base/strings.js';
import { similarityBar } from './results.js';

/** `heading` is a node; `moved(each)` says how many places one is higher than in the other ranking; undefined where it is not in that. `bar` shows what they are in order of. */
export function rankedList(collection, heading, ranked, moved, bar = ({ similarity }) => similarityBar(similarity)) {
  return el('div', {}, heading, el('ol', { class: 'ranked' }, ranked.map((each) => el('li', { 'data-id': each.id },
    el('div', { class: 'head' }, written('a', each.title || each.id, { href: address('document', { c: collection, id: each.id, s: each.start, e: each.end }) }), bar(each)),
    written('p', each.text, { class: 'passage' }), place(moved(each))))));
}

function place(up) {
  if (up === undefined) return el('p', { class: 'note only' }, el('span', { 'aria-hidden': 'true' }, '✱ '), t('onlyHere'), hidden('.'));
  const words = up > 0 ? t('rose', count(up)) : up < 0 ? t('fell', count(-up)) : t('samePlace');
  return el('p', { class: 'note' }, el('span', { 'aria-hidden': 'true' }, up > 0 ? '▲ ' : up < 0 ? '▼ ' : '= '), words, hidden('.'));
}
