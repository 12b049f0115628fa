// How the model does on the texts of a collection: what is kept when they are changed, for which of them, whether new texts are still like them.

import { address } from '../../base/address.js';
import * as api from '../../base/api.js';
import { attempt } from '../../base/attempt.js';
import { el, field, written } from '../../base/dom.js';
import { cosine, count, measured, moment } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { changeName, sliceName, t } from '../../base/strings.js';
import { choose, collectionPicker } from '../collections.js';
import { judged } from '../judgement.js';
import { obstacle, panel } from '../panel.js';
import { figure, part, table } from './evaluation.js';

const ASK_AGAIN = 500;
/** What the API takes. */
const SAMPLE = { min: 10, max: 2000, value: 200 };

/** `changed()` hears that another collection was chosen. */
export function examinationPart(changed) {
  const shown = panel('examination');
  const picker = collectionPicker('quality', () => { changed(); look(false); });
  const sample = el('input', { id: 'examination-sample', type: 'number', ...SAMPLE });
  const by = el('input', { id: 'examination-by', type: 'text', autocomplete: 'off' });
  const fresh = el('textarea', { id: 'examination-against', rows: 2, dir: 'auto' });
  const begin = el('button', { id: 'examination-start', type: 'button', class: 'primary', click: () => look(true) }, t('examine'));
  const question = latest({ busy: shown.busy, done: show, failed: shown.fail, told: shown.told });
  let asked = '';

  const lines = (input, between) => input.value.split(between).map((each) => each.trim()).filter(Boolean);

  /** Asks until there is a result; `anew` begins. */
  function look(anew) {
    const name = picker.value;
    const other = obstacle(name);
    begin.disabled = !name || Boolean(other);
    if (!name || other) {
      question.cancel();
      shown.show('', other);
      return;
    }
    if (asked !== name) shown.show();
    asked = name;
    if (anew) shown.show(t('working'));
    question.run(async (signal) => {
      let state = anew ? await api.examine(name, { sample: Number(sample.value), by: lines(by, ','), against: lines(fresh, '\n') }, signal) : await api.examination(name, signal);
      while (state.state === 'running') {
        shown.show(t('examining'), el('div', { class: 'row' },
          el('progress', { max: state.total || 1, value: state.done, 'aria-label': t('examining') }), el('button', { type: 'button', 'data-needs': 'write', click: () => stop(name) }, t('stop'))));
        await new Promise((done) => { setTimeout(done, ASK_AGAIN); });
        if (signal.aborted) throw new DOMException('another question', 'AbortError');
        state = await api.examination(name, signal);
      }
      return { ...state, name };
    });
  }

  async function stop(name) {
    question.cancel();
    if (await attempt(() => api.stopExamination(name), shown.fail)) look(false);
  }

  function show({ state, result, error, name }) {
    if (state === 'failed') shown.fail({ message: error === 'stopped' ? t('stopped') : error });
    else if (!result) shown.show(t('notExamined'));
    else shown.show(t('examined', count(result.texts), count(result.documents), moment(result.examined_at)), ...figures(result), guardedPart(result, name));
  }

  return {
    node: el('div', { class: 'part' },
      el('div', { class: 'ask' }, picker.node), el('div', { class: 'ask', 'data-needs': 'write' }, field(t('examineSample'), sample), field(t('examineBy'), by), field(t('examineAgainst'), fresh, 'wide'), begin),
      el('p', { class: 'hint', 'data-lacks': 'write' }, t('onlyLook')), shown.node),
    get collection() {
      return picker.value;
    },
    show(wanted) {
      picker.show(choose('quality', wanted));
      look(false);
    },
    refresh() {
      picker.show(choose('quality'));
      if (picker.value !== asked) look(false);
    },
  };
}

/** The measures of a task, by what they are of: for each its name, and its measures by their names. */
function subjects(measures, task) {
  return [...Map.groupBy(measures.filter((each) => each.task === task), ({ subject }) => subject)]
    .map(([subject, each]) => ({ subject, texts: each[0].texts, small: each[0].small, of: Object.fromEntries(each.map((one) => [one.measure, one])) }));
}

function figures({ measures, alarm }) {
  const fresh = subjects(measures, 'drift');
  return [robustnessPart(subjects(measures, 'robustness')), slicesPart(subjects(measures, 'slices')), fresh.length > 0 && driftPart(fresh, alarm)];
}

const interval = (one) => (one ? figure(`${cosine(one.value)} `, el('span', { class: 'facts' }, `(${cosine(one.low)}–${cosine(one.high)})`)) : figure('–'));

function robustnessPart(changes) {
  return el('section', { class: 'task', id: 'examination-robustness' }, el('h2', {}, t('robustness')), el('p', { class: 'note' }, t('robustnessAbout')),
    table(t('robustness'), [t('change'), t('keptFound'), '', t('keptSimilarity'), t('keptLow'), t('textsOf')], changes.map(({ subject, texts, of }) => el('tr', {},
      el('th', { scope: 'row' }, changeName(subject)), interval(of['recall@1']), el('td', {}, part(of['recall@1'].value)),
      interval(of.standard_similarity), figure(cosine(of.standard_similarity_p05.value)), figure(count(texts))))));
}

function slicesPart(slices) {
  return el('section', { class: 'task', id: 'examination-slices' }, el('h2', {}, t('slices')), el('p', { class: 'note' }, t('slicesAbout')),
    table(t('slices'), [t('slice'), t('keptFound'), t('keptSimilarity'), t('nearestOther'), t('legible'), t('textsOf')], slices.map(({ subject, texts, small, of }) => el('tr', {},
      written('th', sliceName(subject), { scope: 'row' }), interval(of['recall@1']), interval(of.standard_similarity), interval(of.nearest_standard_similarity),
      figure(cosine(of.legibility.value)), figure(count(texts), small ? ` ${t('tooFew')}` : '')))));
}

function driftPart([fresh, stored]) {
  const { nearest_similarity: nearest, rejected_share: rejected, p_value: p, energy_coefficient: energy } = fresh.of;
  return el('section', { class: 'task', id: 'examination-drift' }, el('h2', {}, t('drift')), el('p', { class: 'note' }, t('driftAbout')),
    table(t('drift'), [t('measure'), t('value')], [
      [t('driftNearest', count(fresh.texts)), interval(nearest)],
      [t('driftStored'), interval(stored.of.nearest_similarity)],
      [t('driftRejected', cosine(stored.of.nearest_similarity_p05.value)), interval(rejected)],
      [t('driftEnergy'), figure(measured(energy.value))],
      [t('driftP'), figure(cosine(p.value))],
    ].map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, name), value))));
}

function guardedPart({ guarded, looked, truncated }, collection) {
  const text = (id, words) => el('p', {}, written('a', words, { href: address('document', { c: collection, id }) }));
  return el('section', { class: 'task', id: 'examination-guarded' }, el('h2', {}, t('guarded')),
    el('p', { class: 'note' }, guarded.length ? t('guardedAbout', count(looked)) : t('noGuarded', count(looked)), truncated ? ` ${t('guardedMore')}` : ''),
    el('ul', { class: 'clusters' }, guarded.map((pair) => el('li', { class: 'cluster' }, text(pair.id1, pair.text1), text(pair.id2, pair.text2),
      el('p', {}, ...judged(pair).flatMap((each) => [each, ' ']))))));
}
