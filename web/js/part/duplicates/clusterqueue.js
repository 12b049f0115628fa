// Clusters to be worked through: which text is kept, which others say the same, and what becomes of those; with the buttons, or with the
// keys S (they say the same), D (none does), U (take back the last), J and K.

import { address } from '../../base/address.js';
import * as api from '../../base/api.js';
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
  const rule = el('select', { id: 'clusters-keep', change: draw }, Object.keys(RULES).map(option('keepRule')));
  const order = el('select', { id: 'clusters-order', change: draw }, Object.keys(ORDERS).map(option('clusterOrder')));
  const place = el('div');
  /** What was done here, the last at the end: how to take each back. */
  let done = [];

  function draw() {
    done = [];
    const sorted = [...clusters].sort(ORDERS[order.value]);
    const items = sorted.map((cluster) => clusterItem(collection, cluster, RULES[rule.value], (back, isUndone) => {
      done = isUndone ? done.filter((each) => each !== back) : [...done, back];
      changed();
    }));
    const list = el('ol', { class: 'clusters' }, items.map(({ node }) => node));
    place.replaceChildren(list);
    queueKeys(list, items, (letter, i) => {
      if (letter === 's') items[i].decide(true);
      else if (letter === 'd') items[i].decide(false);
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
function clusterItem(collection, { representative, size, others, probability }, rule, acted) {
  const members = [representative, ...others];
  const name = `keep ${representative.id}`;
  const kept = rule(members);
  const rows = members.map((member) => row(collection, member, name, member === kept, show));
  const said = el('p', { class: 'note', role: 'status' });
  const again = el('button', { type: 'button', class: 'again', hidden: true, click: () => back() }, t('takeBack'));
  const same = el('button', { type: 'button', class: 'same', click: () => decide(true) });
  const remove = sureButton(t('deleteOthers'), () => t('deleteOthersSure', count(chosen().length)), () => attempt(removeOthers), { class: 'sure' });
  const buttons = el('div', { class: 'buttons', 'data-needs': 'write' }, same, el('button', { type: 'button', class: 'apart', click: () => decide(false) }, t('noneSame')), remove);
  const unseen = size - members.length;
  let takeBack = async () => {};

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

  async function attempt(what) {
    try {
      await what();
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      say(problem.message || t('gone'), true);
    }
  }

  /** What is ticked says the same as what is kept, and what is not says something else; or nothing does. */
  const decide = (asTicked) => attempt(async () => {
    if (buttons.hidden) return;
    const to = keeper().id;
    const made = rest().map(({ member, same: box }) => ({ id1: to, id2: member.id, decision: asTicked && box.checked ? 'merge' : 'apart' }));
    for (const each of made) await api.decide(collection, each);
    close(t('clusterDecided'), async () => {
      for (const each of made) await api.decide(collection, { ...each, decision: 'undecided' });
    });
  });

  /** They are fetched first, so that they can be brought back. */
  async function removeOthers() {
    const ids = chosen().map(({ member }) => member.id);
    const documents = [];
    for (const id of ids) documents.push(await api.storedDocument(collection, id));
    for (const id of ids) await api.deleteDocument(collection, id);
    close(t('othersDeleted', count(ids.length)), async () => {
      for (const each of documents) await api.putDocument(collection, each);
    });
  }

  function close(words, undo) {
    say(words);
    node.dataset.decided = 'yes';
    buttons.hidden = true;
    again.hidden = false;
    takeBack = undo;
    acted(back);
  }

  const back = () => attempt(async () => {
    if (again.hidden) return;
    await takeBack();
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
  return { node, decide, focus: () => (buttons.hidden ? again : same).focus() };
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
