// Plagiarism: was this copied or paraphrased, and from where?

import { allTexts } from '../part/plagiarism/alltexts.js';
import * as api from '../base/api.js';
import { choose, collectionPicker, find } from '../part/collections.js';
import { disguises } from '../part/plagiarism/disguises.js';
import { el, field, isolated, section } from '../base/dom.js';
import { download } from '../base/download.js';
import { moment } from '../base/format.js';
import { latest } from '../base/latest.js';
import { obstacle, panel } from '../part/panel.js';
import { EXAMPLE_ESSAY, sample } from '../part/samples.js';
import { session } from '../base/settings.js';
import { comparison } from '../part/plagiarism/sidebyside.js';
import { t } from '../base/strings.js';
import { READABLE, readTextFile, takeDrops } from '../base/textfile.js';

/** Of larger collections no list of texts is offered. */
const LISTED = 100;
const REPORTS = ['html', 'csv', 'json', 'xml'];

/** Ids as people write them: separated by commas. */
const ids = (words) => [...new Set(words.split(',').map((id) => id.trim()).filter(Boolean))];

export function plagiarismView(app) {
  const answers = panel('plagiarism');
  const question = latest({ busy: answers.busy, done: show, failed: answers.fail });
  const reading = latest({ busy: answers.busy, done: take, failed: answers.fail });
  const listing = latest({ busy: () => {}, done: list, failed: () => list({ documents: [] }) });
  const picker = collectionPicker('plagiarism', () => { clear(); note(true); offer(); });
  const input = el('textarea', {
    id: 'plagiarism-text', rows: 7, dir: 'auto', 'aria-describedby': 'plagiarism-hint', input: () => session.set('text', input.value),
  });
  const file = el('input', { id: 'plagiarism-file', type: 'file', accept: READABLE, class: 'unseen', change: () => read(file.files[0]) });
  const documents = el('select', { id: 'plagiarism-document', change: () => open(documents.value) });
  const documentField = field(t('storedLabel'), documents);
  const example = el('button', { id: 'plagiarism-example', type: 'button', click: tryExample }, t('tryExample'));
  const hint = el('div');
  const leaveOut = Object.entries({ quotations: 'leaveQuotations', bibliography: 'leaveBibliography', common: 'leaveCommon' }).map(([what, words]) => {
    const box = el('input', { id: `plagiarism-${what}`, type: 'checkbox' });
    return { what, box, node: el('label', { for: box.id }, box, ' ', t(words)) };
  });
  const base = el('input', { id: 'plagiarism-base', type: 'text', 'aria-describedby': 'plagiarism-base-hint' });
  const author = el('input', { id: 'plagiarism-author', type: 'text' });
  const leftOut = () => ({ ...Object.fromEntries(leaveOut.map(({ what, box }) => [what, box.checked])), base: ids(base.value) });
  const all = allTexts(() => ({ collection: picker.value, leaveOut: { ...leftOut(), same_author: true } }));
  const format = el('select', { id: 'plagiarism-format' }, REPORTS.map((each) => el('option', { value: each }, each.toUpperCase())));
  const leaving = el('details', { id: 'plagiarism-leaving', class: 'leaving' }, el('summary', {}, t('leaving')),
    el('fieldset', { class: 'leave-out' }, el('legend', {}, t('leaveOut')), leaveOut.map(({ node }) => node)),
    el('div', { class: 'fields' }, field(t('leaveBase'), base), field(t('leaveAuthor'), author)),
    el('p', { id: 'plagiarism-base-hint', class: 'note' }, t('leaveBaseHint')));
  const saving = el('p', { class: 'error', role: 'alert' });
  const form = el('form', { class: 'ask', submit: (event) => { event.preventDefault(); check(); } },
    field(t('textLabel'), input), el('p', { id: 'plagiarism-hint', class: 'note' }, t('textHint')),
    el('div', { class: 'fields' }, picker.node, documentField),
    leaving,
    el('div', { class: 'buttons' },
      el('button', { id: 'plagiarism-check', class: 'primary' }, t('check')), file, el('label', { for: 'plagiarism-file', class: 'button' }, t('pickFile')), example,
      el('button', { id: 'plagiarism-all', type: 'button', click: compareAll }, t('compareAll'))));
  /** The stored document that the text came from, which is no source of it even if it was edited since; or ''. */
  let stored = '';
  /** What the text is called: its file or its title; '' for one that was written here, which the server calls by its beginning. */
  let name = '';
  let listed = '';
  /** The check on the screen, as the server keeps it: its id is the address that one can come back to. */
  let checked = '';

  takeDrops(form, ([first]) => read(first), (on) => form.classList.toggle('dropping', on));
  input.value = session.get('text') ?? '';
  documentField.hidden = true;

  const note = (push) => app.note('plagiarism', { c: picker.value, doc: stored, r: checked, all: all.shown ? 1 : '' }, push);

  function clear() {
    stored = documents.value = name = checked = '';
    question.cancel();
    reading.cancel();
    all.clear();
    answers.show();
  }

  function open(id) {
    if (!id) return;
    all.clear();
    stored = id;
    checked = '';
    note(true);
    question.run(loadAndCompare);
  }

  async function loadAndCompare(signal) {
    const id = stored;
    const { text, title } = await api.storedDocument(picker.value, id, signal);
    input.value = text;
    name = title ? `${title} (${id})` : id;
    documents.value = id;
    return compare(signal, false);
  }

  function compareAll() {
    clear();
    if (!picker.value) return;
    all.start();
    note(true);
  }

  function check() {
    all.clear();
    if (!input.value.trim() || !picker.value) input.focus();
    else question.run((signal) => compare(signal, true));
  }

  /** `push` says whether the result is a step of its own to go back to. */
  async function compare(signal, push) {
    const asked = { text: input.value, name, exclude: stored ? [stored] : [], leave_out: { ...leftOut(), author: author.value } };
    return { ...(await api.plagiarism(picker.value, asked, signal)), text: asked.text, push };
  }

  /** A check made before, as it was asked. One that is kept no more is made again where that can be. */
  async function comeBack(signal) {
    const kept = await api.keptCheck(picker.value, checked, signal).catch((problem) => {
      if (problem.code !== 'check_not_found' || !stored) throw problem;
      return loadAndCompare(signal);
    });
    if (!kept.leave_out) return kept;
    input.value = kept.text;
    session.set('text', input.value);
    name = kept.name;
    leaveOut.forEach(({ what, box }) => { box.checked = kept.leave_out[what]; });
    base.value = kept.leave_out.base.join(', ');
    author.value = kept.leave_out.author;
    leaving.open = leaveOut.some(({ box }) => box.checked) || Boolean(base.value || author.value);
    return { ...kept, push: false };
  }

  function show(answer) {
    checked = answer.id;
    note(answer.push);
    const [words, node] = comparison(answer.text, answer);
    answers.show(words, stored && el('p', { class: 'note' }, isolated(t('excluded', stored), stored)),
      answer.changed && el('p', { id: 'plagiarism-changed', class: 'hint' }, t('changedSince', moment(answer.checked_at))),
      ...disguises(answer.disguises), answer.truncated && el('p', { class: 'hint' }, t('textCut')), node,
      el('div', { class: 'buttons' }, field(t('reportFormat'), format), el('button', { id: 'plagiarism-report', type: 'button', click: save }, t('report'))),
      saving, el('p', { class: 'note' }, t('keptForADay')));
    answers.node.scrollIntoView({ block: 'start' });
  }

  async function save() {
    saving.textContent = '';
    try {
      const file = await api.plagiarismReport(picker.value, checked, format.value);
      download(file.name, '', file.content);
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      saving.textContent = problem.message || t('gone');
    }
  }

  function read(picked) {
    if (!picked) return;
    file.value = '';
    clear();
    reading.run(async (signal) => ({ name: picked.name, text: await readTextFile(picked, signal) }));
  }

  function take({ name: file, text }) {
    if (text === null) {
      answers.fail({ message: t('notText', file) });
      return;
    }
    name = file;
    input.value = text;
    session.set('text', input.value);
    note(true);
    check();
  }

  /** Offers the texts of a small collection. */
  function offer() {
    const collection = picker.value;
    const size = find(collection)?.documents ?? 0;
    example.hidden = !(find(sample('plagiarism'))?.documents > 0);
    hint.replaceChildren(...[obstacle(collection)].filter(Boolean));
    if (listed === `${collection} ${size}`) return;
    listed = `${collection} ${size}`;
    if (size > 0 && size <= LISTED) listing.run((signal) => api.documents(collection, { limit: LISTED }, signal));
    else list({ documents: [] });
  }

  function list({ documents: stock }) {
    documents.replaceChildren(el('option', { value: '' }, t('storedNone')),
      ...stock.map(({ id, title }) => el('option', { value: id }, title ? `${id} · ${title}` : id)));
    documents.value = stock.some(({ id }) => id === stored) ? stored : '';
    documentField.hidden = stock.length === 0;
  }

  function tryExample() {
    picker.show(choose('plagiarism', sample('plagiarism')));
    offer();
    question.run(async (signal) => {
      const { documents: stock } = await api.documents(picker.value, { limit: LISTED }, signal);
      stored = (stock.find(({ id }) => id.startsWith(EXAMPLE_ESSAY)) ?? stock.at(-1)).id;
      checked = '';
      note(true);
      return loadAndCompare(signal);
    });
  }

  return {
    title: () => name || stored,
    node: section('plagiarism', t('plagiarismTitle'), t('plagiarismLead'), hint, form, answers.node, all.node),
    show(params) {
      const before = `${picker.value} ${stored} ${checked}`;
      picker.show(choose('plagiarism', params.c));
      stored = params.doc ?? '';
      checked = params.r ?? '';
      offer();
      if (params.all && !all.shown && picker.value) all.resume();
      if (`${picker.value} ${stored} ${checked}` === before) return;
      if ((stored || checked) && picker.value) question.run(checked ? comeBack : loadAndCompare);
      else if (!params.all) clear();
    },
    refresh() {
      const before = picker.value;
      picker.show(choose('plagiarism'));
      offer();
      if ((stored || checked) && !before && picker.value) question.run(checked ? comeBack : loadAndCompare);
    },
  };
}
