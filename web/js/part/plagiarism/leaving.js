// What shall not count as copied: quotations, a bibliography, what many texts have, texts of the author's own.

import { el, field } from '../../base/dom.js';
import { t } from '../../base/strings.js';

const KINDS = { quotations: 'leaveQuotations', bibliography: 'leaveBibliography', common: 'leaveCommon' };

/** Ids as people write them: separated by commas. */
const ids = (words) => [...new Set(words.split(',').map((id) => id.trim()).filter(Boolean))];

export function leaving() {
  const boxes = Object.entries(KINDS).map(([kind, words]) => {
    const box = el('input', { id: `plagiarism-${kind}`, type: 'checkbox' });
    return { kind, box, node: el('label', { for: box.id }, box, ' ', t(words)) };
  });
  const base = el('input', { id: 'plagiarism-base', type: 'text', 'aria-describedby': 'plagiarism-base-hint' });
  const author = el('input', { id: 'plagiarism-author', type: 'text' });
  const node = el('details', { id: 'plagiarism-leaving', class: 'leaving' }, el('summary', {}, t('leaving')),
    el('fieldset', { class: 'leave-out' }, el('legend', {}, t('leaveOut')), boxes.map((each) => each.node)),
    el('div', { class: 'fields' }, field(t('leaveBase'), base), field(t('leaveAuthor'), author)),
    el('p', { id: 'plagiarism-base-hint', class: 'note' }, t('leaveBaseHint')));
  return {
    node,
    /** What holds for any texts: the author's own are told by the text. */
    ofAll: () => ({ ...Object.fromEntries(boxes.map(({ kind, box }) => [kind, box.checked])), base: ids(base.value) }),
    get author() {
      return author.value;
    },
    /** Shows what an earlier check left out. */
    take(leftOut) {
      boxes.forEach(({ kind, box }) => { box.checked = leftOut[kind]; });
      base.value = leftOut.base.join(', ');
      author.value = leftOut.author;
      node.open = boxes.some(({ box }) => box.checked) || Boolean(base.value || author.value);
    },
  };
}
