// All texts of a collection against each other: a job of the server, then the pairs with the largest shares, and a report to keep.

import { address } from '../../base/address.js';
import * as api from '../../base/api.js';
import { el, written } from '../../base/dom.js';
import { count, percent } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { panel } from '../panel.js';

/** How often one looks how far the server is, in milliseconds. */
const WATCHED = 1000;
const SHOWN = 50;
const REPORTS = ['html', 'csv', 'json'];

/** `query()` tells the collection and what is not to count. */
export function allTexts(query) {
  const answers = panel('plagiarism-all');
  const bar = el('progress');
  const question = latest({ busy: answers.busy, done: show, failed: answers.fail, told: answers.told });
  let asked;
  let shown = false;

  function start() {
    run(({ collection, leaveOut, archives }, signal) => api.compareAll(collection, { leave_out: leaveOut, archives }, signal));
  }

  /** Comes back to the comparison that was made last, if the server has one. */
  function resume() {
    run(({ collection }, signal) => api.comparison(collection, signal));
  }

  function run(begin) {
    asked = query();
    shown = true;
    question.run((signal) => follow(signal, begin));
  }

  async function follow(signal, begin) {
    const { collection } = asked;
    let status = await begin(asked, signal);
    while (status.state === 'running') {
      Object.assign(bar, { max: status.total, value: status.done });
      answers.show(t('doneOf', count(status.done), count(status.total)), bar);
      await new Promise((resolve) => { setTimeout(resolve, WATCHED); });
      status = await api.comparison(collection, signal);
    }
    if (status.state === 'none') return null;
    if (status.state !== 'done') throw new api.Problem({ detail: status.error === 'stopped' ? t('stopped') : status.error ?? '' });
    return status.result;
  }

  function show(result) {
    if (!result) {
      answers.show(t('comparisonGone'));
      return;
    }
    const { documents, pairs, clusters } = result;
    answers.show(t('comparedAll', count(documents), count(pairs.length), count(clusters.length)),
      el('ol', { class: 'sources' }, pairs.slice(0, SHOWN).map(pairLine)),
      pairs.length > 0 && el('p', {}, t('wholeReport'), REPORTS.map((format) => [' ', el('a', { href: api.comparisonReport(asked.collection, format), download: '' }, format.toUpperCase())]).flat()));
  }

  function pairLine({ id1, title1, coverage1, id2, title2, coverage2, collection2, cases }) {
    const second = collection2 ? t('inArchive', title2 || id2, collection2) : title2 || id2;
    return el('li', {}, el('a', { href: address('plagiarism', { c: asked.collection, doc: id1 }) },
      written('span', t('pairLine', title1 || id1, percent(coverage1), second, percent(coverage2)), { class: 'title' }),
      el('span', { class: 'facts' }, ` ${t('partsOfPair', cases.length)}`)));
  }

  return {
    node: answers.node,
    start,
    resume,
    /** Whether there is a comparison to come back to. */
    get shown() {
      return shown;
    },
    clear() {
      shown = false;
      question.cancel();
      answers.show();
    },
  };
}
