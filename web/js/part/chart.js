// A small chart: lines through points, with axes. The numbers stand beside it, so that nobody needs the picture.

import { el, svg } from '../base/dom.js';
import { brief } from '../base/format.js';

const [WIDE, HIGH] = [420, 260];
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 14, 12, 40];
/** As many marks as an axis has at least, if its scale allows. */
const TICKS = 4;
/** What is free around the points, as a part of the axis. */
const MARGIN = 0.06;

/**
 * `lines` are [{ name, points: [{ x, y, label }], fine }], of which a `fine` one has no dots, `x` and `y` the axes ({ label, log }), and `title` says what the picture shows.
 * A `cursor` ({ moved(x) }) is a line across that can be dragged; it gets a way to be put somewhere, `show(x)`.
 */
export function chart({ title, lines, x, y, cursor }) {
  const points = lines.flatMap((line) => line.points);
  const across = axis(points.map((point) => point.x), x.log, LEFT, WIDE - RIGHT);
  const up = axis(points.map((point) => point.y), y.log, HIGH - BOTTOM, TOP);
  const picture = svg('svg', { class: 'chart', viewBox: `0 0 ${WIDE} ${HIGH}`, role: 'img', 'aria-label': title },
    ...across.ticks.map((at) => svg('g', {}, svg('line', { class: 'grid', x1: across.place(at), x2: across.place(at), y1: TOP, y2: HIGH - BOTTOM }),
      svg('text', { x: across.place(at), y: HIGH - BOTTOM + 15, 'text-anchor': 'middle' }, brief(at)))),
    ...up.ticks.map((at) => svg('g', {}, svg('line', { class: 'grid', x1: LEFT, x2: WIDE - RIGHT, y1: up.place(at), y2: up.place(at) }),
      svg('text', { x: LEFT - 6, y: up.place(at) + 4, 'text-anchor': 'end' }, brief(at)))),
    svg('text', { class: 'axis-name', x: (LEFT + WIDE - RIGHT) / 2, y: HIGH - 6, 'text-anchor': 'middle' }, x.label),
    ...lines.map((line, i) => drawn(line.points.map((point) => ({ ...point, at: [across.place(point.x), up.place(point.y)] })), i, line.fine)));
  if (cursor) draggable(picture, across, cursor);
  return el('figure', { class: 'charted' }, el('figcaption', {}, y.label), picture,
    lines.length > 1 ? el('ul', { class: 'legend' }, lines.map(({ name }, i) => el('li', {}, el('span', { class: `swatch swatch-${i}`, 'aria-hidden': 'true' }), name))) : null);
}

function drawn(points, i, fine) {
  return svg('g', { class: `line swatch-${i}` }, svg('polyline', { points: points.map(({ at }) => at.join(',')).join(' ') }),
    ...points.flatMap(({ at: [x, y], label }) => [fine ? null : svg('circle', { cx: x, cy: y, r: 3.5 }), label ? svg('text', { x: x + 6, y: y + 13 }, label) : null]));
}

function draggable(picture, across, cursor) {
  const line = svg('line', { class: 'cursor', y1: TOP, y2: HIGH - BOTTOM });
  picture.append(line);
  picture.classList.add('dragged');
  cursor.show = (x) => {
    line.setAttribute('x1', across.place(x));
    line.setAttribute('x2', across.place(x));
  };
  const move = ({ clientX }) => {
    const { left, width } = picture.getBoundingClientRect();
    cursor.moved(across.value((clientX - left) * WIDE / width));
  };
  picture.addEventListener('pointerdown', (event) => {
    picture.setPointerCapture(event.pointerId);
    move(event);
  });
  picture.addEventListener('pointermove', (event) => {
    if (picture.hasPointerCapture(event.pointerId)) move(event);
  });
}

/** Where values stand between `from` and `to`, and which of them are marked. */
function axis(values, log, from, to) {
  const scale = log ? Math.log10 : (value) => value;
  const [least, most] = [Math.min(...values), Math.max(...values)].map(scale);
  const room = (most - least || Math.abs(most) || 1) * MARGIN;
  const [low, high] = [least - room, most + room];
  return {
    place: (value) => from + (to - from) * (scale(value) - low) / (high - low),
    /** The value at a place; of scales that are no logarithms. */
    value: (at) => low + (high - low) * (at - from) / (to - from),
    ticks: (log ? powers(10 ** low, 10 ** high) : steps(low, high)),
  };
}

function steps(low, high) {
  const rough = (high - low) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [5, 2, 1].map((each) => each * power).find((each) => each <= rough);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function powers(low, high) {
  const decades = Array.from({ length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 }, (_, i) => 10 ** (Math.floor(Math.log10(low)) + i));
  const marks = (parts) => decades.flatMap((decade) => parts.map((part) => part * decade)).filter((each) => each >= low && each <= high);
  return [[1], [1, 3], [1, 2, 5]].map(marks).find((each) => each.length >= 3) ?? marks([1, 2, 5]);
}
