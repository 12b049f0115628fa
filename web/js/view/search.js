// Retrieval: what answers this?

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { el, field, isolated, section } from '../base/dom.js';
import { count } from '../base/format.js';
import { t } from '../base/strings.js';
import { codePoints } from '../base/text.js';
import { choose, collectionPicker } from '../part/collections.js';
import { filters, MODES, modeSwitch } from '../part/narrowing.js';
import { askingPanel } from '../part/panel.js';
import { examples, hitList } from '../part/results.js';
import { beside, bothRankings } from '../part/search/beside.js';

const TYPING = 150;
const FIRST = 10;
const MORE = 20;
const MOST = 1000;
const EXCERPT = 80;
/** So much of a passage is asked for; the model reads less at once, and the server takes no more than some times that. */
const LONGEST = 5000;
/** A query below this legibility is mostly letters to the model. */
const HALF_READ = 0.5;

export function searchView(app) {
  const picker = collectionPicker('search', () => {
    narrowing.clear();
    changed({ push: true, typed: true });
  });
  const modes = modeSwitch(() => changed({ push: true }));
  const narrowing = filters(() => changed({ push: true }));
  const input = el('input', {
    id: 'search-text', type: 'search', dir: 'auto', autocomplete: 'off', enterkeyhint: 'search', input: () => changed({ delay: TYPING, typed: true }),
  });
  const another = beside(() => picker.value, () => app.about?.model, () => changed({ push: true }));
  const likeness = el('p', { id: 'search-like', class: 'likeness', hidden: true });
  let k = FIRST;
  /** The passage whose like is looked for ({id, s, e}), instead of what is written in the field; or null. */
  let like = null;

  const answers = askingPanel('search', {
    collection: () => picker.value,
    instead: (name) => (isAsking() ? undefined : el('div', {}, examples(name, input), ways())),
    ask,
    show,
    shown: () => fresh && goOn(),
  });

  const isAsking = () => Boolean(like || input.value.trim());

  /** Where the new hits begin that somebody wanted to see; 0 where nobody did. */
  let fresh = 0;

  function more() {
    fresh = k;
    changed({ wanted: Math.min(MOST, k + MORE) });
  }

  function goOn() {
    answers.node.querySelectorAll('.hit h2 a')[fresh]?.focus();
    fresh = 0;
  }

  async function ask(name, signal) {
    await narrowing.load(name);
    return like ? askLike(name, signal) : askWords(name, input.value.trim(), signal);
  }

  function show({ hits, facets, truncated, comparison, took_ms: took }) {
    narrowing.count(facets);
    return [
      hits.length ? t(hits.length === k ? 'resultsFirst' : 'results', count(hits.length), count(took)) : t('noResults'),
      truncated && el('p', { class: 'hint' }, t('queryCut', app.about?.max_tokens)),
      hits[0]?.explanation?.legibility < HALF_READ && el('p', { class: 'hint' }, t('queryIllegible'), ' ', el('a', { href: address('library') }, t('queryIllegibleAdvice'))),
      comparison ? bothRankings(picker.value, { hits, comparison }) : hits.length > 0 && hitList(picker.value, hits),
      hits.length === k && k < MOST && el('button', { id: 'search-more', type: 'button', click: more }, t('more')),
    ];
  }

  const query = (text, wanted) => ({ text, k: wanted, mode: modes.value, filter: narrowing.filter, highlight: true, explain: true, ...narrowing.asked, ...(another.value && { compare_with: another.value }) });

  function askWords(name, text, signal) {
    return api.search(name, query(text, k), signal);
  }

  async function askLike(name, signal) {
    const { id, s, e } = like;
    const { title, text } = await api.storedDocument(name, id, signal);
    showLike(title || beginning(text));
    const passage = (e === undefined ? text : codePoints(text).slice(Number(s), Number(e))).trim() || title;
    const answer = await api.search(name, query(codePoints(passage).slice(0, LONGEST), Math.min(MOST, k + 1)), signal);
    const others = (hits) => hits.filter((hit) => hit.id !== id).slice(0, k).map((hit, i) => ({ ...hit, rank: i + 1 }));
    const { comparison } = answer;
    return { ...answer, hits: others(answer.hits), comparison: comparison && { ...comparison, hits: others(comparison.hits) } };
  }

  function showLike(title) {
    likeness.hidden = !like;
    if (like) likeness.replaceChildren(el('span', {}, isolated(t('likeOf', title), title)), ' ', el('a', { href: address('search', { c: picker.value }) }, t('likeEnd')));
  }

  function changed({ delay, push, wanted = FIRST, typed }) {
    k = wanted;
    if (typed) like = null;
    showLike(like?.id);
    const what = like ? { like: like.id, s: like.s, e: like.e } : { q: input.value };
    const mode = modes.value === MODES[0] ? '' : modes.value;
    app.note('search', { c: picker.value, ...what, m: mode, with: another.value, ...narrowing.params, k: k === FIRST ? '' : k }, push);
    another.refresh();
    narrowing.load(picker.value);
    narrowing.asking = isAsking();
    answers.update(delay);
  }

  return {
    title: () => like?.id ?? input.value.trim(),
    node: section('search', t('searchTitle'), t('searchLead'),
      el('form', { role: 'search', class: 'ask', submit: (event) => { event.preventDefault(); changed({ push: true, typed: true }); } },
        field(t('searchLabel'), input, 'wide'), picker.node, modes.node, narrowing.node),
      another.node, likeness, answers.node),
    show(params) {
      picker.show(choose('search', params.c));
      if (input.value !== (params.q ?? '')) input.value = params.q ?? '';
      like = params.like ? { id: params.like, s: params.s, e: params.e } : null;
      showLike(like?.id);
      modes.show(params.m);
      another.show(params.with);
      narrowing.show(params);
      narrowing.asking = isAsking();
      narrowing.load(picker.value);
      k = Math.min(MOST, Math.max(1, Math.trunc(Number(params.k)) || FIRST));
      answers.update();
    },
    refresh() {
      picker.show(choose('search'));
      another.refresh();
      narrowing.load(picker.value);
      answers.refresh();
    },
  };
}

const beginning = (text) => (text.length > EXCERPT ? `${codePoints(text).slice(0, EXCERPT)}…` : text);

/** What else one can do here, for those who see the page for the first time. */
function ways() {
  const way = (view, title, words, needs) => el('li', { 'data-needs': needs }, el('a', { class: 'way', href: address(view) }, el('strong', {}, title), el('span', {}, words)));
  return el('ul', { class: 'ways' },
    way('duplicates', t('duplicates'), t('homeDuplicates')), way('plagiarism', t('plagiarism'), t('homePlagiarism')),
    way('classify', t('classify'), t('homeClassify')), way('compare', t('compare'), t('homeCompare')), way('map', t('map'), t('homeMap')), way('library', t('library'), t('homeLibrary'), 'write'));
}
