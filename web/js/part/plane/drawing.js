// What is drawn on the canvas of the map. `pen` is its context, `style` its computed style.

import { dot, stamp } from './pixels.js';

/** The height of a name, in pixels. */
const LINE = 17;

/**
 * Draws `points` into an image of the canvas: `groups` has the number of the colour of each, `palette` the colours; those that are
 * `emphasised` stand out, where there are any. `ratio` is how many pixels of the image a pixel of the page has.
 */
export function drawPoints(image, scale, ratio, { points, groups, palette, emphasised, zoom }) {
  const radius = Math.min(6, (points.length > 6000 ? 1.6 : points.length > 1200 ? 2.2 : points.length > 150 ? 3.2 : 4.5) * zoom ** 0.4);
  const mask = dot(radius * ratio);
  const some = emphasised.size > 0;
  for (const emphasis of some ? [false, true] : [false]) {
    const strength = some && !emphasis ? 0.22 : 0.85;
    for (let i = 0; i < points.length; i++) {
      if (some && emphasised.has(i) !== emphasis) continue;
      stamp(image, mask, scale.x(points[i].x) * ratio, scale.y(points[i].y) * ratio, palette[groups[i]], strength);
    }
  }
}

/** Each name at its place, or above or below it where another name stands; one that has no room is left to the legend. */
export function drawNames(pen, { color, backgroundColor, fontFamily }, scale, names) {
  pen.font = `600 13px ${fontFamily}`;
  pen.textAlign = 'center';
  pen.lineJoin = 'round';
  pen.lineWidth = 4;
  pen.strokeStyle = backgroundColor;
  pen.fillStyle = color;
  const placed = [];
  for (const named of names) {
    const [x, y] = [scale.x(named.x), scale.y(named.y)];
    const half = pen.measureText(named.name).width / 2 + 4;
    if (x < -half || x > scale.width + half) continue;
    const middle = Math.max(half, Math.min(scale.width - half, x));
    const free = (line) => placed.every((other) => Math.abs(other.middle - middle) > other.half + half || Math.abs(other.line - line) > LINE);
    const line = [0, -1, 1, -2, 2].map((step) => y + step * (LINE + 1)).find(free);
    if (line === undefined) continue;
    placed.push({ middle, line, half });
    pen.strokeText(named.name, middle, line);
    pen.fillText(named.name, middle, line);
  }
}

export function drawStar(pen, { color, backgroundColor }, x, y) {
  pen.beginPath();
  for (let i = 0; i < 10; i++) {
    const [length, angle] = [i % 2 ? 5 : 12, (Math.PI * (i - 2.5)) / 5];
    pen.lineTo(x + length * Math.cos(angle), y + length * Math.sin(angle));
  }
  pen.closePath();
  pen.fillStyle = color;
  pen.strokeStyle = backgroundColor;
  pen.lineWidth = 3;
  pen.stroke();
  pen.fill();
}

export function drawLasso(pen, { color }, polygon) {
  pen.beginPath();
  polygon.forEach(([x, y]) => pen.lineTo(x, y));
  pen.closePath();
  pen.strokeStyle = color;
  pen.lineWidth = 1.5;
  pen.setLineDash([5, 4]);
  pen.stroke();
  pen.setLineDash([]);
}
