// Round dots written into a picture pixel by pixel: tens of thousands of them take a few milliseconds, without the help of a graphics card too.

/** The parts of a computed colour. */
export const rgb = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);

/** Makes pictures of one colour, in memory that is used again. */
export function pictures(pen) {
  let image;
  return {
    of(width, height, [red, green, blue]) {
      if (image?.width !== width || image?.height !== height) image = pen.createImageData(Math.max(1, width), Math.max(1, height));
      const bytes = new Uint8Array(4);
      bytes.set([red, green, blue, 255]);
      new Uint32Array(image.data.buffer).fill(new Uint32Array(bytes.buffer)[0]);
      return image;
    },
  };
}

const dots = new Map();

/** How much of each pixel a dot covers, with soft edges: {size, cover}. */
export function dot(radius) {
  const key = Math.round(radius * 4);
  if (!dots.has(key)) {
    const exact = key / 4;
    const size = 2 * Math.ceil(exact) + 1;
    const middle = (size - 1) / 2;
    const cover = Float32Array.from({ length: size * size }, (_, i) => {
      const far = Math.hypot((i % size) - middle, Math.floor(i / size) - middle);
      return Math.min(1, Math.max(0, exact + 0.5 - far));
    });
    dots.set(key, { size, cover });
  }
  return dots.get(key);
}

/** Puts a dot around a place, mixed with what is there. */
export function stamp({ width, height, data }, { size, cover }, x, y, [red, green, blue], strength) {
  const left = Math.round(x - size / 2);
  const top = Math.round(y - size / 2);
  if (left < 0 || top < 0 || left + size > width || top + size > height) return;
  for (let row = 0; row < size; row++) {
    let at = ((top + row) * width + left) * 4;
    for (let column = 0; column < size; column++, at += 4) {
      const part = cover[row * size + column] * strength;
      if (part > 0) {
        data[at] += (red - data[at]) * part;
        data[at + 1] += (green - data[at + 1]) * part;
        data[at + 2] += (blue - data[at + 2]) * part;
      }
    }
  }
}
