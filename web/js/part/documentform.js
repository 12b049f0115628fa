// A text of a collection as a form: a new one, or one that is there.

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { attempt, inWords } from '../base/attempt.js';
import { el, field, written } from '../base/dom.js';
import { keepDraft } from '../base/draft.js';
import { t } from '../base/strings.js';
import { similarityBar } from './results.js';

/** So much of a text tells which one it is. */
const EXCERPT = 80;
const DUPLICATE = 'duplicate_document';
const MISSING = 'document_not_found';

/**
 * `document` ({id, title, text, fields}) is the one that is there, or null for a new one. `done(id)` hears that it is stored, `close()`
 * that nothing is wanted any more.
 */
export function documentForm(collection, document, { done, close }) {
  const name = (part) => `edit-${part}-${collection}`;
  const id = el('input', { id: name('id'), autocomplete: 'off', spellcheck: 'false', required: true, dir: 'auto', readonly: Boolean(document), value: document?.id ?? freshId() });
  const title = el('input', { id: name('title'), autocomplete: 'off', dir: 'auto', value: document?.title ?? '' });
  const text = el('textarea', { id: name('text'), rows: document ? 12 : 4, dir: 'auto' });
  text.value = document?.text ?? '';
  const rows = el('div', { class: 'field-rows' });
  const said = el('div', { role: 'alert' });
  const store = el('button', { class: 'primary save' }, t(document ? 'storeText' : 'addText'));
  /** The id whose text may be replaced. */
  let mine = document?.id;
  const node = el('form', { class: 'edit', 'data-needs': 'write', submit: (event) => { event.preventDefault(); save(document ? 'allow' : 'reject'); } },
    el('div', { class: 'ask' }, field(t('idOfText'), id), field(t('titleOfText'), title, 'wide')), field(t('textOfText'), text),
    el('fieldset', { class: 'fields-of' }, el('legend', {}, t('fieldsOfText')), rows, el('button', { type: 'button', click: () => addRow('', '').focus() }, t('addField'))),
    said,
    el('div', { class: 'buttons' }, store, el('button', { type: 'button', click: () => { forget(); close(); } }, t('keep'))));

  for (const [key, value] of Object.entries(document?.fields ?? {})) addRow(key, value);

  function addRow(key, value) {
    const called = el('input', { 'aria-label': t('fieldCalled'), autocomplete: 'off', dir: 'auto', value: key });
    const row = el('div', { class: 'field-row' }, called, el('input', { 'aria-label': t('fieldValue'), autocomplete: 'off', dir: 'auto', value }),
      el('button', { type: 'button', class: 'quiet', click: () => row.remove() }, t('removeField')));
    rows.append(row);
    return called;
  }

  const fields = () => Object.fromEntries(Array.from(rows.children, (row) => Array.from(row.querySelectorAll('input'), (input) => input.value.trim())).filter(([key]) => key));

  async function save(onDuplicate) {
    said.replaceChildren();
    store.disabled = true;
    await attempt(async () => {
      const wanted = id.value.trim();
      const there = wanted === mine ? null : await stored(wanted);
      if (there) said.replaceChildren(...taken(there, onDuplicate));
      else await put({ id: wanted, title: title.value.trim(), text: text.value, fields: fields() }, onDuplicate);
    }, (problem) => said.replaceChildren(...(problem.code === DUPLICATE ? known(problem.more.duplicates) : [el('p', { class: 'error' }, inWords(problem))])));
    store.disabled = false;
  }

  async function put(wanted, onDuplicate) {
    const { items: [item] } = await api.putDocument(collection, wanted, onDuplicate);
    if (item.status === 'rejected') said.replaceChildren(el('p', { class: 'error' }, item.error));
    else {
      forget();
      // Where it said the same as another one, that one has its fields now.
      done(item.merged_into ?? item.id);
    }
  }

  /** The text that has this id, or null. */
  function stored(wanted) {
    return api.storedDocument(collection, wanted).catch((problem) => {
      if (problem.code === MISSING) return null;
      throw problem;
    });
  }

  /** Of the one that is there, nothing would be left. */
  function taken({ id: other, title: called, text: words }, onDuplicate) {
    const replace = () => { mine = other; save(onDuplicate); };
    return [el('p', { class: 'warning' }, t('idTaken')),
      el('ul', { class: 'clusters' }, el('li', { class: 'head' }, written('a', called || words.slice(0, EXCERPT) || other, { href: address('document', { c: collection, id: other }) }))),
      el('div', { class: 'buttons' }, el('button', { type: 'button', class: 'alarming replace', click: replace }, t('replaceIt')))];
  }

  /** It was asked before: whoever adds it decides. */
  function known(duplicates) {
    const found = duplicates.flatMap(({ candidates }) => candidates);
    return [el('p', { class: 'warning' }, t('alreadyThere')),
      el('ul', { class: 'clusters' }, found.map(({ id: other, text: words, similarity }) => el('li', { class: 'head' }, written('a', words || other, { href: address('document', { c: collection, id: other }) }), similarityBar(similarity)))),
      el('div', { class: 'buttons' }, el('button', { type: 'button', class: 'anyway', click: () => save('allow') }, t('addAnyway')),
        el('button', { type: 'button', class: 'merge', click: () => save('merge') }, t('mergeIntoIt')))];
  }

  const forget = keepDraft(node, `${collection} ${document?.id ?? ''}`, document?.text);
  queueMicrotask(() => (document ? text : title).focus());
  return node;
}

/** Letters and digits of the moment: unlike any other, and in order. */
const freshId = () => `text-${Date.now().toString(36)}`;
