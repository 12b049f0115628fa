// Duplicates: what in a whole collection says the same, in clusters. Looked for in the background, so that the collection may be large.

import * as api from '../../base/api.js';
import { attempt } from '../../base/attempt.js';
import { el } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { find } from '../collections.js';
import { clusterQueue } from './clusterqueue.js';
import { contradictionsPart } from './contradictions.js';
import { thresholdControl } from './threshold.js';
import { obstacle, panel } from '../panel.js';

const ASK_AGAIN = 500;
const FORMATS = ['html', 'csv', 'json', 'deduplicated'];

export function clustersPart(collection, changed) {
  const shown = panel('clusters');
  const threshold = thresholdControl('clusters-threshold', 'pair', () => changed());
  const contradictions = contradictionsPart();
  const begin = el('button', { id: 'clusters-start', type: 'button', class: 'primary', click: () => look(true) }, t('lookThrough'));
  const question = latest({ busy: shown.busy, done: show, failed: shown.fail, told: shown.told });
  let asked = '';

  /** Asks until there is a result; `anew` begins. */
  function look(anew) {
    const name = collection();
    const other = obstacle(name);
    begin.disabled = !name || Boolean(other);
    if (!name || other) {
      question.cancel();
      shown.show('', other);
      return;
    }
    if (asked !== name) {
      contradictions.hide();
      shown.show();
    }
    asked = name;
    if (anew) shown.show(t('working'));
    question.run(async (signal) => {
      let state = anew ? await api.mine(name, { threshold: threshold.wanted }, signal) : await api.mining(name, signal);
      while (state.state === 'running') {
        shown.show(t('lookingThrough', count(state.done), count(state.total)), el('div', { class: 'row' },
          el('progress', { max: state.total || 1, value: state.done, 'aria-label': t('clusters') }), el('button', { type: 'button', 'data-needs': 'write', click: () => stop(name) }, t('stop'))));
        await new Promise((done) => { setTimeout(done, ASK_AGAIN); });
        if (signal.aborted) throw new DOMException('another question', 'AbortError');
        state = await api.mining(name, signal);
      }
      return { ...state, name };
    });
  }

  async function stop(name) {
    question.cancel();
    if (await attempt(() => api.stopMining(name), shown.fail)) look(false);
  }

  function show({ state, result, error, name }) {
    contradictions.look(name);
    if (state === 'failed') {
      shown.fail({ message: error === 'stopped' ? t('stopped') : error });
      return;
    }
    if (!result) {
      shown.show(t('notLooked', count(find(name)?.documents ?? 0)));
      return;
    }
    const { clusters, superfluous, exact, duplicates, possible, largest, truncated } = result;
    shown.show(clusters ? t('clustersFound', count(clusters), count(duplicates), count(superfluous), count(exact)) : t('noClusters'),
      clusters > 0 && el('p', { class: 'buttons' }, t('saveAs'), FORMATS.map((format) => el('a', { class: 'button', href: api.miningReport(name, format), download: '' }, t(`save-${format}`)))),
      possible > 0 && el('p', { class: 'hint' }, t('possiblePairs', count(possible))),
      truncated && el('p', { class: 'hint' }, t('pairsTruncated')),
      largest.length < clusters && el('p', { class: 'hint' }, t('largestClusters', largest.length)),
      ...(clusters > 0 ? clusterQueue(name, largest, () => { if (asked === name) contradictions.look(name); }) : []));
  }

  return {
    answers: {
      update: () => look(false),
      refresh() {
        if (collection() !== asked) look(false);
      },
    },
    title: () => t('clusters'),
    node: el('div', { class: 'part', hidden: true }, el('div', { class: 'ask', 'data-needs': 'write' }, threshold.node, begin), contradictions.node, shown.node),
    params: () => ({ t: threshold.param }),
    set: ({ t: wanted }) => threshold.set(wanted),
  };
}
