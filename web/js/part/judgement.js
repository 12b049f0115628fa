// How likely two texts ask the same, and what speaks against it.

import { el } from '../base/dom.js';
import { cosine, percent } from '../base/format.js';
import { t } from '../base/strings.js';

/** Nodes for `probability`, `verdict` and `guards` of an answer; none where nothing was judged. */
export function judged({ probability, verdict, guards, similarity }) {
  if (probability === null || probability === undefined) return [];
  return [
    el('span', { class: `judged ${verdict}` }, t('judged', percent(probability), t(`verdict-${verdict}`))),
    similarity === undefined ? null : el('span', { class: 'cosine' }, t('similarityOf', cosine(similarity))),
    ...guards.map(({ guard, here, there }) => el('span', { class: 'guard' }, t(`guard-${guard}`), ': ', words(here), ' / ', words(there))),
  ];
}

const words = (text) => el('bdi', {}, text || '–');
