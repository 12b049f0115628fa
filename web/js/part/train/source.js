// What to learn from, how, and what to call it: the form of a training.

import { attempt, inWords } from '../../base/attempt.js';
import { el, field } from '../../base/dom.js';
import { t } from '../../base/strings.js';
import { readTextFile } from '../../base/textfile.js';

const SOURCES = ['decisions', 'file'];
const KINDS = ['pairs', 'triplets', 'classes', 'parallel'];
const METHODS = ['adapter', 'lora', 'layers', 'full'];

/** A choice, and beside it what the chosen one is. */
function explained(id, prefix, values) {
  const about = el('p', { id: `${id}-about`, class: 'note' });
  const tell = () => { about.textContent = t(`${prefix}.${select.value}.about`); };
  const select = el('select', { id, 'aria-describedby': about.id, change: tell }, values.map((value) => el('option', { value }, t(`${prefix}.${value}`))));
  tell();
  return [select, about];
}

/** `begin(plan)` hears what is wanted, `wrong(words)` why there is nothing to begin. */
export function trainingForm({ begin, wrong }) {
  const sources = SOURCES.map((value) => el('input', { type: 'radio', name: 'train-from', id: `train-from-${value}`, value, checked: value === SOURCES[0], change: show }));
  const file = el('input', { id: 'train-file', type: 'file', accept: '.tsv,.csv,.jsonl,.txt' });
  const [kind, aboutKind] = explained('train-kind', 'examples', KINDS);
  const [method, aboutMethod] = explained('train-method', 'method', METHODS);
  const name = el('input', { id: 'train-name', autocomplete: 'off', spellcheck: 'false', required: true, maxlength: 96, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*' });
  const epochs = el('input', { id: 'train-epochs', type: 'number', min: 0.1, max: 1000, step: 0.1, value: 5 });
  const seed = el('input', { id: 'train-seed', type: 'number', min: 0, step: 1, value: 0 });
  const start = el('button', { id: 'train-start', class: 'primary' }, t('trainNow'));
  const hint = el('p', { class: 'note' }, t('decisionsHint'));
  const fromFile = el('div', { hidden: true }, el('div', { class: 'ask' }, field(t('examplesFile'), file), field(t('kindOfExamples'), kind)), aboutKind);

  let proposed = '';
  let proposedFor;

  const chosen = () => sources.find(({ checked }) => checked).value;

  function show() {
    fromFile.hidden = chosen() !== 'file';
    hint.hidden = chosen() === 'file';
  }

  async function submit(event) {
    event.preventDefault();
    const plan = { name: name.value, method: method.value, epochs: Number(epochs.value), seed: Number(seed.value) };
    if (chosen() === 'file') {
      const [picked] = file.files;
      let examples;
      if (picked && !await attempt(async () => { examples = await readTextFile(picked); }, (problem) => wrong(inWords(problem)))) return;
      if (!examples) {
        wrong(picked ? t('notText', picked.name) : t('noFile'));
        file.focus();
        return;
      }
      Object.assign(plan, { kind: kind.value, examples, file: picked.name });
    }
    begin(plan);
  }

  return {
    node: el('form', { class: 'training', 'data-needs': 'write', submit },
      el('fieldset', { class: 'switch' }, el('legend', {}, t('learnFrom')), sources.map((each) => el('span', {}, each, el('label', { for: each.id }, t(`learn.${each.value}`))))),
      hint, fromFile,
      el('div', { class: 'ask' }, field(t('method'), method), field(t('newModel'), name), start), aboutMethod,
      el('details', {}, el('summary', {}, t('finer')), el('div', { class: 'ask' }, field(t('epochs'), epochs), field(t('seed'), seed)))),
    /** Proposes a name for a model of the collection, unless somebody wrote one. */
    propose(collection) {
      if (!collection || collection === proposedFor) return;
      proposedFor = collection;
      if (!name.value || name.value === proposed) name.value = proposed = `${collection}-1`;
    },
    /** Proposes another name, where that one is taken. */
    next(taken) {
      if (name.value === taken) name.value = proposed = taken.replace(/\d*$/, (number) => String(Number(number) + 1));
    },
    busy(on) {
      start.disabled = on;
    },
  };
}
