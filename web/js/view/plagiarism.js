// Plagiarism: was this copied or paraphrased, and from where?

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { el, section } from '../base/dom.js';
import { latest } from '../base/latest.js';
import { session } from '../base/settings.js';
import { t } from '../base/strings.js';
import { isAnother } from '../base/text.js';
import { readDocument } from '../base/textfile.js';
import { choose, collectionPicker, find } from '../part/collections.js';
import { obstacle, panel } from '../part/panel.js';
import { allTexts } from '../part/plagiarism/alltexts.js';
import { archives } from '../part/plagiarism/archives.js';
import { checkForm } from '../part/plagiarism/form.js';
import { leaving } from '../part/plagiarism/leaving.js';
import { remarks } from '../part/plagiarism/remarks.js';
import { reports } from '../part/plagiarism/reports.js';
import { saidBefore } from '../part/plagiarism/said.js';
import { comparison } from '../part/plagiarism/sidebyside.js';
import { firstTexts, storedTexts } from '../part/plagiarism/stored.js';
import { EXAMPLE_ESSAY, sample } from '../part/samples.js';

export function plagiarismView(app) {
  const answers = panel('plagiarism');
  const question = latest({ busy: answers.busy, done: show, failed: answers.fail, told: answers.told });
  const reading = latest({ busy: answers.busy, done: take, failed: answers.fail, told: answers.told });
  const picker = collectionPicker('plagiarism', () => { clear(); note(true); offer(); });
  const documents = storedTexts({ opened: open, current: () => stored });
  const hint = el('div');
  const [leaveOut, besides] = [leaving(), archives()];
  const all = allTexts(() => ({ collection: picker.value, leaveOut: { ...leaveOut.ofAll(), same_author: true }, archives: besides.value }));
  const said = saidBefore(() => picker.value, () => { if (checked) judged(0); });
  const report = reports(() => ({ collection: picker.value, id: checked }));
  const { node: form, input, file, example } =
    checkForm([picker.node, documents.node], [leaveOut.node, besides.node], { written, read, check, compareAll, tryExample });
  /** The stored document that the text came from, which is no source of it even if it was edited since; or ''. */
  let stored = '';
  /** What the text is called: its file or its title; '' for one that was written here, which the server calls by its beginning. */
  let name = '';
  /** What the file of the text holds and was not checked. */
  let rest = {};
  /** The check on the screen, as the server keeps it: its id is the address that one can come back to. */
  let checked = '';
  /** The collection whose texts and judgements are offered. */
  let offered;
  /** What the field held last. */
  let last = '';
  /** The address of what is on the screen or being asked for. */
  let displayed = '';

  put(session.get('text') ?? '');

  const state = () => ({ c: picker.value, doc: stored, r: checked, all: all.shown ? 1 : '' });

  function note(push) {
    displayed = address('plagiarism', state());
    app.note('plagiarism', state(), push);
  }

  function put(text) {
    input.value = last = text;
  }

  /** A text in the place of another one has nothing to do with where that came from. */
  function written() {
    session.set('text', input.value);
    if (isAnother(last, input.value)) {
      stored = name = '';
      rest = {};
      documents.choose('');
    }
    last = input.value;
  }

  function clear() {
    stored = name = checked = '';
    rest = {};
    documents.choose('');
    question.cancel();
    reading.cancel();
    all.clear();
    answers.show();
  }

  function open(id) {
    clear();
    stored = id;
    documents.choose(id);
    note(true);
    if (id) question.run(loadAndCompare);
  }

  async function loadAndCompare(signal) {
    const id = stored;
    const { text, title } = await api.storedDocument(picker.value, id, signal);
    put(text);
    name = title ? `${title} (${id})` : id;
    documents.choose(id);
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
    const asked = { text: input.value, name, ...rest, exclude: stored ? [stored] : [], leave_out: { ...leaveOut.ofAll(), author: leaveOut.author } };
    return { ...(await api.plagiarism(picker.value, asked, signal)), ...rest, text: asked.text, push };
  }

  /** A check made before, as it was asked. One that is kept no more is made again where that can be. */
  async function comeBack(signal) {
    const kept = await api.keptCheck(picker.value, checked, signal).catch((problem) => {
      if (problem.code !== 'check_not_found' || !stored) throw problem;
      return loadAndCompare(signal);
    });
    if (!kept.leave_out) return kept;
    put(kept.text);
    session.set('text', input.value);
    name = kept.name;
    rest = { unseen: kept.unseen, unread: kept.unread };
    leaveOut.take(kept.leave_out);
    return { ...kept, push: false };
  }

  function show(answer) {
    checked = answer.id;
    note(answer.push);
    const [words, node] = comparison(answer.text, answer, { collection: picker.value, changed: judged, at: answer.at });
    answers.show(words, ...remarks(answer, stored), node, ...report, el('p', { class: 'note' }, t('keptForADay')));
    if (!answer.at) answers.node.scrollIntoView({ block: 'start' });
  }

  /** Shows what is left of it now that somebody said something about a case. */
  const judged = (at) => question.run(async (signal) => ({ ...await api.keptCheck(picker.value, checked, signal), push: false, at }));

  function read(picked) {
    if (!picked) return;
    file.value = '';
    clear();
    reading.run(async (signal) => ({ ...await readDocument(picked, signal), name: picked.name }));
  }

  function take({ name: file, text, unseen, unread }) {
    if (text === null) {
      answers.fail({ message: t('notText', file) });
      return;
    }
    name = file;
    rest = { unseen, unread };
    put(text);
    session.set('text', input.value);
    note(true);
    check();
  }

  /** Asks for what the address says. */
  function resume(ofAll) {
    if (ofAll) all.resume();
    else if (stored || checked) question.run(checked ? comeBack : loadAndCompare);
  }

  /** Offers what the collection has. */
  function offer() {
    const collection = picker.value;
    example.hidden = !(find(sample('plagiarism'))?.documents > 0);
    hint.replaceChildren(...[obstacle(collection)].filter(Boolean));
    documents.offer(collection);
    besides.offer(collection);
    if (offered !== collection) said.refresh();
    offered = collection;
  }

  function tryExample() {
    picker.show(choose('plagiarism', sample('plagiarism')));
    offer();
    question.run(async (signal) => {
      const texts = await firstTexts(picker.value, signal);
      stored = (texts.find(({ id }) => id.startsWith(EXAMPLE_ESSAY)) ?? texts.at(-1)).id;
      checked = '';
      note(true);
      return loadAndCompare(signal);
    });
  }

  return {
    title: () => name || stored,
    node: section('plagiarism', t('plagiarismTitle'), t('plagiarismLead'), hint, form, answers.node, all.node, said.node),
    show(params) {
      picker.show(choose('plagiarism', params.c));
      offer();
      const { doc = '', r = '', all: ofAll = '' } = params;
      const wanted = address('plagiarism', { c: picker.value, doc, r, all: ofAll });
      if (wanted === displayed) return;
      clear();
      displayed = wanted;
      [stored, checked] = [doc, r];
      documents.choose(stored);
      if (picker.value) resume(ofAll);
    },
    refresh() {
      const before = picker.value;
      picker.show(choose('plagiarism'));
      offer();
      if (!before && picker.value) resume();
    },
  };
}
