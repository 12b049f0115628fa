// What was done about duplicates, the last step first: it can be searched, and each step taken back as a whole.

import { address } from '../../base/address.js';
import { attempt } from '../../base/attempt.js';
import * as curation from '../../base/curation.js';
import { el, field, written } from '../../base/dom.js';
import { count, moment } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { askingPanel } from '../panel.js';
import { sureButton } from '../sure.js';

const TYPING = 250;
const FIRST = 50;
const MOST = 1000;
/** So many decisions and texts of one step are told. */
const SHOWN = 5;
const REVERT = 'revert';

/** `taken()` hears that a step was taken back. */
export function historyPart(collection, changed, taken) {
  const input = el('input', { id: 'history-text', type: 'search', dir: 'auto', autocomplete: 'off', input: () => { limit = FIRST; changed({ delay: TYPING }); } });
  const letters = () => input.value.trim();
  let limit = FIRST;
  /** The step whose button has the focus next. */
  let next = null;
  let working = false;

  const answers = askingPanel('history', {
    collection,
    instead: () => undefined,
    ask,
    show: ({ steps, truncated, reverts }) => {
      const undone = takenBack(reverts);
      return [
        steps.length ? t('steps', count(steps.length)) : t(letters() ? 'noSuchStep' : 'noSteps'),
        steps.length > 0 && el('ol', { class: 'steps' }, steps.map((step) => stepItem(collection(), step, undone.has(step.id), takeBack))),
        truncated && limit < MOST && el('button', { id: 'history-more', type: 'button', click: more }, t('more')),
      ];
    },
    shown: () => {
      if (next) (answers.node.querySelector(`.step[data-id="${next}"] button`) ?? input).focus();
      next = null;
    },
  });

  function more() {
    limit = Math.min(MOST, limit * 4);
    answers.update();
  }

  /** What took a step back is later than that step, but it need not mention what is searched. */
  async function ask(name, signal) {
    const q = letters();
    const found = await curation.history(name, { limit, ...(q && { q }) }, signal);
    return { ...found, reverts: q ? (await curation.history(name, { limit: MOST, q: REVERT }, signal)).steps : found.steps };
  }

  /** Once: the button stays until the list is drawn anew. */
  async function takeBack(name, id) {
    if (working) return;
    working = true;
    await attempt(async () => {
      next = (await curation.revert(name, id)).id;
      for (const button of answers.node.querySelectorAll(`.step[data-id="${id}"] button`)) button.disabled = true;
      taken();
      answers.update();
    }, answers.complain);
    working = false;
  }

  return {
    answers,
    title: () => t('history'),
    node: el('div', { class: 'part', hidden: true }, el('div', { class: 'ask' }, field(t('historySearch'), input, 'wide')), answers.node),
    params: () => ({ q: input.value }),
    set({ q = '' }) {
      if (input.value !== q) input.value = q;
    },
  };
}

/** The ids of the steps that a later one took back, which was not taken back itself. */
function takenBack(steps) {
  const undone = new Set();
  for (const { id, action, about } of steps) if (action === REVERT && !undone.has(id)) undone.add(about);
  return undone;
}

function stepItem(collection, step, isUndone, takeBack) {
  const { id, at, action, decisions, changed, deleted, restored } = step;
  const link = (each) => written('a', each, { class: 'id', href: address('document', { c: collection, id: each }) });
  const texts = (words, ids, node) => (ids.length ? el('li', {}, words, ' ', ids.slice(0, SHOWN).map((each) => [node(each), ' ']).flat(), beyond(ids.length)) : null);
  const act = () => takeBack(collection, id);
  // What brought texts back deletes them when it is taken back.
  const undo = restored.length ? sureButton(t('takeBack'), () => t('deleteOthersSure', count(restored.length)), act, { 'data-needs': 'write' }) : el('button', { type: 'button', 'data-needs': 'write', click: act }, t('takeBack'));
  const button = isUndone ? el('span', { class: 'note' }, t('takenBack')) : undo;
  return el('li', { class: 'step', tabindex: -1, 'data-id': id, 'data-undone': isUndone ? 'yes' : '' },
    el('div', { class: 'head' }, el('h2', {}, t(`step.${action}`)), el('time', { class: 'note', datetime: at }, moment(at)), button),
    el('ul', {},
      decisions.slice(0, SHOWN).map((decision) => decided(decision, link)), decisions.length > SHOWN ? el('li', { class: 'note' }, beyond(decisions.length)) : null,
      texts(t('stepDeleted'), deleted, (each) => written('span', each, { class: 'id' })), texts(t('stepChanged'), changed, link), texts(t('stepRestored'), restored, link)));
}

const beyond = (n) => (n > SHOWN ? t('rejectedMore', count(n - SHOWN)) : null);

function decided({ id1, id2, text1, text2, decision }, link) {
  const text = (id, words) => [written('q', words || id), ' ', link(id)];
  return el('li', {}, t(`decision.${decision}`), ' ', text(id1, text1), ` ${t('andText')} `, text(id2, text2));
}
