// Retrieval: what answers this?

import * as api from './api.js';
import { choose, collectionPicker } from './collections.js';
import { el, field, section } from './dom.js';
import { count } from './format.js';
import { askingPanel } from './panel.js';
import { examples, hitList } from './results.js';
import { t } from './strings.js';

const TYPING = 150;
const FIRST = 10;
const MORE = 20;
const MOST = 1000;

export function searchView(app) {
  const picker = collectionPicker('search', () => changed({ push: true }));
  const input = el('input', {
    id: 'search-text', type: 'search', dir: 'auto', autocomplete: 'off', enterkeyhint: 'search', input: () => changed({ delay: TYPING }),
  });
  let k = FIRST;

  const answers = askingPanel('search', {
    collection: () => picker.value,
    instead: (name) => (input.value.trim() ? undefined : examples(name, input)),
    ask: (name, signal) => api.search(name, { text: input.value.trim(), k }, signal),
    show: ({ hits, truncated, took_ms: took }) => [
      hits.length ? t('results', count(hits.length), count(took)) : t('noResults'),
      truncated && el('p', { class: 'hint' }, t('queryCut', app.about?.max_tokens)),
      hits.length > 0 && hitList(hits),
      hits.length === k && k < MOST && el('button', { id: 'search-more', type: 'button', click: more }, t('more')),
    ],
  });

  const more = () => changed({ wanted: Math.min(MOST, k + MORE) });

  function changed({ delay, push, wanted = FIRST }) {
    k = wanted;
    app.note('search', { c: picker.value, q: input.value, k: k === FIRST ? '' : k }, push);
    answers.update(delay);
  }

  return {
    title: () => input.value.trim(),
    node: section('search', t('searchTitle'), t('searchLead'),
      el('form', { role: 'search', class: 'ask', submit: (event) => { event.preventDefault(); changed({ push: true }); } },
        field(t('searchLabel'), input, 'wide'), picker.node),
      answers.node),
    show(params) {
      picker.show(choose('search', params.c));
      if (input.value !== (params.q ?? '')) input.value = params.q ?? '';
      k = Math.min(MOST, Math.max(1, Math.trunc(Number(params.k)) || FIRST));
      answers.update();
    },
    refresh() {
      picker.show(choose('search'));
      answers.refresh();
    },
  };
}
