// How a search is narrowed: what it goes by, and the values of metadata that documents must have.

import * as api from './api.js';
import { find } from './collections.js';
import { el } from './dom.js';
import { count } from './format.js';
import { t } from './strings.js';

export const MODES = ['hybrid', 'dense', 'lexical'];
const PREFIX = 'f.';
/** A field with more values than this is no choice. */
const MOST_VALUES = 50;

/** `value` is the mode that is chosen. */
export function modeSwitch(changed) {
  const choices = MODES.map((mode) => el('input', { type: 'radio', name: 'mode', id: `mode-${mode}`, value: mode, change: changed }));
  return {
    node: el('fieldset', { class: 'switch' }, el('legend', {}, t('mode')),
      choices.map((choice) => el('span', {}, choice, el('label', { for: choice.id, title: t(`mode.${choice.value}.long`) }, t(`mode.${choice.value}`))))),
    show(mode) {
      choices.forEach((choice) => { choice.checked = choice.value === (MODES.includes(mode) ? mode : MODES[0]); });
    },
    get value() {
      return choices.find(({ checked }) => checked).value;
    },
  };
}

/** Choices for the fields of the collection that have a few values each. */
export function filters(changed) {
  const node = el('div', { class: 'filters', hidden: true });
  let chosen = {};
  let shown = '';
  let facets = [];

  async function load(name) {
    const collection = find(name);
    const state = `${name} ${collection?.documents}`;
    if (!collection || state === shown) return;
    shown = state;
    try {
      ({ fields: facets } = await api.fields(name));
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      facets = [];
    }
    if (state === shown) draw();
  }

  function draw() {
    const choices = facets.filter(({ field, values, truncated }) => chosen[field] || (!truncated && values.length > 1 && values.length <= MOST_VALUES));
    node.replaceChildren(...choices.map(choice));
    node.hidden = !choices.length;
  }

  function choice({ field, values }, i) {
    const select = el('select', { id: `filter-${i}`, 'data-field': field, change: () => pick(field, select.value) },
      el('option', { value: '' }, t('anyValue')),
      values.map(({ value, documents }) => el('option', { value }, `${value} (${count(documents)})`)));
    if (chosen[field] && !values.some(({ value }) => value === chosen[field])) select.append(el('option', {}, chosen[field]));
    select.value = chosen[field] ?? '';
    return el('div', { class: 'field' }, el('label', { for: select.id, dir: 'auto' }, field), select);
  }

  function pick(field, value) {
    if (value) chosen[field] = value;
    else delete chosen[field];
    changed();
  }

  return {
    node,
    /** Shows what the address says. */
    show(params) {
      chosen = Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value]] : [])));
      draw();
    },
    load,
    clear() {
      chosen = {};
      draw();
    },
    /** What the address is to say. */
    get params() {
      return Object.fromEntries(Object.entries(chosen).map(([field, value]) => [PREFIX + field, value]));
    },
    /** The filter for the API; undefined if everything may be found. */
    get filter() {
      const parts = Object.entries(chosen).map(([field, value]) => ({ field, is: value }));
      return parts.length ? { and: parts } : undefined;
    },
  };
}
