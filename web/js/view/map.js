// The map: a collection as points in the plane, near each other when they mean the same.

import * as api from '../base/api.js';
import { inWords } from '../base/attempt.js';
import { el, field as labelled, section } from '../base/dom.js';
import { count, cosine, percent } from '../base/format.js';
import { latest } from '../base/latest.js';
import { t } from '../base/strings.js';
import { watchTheme } from '../base/theme.js';
import { choose, collectionPicker, find } from '../part/collections.js';
import { colouring } from '../part/map/colouring.js';
import { drawnMap } from '../part/map/drawn.js';
import { plane } from '../part/plane/plane.js';
import { pointList } from '../part/map/pointlist.js';
import { tip } from '../part/plane/tip.js';
import { obstacle } from '../part/panel.js';
import { rawAnswer } from '../part/raw.js';

const TYPING = 300;
const [SIZES, STANDARD] = [[1000, 5000, 20_000], 5000];
/** Rows of the list while nothing is chosen, and how long the picture rests before they are made. */
const LISTED = 12;
const RESTING = 100;

export function mapView(app) {
  const picker = collectionPicker('map', another);
  const size = el('select', { id: 'map-size', change: another }, SIZES.map((n) => el('option', { value: n }, t('mapSizeOf', count(n)))));
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
  const answers = { busy: (on) => said.classList.toggle('busy', on), told: raw.show };
  const drawing = latest({ ...answers, failed: fail, done: show });
  const placing = latest({ ...answers, failed: complain, done: showPlace });
  /** What is drawn or being drawn, and what could not be, which is drawn again only if somebody asks for it. */
  let [shown, failed] = ['', ''];
  /** The points, and the collection that they are of. */
  let [points, of] = [[], ''];
  let resting;
  /** Whether the list holds what somebody chose, and not what is in the middle of the picture. */
  let choosing = false;

  const query = () => ({ limit: Number(size.value) });
  const key = () => `${picker.value} ${size.value}`;

  function note(push) {
    app.note('map', { c: picker.value, n: Number(size.value) === STANDARD ? '' : size.value, f: colour.value, q: input.value }, push);
  }

  function another() {
    note(true);
    failed = '';
    update();
  }

  function update() {
    const name = picker.value;
    const some = find(name)?.documents > 0;
    if (name !== of || !some) leave();
    if (!some) {
      status.replaceChildren(...[obstacle(name)].filter(Boolean));
      return;
    }
    if ([shown, failed].includes(key())) return;
    shown = key();
    failed = error.textContent = '';
    placing.cancel();
    drawing.run((signal) => drawnMap(name, query(), (part) => { status.textContent = t('mapDrawing', percent(part)); }, signal));
  }

  /** Forgets the points of another collection. */
  function leave() {
    of = picker.value;
    drawing.cancel();
    placing.cancel();
    clearTimeout(resting);
    points = [];
    canvas.show([], []);
    shown = failed = status.textContent = error.textContent = '';
    picture.hidden = colour.legend.hidden = true;
    raw.hide();
  }

  function show({ map, error: reason }) {
    if (!map) return fail({ message: reason });
    shown = key();
    failed = '';
    points = map.points;
    picture.hidden = colour.legend.hidden = false;
    const few = points.length < map.documents;
    status.textContent = [few ? t('mapSample', count(points.length), count(map.documents)) : t('mapWhole', count(points.length)),
      map.preserved < 1 ? t('mapPreserved', percent(map.preserved)) : ''].join(' ');
    canvas.node.setAttribute('aria-label', t('mapOf', of, count(points.length)));
    colour.offer(points);
    unchoose();
    paint();
    canvas.reset();
    if (input.value.trim()) placeText();
  }

  const paint = () => colour.paint(points, canvas);

  function fail(problem) {
    shown = '';
    failed = key();
    status.textContent = '';
    complain(problem);
  }

  function complain(problem) {
    error.textContent = inWords(problem);
  }

  function placeText(delay) {
    error.textContent = '';
    const text = input.value.trim();
    if (text && points.length) placing.run((signal) => api.placeOnMap(of, { text, ...query() }, signal), delay);
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

  const fill = (title, indices, notes) => list.show(title, of, indices.map((i) => points[i]), { notes, field: colour.field });

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
      failed = '';
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
