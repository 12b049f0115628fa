// The form by which a text is checked: written, picked, dropped, stored, or the example.

import { el, field } from '../../base/dom.js';
import { t } from '../../base/strings.js';
import { READABLE, takeDrops } from '../../base/textfile.js';

/** `chosen` and `besides` are nodes of the form; what is done with it is `written`, `read`, `check`, `compareAll` and `tryExample`. */
export function checkForm(chosen, besides, { written, read, check, compareAll, tryExample }) {
  const input = el('textarea', {
    id: 'plagiarism-text', rows: 7, dir: 'auto', 'aria-describedby': 'plagiarism-hint', input: written,
  });
  const file = el('input', { id: 'plagiarism-file', type: 'file', accept: READABLE, class: 'unseen', change: () => read(file.files[0]) });
  const example = el('button', { id: 'plagiarism-example', type: 'button', click: tryExample }, t('tryExample'));
  const node = el('form', { class: 'ask', submit: (event) => { event.preventDefault(); check(); } },
    field(t('textLabel'), input), el('p', { id: 'plagiarism-hint', class: 'note' }, t('textHint')),
    el('div', { class: 'fields' }, ...chosen),
    ...besides,
    el('div', { class: 'buttons' },
      el('button', { id: 'plagiarism-check', class: 'primary' }, t('check')), file, el('label', { for: 'plagiarism-file', class: 'button' }, t('pickFile')), example,
      el('button', { id: 'plagiarism-all', type: 'button', 'data-needs': 'write', click: compareAll }, t('compareAll'))));
  takeDrops(node, ([first]) => read(first), (on) => node.classList.toggle('dropping', on));
  return { node, input, file, example };
}
