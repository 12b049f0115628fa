// Duplicates: has this been asked before? One text against the collection, all pairs within it, its clusters, pairs with another collection, and
// what was done about them.

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { el, field, section } from '../base/dom.js';
import { cosine, count } from '../base/format.js';
import { t } from '../base/strings.js';
import { choose, collectionPicker } from '../part/collections.js';
import { againstPart } from '../part/duplicates/against.js';
import { clustersPart } from '../part/duplicates/clusters.js';
import { historyPart } from '../part/duplicates/history.js';
import { pairsPart } from '../part/duplicates/pairs.js';
import { teachPart } from '../part/duplicates/teach.js';
import { thresholdControl } from '../part/duplicates/threshold.js';
import { askingPanel } from '../part/panel.js';
import { examples, hitList } from '../part/results.js';

const TYPING = 200;
/** What the API takes if not told: the median similarity of two everyday questions that mean the same. */
const MOST = 20;

export function duplicatesView(app) {
  const picker = collectionPicker('duplicates', () => changed({ push: true }));
  const collection = () => picker.value;
  const clusters = clustersPart(collection, changed);
  const parts = {
    check: checkPart(collection, changed), pairs: pairsPart(collection, changed), clusters, against: againstPart(collection, changed), history: historyPart(collection, changed, clusters.forget),
    teach: teachPart(collection, clusters.forget),
  };
  const links = {
    check: el('a', { id: 'duplicates-check' }, t('checkOne')),
    pairs: el('a', { id: 'duplicates-pairs' }, t('allPairs')),
    clusters: el('a', { id: 'duplicates-clusters' }, t('clusters')),
    against: el('a', { id: 'duplicates-against' }, t('against')),
    history: el('a', { id: 'duplicates-history' }, t('history')),
    teach: el('a', { id: 'duplicates-teach' }, t('teach')),
  };
  let mode = 'check';

  const params = (each) => ({ mode: each === 'check' ? '' : each, c: picker.value, ...parts[each].params() });

  function changed({ delay, push } = {}) {
    app.note('duplicates', params(mode), push);
    showMode();
    parts[mode].answers.update(delay);
  }

  function showMode() {
    for (const [each, part] of Object.entries(parts)) {
      part.node.hidden = each !== mode;
      links[each].href = address('duplicates', params(each));
      links[each].setAttribute('aria-current', String(each === mode));
    }
  }

  return {
    title: () => parts[mode].title(),
    node: section('duplicates', t('duplicatesTitle'), t('duplicatesLead'),
      el('div', { class: 'ask' }, el('nav', { class: 'modes', 'aria-label': t('duplicates') }, Object.values(links)), picker.node),
      Object.values(parts).map(({ node }) => node)),
    show(wanted) {
      mode = Object.hasOwn(parts, wanted.mode) ? wanted.mode : 'check';
      picker.show(choose('duplicates', wanted.c));
      parts[mode].set(wanted);
      showMode();
      parts[mode].answers.update();
    },
    refresh() {
      picker.show(choose('duplicates'));
      showMode();
      parts[mode].answers.refresh();
    },
  };
}

/** The server finds the most similar ones; which of them ask the same is another question. */
const mostLikelyFirst = (a, b) => (b.probability ?? 0) - (a.probability ?? 0) || b.similarity - a.similarity;

/** The part that checks one text. */
function checkPart(collection, changed) {
  const threshold = thresholdControl('duplicates-threshold', 'duplicate', () => changed({ delay: TYPING }));
  const input = el('textarea', { id: 'duplicates-text', rows: 2, dir: 'auto', input: () => changed({ delay: TYPING }) });
  const text = () => input.value.trim();

  const answers = askingPanel('duplicates', {
    collection,
    instead: (name) => (text() ? undefined : examples(name, input)),
    ask: (name, signal) => api.duplicates(name, { text: text(), threshold: threshold.wanted, k: MOST }, signal),
    show: ({ candidates, truncated, took_ms: took }) => [
      candidates.length ? t('candidates', count(candidates.length), count(took)) : t('noCandidates', cosine(threshold.value)),
      truncated && el('p', { class: 'hint' }, t('candidatesCut')),
      candidates.length > 1 && candidates.some(({ probability }) => probability != null) && el('p', { class: 'note' }, t('likelyFirst')),
      candidates.length > 0 && hitList(collection(), [...candidates].sort(mostLikelyFirst)),
    ],
  });

  return {
    answers,
    title: text,
    node: el('div', { class: 'part' },
      el('div', { class: 'ask' }, field(t('questionLabel'), input, 'wide'), threshold.node), answers.node),
    params: () => ({ q: input.value, t: threshold.param }),
    set({ q = '', t: wanted }) {
      if (input.value !== q) input.value = q;
      threshold.set(wanted);
    },
  };
}
