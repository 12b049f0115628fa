// How a search is narrowed: what it goes by, and the values of metadata that documents must have.

import * as api from '../base/api.js';
import { el } from '../base/dom.js';
import { count } from '../base/format.js';
import { fieldName, fieldValue, t } from '../base/strings.js';
import { find } from './collections.js';

export const MODES = ['hybrid', 'dense', 'lexical'];
const PREFIX = 'f.';
/** A field with more values than this is no choice. */
const MOST_VALUES = 20;
/** Values must be had by so many documents, on average, to be worth choosing. */
const SHARED_BY = 2;
const MOST_FACETS = 10;
/** The counts are of so many of the first documents that answer. */
const COUNTED_IN = 100;

/** Whether one narrows anything by a field: it has few values, and several documents have each. */
function isChoice({ values, truncated }) {
  const documents = values.reduce((sum, each) => sum + each.documents, 0);
  return !truncated && values.length > 1 && values.length <= MOST_VALUES && documents >= SHARED_BY * values.length && values.filter((each) => each.documents > 1).length > 1;
}

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

/** Choices for the fields of the collection that have a few values each, once something is asked. */
export function filters(changed) {
  const node = el('div', { class: 'filters', hidden: true });
  let chosen = {};
  let shown = {};
  let facets = [];
  /** How many of the first answers have each value, by field. */
  let counts = new Map();
  let asking = false;

  let loading = Promise.resolve();

  /** Learns what fields a collection has, and again when it has grown; the promise ends when that is known. */
  function load(name) {
    const documents = find(name)?.documents;
    const grown = documents !== undefined && shown.documents !== undefined && documents !== shown.documents;
    if (name && (name !== shown.name || grown)) {
      if (name !== shown.name) counts = new Map();
      shown = { name, documents };
      loading = fetchFields(shown);
    }
    shown.documents ??= documents;
    return loading;
  }

  async function fetchFields(state) {
    let fields = [];
    try {
      ({ fields } = await api.fields(state.name));
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
    }
    if (state !== shown) return;
    facets = fields;
    draw();
  }

  function draw() {
    const focused = node.contains(document.activeElement) ? document.activeElement.id : null;
    const choices = facets.filter((facet) => chosen[facet.field] || (asking && isChoice(facet)));
    node.replaceChildren(...choices.map(choice));
    node.hidden = !choices.length;
    if (focused) document.getElementById(focused)?.focus();
  }

  function choice({ field, values }) {
    const select = el('select', { id: `filter-${facets.findIndex((facet) => facet.field === field)}`, 'data-field': field, change: () => pick(field, select.value) },
      el('option', { value: '' }, t('anyValue')),
      ordered(field, values).map(([value, found]) => el('option', { value, dir: 'auto' }, `${fieldValue(field, value)}${found ? ` (${count(found)})` : ''}`)));
    if (chosen[field] && !values.some(({ value }) => value === chosen[field])) select.append(el('option', {}, chosen[field]));
    select.value = chosen[field] ?? '';
    return el('div', { class: 'field', title: t('countedIn', COUNTED_IN) }, el('label', { for: select.id, dir: 'auto' }, fieldName(field)), select);
  }

  /** Values with how many answers have them, those with the most first. What is chosen leaves the others of its field without a number. */
  function ordered(field, values) {
    const found = chosen[field] ? null : counts.get(field);
    return values.map(({ value }) => [value, found?.get(value) ?? 0]).sort(([, a], [, b]) => b - a);
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
    /** What a search is to count: names of fields, and how deep. */
    get asked() {
      const fields = facets.filter(isChoice).map(({ field }) => field).slice(0, MOST_FACETS);
      return fields.length ? { facets: fields, facet_depth: COUNTED_IN } : {};
    },
    /** Whether something is asked: else there is nothing to narrow. */
    set asking(on) {
      if (asking === on) return;
      asking = on;
      draw();
    },
    /** Takes what a search has counted. */
    count(found = []) {
      counts = new Map(found.map(({ field, values }) => [field, new Map(values.map(({ value, documents }) => [value, documents]))]));
      draw();
    },
    clear() {
      chosen = {};
      counts = new Map();
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
