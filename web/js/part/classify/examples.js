// The examples of a classifier: more of them, by hand or from a file, and fewer.

import * as api from '../../base/api.js';
import { attempt } from '../../base/attempt.js';
import { el, field, hidden, written } from '../../base/dom.js';
import { download } from '../../base/download.js';
import { keepDraft } from '../../base/draft.js';
import { count } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { readTextFile, takeDrops } from '../../base/textfile.js';
import { panel } from '../panel.js';
import { sureButton } from '../sure.js';
import { NoExample, readExamples } from './examplefile.js';
import { sample } from './sample.js';

const PAGE = 50;
/** The most that the server tells at once. */
const MOST = 1000;

/** As for asking; `open(name, text)` leads to another classifier, `gone()` hears that all examples are forgotten. */
export function examplesPart({ name, fields, learned, open, gone }) {
  const shown = panel('examples');
  const label = fields.input('example-label');
  const texts = el('textarea', { id: 'example-texts', rows: 5, dir: 'auto', 'aria-describedby': 'example-hint' });
  const file = el('input', { id: 'example-file', type: 'file', accept: '.tsv,.csv,.jsonl,.ndjson,.txt', class: 'unseen', change: () => read(file.files[0]) });
  const list = el('div', { class: 'labels' });
  const form = el('form', { class: 'drop', 'data-needs': 'write', submit: (event) => { event.preventDefault(); add(); } },
    field(t('exampleLabel'), label), field(t('exampleTexts'), texts, 'wide'), el('p', { id: 'example-hint', class: 'note' }, t('exampleHint')),
    el('div', { class: 'buttons' }, el('button', { id: 'example-add', class: 'primary' }, t('addExamples')), file, el('label', { for: 'example-file', class: 'button' }, t('examplesFromFile'))));
  /** How many examples there are. */
  let enrolledNow = 0;
  /** What is drawn, so that nothing that is open shuts without need. */
  let drawn = '';

  const forgetDraft = keepDraft(form, 'examples');

  takeDrops(form, ([first]) => read(first), (on) => form.classList.toggle('dropping', on));

  /** Where the focus goes on when an example is forgotten: {label, at}. */
  let next = null;

  const act = (what) => attempt(what, shown.fail);

  function examplesOf(text, options) {
    try {
      return readExamples(text, options);
    } catch (problem) {
      if (problem instanceof NoExample) throw new api.Problem({ detail: t('noExample', problem.line) });
      throw problem;
    }
  }

  const add = () => act(async () => {
    const wanted = examplesOf(texts.value, { label: label.value.trim() });
    if (!wanted.length) {
      texts.focus();
      return;
    }
    await enrol(wanted);
    texts.value = '';
    forgetDraft();
    texts.focus();
  });

  const read = (picked) => act(async () => {
    file.value = '';
    const text = picked ? await readTextFile(picked) : '';
    const wanted = text ? examplesOf(text, { name: picked.name, label: label.value.trim() }) : [];
    if (wanted.length) await enrol(wanted);
    else if (picked) shown.fail({ message: t('noExamplesIn', picked.name) });
  });

  async function enrol(wanted) {
    shown.show(t('working'));
    told(await api.enrol(name(), wanted), wanted.length);
  }

  function told(classifier, added) {
    learned(classifier);
    shown.show(t('enrolled', count(added), count(classifier.examples), count(classifier.labels.length)));
  }

  async function enrolNames() {
    shown.show(t('working'));
    const before = enrolledNow;
    const classifier = await api.enrolNames(name());
    told(classifier, classifier.examples - before);
  }

  const forget = (what, words) => act(async () => {
    learned(await api.forgetExamples(name(), what));
    shown.show(words);
  });

  async function drop(text, of, at) {
    next = { label: of, at };
    if (!await forget({ texts: [text] }, t('exampleForgotten'))) next = null;
    else if (document.activeElement === document.body && !list.querySelector(`details[open][data-label="${CSS.escape(of)}"]`)) label.focus();
  }

  /** Draws the labels of a classifier. */
  function show({ labels, examples }) {
    enrolledNow = examples;
    const now = `${name()} ${JSON.stringify(labels)}`;
    if (now === drawn) return;
    drawn = now;
    form.hidden = !name();
    const opened = new Set(Array.from(list.querySelectorAll('details[open]'), (each) => each.dataset.label));
    list.replaceChildren(...(labels.length ? [...labels.map((each) => labelItem(each, opened.has(each.label))), whole()] : [trial()]));
  }

  function labelItem({ label: called, examples }, isOpen) {
    const texts = el('ol', { class: 'examples-of' });
    const more = el('button', { type: 'button', hidden: true, click: further }, t('more'));
    const question = latest({ busy: () => {}, done: append, failed: shown.complain });
    const buttons = () => [...texts.querySelectorAll('button')];
    let offset = 0;

    function further() {
      question.run((signal) => api.examples(name(), { label: called, offset, limit: PAGE }, signal));
    }

    function append({ total, examples: found }) {
      texts.append(...found.map(({ text }) => el('li', {}, written('span', text),
        el('button', { type: 'button', class: 'quiet', 'data-needs': 'write', click: ({ currentTarget }) => drop(text, called, buttons().indexOf(currentTarget)) }, t('forget'), hidden(`: ${text}`)))));
      offset += found.length;
      more.hidden = offset >= total;
      if (next?.label !== called) return;
      (buttons()[next.at] ?? buttons().at(-1))?.focus();
      next = null;
    }

    const node = el('details', { 'data-label': called, toggle: () => { if (node.open && !offset) further(); } },
      el('summary', {}, written('strong', called), ` ${t('exampleCount', count(examples))}`),
      texts, el('div', { class: 'buttons' }, more,
        sureButton(t('forgetLabel'), () => t('forgetLabelSure', count(examples)), () => forget({ labels: [called] }, t('labelForgotten', called)), { 'data-needs': 'write' })));
    node.open = isOpen;
    return node;
  }

  function whole() {
    return el('div', { class: 'buttons' },
      el('button', { id: 'examples-names', type: 'button', 'data-needs': 'write', title: t('enrolNamesHint'), click: () => act(enrolNames) }, t('enrolNames')),
      el('button', { id: 'examples-save', type: 'button', click: () => act(save) }, t('saveExamples')),
      sureButton(t('forgetAll'), () => t('forgetAllSure', name()), () => act(async () => { await api.forgetClassifier(name()); gone(); }), { 'data-needs': 'write' }));
  }

  async function save() {
    const all = [];
    let total;
    do {
      const page = await api.examples(name(), { offset: all.length, limit: MOST });
      all.push(...page.examples);
      total = page.examples.length ? page.total : all.length;
    } while (all.length < total);
    download(`${name()}.jsonl`, 'application/x-ndjson', all.map((each) => `${JSON.stringify(each)}\n`).join(''));
  }

  function trial() {
    const { name: called, examples, asked } = sample();
    const start = () => act(async () => {
      learned(await api.enrol(called, examples));
      open(called, asked);
    });
    return el('div', { class: 'nothing' }, el('p', {}, t('noExamplesYet'), ' ', el('span', { 'data-needs': 'write' }, t('noExamplesAdvice'))),
      el('button', { id: 'classify-sample', type: 'button', 'data-needs': 'write', click: start }, t('trySample', called)));
  }

  return { node: el('div', { class: 'part' }, form, shown.node, list), show };
}
