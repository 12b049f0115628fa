// Labels by examples: which of these is it, and is it any of them?

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { el, field, section } from '../base/dom.js';
import { count } from '../base/format.js';
import { latest } from '../base/latest.js';
import { t } from '../base/strings.js';
import { askPart } from '../part/classify/ask.js';
import { examplesPart } from '../part/classify/examples.js';
import { labelFields } from '../part/classify/labels.js';
import { mapPart } from '../part/classify/map.js';
import { measuresPart } from '../part/classify/measures.js';
import { panel } from '../part/panel.js';

const MODES = ['ask', 'examples', 'map', 'measures'];
const NAME = '[a-z0-9][a-z0-9_\\-]{0,63}';

export function classifyView(app) {
  const select = el('select', { id: 'classify-name', change: () => go({ l: select.value }) });
  const links = MODES.map((each) => el('a', { id: `classify-${each}` }, t(`classify.${each}`)));
  const modes = el('nav', { class: 'modes', 'aria-label': t('classify') }, links);
  const fields = labelFields();
  const said = panel('classifier');
  const question = latest({ busy: said.busy, done: take, failed: said.fail, told: said.told });
  const fresh = el('input', { id: 'classify-new', autocomplete: 'off', spellcheck: 'false', required: true, pattern: NAME, title: t('badName') });
  const make = el('details', { class: 'finer', 'data-needs': 'write' }, el('summary', {}, t('newClassifier')),
    el('form', { class: 'ask', submit: create }, field(t('newClassifierName'), fresh), el('button', { id: 'classify-create' }, t('create'))), el('p', { class: 'note' }, t('classifierHint')));
  const of = { name: () => name, fields, learned, open: (other, text) => go({ l: other, q: text }), gone, noted: () => note(), text: () => parts.ask.text.trim() };
  const parts = { ask: askPart(of), examples: examplesPart(of), map: mapPart(of), measures: measuresPart(of) };
  let all = [];
  let name = '';
  let mode = MODES[0];
  /** How the classifier is; null while that is not known. */
  let known = null;

  const params = (wanted = mode) => ({ mode: wanted === MODES[0] ? '' : wanted, l: name, q: parts.ask.text });
  const note = (push) => app.note('classify', params(), push);

  function go(wanted) {
    location.hash = address('classify', { q: parts.ask.text, ...wanted });
  }

  function create(event) {
    event.preventDefault();
    make.open = false;
    go({ l: fresh.value, mode: 'examples' });
    fresh.value = '';
  }

  /** Asks which classifiers there are, and how the chosen one is. */
  function look() {
    question.run(async (signal) => {
      const { classifiers } = await api.classifiers(signal);
      const chosen = name || classifiers[0]?.name || '';
      // One without examples is yet to be made.
      const labels = classifiers.some((each) => each.name === chosen) ? await api.labels(chosen, signal) : null;
      return { classifiers, chosen, labels };
    });
  }

  function take({ classifiers, chosen, labels }) {
    all = classifiers;
    name = chosen;
    showKnown(labels ?? { name, examples: 0, labels: [] });
    showMode();
  }

  function showKnown(classifier) {
    known = classifier;
    fields.offer(known.labels);
    const others = all.filter((each) => each.name !== name);
    const own = name ? [{ name, examples: known.examples, labels: known.labels.length }] : [];
    select.replaceChildren(...[...others, ...own].sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((each) => el('option', { value: each.name, selected: each.name === name }, t('classifierIs', each.name, count(each.examples), count(each.labels)))));
    select.disabled = select.length === 0;
    said.show();
    make.open = !name;
    parts.examples.show(known);
  }

  /** Only where there are examples one can ask. */
  function showMode() {
    const some = known.examples > 0;
    const shown = some ? mode : 'examples';
    modes.hidden = !some;
    for (const [i, each] of MODES.entries()) {
      parts[each].node.hidden = each !== shown;
      links[i].href = address('classify', params(each));
      links[i].setAttribute('aria-current', String(each === shown));
    }
    if (!some) return;
    if (mode === 'ask') parts.ask.update();
    if (mode === 'map') parts.map.look();
    if (mode === 'measures') parts.measures.look();
  }

  /** What was learned is told by the server with each change. */
  function learned(classifier) {
    if (classifier.name !== name) return;
    const first = !known?.examples || classifier.examples === 0;
    showKnown(classifier);
    if (first) showMode();
  }

  function gone() {
    go({ l: '', q: '' });
  }

  return {
    title: () => name,
    node: section('classify', t('classifyTitle'), t('classifyLead'),
      el('div', { class: 'ask' }, field(t('classifier'), select)), make, fields.list, modes, MODES.map((each) => parts[each].node), said.node),
    show({ l = '', q = '', mode: wanted }) {
      mode = MODES.includes(wanted) ? wanted : MODES[0];
      // What is drawn is of another one until it is known how this one is.
      if (l !== name) for (const each of [modes, ...MODES.map((of) => parts[of].node)]) each.hidden = true;
      name = l;
      parts.ask.text = q;
      look();
    },
    refresh() {},
  };
}
