// Which word of one text stands for which of the other: a table, the stronger the colour, the more alike.

import { el } from '../../base/dom.js';
import { cosine } from '../../base/format.js';
import { t } from '../../base/strings.js';

/** Below this cosine, two words have little more in common than their language. */
const NOTHING = 0.2;

/** `words` are the matches as the server gives them; those that have nothing in common are none. */
export function wordMatches(words) {
  const alike = words.filter(({ similarity }) => similarity >= NOTHING);
  if (alike.length === 0) return null;
  return el('div', { class: 'words' },
    el('h2', { id: 'words-title' }, t('wordsTitle')), el('p', { class: 'note' }, t('wordsLead')),
    el('div', { class: 'scroll', role: 'region', 'aria-labelledby': 'words-title' },
      el('table', {},
        el('tr', {}, ['text1', 'text2', 'similarity'].map((heading) => el('th', { scope: 'col' }, t(heading)))),
        alike.map(row))));
}

function row({ here, there, similarity }) {
  const node = el('tr', {}, el('td', { dir: 'auto' }, here), el('td', { dir: 'auto' }, there), el('td', { class: 'number' }, cosine(similarity)));
  node.style.setProperty('--depth', `${Math.round(Math.max(0, (similarity - NOTHING) / (1 - NOTHING)) * 45)}%`);
  return node;
}
