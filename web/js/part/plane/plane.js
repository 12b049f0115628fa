// Points on a canvas, to be moved, enlarged, pointed at and circled, by mouse, finger or keyboard.

import { el } from '../../base/dom.js';
import { panned, scaleOf, seeing, WHOLE, zoomed } from './camera.js';
import { drawLasso, drawNames, drawPoints, drawStar } from './drawing.js';
import { gestures, STEP } from './gestures.js';
import { nearestTo, pointAt, pointsIn } from './picking.js';
import { pictures, rgb } from './pixels.js';

/**
 * `pointed(index, x, y)` hears of the point under the pointer (-1 for none), `chosen(index)` of a click on one, `circled(indices)` of a
 * lasso, `moved()` of another part being shown. The ids of the canvas and of the words on its keys begin with `id`.
 */
export function plane(id, { pointed, chosen, circled, moved }) {
  const canvas = el('canvas', { id: `${id}-canvas`, tabindex: 0, role: 'application', 'aria-describedby': `${id}-keys` });
  const pen = canvas.getContext('2d', { alpha: false });
  const picture = pictures(pen);
  let points = [];
  let groups = new Uint8Array(0);
  let palette = [];
  let names = [];
  let star = null;
  let emphasised = new Set();
  let camera = WHOLE;
  let lasso = null;
  let asked = false;

  /** Reading the size of the canvas once for all points is much quicker. */
  const scale = () => scaleOf(camera, canvas.clientWidth, canvas.clientHeight);

  function draw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      paint();
    });
  }

  function paint() {
    const to = scale();
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(to.width * ratio), Math.round(to.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    if (!palette.length) return;
    const style = getComputedStyle(canvas);
    const image = picture.of(canvas.width, canvas.height, rgb(style.backgroundColor));
    drawPoints(image, to, ratio, { points, groups, palette, emphasised, zoom: camera.zoom });
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.putImageData(image, 0, 0);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawNames(pen, style, to, names);
    if (star) drawStar(pen, style, to.x(star.x), to.y(star.y));
    if (lasso) drawLasso(pen, style, lasso);
  }

  function look(where) {
    camera = where;
    draw();
    moved();
  }

  const zoom = (factor, x, y) => look(zoomed(camera, scale(), factor, x, y));
  const reset = () => look(WHOLE);

  const hands = gestures(canvas, {
    zoom,
    reset,
    pan: (dx, dy) => look(panned(camera, scale(), dx, dy)),
    hover: (x, y) => pointed(pointAt(points, scale(), x, y), x, y),
    leave: () => pointed(-1),
    click(x, y) {
      const found = pointAt(points, scale(), x, y);
      if (found >= 0) chosen(found);
    },
    lassoing(polygon) {
      lasso = polygon;
      draw();
    },
    lassoed(polygon) {
      lasso = null;
      draw();
      circled(pointsIn(points, scale(), polygon));
    },
  });

  new ResizeObserver(draw).observe(canvas);

  return {
    node: canvas,
    zoom,
    reset,
    step: STEP,
    /** `each` are the points ({x, y} from -1 to 1), `of` the number of the colour of each, `named` places with a name: [{ x, y, name }]. */
    show(each, of, named = []) {
      [points, groups, names] = [each, of, named];
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
    /** A star at a place, or none for null. */
    place(where) {
      star = where;
      if (star) camera = seeing(camera, scale(), star);
      draw();
    },
    lasso: hands.setLasso,
    /** The indices of the points nearest to the middle of what is shown, the nearest first. */
    middle: (count) => nearestTo(points, camera, count),
  };
}
