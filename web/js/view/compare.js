// Compare: two texts, how alike they are, and which sentence of one matches which of the other.

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { el, field, section } from '../base/dom.js';
import { cosine } from '../base/format.js';
import { latest } from '../base/latest.js';
import { session } from '../base/settings.js';
import { language, t } from '../base/strings.js';
import { sentences } from '../base/text.js';
import { matrix } from '../part/compare/matrix.js';
import { wordMatches } from '../part/compare/wordmatches.js';
import { judged } from '../part/judgement.js';
import { panel } from '../part/panel.js';
import { similarityBar } from '../part/results.js';
import { COMPARED } from '../part/samples.js';

const TYPING = 300;
/** Longer texts are remembered by the tab, not by the address bar. */
const IN_ADDRESS = 1000;
const MOST_SENTENCES = 40;
/** Of longer texts the sentences say more. */
const MOST_WORDS = 60;
/** A text below this legibility is mostly letters to the model. */
const HALF_READ = 0.5;

export function compareView(app) {
  const answers = panel('compare');
  const question = latest({ busy: answers.busy, done: show, failed: answers.fail, told: answers.told });
  const fetching = latest({ busy: answers.busy, done: takeStored, failed: answers.fail, told: answers.told });
  const area = (id) => el('textarea', { id, rows: 5, dir: 'auto', input: () => changed(TYPING) });
  /** Says the result aloud, which the picture of it does not. */
  const heard = el('p', { class: 'unseen', role: 'status' });
  const inputs = [area('compare-1'), area('compare-2')];
  const texts = () => inputs.map((input) => input.value.trim());

  function changed(delay, push) {
    note(push);
    update(delay);
  }

  function note(push) {
    const [a, b] = inputs.map((input) => input.value);
    session.set('compared', JSON.stringify([a, b]));
    app.note('compare', a.length + b.length <= IN_ADDRESS ? { a, b } : {}, push);
  }

  function update(delay) {
    if (texts().every(Boolean)) question.run(compare, delay);
    else {
      question.cancel();
      answers.show(t('compareHint'), texts().some(Boolean) ? null : example());
    }
  }

  function example() {
    const take = () => set(COMPARED[language()]);
    return el('div', { class: 'buttons' }, el('button', { id: 'compare-example', type: 'button', click: take }, t('tryExample')));
  }

  function set(pair, push) {
    inputs.forEach((input, i) => { input.value = pair[i] ?? ''; });
    changed(0, push);
  }

  async function compare(signal) {
    const [a, b] = texts();
    const parts = [a, b].map((text) => sentences(text, language()).slice(0, MOST_SENTENCES));
    const whole = api.similarity(a, b, signal);
    const few = parts.every((each) => each.length > 0) && parts.some((each) => each.length > 1);
    const vectors = few ? await embed(parts.flat().map(({ text }) => text), signal) : [];
    const split = parts[0].length;
    return { ...(await whole), parts, vectors: [vectors.slice(0, split), vectors.slice(split)] };
  }

  async function embed(input, signal) {
    const { data } = await api.embeddings(await app.model(), input, signal);
    return data.map(({ embedding }) => embedding);
  }

  function show({ similarity, truncated, legibility, parts, vectors, words, ...judgement }) {
    heard.textContent = `${t('similarity')} ${cosine(similarity)}`;
    answers.show('', el('p', { id: 'compare-similarity', class: 'verdict' }, el('strong', { 'aria-hidden': 'true' }, t('similarity')), similarityBar(similarity), ...judged(judgement)),
      truncated && el('p', { class: 'hint' }, t('textsCut', app.about?.max_tokens)),
      legibility < HALF_READ && el('p', { id: 'compare-illegible', class: 'warning' }, t('textIllegible'), ' ', el('a', { href: address('library') }, t('queryIllegibleAdvice'))),
      vectors[0].length > 0 && matrix(parts, vectors),
      words.length > 0 && words.length <= MOST_WORDS && wordMatches(words),
      parts.some((each) => each.length === MOST_SENTENCES) && el('p', { class: 'hint' }, t('matrixCut', MOST_SENTENCES)));
  }

  function takeStored({ text, title }) {
    // In place of the address that asked for it: going back would only fetch it again.
    set([text || title, ''], false);
    inputs[1].focus();
  }

  return {
    title: () => '',
    node: section('compare', t('compareTitle'), t('compareLead'),
      el('div', { class: 'both' }, field(t('text1'), inputs[0]), field(t('text2'), inputs[1])),
      el('div', { class: 'buttons' },
        el('button', { id: 'compare-swap', type: 'button', click: () => set(inputs.map(({ value }) => value).reverse()) }, t('swap')),
        el('button', { id: 'compare-clear', type: 'button', click: () => set([]) }, t('clear'))),
      answers.node, heard),
    show(params) {
      fetching.cancel();
      if (params.id) {
        fetching.run((signal) => api.storedDocument(params.c, params.id, signal));
        return;
      }
      const kept = JSON.parse(session.get('compared') ?? '[]');
      const pair = params.a || params.b ? [params.a, params.b] : kept;
      inputs.forEach((input, i) => { if (input.value !== (pair[i] ?? '')) input.value = pair[i] ?? ''; });
      update();
    },
    refresh() {},
  };
}
