// Rounds of twenty pairs that are worth a person's time, one after the other; what the model thinks of one is told when it is decided. With the buttons, or with the
// keys Y or S (the same), N or D (different), I (skip it), U (the last one again).

import * as api from '../../base/api.js';
import { address } from '../../base/address.js';
import { attempt, inWords } from '../../base/attempt.js';
import * as curation from '../../base/curation.js';
import { el, written } from '../../base/dom.js';
import { count, measured, percent } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { judged } from '../judgement.js';
import { markedText } from '../results.js';
import { differences, excerpt, shortened } from './differences.js';
import { queueKeys } from '../keys.js';

const KEYS = { y: 'merge', s: 'merge', n: 'apart', d: 'apart', i: 'ignore' };
const NAMES = { merge: 'pairSame', apart: 'pairDifferent', ignore: 'skipPair' };
/** Where fewer pairs of either kind were decided, nothing can be measured. */
const MEASURED_FROM = 5;
/** So much of a text tells which one it was. */
const SHORT = 60;

/** A share with its interval. */
export const share = ({ value, low, high }) => t('shareWithin', percent(value), percent(low), percent(high));

/**
 * The round that is worked through; `decided()` hears of each decision and `ended(opinion)` that the last pair is decided, with what the model thinks of it.
 */
export function roundPart(collection, { round, drawn, pairs }, { decided, ended }) {
  const place = el('div');
  const said = el('p', { class: 'error', role: 'alert' });
  const where = el('p', { class: 'note', role: 'status' });
  const last = el('div', { role: 'status' });
  let i = 0;
  let working = false;

  async function decide(what) {
    if (i < pairs.length) await send(i, what, () => { i++; });
  }

  const undo = () => (i > 0 ? send(i - 1, 'undecided', () => { i--; }) : undefined);

  async function send(at, decision, then) {
    if (working) return;
    working = true;
    said.textContent = '';
    const { id1, id2 } = pairs[at];
    let answer;
    const done = await attempt(async () => { answer = await api.decide(collection, { id1, id2, decision }); }, (problem) => { said.textContent = inWords(problem); });
    working = false;
    if (!done) return;
    then();
    decided();
    last.replaceChildren(opinion(answer, NAMES[decision]) ?? '');
    if (i < pairs.length) draw();
    else ended(opinion(answer, NAMES[decision]));
  }

  function draw() {
    const pair = pairs[i];
    where.textContent = t('pairOfRound', count(drawn - pairs.length + i + 1), count(drawn), count(round));
    const [left, right] = differences(pair.text1, pair.text2).map(excerpt);
    const buttons = Object.entries(NAMES).map(([what, name]) => el('button', { type: 'button', 'data-decision': what, class: what === 'ignore' ? 'quiet' : null, click: () => decide(what) }, t(name)));
    const item = el('li', { class: 'pair', tabindex: -1 }, side(collection, pair.id1, left), side(collection, pair.id2, right),
      el('div', { class: 'buttons', 'data-needs': 'write' }, buttons, i > 0 ? el('button', { type: 'button', class: 'quiet', click: undo }, t('lastPairAgain')) : null));
    const list = el('ol', { class: 'pairs' }, item);
    place.replaceChildren(list);
    queueKeys(list, [{ node: item, focus: () => item.focus() }], (letter) => {
      if (letter === 'u') undo();
      else if (letter in KEYS) decide(KEYS[letter]);
      else return false;
      return true;
    });
    item.focus({ preventScroll: true });
  }

  draw();
  return el('div', { class: 'round' }, last, where, place, said, el('p', { class: 'note', 'data-needs': 'write' }, t('roundKeys')));
}

/** What was said of a pair and what the model thinks of it; nothing where that was taken back. */
function opinion({ judged: model, text1, text2 }, name) {
  if (!model) return null;
  const pair = t('lastPair', shortened(text1, SHORT), shortened(text2, SHORT));
  return el('p', { class: 'opinion' }, el('bdi', {}, pair), ' ', t('youSaid', t(name)), ' ', t('modelSays'), ' ', ...judged(model).filter(Boolean).flatMap((each) => [each, ' ']));
}

function side(collection, id, parts) {
  return el('div', { class: 'side' }, written('a', id, { class: 'id', href: address('document', { c: collection, id }) }), el('p', { dir: 'auto' }, markedText(parts, 'differs')));
}

/** What the rounds did, in a table; and whether more would pay. */
export function roundsTable({ rounds, enough }) {
  if (!rounds.length) return [];
  const head = ['roundNumber', 'saidSame', 'saidDifferent', 'saidSkip', 'averagePrecision', 'calibrationError', 'precisionAt', 'recallAt'];
  const row = ({ round, same, different, ignored, measured: found }) => el('tr', {}, el('th', { scope: 'row' }, count(round)),
    [same, different, ignored].map((n) => el('td', { class: 'figure' }, count(n))),
    found ? [measured(found.average_precision), measured(found.calibration_error), t('atThreshold', share(found.precision), measured(found.threshold)), share(found.recall)].map((words) => el('td', { class: 'figure' }, words))
      : el('td', { colspan: 4 }, t('roundNotMeasured', MEASURED_FROM)));
  return [el('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': t('roundsTold') },
    el('table', { class: 'measures' }, el('thead', {}, el('tr', {}, head.map((each) => el('th', { scope: 'col' }, t(each))))), el('tbody', {}, rounds.map(row)))),
  enough ? el('p', { class: 'good', id: 'rounds-enough' }, t('roundsEnough')) : null];
}
