// Which part of the plane is looked at: {x, y, zoom} is what stands in the middle, and how much it is enlarged.

const MOST_ZOOM = 60;
const MARGIN = 0.94;

/** All of the plane. */
export const WHOLE = { x: 0, y: 0, zoom: 1 };

/** Where places of the plane stand on a canvas of that many pixels: {unit, width, height, x(), y()}. */
export function scaleOf(camera, width, height) {
  const unit = (Math.min(width, height) / 2) * MARGIN * camera.zoom;
  const [left, top] = [width / 2 - camera.x * unit, height / 2 + camera.y * unit];
  return { unit, width, height, x: (x) => left + x * unit, y: (y) => top - y * unit };
}

/** Moves by so many pixels, but keeps the middle within the plane. */
export function panned(camera, { unit }, dx, dy) {
  const within = (value) => Math.min(1, Math.max(-1, value));
  return { ...camera, x: within(camera.x - dx / unit), y: within(camera.y + dy / unit) };
}

/** Enlarges around a place of the canvas. */
export function zoomed(camera, { unit, width, height }, factor, x = width / 2, y = height / 2) {
  const nearer = { ...camera, zoom: Math.min(MOST_ZOOM, Math.max(1, camera.zoom * factor)) };
  const scale = scaleOf(nearer, width, height);
  const grown = scale.unit / unit - 1;
  return panned(nearer, scale, -(x - width / 2) * grown, -(y - height / 2) * grown);
}

/** Moves to a place that is not seen. */
export function seeing(camera, scale, { x, y }) {
  const seen = scale.x(x) > 0 && scale.x(x) < scale.width && scale.y(y) > 0 && scale.y(y) < scale.height;
  return seen ? camera : { ...camera, x, y };
}
