// Texts and their parts. The API counts Unicode code points, JavaScript counts UTF-16 units; only this module knows both.

const SURROGATE = /[\ud800-\udfff]/;

/** Cuts a text by code points. */
export function codePoints(text) {
  if (!SURROGATE.test(text)) {
    return { length: text.length, slice: (start, end) => text.slice(start, end) };
  }
  const starts = [];
  for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) starts.push(unit);
  const unitAt = (index) => (index < starts.length ? starts[index] : text.length);
  return { length: starts.length, slice: (start, end) => text.slice(unitAt(start), unitAt(end)) };
}

/**
 * Cuts a text at the ends of its spans ({start, length} in code points, which may overlap): pieces in order,
 * each with the spans that cover it and those that begin with it.
 */
export function pieces(text, spans) {
  const points = codePoints(text);
  const within = (offset) => Math.min(Math.max(offset, 0), points.length);
  const ends = new Set([0, points.length]);
  for (const { start, length } of spans) ends.add(within(start)).add(within(start + length));
  const cuts = [...ends].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => ({
    text: points.slice(cuts[i], end),
    spans: spans.filter((span) => span.start < end && span.start + span.length > cuts[i]),
    begins: spans.filter((span) => within(span.start) === cuts[i] && span.length > 0),
  }));
}

/** The sentences of a text, each {text, start} with the start in UTF-16 units. */
export function sentences(text, locale) {
  const found = [];
  for (const { segment, index } of new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text)) {
    if (!/[\p{L}\p{N}]/u.test(segment)) continue;
    found.push({ text: segment.trim(), start: index + segment.length - segment.trimStart().length });
  }
  return found;
}

/** Where less of a text is left than this, it is another one. */
const LEFT = 0.1;

/** Whether a text was replaced and not edited: hardly anything of it is left at its beginning and its end. */
export function isAnother(before, now) {
  const most = Math.min(before.length, now.length);
  let [head, tail] = [0, 0];
  while (head < most && before[head] === now[head]) head++;
  while (tail < most - head && before.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return head + tail < before.length * LEFT;
}
