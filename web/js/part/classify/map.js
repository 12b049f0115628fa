// The examples as points in the plane, in the colours of their labels; and where the text that was asked for stands.

import * as api from '../../base/api.js';
import { el, written } from '../../base/dom.js';
import { cosine, count, percent } from '../../base/format.js';
import { latest } from '../../base/latest.js';
import { t } from '../../base/strings.js';
import { watchTheme } from '../../base/theme.js';
import { panel } from '../panel.js';
import { colours, legend } from '../plane/legend.js';
import { plane } from '../plane/plane.js';
import { tip } from '../plane/tip.js';

const NEAREST = 10;
const LISTED = 12;
const RESTING = 100;
/** By how much less a neighbour counts for where a text stands, the farther it is. */
const FALL = 0.05;

/** `text()` is what was asked for last. */
export function mapPart({ name, text }) {
  const shown = panel('example-map');
  const question = latest({ busy: shown.busy, done: show, failed: shown.fail, told: shown.told });
  const meaning = el('div');
  const heading = el('h2');
  const list = el('ol', { class: 'near' });
  const hint = tip('example-tip');
  const picture = plane('example-map', { pointed, chosen: (i) => tell(t('mapChosen'), [points[i]]), circled, moved });
  const button = (words, label, click) => el('button', { type: 'button', 'aria-label': label, click }, words);
  const whole = el('div', { class: 'map' }, el('div', { class: 'canvas' }, picture.node, hint.node),
    el('div', { class: 'map-tools' }, button('+', t('enlarge'), () => picture.zoom(picture.step)), button('−', t('reduce'), () => picture.zoom(1 / picture.step)), button(t('showAll'), null, () => { choosing = false; picture.emphasise([]); picture.reset(); })),
    el('div', { class: 'map-side' }, heading, list));
  const keys = el('p', { id: 'example-map-keys', class: 'note' }, t('mapKeys'));
  let points = [];
  let choosing = false;
  let resting;

  function look() {
    choosing = false;
    question.run(async (signal) => {
      const asked = text();
      const [map, answer] = await Promise.all([api.exampleMap(name(), signal), asked ? api.classify(name(), { texts: [asked], head: 'prototypes', nearest: NEAREST }, signal) : null]);
      return { map, near: answer?.texts[0].nearest };
    });
  }

  function show({ map, near }) {
    points = map.points;
    const few = points.length < map.examples;
    shown.show([few ? t('mapSample', count(points.length), count(map.examples)) : t('mapWhole', count(points.length)), map.preserved < 1 ? t('mapPreserved', percent(map.preserved)) : ''].join(' '), meaning, whole, keys);
    picture.node.setAttribute('aria-label', t('mapOf', name(), count(points.length)));
    const { node, groups } = legend(points, points.map(({ label }) => label));
    meaning.replaceChildren(node);
    picture.paint(colours(meaning));
    picture.show(points, groups);
    picture.place(null);
    picture.reset();
    if (near) place(near);
  }

  /** Amid the examples that are nearest to it in meaning. */
  function place(near) {
    const known = near.flatMap((each) => points.filter((point) => point.text === each.text).map((point) => ({ point, similarity: each.similarity })));
    if (!known.length) return;
    const weights = known.map(({ similarity }) => Math.exp((similarity - known[0].similarity) / FALL));
    const all = weights.reduce((sum, each) => sum + each);
    const at = (axis) => known.reduce((sum, { point }, i) => sum + point[axis] * weights[i], 0) / all;
    picture.place({ x: at('x'), y: at('y') });
    tell(t('mapNearest'), known.map(({ point }) => point), known.map(({ similarity }) => cosine(similarity)));
  }

  function tell(title, some, notes) {
    choosing = true;
    clearTimeout(resting);
    picture.emphasise(some.map((point) => points.indexOf(point)));
    fill(title, some, notes);
  }

  function fill(title, some, notes = []) {
    heading.textContent = title;
    list.replaceChildren(...some.map((point, i) => el('li', {}, written('strong', point.label), el('span', { class: 'facts' }, ` ${notes[i] ?? ''}`), written('p', point.text))));
  }

  function circled(indices) {
    if (indices.length) tell(t('mapCircled', count(indices.length)), indices.map((i) => points[i]));
  }

  function moved() {
    hint.hide();
    clearTimeout(resting);
    if (!choosing) resting = setTimeout(() => fill(t('mapMiddle'), picture.middle(LISTED).map((i) => points[i])), RESTING);
  }

  function pointed(i, x, y) {
    if (i < 0) hint.hide();
    else hint.show({ title: points[i].label, beginning: points[i].text }, undefined, picture.node, x, y);
  }

  watchTheme(() => picture.paint(colours(meaning)));

  return { node: el('div', { class: 'part' }, shown.node), look };
}
