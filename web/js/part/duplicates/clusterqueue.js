// Clusters to be worked through: which text is kept, which others say the same, and what becomes of those; with the buttons, or with the
// keys S (they say the same), D (none does), U (take back the last), J and K.

import { address } from '../../base/address.js';
import * as api from '../../base/api.js';
import { attempt, inWords } from '../../base/attempt.js';
import { el, written } from '../../base/dom.js';
import { count, percent } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { sureButton } from '../sure.js';
import { queueKeys } from './keys.js';

const filled = ({ fields }) => Object.values(fields).filter((value) => value.trim()).length;

/** Which of the texts of a cluster is kept, unless somebody says otherwise. */
const RULES = {
  found: (members) => members[0],
  longest: (members) => members.reduce((best, each) => (each.text.length > best.text.length ? each : best)),
  fields: (members) => members.reduce((best, each) => (filled(each) > filled(best) ? each : best)),
};
/** What people decided has been looked at already. */
const ORDERS = {
  certain: (a, b) => (b.probability ?? -1) - (a.probability ?? -1) || b.size - a.size,
  largest: (a, b) => b.size - a.size,
};

const option = (prefix) => (value) => el('option', { value }, t(`${prefix}.${value}`));

/** The clusters of a collection; `changed()` hears that something was decided. */
export function clusterQueue(collection, clusters, changed) {
  const rule = el('select', { id: 'clusters-keep', change: () => items.forEach((each) => each.keepBy(RULES[rule.value])) }, Object.keys(RULES).map(option('keepRule')));
  const order = el('select', { id: 'clusters-order', change: draw }, Object.keys(ORDERS).map(option('clusterOrder')));
  const place = el('div');
  /** What was done here, the last at the end: how to take each back. */
  let done = [];
  const items = clusters.map((cluster) => clusterItem(collection, cluster, RULES[rule.value], (back, isUndone) => {
    done = isUndone ? done.filter((each) => each !== back) : [...done, back];
    changed();
  }));

  /** Puts them in order, each as it has become. */
  function draw() {
    const sorted = [...items].sort((a, b) => ORDERS[order.value](a.cluster, b.cluster));
    const list = el('ol', { class: 'clusters' }, sorted.map(({ node }) => node));
    place.replaceChildren(list);
    queueKeys(list, sorted, (letter, i) => {
      if (letter === 's') sorted[i].decide(true);
      else if (letter === 'd') sorted[i].decide(false);
      else if (letter === 'u') done.at(-1)?.();
      else return false;
      return letter === 'u' || 'on';
    });
  }

  draw();
  const choice = (words, select) => el('div', { class: 'field' }, el('label', { for: select.id }, words), select);
  return [el('div', { class: 'filters' }, choice(t('clusterOrder'), order), el('div', { 'data-needs': 'write' }, choice(t('keepRule'), rule))),
    el('p', { class: 'note', 'data-needs': 'write' }, t('clusterHint')), place];
}

/**
 * Of one cluster: the texts, the one that is kept, those that say the same as it. `acted(back, isUndone)` hears what takes back
 * what was done, and again when that has happened.
 */
function clusterItem(collection, cluster, rule, acted) {
  const { representative, size, others, probability } = cluster;
  const members = [representative, ...others];
  const name = `keep ${representative.id}`;
  const kept = rule(members);
  const rows = members.map((member) => row(collection, member, name, member === kept, () => { byHand = true; show(); }));
  const said = el('p', { class: 'note', role: 'status' });
  const again = el('button', { type: 'button', class: 'again', hidden: true, click: () => back() }, t('takeBack'));
  const same = el('button', { type: 'button', class: 'same', click: () => decide(true) });
  const remove = sureButton(t('deleteOthers'), () => t('deleteOthersSure', count(chosen().length)), () => removeOthers(), { class: 'sure' });
  const buttons = el('div', { class: 'buttons', 'data-needs': 'write' }, same, el('button', { type: 'button', class: 'apart', click: () => decide(false) }, t('noneSame')), remove);
  const unseen = size - members.length;
  /** What was done with it, which can be taken back: {undo} of each step, the last at the end. */
  let steps = [];
  let working = false;
  /** Whether somebody chose what is kept, which no rule changes then. */
  let byHand = false;

  const keeper = () => rows.find(({ keep }) => keep.checked).member;
  const rest = () => rows.filter(({ member }) => member !== keeper());
  const chosen = () => rest().filter(({ same: box }) => box.checked);

  function show() {
    for (const each of rows) each.same.disabled = each.member === keeper();
    const all = chosen().length === rest().length;
    same.textContent = all ? t('allSame') : t('theseSame', count(chosen().length), count(rest().length));
    remove.hidden = chosen().length === 0;
  }

  function say(words, wrong = false) {
    said.textContent = words;
    said.classList.toggle('error', wrong);
  }

  /** One thing at a time. */
  async function alone(what) {
    if (working) return;
    working = true;
    try {
      await what();
    } finally {
      working = false;
    }
  }

  /** Takes step after step ({act, undo}). What was done can be taken back, also where it went wrong on the way. */
  async function work(wanted, words) {
    let wrong = null;
    for (const step of wanted) {
      if (!await attempt(step.act, (problem) => { wrong = problem; })) break;
      steps.push(step);
    }
    say([wrong && inWords(wrong), (steps.length > 0 || !wrong) && words(steps.length)].filter(Boolean).join(' '), Boolean(wrong));
    if (steps.length) close();
  }

  /** What is ticked says the same as what is kept, and what is not says something else; or nothing does. */
  const decide = (asTicked) => alone(async () => {
    if (buttons.hidden) return;
    const to = keeper().id;
    await work(rest().map(({ member, same: box }) => {
      const one = (decision) => api.decide(collection, { id1: to, id2: member.id, decision });
      return { act: () => one(asTicked && box.checked ? 'merge' : 'apart'), undo: () => one('undecided') };
    }), (n) => (n < rest().length ? t('partlyDecided', count(n), count(rest().length)) : t('clusterDecided')));
  });

  /** They are fetched first, so that they can be brought back. */
  const removeOthers = () => alone(async () => {
    const documents = [];
    const fetched = await attempt(async () => {
      for (const { member } of chosen()) documents.push(await api.storedDocument(collection, member.id));
    }, (problem) => say(inWords(problem), true));
    if (!fetched) return;
    await work(documents.map((each) => ({ act: () => api.deleteDocument(collection, each.id), undo: () => api.putDocument(collection, each) })), (n) => t('othersDeleted', count(n)));
  });

  function close() {
    node.dataset.decided = 'yes';
    buttons.hidden = true;
    again.hidden = false;
    acted(back);
  }

  const back = () => alone(async () => {
    if (again.hidden) return;
    const undone = await attempt(async () => {
      while (steps.length) {
        await steps.at(-1).undo();
        steps.pop();
      }
    }, (problem) => say(inWords(problem), true));
    if (!undone) return;
    say('');
    node.dataset.decided = '';
    again.hidden = true;
    buttons.hidden = false;
    same.focus();
    acted(back, true);
  });

  const node = el('li', { class: 'cluster', tabindex: -1, 'data-id': representative.id },
    el('div', { class: 'head' }, el('h2', {}, t('texts', count(size))), probability == null ? null : el('span', { class: 'cosine' }, t('leastLikely', percent(probability)))),
    el('ul', {}, rows.map(({ node: each }) => each)), unseen > 0 ? el('p', { class: 'hint' }, t('rejectedMore', count(unseen))) : null, buttons, el('div', { class: 'buttons' }, said, again));
  show();
  return {
    node,
    cluster,
    decide,
    keepBy(other) {
      if (byHand || buttons.hidden) return;
      const choice = other(members);
      for (const each of rows) each.keep.checked = each.member === choice;
      show();
    },
    focus: () => (buttons.hidden ? again : same).focus(),
  };
}

function row(collection, member, name, isKept, changed) {
  const { id, text } = member;
  const keep = el('input', { type: 'radio', name, checked: isKept, 'aria-label': t('keepThis', text || id), change: changed });
  const same = el('input', { type: 'checkbox', checked: true, 'aria-label': t('sameAsKept', text || id), change: changed });
  return {
    member,
    keep,
    same,
    node: el('li', { class: 'member' }, el('span', { class: 'ticks', 'data-needs': 'write' }, keep, same), written('a', text || id, { href: address('document', { c: collection, id }) }), written('span', id, { class: 'id' })),
  };
}
