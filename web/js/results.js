// Pieces that several views show: a found text, its similarity, examples to try.

import { address } from './address.js';
import { el, hidden, written } from './dom.js';
import { cosine } from './format.js';
import { highlighted } from './highlight.js';
import { judged } from './judgement.js';
import { questionsTo } from './samples.js';
import { t } from './strings.js';
import { sharedWords } from './words.js';

/** The most words that are told of. */
const WORDS = 12;

export function similarityBar(value) {
  const fill = el('span', { class: 'fill' });
  fill.style.setProperty('--part', Math.min(1, Math.max(0, value)));
  return el('span', { class: 'similarity' }, el('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
    hidden(`${t('similarity')} `), el('span', { class: 'number' }, cosine(value)));
}

/** Texts found in a collection, with the words marked that they share with the question. */
export function hitList(collection, hits, question) {
  return el('ol', { class: 'hits' }, hits.map((hit) => hitItem(collection, hit, question)));
}

function hitItem(collection, hit, question) {
  const { rank, id, title, text, start, end, similarity, fields, highlight, explanation } = hit;
  const open = address('document', { c: collection, id, s: start, e: end });
  const like = address('search', { c: collection, like: id, s: start, e: end });
  return el('li', { class: 'hit', 'data-id': id, 'data-rank': rank },
    el('div', { class: 'head' }, el('h2', title ? {} : { class: 'bare' }, written('a', title || id, { href: open })), similarityBar(similarity)),
    judgedLine(hit),
    el('p', { class: 'passage', dir: 'auto' },
      highlight ? highlighted(hit) : [start > 0 ? '… ' : null, ...markedText(sharedWords(text, question), 'shared')]),
    el('div', { class: 'foot-line' }, chips(fields), explanation && why(hit),
      el('a', { class: 'like', href: like }, t('moreLike'), hidden(`: ${title || id}`))));
}

/** What the score is made of, for those who ask. */
function why({ title, id, score, similarity, lexical_score: lexical, explanation: { meaning, words, by_word: byWord } }) {
  const part = (name, value) => {
    const node = el('span', { class: name });
    node.style.setProperty('--part', score > 0 ? Math.max(0, value) / score : 0);
    return node;
  };
  return el('details', { class: 'why' }, el('summary', {}, t('why'), hidden(`: ${title || id}`)),
    el('span', { class: 'parts', 'aria-hidden': 'true' }, part('from-meaning', meaning), part('from-words', words)),
    el('p', {}, t('whyParts', cosine(meaning), cosine(words), cosine(score))),
    byWord.length > 0 ? el('p', { class: 'by-word' }, `${t('whyWords')} `, byWord.slice(0, WORDS).map((each) => wordShare(each, words / lexical))) : null,
    el('p', { class: 'hint' }, t('whyScores', cosine(similarity), cosine(lexical))));
}

/** A word of the query with its part of the score; `scale` turns BM25 into that. */
function wordShare({ word, score }, scale) {
  return el('span', { class: 'word-share' }, el('bdi', {}, word), ` ${cosine(score * scale)}`);
}

function judgedLine(hit) {
  const parts = judged(hit);
  return parts.length > 0 ? el('p', { class: 'judgement' }, parts) : null;
}

/** Parts of a text ({text, marked}) as nodes. */
export const markedText = (parts, className) => parts.map((part) => (part.marked ? el('mark', { class: className }, part.text) : part.text));

/** Metadata, or null if there is none. */
export function chips(fields) {
  const filled = Object.entries(fields ?? {}).filter(([, value]) => value);
  return filled.length ? el('ul', { class: 'chips' }, filled.map(([name, value]) => chip(name, value))) : null;
}

const chip = (name, value) => el('li', {}, el('span', { class: 'name' }, `${name} `), el('bdi', {}, String(value)));

/** Buttons which put a question that suits a sample collection into an input; null for any other collection. */
export function examples(collection, input) {
  const texts = questionsTo(collection);
  if (!texts) return null;
  function take({ currentTarget }) {
    input.value = currentTarget.textContent;
    input.dispatchEvent(new Event('input'));
    input.focus();
  }
  return el('div', { class: 'examples' }, el('p', {}, t('tryThese')),
    el('ul', {}, texts.map((text) => el('li', {}, written('button', text, { type: 'button', click: take })))));
}
