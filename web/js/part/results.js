// Pieces that several views show: a found text, its similarity, examples to try.

import { address } from '../base/address.js';
import { el, hidden, written } from '../base/dom.js';
import { cosine, percent } from '../base/format.js';
import { fieldName, fieldValue, t } from '../base/strings.js';
import { highlighted, withMarks } from './highlight.js';
import { judged } from './judgement.js';
import { questionsTo } from './samples.js';

/** The most words that are told of. */
const WORDS = 12;

/** A bar with its number; `name` says of what. */
export function barOf(part, name, number, attributes = {}) {
  const fill = el('span', { class: 'fill' });
  fill.style.setProperty('--part', Math.min(1, Math.max(0, part)));
  return el('span', { class: 'similarity', ...attributes }, name, el('span', { class: 'bar', 'aria-hidden': 'true' }, fill), el('span', { class: 'number' }, number));
}

export const similarityBar = (value) => barOf(value, hidden(`${t('similarity')} `), cosine(value));

/** What duplicates are in order of: the probability where there is one, else the similarity. */
export function likelihoodBar({ similarity, probability }) {
  return probability == null ? similarityBar(similarity) : barOf(probability, hidden(`${t('probability')} `), percent(probability), { 'data-similarity': similarity });
}

/** What hits of a search are in order of: a score that has words in it, beside that of the best hit. */
const scoreBar = (score, best) => barOf(score / Math.max(1, best), el('span', { class: 'what' }, t('score')), cosine(score));

/** Texts found in a collection, with the words marked that they share with the question. */
export function hitList(collection, hits) {
  const best = Math.max(...hits.map(({ score }) => score ?? 0));
  const byScore = hits.some(({ explanation }) => explanation && explanation.words !== 0);
  return el('ol', { class: 'hits' }, hits.map((hit) => hitItem(collection, hit, byScore ? scoreBar(hit.score, best) : likelihoodBar(hit))));
}

function hitItem(collection, hit, bar) {
  const { rank, id, title, text, start, end, fields, highlight, marks, explanation } = hit;
  const open = address('document', { c: collection, id, s: start, e: end });
  const like = address('search', { c: collection, like: id, s: start, e: end });
  return el('li', { class: 'hit', 'data-id': id, 'data-rank': rank },
    el('div', { class: 'head' }, el('h2', { dir: 'auto', class: title ? null : 'bare' }, written('a', title || id, { href: open })), bar),
    judgedLine(hit),
    el('p', { class: 'passage', dir: 'auto' },
      highlight ? highlighted(hit) : withMarks(text, marks)),
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

const chip = (name, value) => el('li', { title: name }, el('span', { class: 'name' }, el('bdi', {}, fieldName(name)), ' '), el('bdi', {}, fieldValue(name, String(value))));

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
