// Where a view's answers appear: a status line that is read aloud, an error, and the results.

import { address } from '../base/address.js';
import { inWords } from '../base/attempt.js';
import { el } from '../base/dom.js';
import { latest } from '../base/latest.js';
import { t } from '../base/strings.js';
import { collections, find, isClosed, isOpening } from './collections.js';
import { rawAnswer } from './raw.js';

export function panel(id) {
  const status = el('p', { id: `${id}-status`, class: 'status', role: 'status' });
  const error = el('p', { id: `${id}-error`, class: 'error', hidden: true });
  const results = el('div', { id: `${id}-results`, class: 'results' });
  const raw = rawAnswer();
  const node = el('div', { class: 'panel' }, status, el('div', { role: 'alert' }, error), results, raw.node);
  let said = '';

  function show(words = '', ...content) {
    status.textContent = said = words;
    error.hidden = true;
    results.replaceChildren(...content.filter(Boolean));
    raw.hide();
  }

  /** Tells of a problem beside what is there, or of none any more. */
  function complain(problem) {
    error.textContent = problem ? inWords(problem) : '';
    error.hidden = !problem;
  }

  return {
    node,
    show,
    told: raw.show,
    busy(on) {
      node.classList.toggle('busy', on);
      results.setAttribute('aria-busy', String(on));
      status.textContent = on ? t('working') : said;
    },
    fail(problem) {
      show();
      complain(problem);
    },
    complain,
  };
}

/**
 * A panel that asks by itself. `collection()` names the collection, `instead(name)` is what to show when there is nothing to ask
 * (undefined when there is), `ask(name, signal)` asks, `show(answer)` makes the status line and the nodes of an answer, and `shown()` hears
 * that they are there.
 */
export function askingPanel(id, { collection, instead, ask, show, shown = () => {} }) {
  const answers = panel(id);
  const question = latest({ busy: answers.busy, done, failed, told: answers.told });
  let waiting = true;
  let seen = '';

  function done(answer) {
    const [words, ...content] = show(answer);
    waiting = !content.some(Boolean);
    answers.show(words, ...content, waiting && find(collection())?.state === 'indexing' && el('p', { class: 'hint' }, t('stillIndexing')));
    shown();
  }

  function failed(problem) {
    waiting = true;
    // Meanwhile it may be known what is the matter with the collection.
    const reason = obstacle(collection());
    if (reason) answers.show('', reason);
    else answers.fail(problem);
  }

  function update(delay = 0) {
    const name = collection();
    const other = obstacle(name) ?? (name ? instead(name) : null);
    waiting = other !== undefined;
    if (waiting) {
      question.cancel();
      answers.show('', other);
    } else {
      question.run((signal) => ask(name, signal), delay);
    }
  }

  /** Looks again if there was nothing to show and the collection has changed since. */
  function refresh() {
    const now = `${collection()} ${find(collection())?.documents}`;
    if (waiting && now !== seen) update();
    seen = now;
  }

  return { node: answers.node, update, refresh, complain: answers.complain };
}

function closed({ error }) {
  return el('div', { class: 'nothing' }, el('p', { class: 'error' }, t('closed', error)), el('p', {}, t('closedAdvice')),
    el('p', {}, el('a', { class: 'button primary', href: address('library') }, t('library'))));
}

/** What there is to say of a collection before one can ask it, or null: that nobody knows yet, that there is none, or nothing in it. */
export function obstacle(name) {
  const collection = find(name);
  if (!collections.all && !name) return el('p', { class: 'hint' }, t('waiting'));
  if (!collections.all || (name && !collection) || collection?.documents > 0) return null;
  if (isOpening(collection)) return el('p', { class: 'hint' }, t('opening'));
  if (isClosed(collection)) return closed(collection);
  if (collection?.state === 'indexing') return el('p', { class: 'hint' }, t('stillIndexing'));
  const command = el('code', {}, `./doppel index -c ${name ?? 'NAME'} FILE`);
  const add = el('a', { class: 'button primary', 'data-needs': 'write', href: address('library') }, t('addFiles'));
  return el('div', { class: 'nothing' }, el('p', {}, t('nothingIndexed')), el('p', {}, add), el('p', {}, t('orCommand')), el('pre', { tabindex: 0 }, command));
}
