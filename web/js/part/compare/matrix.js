// A picture of which sentence of one text matches which of another: a table of cells, the darker the more alike.

import { el, written } from '../../base/dom.js';
import { cosine } from '../../base/format.js';
import { t } from '../../base/strings.js';
import { dot } from './vector.js';
import { similarityBar } from '../results.js';

/** Below this cosine sentences have nothing in common, and a cell stays pale. */
const NOTHING = 0.15;
/** From this cosine on the best of a row or column is worth a frame. */
const MATCH = 0.4;
/** From this depth on a cell is so dark that its number is light. In between the ground would suit neither. */
const DEEP = 0.6;

/** `parts` are the sentences of both texts, `vectors` theirs, of unit length. */
export function matrix([left, right], [these, those]) {
  const values = these.map((a) => those.map((b) => dot(a, b)));
  const reading = el('div', { class: 'both reading', 'aria-live': 'polite' });
  const cells = values.map((row, i) => row.map((value, j) => cell(value, i, j)));
  let chosen;

  function cell(value, i, j) {
    const best = value >= MATCH && (value === Math.max(...values[i]) || value === Math.max(...values.map((row) => row[j])));
    const depth = Math.min(1, Math.max(0, (value - NOTHING) / (1 - NOTHING)));
    const node = el('button', {
      type: 'button', class: best ? 'cell best' : 'cell', tabindex: -1, 'aria-label': t('matrixCell', i + 1, j + 1, cosine(value)),
      'aria-pressed': 'false', click: () => choose(i, j), keydown: (event) => move(event, i, j),
    }, value.toFixed(2).replace(/^(-?)0/, '$1'));
    node.style.setProperty('--depth', `${Math.round(depth < DEEP ? depth * 75 : 72 + (depth - DEEP) * 70)}%`);
    node.classList.toggle('deep', depth >= DEEP);
    return node;
  }

  function choose(i, j) {
    chosen?.setAttribute('aria-pressed', 'false');
    if (chosen) chosen.tabIndex = -1;
    chosen = cells[i][j];
    chosen.tabIndex = 0;
    chosen.setAttribute('aria-pressed', 'true');
    reading.replaceChildren(sentence(i, left[i].text), sentence(j, right[j].text), similarityBar(values[i][j]));
  }

  /** Arrow keys walk through the cells. */
  function move(event, i, j) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const next = step && cells[i + step[0]]?.[j + step[1]];
    if (!next) return;
    event.preventDefault();
    choose(i + step[0], j + step[1]);
    next.focus();
  }

  const header = el('tr', {}, el('td'), right.map(({ text }, j) => el('th', { scope: 'col', title: text }, String(j + 1))));
  const rows = cells.map((row, i) => el('tr', {},
    el('th', { scope: 'row', title: left[i].text }, el('span', { class: 'ordinal' }, String(i + 1)), written('span', left[i].text, { class: 'excerpt' })),
    row.map((node) => el('td', {}, node))));

  const flat = values.flat();
  const best = flat.indexOf(Math.max(...flat));
  choose(Math.floor(best / right.length), best % right.length);
  return el('div', { class: 'matrix' },
    el('h2', { id: 'matrix-title' }, t('matrixTitle')), el('p', { class: 'note' }, t('matrixLead')),
    el('div', { class: 'scroll', role: 'region', 'aria-labelledby': 'matrix-title' }, el('table', {}, header, rows)), reading);
}

const sentence = (i, text) => el('p', { dir: 'auto' }, el('span', { class: 'ordinal' }, String(i + 1)), ' ', text);
