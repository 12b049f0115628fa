// Pieces that several views show: a found text, its similarity, examples to try.

import { el, hidden, written } from './dom.js';
import { cosine } from './format.js';
import { EXAMPLES } from './samples.js';
import { t } from './strings.js';

export function similarityBar(value) {
  const fill = el('span', { class: 'fill' });
  fill.style.setProperty('--part', Math.min(1, Math.max(0, value)));
  return el('span', { class: 'similarity' }, el('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
    hidden(`${t('similarity')} `), el('span', { class: 'number' }, cosine(value)));
}

export function hitList(hits) {
  return el('ol', { class: 'hits' }, hits.map(hitItem));
}

function hitItem({ id, title, text, start = 0, similarity, fields }) {
  const chips = Object.entries(fields ?? {}).filter(([, value]) => value);
  return el('li', { class: 'hit', 'data-id': id },
    el('div', { class: 'head' }, written('h2', title || id, title ? {} : { class: 'bare' }), similarityBar(similarity)),
    written('p', start > 0 ? `… ${text}` : text, { class: 'passage' }),
    chips.length ? el('ul', { class: 'chips' }, chips.map(([name, value]) => chip(name, value))) : null);
}

const chip = (name, value) => el('li', {}, el('span', { class: 'name' }, `${name} `), el('bdi', {}, String(value)));

/** Buttons which put a question that suits a sample collection into an input; null for any other collection. */
export function examples(collection, input) {
  const texts = EXAMPLES[collection];
  if (!texts) return null;
  function take({ currentTarget }) {
    input.value = currentTarget.textContent;
    input.dispatchEvent(new Event('input'));
    input.focus();
  }
  return el('div', { class: 'examples' }, el('p', {}, t('tryThese')),
    el('ul', {}, texts.map((text) => el('li', {}, written('button', text, { type: 'button', click: take })))));
}
