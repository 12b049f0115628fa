// The colours of points by a value of each: the most frequent values have one each, all others share the last.

import { el, written } from '../../base/dom.js';
import { count } from '../../base/format.js';
import { t } from '../../base/strings.js';

const COLOURS = 7;

/** The names of the fields that tell points apart. */
export function tellingFields(points) {
  const values = new Map();
  for (const { fields } of points) {
    for (const [name, value] of Object.entries(fields)) values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return [...values].filter(([, each]) => each.size > 1 && each.size < points.length).map(([name]) => name).sort();
}

/**
 * By the value of each point, undefined where it has none; or null for one colour. `groups` is the number of each point's colour, `node`
 * says what the colours mean.
 */
export function legend(points, values) {
  const frequent = values ? mostFrequent(values) : [];
  const numbers = new Map(frequent.map(([value], i) => [value, i]));
  const groups = Uint8Array.from(points, (_, i) => (values ? numbers.get(values[i]) ?? COLOURS : 0));
  const others = groups.filter((group) => group === COLOURS).length;
  const entry = (i, name, n) => el('li', {}, el('span', { class: `swatch swatch-${i}`, 'aria-hidden': 'true' }), name, ` (${count(n)})`);
  const node = el('ul', { class: 'legend' },
    frequent.map(([value, n], i) => entry(i, written('span', value), n)), others > 0 && values ? entry(COLOURS, t('otherValues'), others) : null);
  return { groups, node };
}

function mostFrequent(values) {
  const counts = new Map();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, COLOURS);
}

/** The colours as the theme has them now; `place` is in the page. */
export function colours(place) {
  const probes = Array.from({ length: COLOURS + 1 }, (_, i) => el('span', { class: `swatch-${i}`, hidden: true }));
  place.append(...probes);
  const found = probes.map((probe) => getComputedStyle(probe).backgroundColor);
  probes.forEach((probe) => probe.remove());
  return found;
}
