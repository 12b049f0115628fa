// Two models on the same texts: another collection to put the same question to, one made anew beside by another model, and the switch to that.

import * as api from '../../base/api.js';
import { attempt, inWords } from '../../base/attempt.js';
import { el, field } from '../../base/dom.js';
import { cosine } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { collections, find, look } from '../collections.js';
import { rankedList } from '../ranked.js';
import { barOf, similarityBar } from '../results.js';
import { sureButton } from '../sure.js';

const UNFIT = /[^a-z0-9_-]+/g;
const LONGEST = 64;

/** `collection()` is the one that is asked, `model()` the server's own, and `changed()` hears that another one is chosen. */
export function beside(collection, model, changed) {
  const other = el('select', { id: 'search-with', change: () => { wanted = other.value; changed(); } });
  const maker = el('input', { id: 'beside-model', autocomplete: 'off', spellcheck: 'false', required: true, list: 'beside-models', input: () => { byHand = true; propose(); } });
  const models = el('datalist', { id: 'beside-models' });
  const name = el('input', { id: 'beside-name', autocomplete: 'off', spellcheck: 'false', required: true, maxlength: LONGEST, pattern: '[a-z0-9][a-z0-9_\\-]*', input: () => { named = true; } });
  const said = el('p', { class: 'note', role: 'status' });
  const error = el('p', { class: 'error', role: 'alert' });
  const switching = el('div');
  const form = el('form', { class: 'ask', 'data-needs': 'admin', submit: (event) => { event.preventDefault(); make(); } },
    el('p', { class: 'note' }, t('besideLead')), field(t('besideModel'), maker), models, field(t('besideName'), name), el('button', {}, t('besideMake')));
  const node = el('details', { class: 'beside' }, el('summary', {}, t('besideTitle')), field(t('compareWithCollection'), other), form, switching, said, error);
  let wanted = '';
  /** What is being made, to be chosen when it is there. */
  let coming = '';
  /** Whether somebody wrote the model, and the name. */
  let byHand = false;
  let named = false;
  /** The collection that was shown last, and the model that made it. */
  let known = {};

  /** Shows which others there are. */
  function refresh() {
    const others = (collections.all ?? []).filter((each) => each.name !== collection());
    const options = ['', ...others.map((each) => each.name)];
    if (wanted && !options.includes(wanted) && wanted !== collection()) options.push(wanted);
    const labels = options.map((each) => (each ? labelOf(each) : t('nothingBeside')));
    if (labels.join('/') !== Array.from(other.options, ({ text }) => text).join('/')) other.replaceChildren(...options.map((value, i) => el('option', { value }, labels[i])));
    other.value = options.includes(wanted) ? wanted : '';
    const names = [...new Set([model(), ...(collections.all ?? []).map((each) => each.model)])].filter(Boolean);
    models.replaceChildren(...names.map((value) => el('option', { value })));
    if (!byHand) maker.value = names.find((each) => each !== find(collection())?.model) ?? '';
    propose();
    offerSwitch();
    const before = known;
    known = { name: collection(), model: find(collection())?.model };
    const isAnew = before.name === known.name && before.model && known.model && before.model !== known.model;
    if (coming && find(coming)?.state === 'ready') {
      wanted = coming;
      coming = '';
      said.textContent = t('besideReady', wanted);
      changed();
    } else if (isAnew) {
      said.textContent = t('besideSwitched', known.name, known.model);
      changed();
    }
  }

  const labelOf = (each) => [each, find(each)?.model].filter(Boolean).join(' · ');

  function propose() {
    if (!named) name.value = `${collection() ?? ''}-${maker.value}`.toLowerCase().replace(UNFIT, '-').slice(0, LONGEST);
  }

  /** Only where the other one is made by another model. */
  function offerSwitch() {
    const [here, there] = [find(collection())?.model, find(other.value)?.model];
    const differ = Boolean(here && there && here !== there);
    const key = differ ? `${collection()} ${there}` : '';
    if (switching.dataset.key === key) return;
    switching.dataset.key = key;
    const to = collection();
    switching.replaceChildren(...(differ ? [el('p', { class: 'buttons', 'data-needs': 'admin' }, sureButton(t('besideSwitch', there), () => t('besideSwitchSure', to, there), () => act(to, { model: there }, t('besideSwitching', to, there)), { id: 'beside-switch' }))] : []));
  }

  async function make() {
    const as = name.value.trim();
    if (await act(collection(), { model: maker.value.trim(), as }, t('besideMaking', as))) {
      coming = as;
      await attempt(look, () => {});
    }
  }

  function act(to, order, words) {
    error.textContent = '';
    said.textContent = words;
    return attempt(() => api.makeBy(to, order), (problem) => {
      said.textContent = '';
      error.textContent = inWords(problem);
    });
  }

  return {
    node,
    refresh,
    show(param = '') {
      if (wanted !== param) wanted = param;
      if (wanted) node.open = true;
      refresh();
    },
    /** The other collection; '' where none is asked. */
    get value() {
      return wanted === collection() ? '' : wanted;
    },
  };
}

/** Both rankings, as a search with `compare_with` has them. */
export function bothRankings(collection, { hits, comparison }) {
  // What is searched by words as well is in order of another number.
  const all = [...hits, ...comparison.hits];
  const best = Math.max(1, ...all.map(({ score }) => score));
  const isBySimilarity = all.every(({ score, similarity }) => score === similarity);
  const bar = ({ score, similarity }) => (isBySimilarity ? similarityBar(similarity) : barOf(score / best, el('span', { class: 'what' }, t('score')), cosine(score)));
  const ranks = (list) => new Map(list.map(({ id, rank }) => [id, rank]));
  const [here, there] = [ranks(hits), ranks(comparison.hits)];
  const moved = (others) => ({ id, rank }) => (others.has(id) ? others.get(id) - rank : undefined);
  const heading = (name, model) => el('h2', {}, [name, model].filter(Boolean).join(' · '));
  return el('div', { class: 'both' }, rankedList(collection, heading(collection, find(collection)?.model), hits, moved(there), bar),
    rankedList(comparison.collection, heading(comparison.collection, comparison.model), comparison.hits, moved(here), bar));
}
