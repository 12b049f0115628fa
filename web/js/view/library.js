// Collections: add files of one's own, look at what is there, delete it.

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { attempt, inWords } from '../base/attempt.js';
import { el, field, section, written } from '../base/dom.js';
import { count, percent } from '../base/format.js';
import { local } from '../base/settings.js';
import { t } from '../base/strings.js';
import { READABLE, takeDrops } from '../base/textfile.js';
import { collections, find, isClosed, isOpening, look } from '../part/collections.js';
import { documentForm } from '../part/documentform.js';
import { browser } from '../part/library/browse.js';
import { upkeepDrawer } from '../part/library/upkeep.js';
import { uploads } from '../part/library/uploads.js';

const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;

export function libraryView(app) {
  const list = el('ul', { id: 'library-list', class: 'library' });
  const said = el('p', { id: 'library-status', class: 'status', role: 'status' });
  const wrong = el('p', { id: 'library-error', class: 'error', hidden: true });
  const name = el('input', {
    id: 'library-name', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'library-hint', value: local.get('library') ?? 'my-texts', input: checkName,
  });
  const files = el('input', { id: 'library-files', type: 'file', multiple: true, class: 'unseen', accept: `.jsonl,.ndjson,.csv,.tsv,.text,.markdown,.gz,${READABLE}`, change: picked });
  const sent = uploads();
  const place = el('div', { class: 'drop', 'data-needs': 'write' },
    el('p', { class: 'drop-title' }, t('dropHere')), el('p', { class: 'note' }, t('dropMore')),
    field(t('newCollection'), name), el('p', { id: 'library-hint', class: 'note' }, t('newHint')),
    el('div', { role: 'alert' }, wrong),
    el('p', {}, files, el('label', { for: 'library-files', class: 'button primary' }, t('pickFiles'))), sent.node);
  const cards = new Map();

  takeDrops(place, (dropped) => send(dropped), (on) => place.classList.toggle('dropping', on));

  function checkName() {
    const good = NAME.test(name.value);
    wrong.hidden = good || name.value === '';
    wrong.textContent = t('badName');
    name.setAttribute('aria-invalid', String(!good));
    return good;
  }

  function picked() {
    const chosen = [...files.files];
    files.value = '';
    send(chosen);
  }

  function send(chosen) {
    if (!checkName()) {
      wrong.hidden = false;
      name.focus();
      return;
    }
    local.set('library', name.value);
    sent.send(name.value, chosen);
  }

  function refresh() {
    const all = collections.all ?? [];
    for (const [each, card] of cards) {
      if (find(each)) continue;
      card.node.remove();
      cards.delete(each);
    }
    for (const collection of all) {
      if (!cards.has(collection.name)) {
        cards.set(collection.name, newCard(collection.name, removed));
        list.append(cards.get(collection.name).node);
      }
      cards.get(collection.name).show(collection);
    }
    if (!collections.all) said.textContent = t('waiting');
    else if (all.length === 0) said.textContent = t('noCollections');
    else if (said.textContent === t('waiting')) said.textContent = '';
  }

  async function removed(gone) {
    app.forget(gone);
    await look();
    said.textContent = t('removed', gone);
    name.focus();
  }

  return {
    title: () => '',
    node: section('library', t('libraryTitle'), t('libraryLead'), place, said, list),
    show: refresh,
    refresh,
  };
}

/** What there is to see of one collection, and what one can do with it. */
function newCard(name, removed) {
  const facts = el('p', { class: 'facts' });
  const passport = el('p', { class: 'facts' });
  const warning = illegibility(name);
  const reading = [
    el('a', { class: 'button', href: address('search', { c: name }) }, t('searchIt')),
    el('button', { type: 'button', class: 'browse', click: () => open((close) => browser(name, close)) }, t('browse')),
    el('a', { class: 'button', href: address('map', { c: name }) }, t('map')),
    el('button', { type: 'button', class: 'add', 'data-needs': 'write', click: () => open((close) => documentForm(name, null, { done: (id) => { added(id); look(); }, close })) }, t('addOne')),
  ];
  const drawer = el('div', { class: 'drawer' });
  /** Whoever shuts the drawer goes on at the button that opened it. */
  function open(make) {
    const opener = document.activeElement;
    drawer.replaceChildren(make(() => {
      drawer.replaceChildren();
      opener.focus();
    }));
  }
  function added(id) {
    const link = written('a', id, { href: address('document', { c: name, id }) });
    drawer.replaceChildren(el('p', { role: 'status' }, t('textAdded'), ' ', link));
    link.focus();
  }
  const node = el('li', { class: 'card', 'data-name': name }, written('h2', name), facts, passport, warning.node,
    el('div', { class: 'buttons' },
      reading,
      el('button', { type: 'button', class: 'keep', click: () => open((close) => upkeepDrawer(name, close)) }, t('upkeep')),
      el('button', { type: 'button', class: 'remove', 'data-needs': 'admin', click: () => open((close) => removal(name, removed, close)) }, t('remove'))),
    drawer);
  return {
    node,
    show(collection) {
      const { documents, passages, model, dimension, state, error } = collection;
      const closed = isClosed(collection);
      reading.forEach((each) => { each.hidden = closed; });
      const opening = isOpening(collection);
      facts.textContent = closed ? t('closed', error) : opening ? t('opening') : t('facts', count(documents), count(passages));
      facts.classList.toggle('error', closed);
      passport.textContent = closed || !model ? '' : t('passport', model, dimension);
      warning.show(collection);
    },
  };
}

/** That the model does not know the words of many texts, and what can be done about it. */
function illegibility(name) {
  const model = 'paraphrase-multilingual-MiniLM-L12-v2';
  const commands = [`models pull sentence-transformers/${model}`, `reindex ${name} --model ${model}`, `serve --model ${model}`];
  const words = el('p');
  const node = el('div', { class: 'warning', hidden: true }, words, el('details', {}, el('summary', {}, t('queryIllegibleAdvice')), el('p', {}, t('illegibleAdvice')),
    el('pre', { tabindex: 0 }, el('code', {}, commands.map((each) => `./doppel ${each}\n`)))));
  return {
    node,
    show({ illegible, warning }) {
      node.hidden = !warning;
      words.textContent = t('illegible', percent(illegible));
    },
  };
}

/** Asks for the name before it deletes. */
function removal(name, removed, close) {
  const id = `remove-${name}`;
  const error = el('p', { class: 'error', role: 'alert' });
  const typed = el('input', { id, autocomplete: 'off', spellcheck: 'false', input: () => { now.disabled = typed.value !== name; } });
  const now = el('button', { class: 'alarming', disabled: true }, t('removeNow'));

  async function remove(event) {
    event.preventDefault();
    await attempt(async () => {
      await api.deleteCollection(name);
      close();
      await removed(name);
    }, (problem) => { error.textContent = inWords(problem); });
  }

  queueMicrotask(() => typed.focus());
  return el('form', { class: 'removal', submit: remove }, field(t('removeSure', name, count(find(name)?.documents ?? 0)), typed), error,
    el('div', { class: 'buttons' }, now, el('button', { type: 'button', click: close }, t('keep'))));
}
