// Files on their way into a collection, one after the other, and what became of each.

import * as api from '../../base/api.js';
import { attempt, inWords } from '../../base/attempt.js';
import { el, written } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { find } from '../collections.js';

/** One list for the page: files go on being sent when the views are made anew. */
const list = el('ul');
const node = el('div', { id: 'uploads', class: 'uploads', role: 'log' }, list);
let last = Promise.resolve();
/** The line of the file that is being sent. */
let sending;

export function uploads() {
  function send(collection, files) {
    for (const file of files) {
      const controller = new AbortController();
      const line = el('li', {}, t('uploading', file.name), ' ', el('button', { type: 'button', class: 'stop', click: () => stop(collection, file, line, controller) }, t('stop')));
      list.append(line);
      last = last.then(() => sendOne(collection, file, line, controller.signal));
    }
  }

  /** What is being indexed stops on the server, and what is in stays; what still waits is not sent. */
  function stop(collection, file, line, controller) {
    if (line === sending && find(collection)?.state === 'indexing') {
      attempt(() => api.stopIndexing(collection), (problem) => line.append(el('span', { class: 'error' }, ` ${inWords(problem)}`)));
      return;
    }
    controller.abort();
    fail(file, line, t('stopped'));
  }

  function fail(file, line, words) {
    line.replaceChildren(el('span', { class: 'error' }, `${file.name}: ${words}`));
  }

  async function sendOne(collection, file, line, signal) {
    if (signal.aborted) return;
    sending = line;
    line.classList.add('busy');
    try {
      line.replaceChildren(...outcome(file, await api.sendFile(collection, file, signal)));
    } catch (problem) {
      if (!(problem instanceof api.Problem) && !signal.aborted) throw problem;
      fail(file, line, signal.aborted ? t('stopped') : inWords(problem));
    } finally {
      line.classList.remove('busy');
    }
  }

  return { node, send };
}

function outcome(file, { indexed, replaced, unchanged, rejected, stopped, rejects }) {
  const words = written('span', t('uploaded', file.name, count(indexed), count(replaced), count(unchanged)));
  if (stopped) words.append(el('span', { class: 'error' }, ` ${t('stopped')}`));
  if (rejected === 0) return [words];
  const lines = rejects.map(({ line, reason }) => written('li', t('rejectedAt', line, reason)));
  if (rejected > rejects.length) lines.push(el('li', {}, t('rejectedMore', count(rejected - rejects.length))));
  return [words, el('details', { class: 'rejects' }, el('summary', {}, t('rejectedLines', count(rejected))), el('ul', {}, lines))];
}
