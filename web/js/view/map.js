// The map: a collection as points in the plane, near each other when they mean the same.

import { address } from '../base/address.js';
import * as api from '../base/api.js';
import { choose, collectionPicker, find } from '../part/collections.js';
import { el, field as labelled, section, written } from '../base/dom.js';
import { count, cosine, percent } from '../base/format.js';
import { groupsOf } from '../part/map/groups.js';
import { latest } from '../base/latest.js';
import { colours, legend, tellingFields } from '../part/map/legend.js';
import { obstacle } from '../part/panel.js';
import { plane } from '../part/map/plane.js';
import { fieldName, t } from '../base/strings.js';
import { watchTheme } from '../base/theme.js';

const TYPING = 300;
const SIZES = [1000, 5000, 20_000];
const STANDARD = 5000;
const ASK_AGAIN = 400;
/** Rows of the list. */
const LISTED = 12;
const MOST_LISTED = 200;
/** What the address says instead of a field. */
const [GROUPS, ONE] = ['', '-'];

export function mapView(app) {
  const picker = collectionPicker('map', () => changed({ push: true }));
  const size = el('select', { id: 'map-size', change: () => changed({ push: true }) }, SIZES.map((n) => el('option', { value: n }, t('mapSizeOf', count(n)))));
  const colour = el('select', { id: 'map-colour', change: () => { note(); paint(); } });
  const input = el('input', { id: 'map-text', type: 'search', dir: 'auto', autocomplete: 'off', input: () => { note(); placeText(TYPING); } });
  const status = el('p', { id: 'map-status', class: 'status', role: 'status' });
  const error = el('p', { class: 'error' });
  const meaning = el('div', { id: 'map-legend' });
  const tip = el('div', { id: 'map-tip', class: 'tip', hidden: true });
  const listTitle = el('h2', { id: 'map-list-title' });
  const list = el('ol', { id: 'map-list', class: 'near' });
  const canvas = plane({ pointed, chosen: (i) => enumerate(t('mapChosen'), [i]), circled, moved });
  const circle = el('button', { id: 'map-lasso', type: 'button', 'aria-pressed': 'false', click: () => setLasso(circle.ariaPressed !== 'true') }, t('lasso'));
  const button = (id, words, name, click) => el('button', { id, type: 'button', 'aria-label': name, click }, words);
  const picture = el('div', { class: 'map', hidden: true },
    el('div', { class: 'canvas' }, canvas.node, tip),
    el('div', { class: 'map-tools' }, circle,
      button('map-in', '+', t('enlarge'), () => canvas.zoom(canvas.step)), button('map-out', '−', t('reduce'), () => canvas.zoom(1 / canvas.step)),
      button('map-all', t('showAll'), null, clear)),
    el('div', { class: 'map-side' }, listTitle, list));
  const said = el('div', {}, status, el('div', { role: 'alert' }, error));
  const answers = { busy: (on) => said.classList.toggle('busy', on), failed: fail };
  const drawing = latest({ ...answers, done: show });
  const placing = latest({ ...answers, done: showPlace });
  let shown = '';
  let points = [];
  let groups = [];
  let wantedColour = '';
  let around;
  /** Whether the list holds what somebody chose, and not what is in the middle of the picture. */
  let choosing = false;

  const query = () => ({ limit: Number(size.value) });
  const key = () => `${picker.value} ${size.value}`;

  function note(push) {
    app.note('map', { c: picker.value, n: Number(size.value) === STANDARD ? '' : size.value, f: colour.value, q: input.value }, push);
  }

  function changed({ push } = {}) {
    note(push);
    update();
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
    const names = tellingFields(points);
    groups = groupsOf(points);
    const choices = [...(groups.length ? [[GROUPS, t('mapGroups')]] : []), [ONE, t('oneColour')], ...names.map((name) => [name, fieldName(name)])];
    colour.replaceChildren(...choices.map(([value, words]) => el('option', { value }, words)));
    colour.value = choices.some(([value]) => value === wantedColour) ? wantedColour : choices[0][0];
    colour.disabled = choices.length === 1;
    unchoose();
    paint();
    canvas.reset();
    if (input.value.trim()) placeText();
  }

  function paint() {
    wantedColour = colour.value;
    const grouped = groups.length > 0 && colour.value === GROUPS;
    const key = legend(points, grouped ? groupNames() : field() ? points.map(({ fields }) => fields[field()]) : null);
    meaning.replaceChildren(key.node);
    canvas.paint(colours(meaning));
    canvas.show(points, key.groups, grouped ? groups : []);
  }

  /** The name of each point's group. */
  function groupNames() {
    const names = [];
    for (const { name, members } of groups) for (const i of members) names[i] = name;
    return names;
  }

  /** The field that the colours tell, or undefined. */
  function field() {
    return colour.value === GROUPS || colour.value === ONE ? undefined : colour.value;
  }

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
  function enumerate(title, indices, numbers = []) {
    clearTimeout(around);
    choosing = true;
    canvas.emphasise(indices);
    fill(title, indices.slice(0, MOST_LISTED), numbers);
    if (indices.length > MOST_LISTED) list.append(el('li', { class: 'hint' }, t('rejectedMore', count(indices.length - MOST_LISTED))));
  }

  function fill(title, indices, numbers = []) {
    listTitle.textContent = title;
    list.replaceChildren(...indices.map((i, place) => {
      const { id, title: name, beginning, fields } = points[i];
      return el('li', {}, written('a', name || beginning, { href: address('document', { c: picker.value, id }) }),
        el('span', { class: 'hint' }, [numbers[place], field() && fields[field()]].filter(Boolean).join(' · ')),
        name ? written('p', beginning, { class: 'excerpt' }) : null);
    }));
  }

  function circled(indices) {
    setLasso(false);
    if (indices.length) enumerate(t('mapCircled', count(indices.length)), indices);
    else clear();
  }

  /** While nothing is chosen, the list holds what is in the middle of the picture. */
  function moved() {
    pointed(-1);
    clearTimeout(around);
    if (choosing) return;
    around = setTimeout(() => fill(t('mapMiddle'), canvas.middle(LISTED)), 100);
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
    tip.hidden = i < 0;
    if (i < 0) return;
    const { id, title, beginning, fields } = points[i];
    tip.replaceChildren(written('strong', title || id), written('span', beginning), field() ? written('span', fields[field()] ?? '', { class: 'hint' }) : '');
    const { clientWidth: width, clientHeight: height } = canvas.node;
    tip.style.setProperty('--x', `${Math.min(Math.max(0, x + 14), Math.max(0, width - tip.offsetWidth))}px`);
    tip.style.setProperty('--y', `${y + 20 + tip.offsetHeight > height ? Math.max(0, y - tip.offsetHeight - 12) : y + 20}px`);
  }

  watchTheme(() => canvas.paint(colours(meaning)));

  return {
    title: () => input.value.trim(),
    node: section('map', t('mapTitle'), t('mapLead'),
      el('form', { class: 'ask', submit: (event) => { event.preventDefault(); placeText(); } },
        labelled(t('mapLabel'), input, 'wide'), picker.node, labelled(t('mapSize'), size), labelled(t('mapColour'), colour)),
      said, meaning, picture, el('p', { id: 'map-keys', class: 'note' }, t('mapKeys'))),
    show(params) {
      picker.show(choose('map', params.c));
      size.value = SIZES.includes(Number(params.n)) ? params.n : STANDARD;
      if (input.value !== (params.q ?? '')) input.value = params.q ?? '';
      wantedColour = params.f ?? '';
      if (shown === key() && points.length) {
        colour.value = wantedColour;
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
