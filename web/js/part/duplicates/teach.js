// Teaching: rounds of pairs that people decide about, and what the collection learns from that.

import { address } from '../../base/address.js';
import * as api from '../../base/api.js';
import * as curation from '../../base/curation.js';
import { el } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { obstacle, panel } from '../panel.js';
import { learnedPart } from './learned.js';
import { roundPart, roundsTable } from './teaching.js';

/** From so many pairs of either kind on something can be learned. */
const ENOUGH = 30;
const NOT_LOOKED = 'not_mined';
const REFUSED = 400;
/** As likely as not. */
const EVEN = 0.5;

/** `decided()` hears that the clusters may be others now. */
export function teachPart(collection, decided) {
  const shown = panel('teach');
  const learned = panel('learned');
  const told = latest({ busy: shown.busy, done: tell, failed: shown.fail, told: shown.told });
  const asking = latest({ busy: shown.busy, done: begin, failed: refused, told: shown.told });
  const learning = latest({ busy: learned.busy, done: showLearned, failed: learned.fail, told: learned.told });
  const known = el('p', { id: 'teach-known', class: 'note', role: 'status' });
  /** Of the last pair of a round, which is not there any more. */
  const opinion = el('div', {});
  const start = el('button', { id: 'teach-start', type: 'button', class: 'primary', 'data-needs': 'write', click: () => asking.run((signal) => curation.askRound(asked, signal)) });
  const learn = el('button', { id: 'teach-learn', type: 'button', 'data-needs': 'write', click: () => run({ keep: false }) }, t('learnNow'));
  const below = el('section', { 'aria-labelledby': 'learn-title', hidden: true }, el('h2', { id: 'learn-title' }, t('learnTitle')), el('p', { class: 'note' }, t('learnLead')), known, el('p', { class: 'buttons' }, learn), learned.node);
  let asked = '';

  /** Asks what the rounds did until now, unless one is being worked through. */
  function update() {
    const name = collection();
    const other = obstacle(name);
    below.hidden = !name || Boolean(other);
    if (below.hidden) {
      told.cancel();
      leave();
      asked = '';
      shown.show('', other);
      return;
    }
    if (name === asked && shown.node.querySelector('.round')) {
      below.hidden = true;
      return;
    }
    if (name !== asked) leave();
    asked = name;
    look();
  }

  /** What was asked of another collection is not shown under this one. */
  function leave() {
    asking.cancel();
    learning.cancel();
    opinion.replaceChildren();
    learned.show();
  }

  function look() {
    const name = asked;
    told.run(async (signal) => ({ ...await curation.rounds(name, signal), ...await api.decided(name, signal) }));
  }

  function tell({ rounds, enough, counts }) {
    const last = rounds.at(-1);
    const isOpen = last && last.same + last.different + last.ignored < last.drawn;
    start.textContent = isOpen ? t('roundGoOn', count(last.round)) : t(last ? 'roundNext' : 'roundBegin');
    shown.show('', ...roundsTable({ rounds, enough }), el('p', { class: 'buttons' }, start));
    const { merge: same, apart } = counts;
    known.textContent = t(Math.min(same, apart) < ENOUGH ? 'learnNotYet' : 'learnKnown', count(same), count(apart), ENOUGH);
    learn.disabled = Math.min(same, apart) < ENOUGH;
  }

  function begin(round) {
    opinion.replaceChildren();
    below.hidden = round.pairs.length > 0;
    if (round.pairs.length === 0) shown.show(t('roundNone'));
    else shown.show('', roundPart(asked, round, { decided, ended }));
    shown.node.querySelector('.pair')?.focus();
  }

  /** Pairs are drawn from those that were found. */
  function refused(problem) {
    if (problem.code !== NOT_LOOKED) shown.complain(problem);
    else shown.show('', el('p', {}, t('roundNeedsPairs')), el('p', { class: 'buttons' }, el('a', { class: 'button primary', href: address('duplicates', { mode: 'clusters', c: asked }) }, t('clusters'))));
  }

  /** `last` says what the model thinks of the last pair. */
  function ended(last) {
    shown.show(t('roundEnded'));
    below.hidden = false;
    opinion.replaceChildren(last ?? '');
    look();
    queueMicrotask(() => start.focus());
  }

  /** Where no threshold is as precise as the server wants, all are shown all the same. */
  function run(wanted) {
    const name = asked;
    learning.run((signal) => curation.learn(name, wanted, signal).catch((problem) => {
      if (problem.status !== REFUSED || wanted.keep) throw problem;
      return curation.learn(name, { ...wanted, threshold: EVEN }, signal);
    }));
  }

  function showLearned(answer) {
    learned.show('', learnedPart(answer, (threshold) => run({ threshold, keep: true })));
    learned.node.querySelector('#learned-threshold').focus();
    if (answer.kept) decided();
  }

  return {
    answers: { update, refresh: () => collection() !== asked && update() },
    title: () => t('teach'),
    node: el('div', { class: 'part', hidden: true }, el('p', { class: 'note' }, t('teachLead')), opinion, shown.node, below),
    params: () => ({}),
    set() {},
  };
}
