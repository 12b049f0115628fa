// Files on their way into a collection, one after the other, and what became of each.

import * as api from '../../base/api.js';
import { el, written } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { find } from '../collections.js';

export function uploads() {
  const list = el('ul');
  const node = el('div', { id: 'uploads', class: 'uploads', role: 'log' }, list);
  let last = Promise.resolve();

  function send(collection, files) {
    for (const file of files) {
      const controller = new AbortController();
      const stop = () => (find(collection)?.state === 'indexing' ? api.stopIndexing(collection) : controller.abort());
      const line = el('li', {}, t('uploading', file.name), ' ', el('button', { type: 'button', class: 'stop', click: stop }, t('stop')));
      list.append(line);
      last = last.then(() => sendOne(collection, file, line, controller.signal));
    }
  }

  async function sendOne(collection, file, line, signal) {
    line.classList.add('busy');
    try {
      line.replaceChildren(...outcome(file, await api.sendFile(collection, file, signal)));
    } catch (problem) {
      if (!(problem instanceof api.Problem) && !signal.aborted) throw problem;
      line.replaceChildren(el('span', { class: 'error' }, `${file.name}: ${signal.aborted ? t('stopped') : problem.message || t('gone')}`));
    } finally {
      line.classList.remove('busy');
    }
  }

  return { node, send };
}

function outcome(file, { indexed, replaced, unchanged, rejected, rejects }) {
  const words = written('span', t('uploaded', file.name, count(indexed), count(replaced), count(unchanged)));
  if (rejected === 0) return [words];
  const lines = rejects.map(({ line, reason }) => written('li', t('rejectedAt', line, reason)));
  if (rejected > rejects.length) lines.push(el('li', {}, t('rejectedMore', count(rejected - rejects.length))));
  return [words, el('details', { class: 'rejects' }, el('summary', {}, t('rejectedLines', count(rejected))), el('ul', {}, lines))];
}
