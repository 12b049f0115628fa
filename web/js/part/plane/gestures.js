// What a mouse, fingers or the keyboard want of the map.

/** By how much a key or a button enlarges. */
export const STEP = 1.25;
/** Keys that move the picture, by tenths of its size. */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** Farther than this many pixels a click is a movement. */
const STILL = 4;

/**
 * Listens to a canvas. All places are its pixels: `pan(dx, dy)`, `zoom(factor, x, y)`, `reset()`, `hover(x, y)` and `leave()` of a pointer,
 * `click(x, y)`, `lassoing(polygon)` while one is drawn and `lassoed(polygon)` when it is closed. `setLasso(on)` says whether to draw one
 * without the shift key.
 */
export function gestures(canvas, hear) {
  const fingers = new Map();
  let lasso = null;
  let lassoOn = false;

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = KEYS[event.key];
    if (way) hear.pan((-way[0] * canvas.clientWidth) / 10, (way[1] * canvas.clientHeight) / 10);
    else if (event.key === '+' || event.key === '=') hear.zoom(STEP);
    else if (event.key === '-') hear.zoom(1 / STEP);
    else if (event.key === '0') hear.reset();
    else return;
    event.preventDefault();
  }

  function turnWheel(event) {
    event.preventDefault();
    hear.zoom(STEP ** (-event.deltaY / 100), event.offsetX, event.offsetY);
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
      hear.hover(x, y);
      return;
    }
    if (lasso) {
      const { left, top } = canvas.getBoundingClientRect();
      for (const { clientX, clientY } of event.getCoalescedEvents()) lasso.push([clientX - left, clientY - top]);
      lasso.push([x, y]);
      hear.lassoing(lasso);
      return;
    }
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    if (others.length) {
      const [other] = others;
      const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
      hear.zoom(apart({ x, y }, other) / Math.max(1, apart(finger, other)), (x + other.x) / 2, (y + other.y) / 2);
    } else hear.pan(x - finger.x, y - finger.y);
    Object.assign(finger, { x, y });
  }

  function up(event) {
    const finger = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (!finger) return;
    if (lasso) {
      const polygon = lasso;
      lasso = null;
      hear.lassoed(polygon);
    } else if (Math.hypot(event.offsetX - finger.startX, event.offsetY - finger.startY) < STILL) hear.click(event.offsetX, event.offsetY);
  }

  const listeners = { keydown: press, wheel: turnWheel, pointerdown: down, pointermove: move, pointerup: up, pointercancel: up, pointerleave: hear.leave };
  for (const [event, listener] of Object.entries(listeners)) canvas.addEventListener(event, listener);

  return {
    setLasso(on) {
      lassoOn = on;
      canvas.classList.toggle('lassoing', on);
    },
  };
}
