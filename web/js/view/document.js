// One stored text, opened at the passage that was found.

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { attempt } from '../base/attempt.js';
import { el, written } from '../base/dom.js';
import { latest } from '../base/latest.js';
import { t } from '../base/strings.js';
import { pieces } from '../base/text.js';
import { choose, look } from '../part/collections.js';
import { documentForm } from '../part/documentform.js';
import { obstacle, panel } from '../part/panel.js';
import { chips } from '../part/results.js';
import { sureButton } from '../part/sure.js';

/** A longer text is no question. */
const LONG = 500;

export function documentView(app) {
  const answers = panel('document');
  const question = latest({ busy: answers.busy, done: show, failed: answers.fail, told: answers.told });
  const heading = written('h1', t('document'), { id: 'document-title' });
  let wanted = {};
  let opened = '';
  /** Whether one comes back from changing it. */
  let returning = false;

  function load() {
    opened = '';
    if (wanted.id && wanted.c) question.run((signal) => api.storedDocument(wanted.c, wanted.id, signal));
    else answers.show(t('noDocument'), obstacle(wanted.c));
  }

  function show(document) {
    const { id, title, text, fields } = document;
    const [start, end] = [Number(wanted.s), Number(wanted.e)];
    const isPart = wanted.e !== undefined && (start > 0 || end < text.length);
    const spans = isPart ? [{ start, length: end - start }] : [];
    const body = pieces(text, spans).map((piece) => (piece.spans.length ? el('mark', { class: 'found' }, piece.text) : piece.text));
    const { c } = wanted;
    heading.textContent = opened = title || id;
    app.retitle();
    answers.show('', el('p', { class: 'facts' }, title && el('bdi', {}, id), title && ' · ', c), chips(fields),
      el('p', { class: 'buttons' },
        link('search', { c, like: id, s: wanted.s, e: wanted.e }, t('moreLike')),
        link('duplicates', { c, q: text.length < LONG ? text : title }, t('checkAsked')),
        link('plagiarism', { c, doc: id }, t('checkCopied')),
        link('compare', { c, id }, t('compareWith')),
        el('button', { id: 'document-edit', type: 'button', 'data-needs': 'write', click: () => edit(c, document) }, t('editText')),
        sureButton(t('deleteText'), () => t('deleteTextSure'), () => remove(c, id), { id: 'document-delete', 'data-needs': 'write' })),
      el('div', { class: 'whole', dir: 'auto' }, body));
    if (returning) answers.node.querySelector('#document-edit').focus();
    returning = false;
    answers.node.querySelector('.found')?.scrollIntoView({ block: 'nearest' });
  }

  function edit(c, document) {
    returning = true;
    answers.show('', documentForm(c, document, {
      done: () => {
        wanted = { c, id: document.id };
        load();
        look();
      },
      close: () => {
        wanted = { ...wanted, c, id: document.id };
        show(document);
      },
    }));
  }

  async function remove(c, id) {
    await attempt(async () => {
      await api.deleteDocument(c, id);
      wanted = {};
      heading.textContent = t('document');
      answers.show(t('textDeleted', opened));
      heading.tabIndex = -1;
      heading.focus();
      look();
    }, answers.complain);
  }

  const link = (view, params, words) => el('a', { class: 'button', href: address(view, params) }, words);

  return {
    title: () => opened || (wanted.id ?? ''),
    node: el('section', { id: 'document', class: 'view', 'aria-labelledby': 'document-title' },
      el('p', {}, el('button', { id: 'document-back', type: 'button', class: 'bare-button', click: () => history.back() }, `← ${t('back')}`)), heading, answers.node),
    show(params) {
      returning = false;
      wanted = { ...params, c: choose('document', params.c) };
      load();
    },
    refresh() {
      if (wanted.c || !('id' in wanted)) return;
      wanted.c = choose('document');
      load();
    },
  };
}
