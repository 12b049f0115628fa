// Points on a canvas, to be moved, enlarged, pointed at and circled, by mouse, finger or keyboard.

import { el } from '../../base/dom.js';
import { dot, pictures, rgb, stamp } from './pixels.js';

const MOST_ZOOM = 60;
const STEP = 1.25;
/** How far from a point it is still pointed at, in pixels. */
const NEAR = 14;
const MARGIN = 0.94;
/** The height of a name, in pixels. */
const LINE = 17;
/** Keys that move the picture, by tenths of its size. */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * `pointed(index, x, y)` hears of the point under the pointer (-1 for none), `chosen(index)` of a click on one, `circled(indices)` of a
 * lasso, `moved()` of another part being shown.
 */
export function plane({ pointed, chosen, circled, moved }) {
  const canvas = el('canvas', {
    id: 'map-canvas', tabindex: 0, role: 'application', 'aria-describedby': 'map-keys',
    keydown: press, wheel: turnWheel, pointerdown: down, pointermove: move, pointerup: up, pointercancel: up, pointerleave: () => pointed(-1),
  });
  const pen = canvas.getContext('2d', { alpha: false });
  const picture = pictures(pen);
  let points = [];
  let groups = new Uint8Array(0);
  let palette = [];
  let names = [];
  let star = null;
  let emphasised = new Set();
  let view = { x: 0, y: 0, zoom: 1 };
  let lasso = null;
  let lassoOn = false;
  let asked = false;
  const fingers = new Map();

  /** Where points stand on the canvas: {unit, x(), y()}. Reading the size of the canvas once for all of them is much quicker. */
  function scale() {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const unit = (Math.min(width, height) / 2) * MARGIN * view.zoom;
    const [left, top] = [width / 2 - view.x * unit, height / 2 + view.y * unit];
    return { unit, width, height, x: (x) => left + x * unit, y: (y) => top - y * unit };
  }

  function draw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      paint();
    });
  }

  function paint() {
    const { width, height, x, y } = scale();
    const ratio = devicePixelRatio;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    if (!palette.length) return;
    const { backgroundColor } = getComputedStyle(canvas);
    const image = picture.of(canvas.width, canvas.height, rgb(backgroundColor));
    const radius = Math.min(6, (points.length > 6000 ? 1.6 : points.length > 1200 ? 2.2 : 3.2) * view.zoom ** 0.4);
    const mask = dot(radius * ratio);
    const some = emphasised.size > 0;
    for (const emphasis of some ? [false, true] : [false]) {
      const strength = some && !emphasis ? 0.22 : 0.85;
      for (let i = 0; i < points.length; i++) {
        if (some && emphasised.has(i) !== emphasis) continue;
        stamp(image, mask, x(points[i].x) * ratio, y(points[i].y) * ratio, palette[groups[i]], strength);
      }
    }
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.putImageData(image, 0, 0);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawNames(names.map((each) => ({ name: each.name, x: x(each.x), y: y(each.y) })));
    if (star) drawStar(x(star.x), y(star.y));
    if (lasso) drawLasso();
  }

  /** Each name at its place, or above or below it where another name stands; one that has no room is left to the legend. */
  function drawNames(wanted) {
    const { color, backgroundColor, fontFamily } = getComputedStyle(canvas);
    pen.font = `600 13px ${fontFamily}`;
    pen.textAlign = 'center';
    pen.lineJoin = 'round';
    pen.lineWidth = 4;
    pen.strokeStyle = backgroundColor;
    pen.fillStyle = color;
    const placed = [];
    for (const { name, x, y } of wanted) {
      const half = pen.measureText(name).width / 2 + 4;
      if (x < -half || x > canvas.clientWidth + half) continue;
      const middle = Math.max(half, Math.min(canvas.clientWidth - half, x));
      const free = (line) => placed.every((other) => Math.abs(other.middle - middle) > other.half + half || Math.abs(other.line - line) > LINE);
      const line = [0, -1, 1, -2, 2].map((step) => y + step * (LINE + 1)).find(free);
      if (line === undefined) continue;
      placed.push({ middle, line, half });
      pen.strokeText(name, middle, line);
      pen.fillText(name, middle, line);
    }
  }

  function drawStar(x, y) {
    pen.beginPath();
    for (let i = 0; i < 10; i++) {
      const [length, angle] = [i % 2 ? 5 : 12, (Math.PI * (i - 2.5)) / 5];
      pen.lineTo(x + length * Math.cos(angle), y + length * Math.sin(angle));
    }
    pen.closePath();
    const { color, backgroundColor } = getComputedStyle(canvas);
    pen.fillStyle = color;
    pen.strokeStyle = backgroundColor;
    pen.lineWidth = 3;
    pen.stroke();
    pen.fill();
  }

  function drawLasso() {
    pen.beginPath();
    lasso.forEach(([x, y]) => pen.lineTo(x, y));
    pen.closePath();
    pen.strokeStyle = getComputedStyle(canvas).color;
    pen.lineWidth = 1.5;
    pen.setLineDash([5, 4]);
    pen.stroke();
    pen.setLineDash([]);
  }

  /** The index of the point at a place of the canvas, -1 if there is none. */
  function at(x, y) {
    const to = scale();
    let found = -1;
    let least = NEAR ** 2;
    points.forEach((point, i) => {
      const far = (to.x(point.x) - x) ** 2 + (to.y(point.y) - y) ** 2;
      if (far < least) [least, found] = [far, i];
    });
    return found;
  }

  function pan(dx, dy) {
    const within = (value) => Math.min(1, Math.max(-1, value));
    const { unit } = scale();
    view = { ...view, x: within(view.x - dx / unit), y: within(view.y + dy / unit) };
    draw();
    moved();
  }

  /** Enlarges around a place of the canvas. */
  function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
    const before = scale().unit;
    view = { ...view, zoom: Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor)) };
    const { unit } = scale();
    const grown = unit / before - 1;
    pan(-(x - canvas.clientWidth / 2) * grown, -(y - canvas.clientHeight / 2) * grown);
  }

  function reset() {
    view = { x: 0, y: 0, zoom: 1 };
    draw();
    moved();
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = KEYS[event.key];
    if (way) pan((-way[0] * canvas.clientWidth) / 10, (way[1] * canvas.clientHeight) / 10);
    else if (event.key === '+' || event.key === '=') zoom(STEP);
    else if (event.key === '-') zoom(1 / STEP);
    else if (event.key === '0') reset();
    else return;
    event.preventDefault();
  }

  function turnWheel(event) {
    event.preventDefault();
    zoom(STEP ** (-event.deltaY / 100), event.offsetX, event.offsetY);
  }

  function down(event) {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY, startX: event.offsetX, startY: event.offsetY });
    if ((lassoOn || event.shiftKey) && fingers.size === 1) lasso = [[event.offsetX, event.offsetY]];
  }

  function move(event) {
    const finger = fingers.get(event.pointerId);
    const [x, y] = [event.offsetX, event.offsetY];
    if (!finger) {
      pointed(at(x, y), x, y);
      return;
    }
    if (lasso) {
      const { left, top } = canvas.getBoundingClientRect();
      for (const { clientX, clientY } of event.getCoalescedEvents()) lasso.push([clientX - left, clientY - top]);
      lasso.push([x, y]);
      draw();
      return;
    }
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    if (others.length) {
      const [other] = others;
      const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
      zoom(apart({ x, y }, other) / Math.max(1, apart(finger, other)), (x + other.x) / 2, (y + other.y) / 2);
    } else pan(x - finger.x, y - finger.y);
    Object.assign(finger, { x, y });
  }

  function up(event) {
    const finger = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (!finger) return;
    if (lasso) {
      const area = lasso;
      lasso = null;
      draw();
      const to = scale();
      circled(points.flatMap(({ x, y }, i) => (inside(area, to.x(x), to.y(y)) ? [i] : [])));
    } else if (Math.hypot(event.offsetX - finger.startX, event.offsetY - finger.startY) < 4) {
      const found = at(event.offsetX, event.offsetY);
      if (found >= 0) chosen(found);
    }
  }

  /** Moves to a place that is not seen. */
  function show({ x, y }) {
    const to = scale();
    const seen = to.x(x) > 0 && to.x(x) < to.width && to.y(y) > 0 && to.y(y) < to.height;
    if (!seen) view = { ...view, x, y };
  }

  new ResizeObserver(draw).observe(canvas);

  return {
    node: canvas,
    draw,
    zoom,
    reset,
    step: STEP,
    /** `each` are the points ({x, y} from -1 to 1), `of` the number of the colour of each. */
    /** `named` are places with a name: [{ x, y, name }]. */
    show(each, of, named = []) {
      names = named;
      [points, groups] = [each, of];
      draw();
    },
    /** The colours by their numbers. */
    paint(colours) {
      palette = colours.map(rgb);
      draw();
    },
    emphasise(indices) {
      emphasised = new Set(indices);
      draw();
    },
    place(where) {
      star = where;
      if (star) show(star);
      draw();
    },
    lasso(on) {
      lassoOn = on;
      canvas.classList.toggle('lassoing', on);
    },
    /** The indices of the points nearest to the middle of what is shown, the nearest first. */
    middle(count) {
      const far = ({ x, y }) => (x - view.x) ** 2 + (y - view.y) ** 2;
      return points.map((point, i) => [far(point), i]).sort(([a], [b]) => a - b).slice(0, count).map(([, i]) => i);
    },
  };
}

/** Whether a place lies in a polygon: a ray from it crosses the border an odd number of times. */
export function inside(polygon, x, y) {
  let within = false;
  polygon.forEach(([x1, y1], i) => {
    const [x2, y2] = polygon[(i + 1) % polygon.length];
    if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
  });
  return within;
}
