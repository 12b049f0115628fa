// One cluster: its texts, which of them say the same, which one is kept, and the buttons that decide about all of it at once.

import { address } from '../../base/address.js';
import { attempt, inWords } from '../../base/attempt.js';
import * as curation from '../../base/curation.js';
import { el, written } from '../../base/dom.js';
import { count, percent } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { markedText } from '../results.js';
import { sureButton } from '../sure.js';
import { differences } from './differences.js';
import { ALONE, grouping, MOST } from './grouping.js';
import { preview } from './preview.js';

/** Longer texts are shown by their beginning, without what differs. */
const LONG = 400;

/**
 * `rules` has what holds for all clusters: `keep`, the name of a rule, and `fill`. `acted(back, isUndone)` hears what takes back what was done, and
 * again when that has happened; `whole(cluster)` that somebody wants all texts of a large one.
 */
export function clusterItem(collection, cluster, rules, { acted, whole }) {
  const { id, representative, size, others, probability } = cluster;
  const members = [representative, ...others];
  const groups = grouping(members, rules.keep);
  const rows = members.map((member) => row(collection, id, member, groups, show));
  const said = el('p', { class: 'note', role: 'status' });
  const again = el('button', { type: 'button', class: 'again', hidden: true, click: () => back() });
  const same = el('button', { type: 'button', class: 'same', click: () => decide(true) });
  const split = el('button', { type: 'button', class: 'split', 'aria-pressed': 'false', click: () => toggleSplit() }, t('splitCluster'));
  const remove = sureButton(t('deleteOthers'), () => t('deleteOthersSure', count(groups.others.length)), () => carryOut({ remove: true }), { class: 'sure' });
  const buttons = el('div', { class: 'buttons', 'data-needs': 'write' }, same, el('button', { type: 'button', class: 'apart', click: () => decide(false) }, t('noneSame')), split, remove);
  const unseen = size - members.length;
  const toBe = el('div', { class: 'to-be-all' });
  /** What was done with it: the step of the history. */
  let step = null;
  let working = false;
  /** Whether somebody decides anew what was decided before. */
  let anew = false;

  function show() {
    const together = groups.together();
    const isSplit = split.getAttribute('aria-pressed') === 'true';
    // It may have told of fewer.
    remove.close();
    for (const each of rows) each.show(isSplit, together);
    const inOne = together.length === 1 && together[0].members.length;
    same.textContent = together.length > 1 ? t('decideGroups', count(together.length)) : inOne === members.length ? t('allSame') : t('theseSame', count(inOne || 0), count(members.length));
    same.disabled = groups.others.length === 0;
    remove.hidden = groups.others.length === 0;
    toBe.replaceChildren(...preview(together, rules.fill));
  }

  function toggleSplit() {
    const on = split.getAttribute('aria-pressed') !== 'true';
    split.setAttribute('aria-pressed', String(on));
    // Without groups there is one of them.
    if (!on) for (const member of members) if (groups.group(member) > 1) groups.assign(member, 1);
    show();
    if (on) rows[0].focus();
    else split.focus();
  }

  function say(words, wrong = false) {
    said.textContent = words;
    said.classList.toggle('error', wrong);
  }

  /** One thing at a time, and what the server refuses is said here. Whether it was done. */
  async function alone(what) {
    if (working) return false;
    working = true;
    try {
      return await attempt(what, (problem) => say(inWords(problem), true));
    } finally {
      working = false;
    }
  }

  /** Decides about all of it, by one step of the history. */
  const carryOut = (how) => alone(async () => {
    if (buttons.hidden) return;
    step = await curation.resolve(collection, id, groups.request({ fill: rules.fill, ...how }));
    close([t('clusterDecided'), step.deleted.length > 0 && t('othersDeleted', count(step.deleted.length)), step.changed.length > 0 && t('keptFilled', count(step.changed.length))].filter(Boolean).join(' '));
    acted(back);
  });

  const decide = (asShown) => (asShown && groups.others.length === 0 ? undefined : carryOut({ apart: !asShown }));

  function close(words) {
    remove.close();
    say(words);
    node.dataset.decided = 'yes';
    const focused = buttons.contains(document.activeElement);
    buttons.hidden = true;
    again.hidden = false;
    again.textContent = t(step ? 'takeBack' : 'decideAnew');
    if (focused) again.focus();
  }

  const back = () => alone(async () => {
    if (!step) {
      anew = true;
      reopen();
      return;
    }
    await curation.revert(collection, step.id);
    step = null;
    reopen();
    acted(back, true);
  });

  function reopen() {
    say('');
    node.dataset.decided = '';
    again.hidden = true;
    buttons.hidden = false;
    same.focus();
  }

  const node = el('li', { class: 'cluster', tabindex: -1, 'data-id': representative.id },
    el('div', { class: 'head' }, el('h2', {}, t('texts', count(size))), probability == null ? null : el('span', { class: 'cosine' }, t('leastLikely', percent(probability)))),
    el('ul', {}, rows.map(({ node: each }) => each)),
    unseen > 0 ? el('p', { class: 'hint' }, t('unseenMembers', count(unseen)), ' ', el('button', { type: 'button', class: 'whole-cluster', click: () => whole(cluster) }, t('showWhole'))) : null,
    toBe, buttons, el('div', { class: 'buttons' }, said, again));
  show();
  return {
    node,
    cluster,
    decide,
    split: () => !buttons.hidden && toggleSplit(),
    /** Asks, or takes the question back: it is answered by its button alone. */
    remove: () => !buttons.hidden && groups.others.length > 0 && remove.querySelector('button:not(.alarming)').click(),
    /** Whether an answer is under way. */
    get working() {
      return working;
    },
    /** Whether it was decided here, and can be taken back here. */
    get decidedHere() {
      return Boolean(step);
    },
    say,
    /** Puts the text whose row has the focus into a group. Whether there is one. */
    assign(group) {
      const focused = rows.find((each) => each.node.contains(document.activeElement));
      if (!focused || buttons.hidden) return false;
      if (group > 1) split.setAttribute('aria-pressed', 'true');
      groups.assign(focused.member, group);
      show();
      focused.focus();
      return true;
    },
    /** Shows it as people decided it before. */
    closeAs(words) {
      if (!step && !anew && !buttons.hidden) close(words);
    },
    follow() {
      groups.keepBy(rules.keep);
      show();
    },
    focus: () => (buttons.hidden ? again : same.disabled ? node : same).focus(),
  };
}

/** A text of a cluster, with what says whether it is kept and with which others it goes. */
function row(collection, cluster, member, groups, changed) {
  const { id, text } = member;
  const keep = el('input', { type: 'radio', 'aria-label': t('keepThis', text || id), change: () => { groups.keep(member); changed(); } });
  const same = el('input', { type: 'checkbox', 'aria-label': t('saysSame', text || id), change: () => { groups.assign(member, same.checked ? 1 : ALONE); changed(); } });
  const group = el('select', { class: 'group', 'aria-label': t('groupOfText', text || id), change: () => { groups.assign(member, Number(group.value)); changed(); } },
    el('option', { value: ALONE }, t('ofItsOwn')), Array.from({ length: MOST }, (_, i) => el('option', { value: i + 1 }, t('groupOf', i + 1))));
  const link = written('a', text || id, { href: address('document', { c: collection, id }) });
  const node = el('li', { class: 'member' }, el('span', { class: 'ticks', 'data-needs': 'write' }, keep, same, group), el('span', {}, link, ' ', written('span', id, { class: 'id' })));
  return {
    member,
    node,
    focus: () => (group.hidden ? same : group).focus(),
    show(isSplit, together) {
      const own = groups.group(member);
      const head = together.find((each) => each.group === own)?.kept;
      group.hidden = !isSplit;
      same.hidden = isSplit;
      same.checked = own !== ALONE;
      group.value = own;
      keep.name = `keep ${cluster} ${own === ALONE ? id : own}`;
      keep.checked = groups.isKept(member);
      // Whoever says something of his own is kept.
      keep.disabled = own === ALONE;
      node.dataset.group = own;
      const isLong = !head || head === member || Math.max(text.length, head.text.length) > LONG;
      link.replaceChildren(...(isLong ? [text.length > LONG ? `${text.slice(0, LONG)}…` : text || id] : markedText(differences(head.text, text)[1], 'differs')));
    },
  };
}
