// Files on their way into a collection, one after the other, and what became of each.

import * as api from './api.js';
import { el, written } from './dom.js';
import { count } from './format.js';
import { t } from './strings.js';

/** How often one looks how far the server is, in milliseconds. */
const WATCHED = 1000;

export function uploads() {
  const list = el('ul');
  const node = el('div', { id: 'uploads', class: 'uploads', role: 'log' }, list);
  let last = Promise.resolve();

  /** `started` is called when the server has begun with a file. */
  function send(collection, files, started) {
    for (const file of files) {
      const line = el('li', {}, t('uploading', file.name));
      list.append(line);
      last = last.then(() => sendOne(collection, file, line, started));
    }
  }

  async function sendOne(collection, file, line, started) {
    line.classList.add('busy');
    const looking = setInterval(started, WATCHED);
    try {
      line.replaceChildren(...outcome(file, await api.sendFile(collection, file)));
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      line.replaceChildren(el('span', { class: 'error' }, `${file.name}: ${problem.message || t('gone')}`));
    } finally {
      clearInterval(looking);
      line.classList.remove('busy');
      started();
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
