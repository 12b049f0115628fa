// What is it? The label of a text, or none of them, with the examples that say so; whether that is right, learned from at once; and
// whether a claim holds.

import * as api from '../../base/api.js';
import { attempt } from '../../base/attempt.js';
import { el, field, written } from '../../base/dom.js';
import { cosine, count, percent } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { panel } from '../panel.js';
import { barOf, similarityBar } from '../results.js';

const TYPING = 250;
const NEAREST = 5;
const HEADS = ['auto', 'prototypes', 'knn', 'logistic', 'mlp', 'pool'];

/** `of` tells of the classifier: `name()`, `fields` for labels, `learned(classifier)` hears how it is now; `noted()` that something else is asked. */
export function askPart({ name, fields, learned, noted }) {
  const shown = panel('classify');
  const question = latest({ busy: shown.busy, done: show, failed: shown.fail, told: shown.told });
  const input = el('textarea', { id: 'classify-text', rows: 2, dir: 'auto', maxlength: 10_000, input: () => { noted(); update(TYPING); } });
  const head = el('select', { id: 'classify-head', change: () => update() }, HEADS.map((value) => el('option', { value }, t(`head.${value}`))));
  const rate = el('input', { id: 'classify-rate', type: 'number', min: 0.001, max: 0.999, step: 'any', placeholder: t('asMuchAsUsual'), change: () => update() });
  const claim = verifying({ name, fields, text: () => input.value.trim(), rate: () => stated() });

  /** What is to be said beside the next answer. */
  let news = '';

  const stated = () => (rate.value ? { false_accept: Number(rate.value) } : {});

  function update(delay = 0) {
    const text = input.value.trim();
    claim.clear();
    const of = name();
    if (text && of) question.run(async (signal) => ({ of, ...await api.classify(of, { texts: [text], head: head.value, nearest: NEAREST, ...stated() }, signal) }), delay);
    else {
      question.cancel();
      shown.show();
    }
  }

  function show({ of, head: decided, cutoff, texts: [answer], took_ms: took }) {
    const { label, score, similarity, rejected, truncated, nearest } = answer;
    shown.show([news, t('decidedBy', t(`head.${decided}`), count(took))].filter(Boolean).join(' '),
      el('p', { id: 'classify-answer', class: 'verdict' }, rejected ? el('strong', {}, t('noneOfThese')) : written('strong', label), rejected ? null : barOf(score, '', cosine(score))),
      el('p', { class: 'note' }, rejected ? t('rejectedBecause', label, cosine(similarity), cosine(cutoff.threshold)) : t('acceptedBecause', cosine(similarity), cosine(cutoff.threshold)),
        ' ', t(`basis.${cutoff.basis}`, percent(cutoff.false_accept ?? 0))),
      truncated && el('p', { class: 'hint' }, t('classifyCut')),
      el('h2', {}, t('nearestExamples')), el('ol', { class: 'nearest' }, nearest.map(near)),
      correction(of, answer));
    news = '';
  }

  /** Learns the text that is asked for, under the label that it should have. */
  function correction(of, { text, label, rejected }) {
    const right = fields.input('classify-right', { required: true, value: rejected ? '' : label });
    async function learn(event) {
      event.preventDefault();
      const as = right.value.trim();
      if (!as) return;
      await attempt(async () => {
        learned(await api.enrol(of, [{ label: as, text }]));
        news = t('learned', as);
        update();
        input.focus();
      }, shown.complain);
    }
    return el('form', { class: 'ask learn', 'data-needs': 'write', submit: learn }, field(t('rightLabel'), right), el('button', { id: 'classify-learn' }, t('learnIt')));
  }

  return {
    node: el('div', { class: 'part' },
      el('div', { class: 'ask' }, field(t('textToLabel'), input, 'wide')),
      el('details', { class: 'finer' }, el('summary', {}, t('finerAsking')), el('div', { class: 'ask' }, field(t('headLabel'), head), field(t('falseAccept'), rate))),
      shown.node, claim.node),
    update,
    get text() {
      return input.value;
    },
    set text(value) {
      if (input.value !== value) input.value = value;
    },
    focus: () => input.focus(),
  };
}

function near({ label, text, similarity }) {
  return el('li', {}, written('span', label, { class: 'label' }), written('span', text, { class: 'excerpt' }), similarityBar(similarity));
}

/** Somebody claims that the text has a label, or the same one as another text. */
function verifying({ name, fields, text, rate }) {
  const shown = panel('claim');
  const question = latest({ busy: shown.busy, done: show, failed: shown.fail, told: shown.told });
  const label = fields.input('claim-label');
  const other = el('input', { id: 'claim-other', dir: 'auto', autocomplete: 'off', maxlength: 10_000 });

  function verify(event) {
    event.preventDefault();
    const what = other.value.trim() ? { other: other.value.trim() } : { label: label.value.trim() };
    if (!text() || !(what.other || what.label)) {
      shown.fail({ message: t('claimWhat') });
      return;
    }
    question.run((signal) => api.verify(name(), { text: text(), ...what, ...rate() }, signal));
  }

  function show({ accepted, similarity, cutoff }) {
    shown.show('', el('p', { class: 'verdict' }, el('strong', { class: accepted ? 'good' : 'error' }, t(accepted ? 'claimHolds' : 'claimFails')), similarityBar(similarity)),
      el('p', { class: 'note' }, t(accepted ? 'claimAbove' : 'claimBelow', cosine(cutoff.threshold)), ' ', t(`basis.${cutoff.basis}`, percent(cutoff.false_accept ?? 0))));
  }

  return {
    node: el('details', { class: 'claim' }, el('summary', {}, t('verifyClaim')), el('p', { class: 'note' }, t('verifyLead')),
      el('form', { class: 'ask', submit: verify }, field(t('claimedLabel'), label), field(t('orSameAs'), other, 'wide'), el('button', { id: 'claim-verify' }, t('verify'))), shown.node),
    clear() {
      question.cancel();
      shown.show();
    },
  };
}
