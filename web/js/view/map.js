// The map: a collection as points in the plane, near each other when they mean the same.

import * as api from '../base/api.js';
import { el, field as labelled, section } from '../base/dom.js';
import { count, cosine, percent } from '../base/format.js';
import { latest } from '../base/latest.js';
import { t } from '../base/strings.js';
import { watchTheme } from '../base/theme.js';
import { choose, collectionPicker, find } from '../part/collections.js';
import { colouring } from '../part/map/colouring.js';
import { plane } from '../part/plane/plane.js';
import { pointList } from '../part/map/pointlist.js';
import { tip } from '../part/plane/tip.js';
import { obstacle } from '../part/panel.js';
import { rawAnswer } from '../part/raw.js';

const TYPING = 300;
const SIZES = [1000, 5000, 20_000];
const STANDARD = 5000;
const ASK_AGAIN = 400;
/** Rows of the list while nothing is chosen, and how long the picture rests before they are made. */
const LISTED = 12;
const RESTING = 100;

export function mapView(app) {
  const picker = collectionPicker('map', () => { note(true); update(); });
  const size = el('select', { id: 'map-size', change: () => { note(true); update(); } }, SIZES.map((n) => el('option', { value: n }, t('mapSizeOf', count(n)))));
  const colour = colouring(() => { note(); paint(); });
  const input = el('input', { id: 'map-text', type: 'search', dir: 'auto', autocomplete: 'off', input: () => { note(); placeText(TYPING); } });
  const status = el('p', { id: 'map-status', class: 'status', role: 'status' });
  const error = el('p', { class: 'error' });
  const list = pointList();
  const hint = tip('map-tip');
  const canvas = plane('map', { pointed, chosen: (i) => enumerate(t('mapChosen'), [i]), circled, moved });
  const circle = el('button', { id: 'map-lasso', type: 'button', 'aria-pressed': 'false', click: () => setLasso(circle.ariaPressed !== 'true') }, t('lasso'));
  const button = (id, words, name, click) => el('button', { id, type: 'button', 'aria-label': name, click }, words);
  const picture = el('div', { class: 'map', hidden: true },
    el('div', { class: 'canvas' }, canvas.node, hint.node),
    el('div', { class: 'map-tools' }, circle,
      button('map-in', '+', t('enlarge'), () => canvas.zoom(canvas.step)), button('map-out', '−', t('reduce'), () => canvas.zoom(1 / canvas.step)),
      button('map-all', t('showAll'), null, clear)),
    el('div', { class: 'map-side' }, list.nodes));
  const said = el('div', {}, status, el('div', { role: 'alert' }, error));
  const raw = rawAnswer();
  const answers = { busy: (on) => said.classList.toggle('busy', on), failed: fail, told: raw.show };
  const drawing = latest({ ...answers, done: show });
  const placing = latest({ ...answers, done: showPlace });
  let shown = '';
  let points = [];
  let resting;
  /** Whether the list holds what somebody chose, and not what is in the middle of the picture. */
  let choosing = false;

  const query = () => ({ limit: Number(size.value) });
  const key = () => `${picker.value} ${size.value}`;

  function note(push) {
    app.note('map', { c: picker.value, n: Number(size.value) === STANDARD ? '' : size.value, f: colour.value, q: input.value }, push);
  }

  function update() {
    const name = picker.value;
    if (!find(name)?.documents) {
      shown = '';
      picture.hidden = true;
      status.replaceChildren(...[obstacle(name)].filter(Boolean));
      return;
    }
    if (shown === key()) return;
    shown = key();
    error.textContent = '';
    drawing.run((signal) => draw(name, signal));
  }

  /** Asks until the map is there. */
  async function draw(name, signal) {
    for (;;) {
      const answer = await api.map(name, query(), signal);
      if (answer.state !== 'running') return answer;
      status.textContent = t('mapDrawing', percent(answer.progress));
      await new Promise((done) => { setTimeout(done, ASK_AGAIN); });
    }
  }

  function show({ map, error: reason }) {
    if (!map) {
      fail({ message: reason });
      return;
    }
    points = map.points;
    picture.hidden = false;
    const few = points.length < map.documents;
    status.textContent = [few ? t('mapSample', count(points.length), count(map.documents)) : t('mapWhole', count(points.length)),
      map.preserved < 1 ? t('mapPreserved', percent(map.preserved)) : ''].join(' ');
    canvas.node.setAttribute('aria-label', t('mapOf', picker.value, count(points.length)));
    colour.offer(points);
    unchoose();
    paint();
    canvas.reset();
    if (input.value.trim()) placeText();
  }

  const paint = () => colour.paint(points, canvas);

  function fail({ message, gone }) {
    shown = '';
    error.textContent = gone ? '' : message || t('unexplained', '?');
  }

  function placeText(delay) {
    const text = input.value.trim();
    if (text && points.length) placing.run((signal) => api.placeOnMap(picker.value, { text, ...query() }, signal), delay);
    else {
      placing.cancel();
      unchoose();
      moved();
    }
  }

  function showPlace({ x, y, nearest }) {
    const ids = new Map(points.map(({ id }, i) => [id, i]));
    const near = nearest.filter(({ id }) => ids.has(id));
    canvas.place({ x, y });
    enumerate(t('mapNearest'), near.map(({ id }) => ids.get(id)), near.map(({ similarity }) => cosine(similarity)));
  }

  /** Lists points and makes them stand out. */
  function enumerate(title, indices, notes) {
    clearTimeout(resting);
    choosing = true;
    canvas.emphasise(indices);
    fill(title, indices, notes);
  }

  const fill = (title, indices, notes) => list.show(title, picker.value, indices.map((i) => points[i]), { notes, field: colour.field });

  function circled(indices) {
    setLasso(false);
    if (indices.length) enumerate(t('mapCircled', count(indices.length)), indices);
    else clear();
  }

  /** While nothing is chosen, the list holds what is in the middle of the picture. */
  function moved() {
    hint.hide();
    clearTimeout(resting);
    if (choosing) return;
    resting = setTimeout(() => fill(t('mapMiddle'), canvas.middle(LISTED)), RESTING);
  }

  function clear() {
    setLasso(false);
    input.value = '';
    note();
    unchoose();
    canvas.reset();
  }

  function unchoose() {
    choosing = false;
    canvas.place(null);
    canvas.emphasise([]);
  }

  function setLasso(on) {
    circle.ariaPressed = String(on);
    canvas.lasso(on);
  }

  function pointed(i, x, y) {
    if (i < 0) hint.hide();
    else hint.show(points[i], colour.field && (points[i].fields[colour.field] ?? ''), canvas.node, x, y);
  }

  watchTheme(() => colour.refresh(canvas));

  return {
    title: () => input.value.trim(),
    node: section('map', t('mapTitle'), t('mapLead'),
      el('form', { class: 'ask', submit: (event) => { event.preventDefault(); placeText(); } },
        labelled(t('mapLabel'), input, 'wide'), picker.node, labelled(t('mapSize'), size), labelled(t('mapColour'), colour.choice)),
      said, colour.legend, picture, el('p', { id: 'map-keys', class: 'note' }, t('mapKeys')), raw.node),
    show(params) {
      picker.show(choose('map', params.c));
      size.value = SIZES.includes(Number(params.n)) ? params.n : STANDARD;
      if (input.value !== (params.q ?? '')) input.value = params.q ?? '';
      colour.want(params.f ?? '');
      if (shown === key() && points.length) {
        colour.take();
        paint();
        placeText();
      } else update();
    },
    refresh() {
      picker.show(choose('map'));
      update();
    },
  };
}
