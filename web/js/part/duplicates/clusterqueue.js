// Clusters to be worked through, each decided as a whole: with the buttons, or with the keys S (what is shown says the same), D (none does),
// G (groups), X (delete the others), digits (the group of the text that has the focus), U (take back the last), J and K.

import { attempt, inWords } from '../../base/attempt.js';
import * as curation from '../../base/curation.js';
import { el } from '../../base/dom.js';
import { t } from '../../base/strings.js';
import { clusterItem } from './clusteritem.js';
import { RULES } from './grouping.js';
import { queueKeys } from '../keys.js';

const ORDERS = ['certain', 'largest'];
const FIELDS = ['keep', 'fill'];
const DAY = 86_400_000;
/** So many days back something must have come in. */
const SINCE = ['', '1', '7', '30'];
const PAGE = 50;
/** As many as the server lists at once. */
const MOST = 1000;

const ids = ({ representative, others }) => [representative, ...others].map(({ id }) => id);
const told = ({ representative, others, size }) => JSON.stringify([size, representative, others]);

/** Whether a cluster is as it is listed, which is by its first texts. */
const isSame = (cluster, listed) => told({ ...cluster, others: cluster.others.slice(0, listed.others.length) }) === told(listed);

const choice = (words, select, attributes = {}) => el('div', { class: 'field', ...attributes }, el('label', { for: select.id }, words), select);
const select = (id, prefix, values, change) => el('select', { id, change }, values.map((value) => el('option', { value }, t(`${prefix}.${value}`))));

/** The clusters of a collection; `changed()` hears that something was decided, `wanted()` that others are to be listed (see `params`). */
export function clusterQueue(collection, { changed, wanted }) {
  const keep = select('clusters-keep', 'keepRule', Object.keys(RULES), follow);
  const fields = select('clusters-fields', 'fieldRule', FIELDS, follow);
  const order = select('clusters-order', 'clusterOrder', ORDERS, wanted);
  const since = select('clusters-since', 'clusterSince', SINCE, wanted);
  const rules = { keep: keep.value, fill: false };
  const place = el('div');
  const error = el('p', { class: 'error', role: 'alert' });
  const more = el('button', { id: 'clusters-more', type: 'button', hidden: true, click: goOn }, t('more'));
  /** By the ids of clusters, each as it has become. */
  const items = new Map();
  /** What was done here, the last at the end: how to take each back. */
  let done = [];
  let limit = PAGE;
  let shownIds = [];
  /** Where the new ones begin that somebody wanted to see; 0 where nobody did. */
  let fresh = 0;
  /** What gets the focus when all is drawn, since it lost it. */
  let toFocus = null;

  function follow() {
    Object.assign(rules, { keep: keep.value, fill: fields.value === 'fill' });
    for (const item of items.values()) item.follow();
  }

  function goOn() {
    fresh = shownIds.length;
    limit = Math.min(MOST, limit + PAGE);
    wanted();
  }

  function acted(back, isUndone) {
    done = isUndone ? done.filter((each) => each !== back) : [...done, back];
    changed();
  }

  /** All texts of a large one. */
  async function whole({ id }) {
    error.textContent = '';
    await attempt(async () => {
      const cluster = await curation.cluster(collection, id);
      items.set(id, item(cluster));
      draw(shownIds);
      items.get(id).focus();
    }, (problem) => { error.textContent = inWords(problem); });
  }

  const item = (cluster) => clusterItem(collection, cluster, rules, { acted, whole });

  /** Makes a cluster anew that has become another under the same id; one that was decided here only where a text has joined it. */
  function renew(cluster) {
    const known = items.get(cluster.id);
    if (known?.working || (known && isSame(known.cluster, cluster))) return;
    if (known?.decidedHere && ids(cluster).every((id) => ids(known.cluster).includes(id))) return;
    const renewed = item(cluster);
    items.set(cluster.id, renewed);
    if (known) renewed.say(t('clusterChanged'));
    if (known?.node.contains(document.activeElement)) toFocus = renewed;
  }

  /** Shows those that are listed, in their order, each as it has become here. */
  function take({ clusters, total }) {
    toFocus = null;
    clusters.forEach(renew);
    const listed = clusters.map(({ id }) => id);
    // What was decided here may be listed elsewhere now, or not at all; it stays where it was.
    const stays = shownIds.filter((id) => !listed.includes(id) && items.get(id).node.dataset.decided);
    draw([...stays, ...listed]);
    more.hidden = clusters.length >= total || limit === MOST;
    mark();
    if (fresh) toFocus = items.get(shownIds[fresh]);
    toFocus?.focus();
    fresh = 0;
  }

  function draw(ids) {
    shownIds = ids;
    const shown = ids.map((id) => items.get(id));
    const focused = document.activeElement;
    const list = el('ol', { class: 'clusters' }, shown.map(({ node }) => node));
    place.replaceChildren(list);
    // What is put elsewhere loses it.
    if (list.contains(focused)) focused.focus({ preventScroll: true });
    if (shown.length > 0) queueKeys(list, shown, (letter, i) => act(letter, shown[i]));
  }

  function act(letter, { decide, split, remove, assign }) {
    if (letter === 's') decide(true);
    else if (letter === 'd') decide(false);
    else if (letter === 'u') takeLastBack();
    else if (letter === 'g') split();
    else if (letter === 'x') remove();
    else return /^\d$/.test(letter) && assign(Number(letter));
    return 'sd'.includes(letter) ? 'on' : true;
  }

  /** Not before it is known what the last is. */
  function takeLastBack() {
    if (![...items.values()].some(({ working }) => working)) done.at(-1)?.();
  }

  /** Shows what people decided before: a cluster of which all texts were called the same. */
  function mark() {
    for (const { cluster, closeAs } of items.values()) if (cluster.decided) closeAs(t('decidedBefore'));
  }

  return {
    node: el('div', {}, el('div', { class: 'filters' }, choice(t('clusterOrder'), order), choice(t('clusterSince'), since)),
      el('div', { class: 'filters', 'data-needs': 'write' }, choice(t('keepRule'), keep), choice(t('fieldRule'), fields)),
      el('p', { class: 'note', 'data-needs': 'write' }, t('clusterHint')), error, place, more),
    take,
    /** What the server is to list. */
    get params() {
      return { order: order.value, limit, ...(since.value && { since: new Date(Date.now() - Number(since.value) * DAY).toISOString() }) };
    },
  };
}
