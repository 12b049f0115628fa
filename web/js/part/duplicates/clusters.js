// Duplicates: what in a whole collection says the same, in clusters. Looked for in the background, so that the collection may be large.

import * as api from '../../base/api.js';
import { attempt } from '../../base/attempt.js';
import * as curation from '../../base/curation.js';
import { el } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { find } from '../collections.js';
import { clusterQueue } from './clusterqueue.js';
import { contradictionsPart } from './contradictions.js';
import { templatesPart } from './templates.js';
import { thresholdControl } from './threshold.js';
import { obstacle, panel } from '../panel.js';

const ASK_AGAIN = 500;
const FORMATS = ['html', 'csv', 'json', 'deduplicated'];
const NOT_LOOKED = 'not_mined';

export function clustersPart(collection, changed) {
  const shown = panel('clusters');
  const threshold = thresholdControl('clusters-threshold', 'pair', () => changed());
  const contradictions = contradictionsPart();
  const begin = el('button', { id: 'clusters-start', type: 'button', class: 'primary', click: () => look(true) }, t('lookThrough'));
  const question = latest({ busy: shown.busy, done: show, failed: shown.fail, told: shown.told });
  let asked = '';
  /** The clusters of the collection that is asked, with what was done to them. */
  let queue = null;

  /** Asks until there is a result; `anew` begins. */
  function look(anew) {
    const name = collection();
    const other = obstacle(name);
    begin.disabled = !name || Boolean(other);
    if (!name || other) {
      question.cancel();
      contradictions.hide();
      asked = '';
      queue = null;
      shown.show('', other);
      return;
    }
    if (asked !== name) {
      contradictions.hide();
      shown.show();
      queue = null;
    }
    asked = name;
    queue ??= clusterQueue(name, { changed: () => { if (asked === name) contradictions.look(name); }, wanted: () => look(false) });
    if (anew) shown.show(t('working'));
    question.run((signal) => ask(name, anew, signal));
  }

  async function ask(name, anew, signal) {
    let state = anew ? await api.mine(name, { threshold: threshold.wanted }, signal) : await api.mining(name, signal);
    while (state.state === 'running') {
      shown.show(t('lookingThrough', count(state.done), count(state.total)), el('div', { class: 'row' },
        el('progress', { max: state.total || 1, value: state.done, 'aria-label': t('clusters') }), el('button', { type: 'button', 'data-needs': 'write', click: () => stop(name) }, t('stop'))));
      await new Promise((done) => { setTimeout(done, ASK_AGAIN); });
      if (signal.aborted) throw new DOMException('another question', 'AbortError');
      state = await api.mining(name, signal);
    }
    const found = await curation.clusters(name, queue.params, signal).catch((problem) => {
      if (problem.code === NOT_LOOKED) return null;
      throw problem;
    });
    return { ...state, found, name };
  }

  async function stop(name) {
    question.cancel();
    if (await attempt(() => api.stopMining(name), shown.fail)) look(false);
  }

  function show({ state, result, error, found, name }) {
    contradictions.look(name);
    if (!found) shown.show(t('notLooked', count(find(name)?.documents ?? 0)));
    else {
      shown.show(found.total ? summary(found, result) : t('noClusters'), ...about(name, found, result), found.total > 0 || queue.params.since ? queue.node : null, templatesPart(name));
      queue.take(found);
    }
    if (state === 'failed') shown.complain({ message: error === 'stopped' ? t('stopped') : error });
  }

  /** What was counted is known only while the server keeps it. */
  const summary = ({ total }, result) => (result ? t('clustersFound', count(result.clusters), count(result.duplicates), count(result.superfluous), count(result.exact)) : t('clustersKnown', count(total)));

  const about = (name, { current }, result) => [
    result?.clusters > 0 && el('p', { class: 'buttons' }, t('saveAs'), FORMATS.map((format) => el('a', { class: 'button', href: api.miningReport(name, format), download: '' }, t(`save-${format}`)))),
    !current && el('p', { class: 'hint' }, t('clustersOld')),
    result?.possible > 0 && el('p', { class: 'hint' }, t('possiblePairs', count(result.possible))),
    result?.truncated && el('p', { class: 'hint' }, t('pairsTruncated')),
  ];

  return {
    answers: {
      update: () => look(false),
      refresh() {
        if (collection() !== asked) look(false);
      },
    },
    /** Shows all as it is now: it was changed elsewhere. */
    forget() {
      queue = null;
      if (question.running) look(false);
    },
    title: () => t('clusters'),
    node: el('div', { class: 'part', hidden: true }, el('div', { class: 'ask', 'data-needs': 'write' }, threshold.node, begin), contradictions.node, shown.node),
    params: () => ({ t: threshold.param }),
    set: ({ t: wanted }) => threshold.set(wanted),
  };
}
