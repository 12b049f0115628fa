// The collections of the server, as it tells them itself whenever they change.

import * as api from '../base/api.js';
import { el, field } from '../base/dom.js';
import { count } from '../base/format.js';
import { t } from '../base/strings.js';
import { sample } from './samples.js';
import { watched } from './watch.js';

/** Tells of `change` whenever something has changed. `all` is null until it is known. */
export const collections = Object.assign(new EventTarget(), { all: null });

const chosen = {};
let lastChosen;

/** Asks how the collections are now. */
export const look = watched('collections', api.collections, ({ collections: all }) => {
  collections.all = all;
  collections.dispatchEvent(new Event('change'));
});

/** Whether a collection cannot be opened: another model made it, or its files are damaged. `error` says which. */
export const isClosed = (collection) => collection?.model === null && !isOpening(collection);

/** Whether it is being opened: then what is in it will be known soon. */
export const isOpening = (collection) => collection?.state === 'opening';

export const find = (name) => collections.all?.find((collection) => collection.name === name);

/** The collection a view works on: what its address says, what was chosen before, the view's sample, or the largest. */
export function choose(view, name) {
  if (name) chosen[view] = lastChosen = name;
  if (chosen[view] || lastChosen) return chosen[view] ?? lastChosen;
  if (find(sample(view))?.documents > 0) return sample(view);
  return [...(collections.all ?? [])].sort((a, b) => b.documents - a.documents)[0]?.name;
}

/** Chooses a collection that is gone no more. */
export function forget(name) {
  for (const view of Object.keys(chosen)) if (chosen[view] === name) delete chosen[view];
  if (lastChosen === name) lastChosen = undefined;
}

/** A labelled choice of one collection; `value` is its name, or undefined while there is none. */
export function collectionPicker(view, changed) {
  const select = el('select', { id: `${view}-collection`, change: pick });
  let value;

  function pick() {
    show(choose(view, select.value));
    changed();
  }

  function show(name) {
    value = name;
    if (!collections.all && !value) {
      select.replaceChildren(el('option', { value: '' }, t('waiting')));
      select.disabled = true;
      return;
    }
    const names = (collections.all ?? []).map((collection) => collection.name);
    if (value && !names.includes(value)) names.unshift(value);
    if (select.length !== names.length) select.replaceChildren(...names.map(() => el('option')));
    names.forEach((each, i) => {
      const collection = find(each);
      const open = collection && !isOpening(collection) && !isClosed(collection);
      const label = open ? `${each} (${t('texts', count(collection.documents))})` : each;
      const option = select.options[i];
      option.value = each;
      if (option.textContent !== label) option.textContent = label;
    });
    select.disabled = names.length === 0;
    if (value) select.value = value;
  }

  return {
    node: field(t('collection'), select),
    show,
    get value() {
      return value;
    },
  };
}
