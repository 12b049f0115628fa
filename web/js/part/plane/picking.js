// Which points are meant: the one under the pointer, those in a lasso, those in the middle.

/** How far from a point it is still pointed at, in pixels. */
const NEAR = 14;

/** The index of the point at a place of the canvas, -1 if there is none. */
export function pointAt(points, scale, x, y) {
  let found = -1;
  let least = NEAR ** 2;
  points.forEach((point, i) => {
    const far = (scale.x(point.x) - x) ** 2 + (scale.y(point.y) - y) ** 2;
    if (far < least) [least, found] = [far, i];
  });
  return found;
}

/** The indices of the points in a polygon on the canvas. */
export const pointsIn = (points, scale, polygon) => points.flatMap(({ x, y }, i) => (inside(polygon, scale.x(x), scale.y(y)) ? [i] : []));

/** The indices of the points nearest to a place of the plane, the nearest first. */
export function nearestTo(points, middle, count) {
  const far = ({ x, y }) => (x - middle.x) ** 2 + (y - middle.y) ** 2;
  return points.map((point, i) => [far(point), i]).sort(([a], [b]) => a - b).slice(0, count).map(([, i]) => i);
}

/** Whether a place lies in a polygon: a ray from it crosses the border an odd number of times. */
function inside(polygon, x, y) {
  let within = false;
  polygon.forEach(([x1, y1], i) => {
    const [x2, y2] = polygon[(i + 1) % polygon.length];
    if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
  });
  return within;
}
