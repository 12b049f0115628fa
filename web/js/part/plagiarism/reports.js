// The report of a check, to be kept as a file.

import * as api from '../../base/api.js';
import { attempt, inWords } from '../../base/attempt.js';
import { el, field } from '../../base/dom.js';
import { download } from '../../base/download.js';
import { t } from '../../base/strings.js';

const FORMATS = ['html', 'pdf', 'csv', 'json', 'xml'];

/** `check()` tells which one is on the screen: {collection, id}. */
export function reports(check) {
  const format = el('select', { id: 'plagiarism-format' }, FORMATS.map((each) => el('option', { value: each }, each.toUpperCase())));
  const error = el('p', { class: 'error', role: 'alert' });

  async function save() {
    error.textContent = '';
    const { collection, id } = check();
    await attempt(async () => {
      const file = await api.plagiarismReport(collection, id, format.value);
      download(file.name, '', file.content);
    }, (problem) => { error.textContent = inWords(problem); });
  }

  return [
    el('div', { class: 'buttons' }, field(t('reportFormat'), format), el('button', { id: 'plagiarism-report', type: 'button', click: save }, t('report'))),
    error,
  ];
}
