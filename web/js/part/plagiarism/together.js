// Two texts side by side that scroll together: where marks of the same case face each other they stay so, and between them both move
// in proportion. Where the panes stand one below the other, each scrolls by itself.

/** After being moved by the other pane, a pane's own scroll events are echoes for so many milliseconds. */
const ECHO = 120;

export function scrollTogether(left, right) {
  let leader;
  let until = 0;

  function follow(one, other) {
    if (one !== leader && performance.now() < until) return;
    if (one.getBoundingClientRect().top !== other.getBoundingClientRect().top) return;
    leader = one;
    until = performance.now() + ECHO;
    other.scrollTop = along(anchors(one, other), one.scrollTop);
  }

  left.addEventListener('scroll', () => follow(left, right), { passive: true });
  right.addEventListener('scroll', () => follow(right, left), { passive: true });
  return {
    /** Lets both panes move by themselves for a while. */
    release(milliseconds) {
      leader = null;
      until = performance.now() + milliseconds;
    },
  };
}

/** Pairs of scroll positions that belong together, both rising. */
function anchors(one, other) {
  const found = [[0, 0]];
  for (const mark of one.querySelectorAll('mark')) {
    const [number] = mark.dataset.cases.split(' ');
    const twin = other.querySelector(`mark[data-cases~="${number}"]`);
    const pair = twin && [offset(one, mark), offset(other, twin)];
    if (pair && pair.every((value, i) => value > found.at(-1)[i])) found.push(pair);
  }
  const ends = [one, other].map((pane) => pane.scrollHeight - pane.clientHeight);
  const rising = found.filter((pair, i) => i === 0 || pair.every((value, side) => value < ends[side]));
  return [...rising, ends];
}

const offset = (pane, mark) => mark.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop - pane.clientHeight / 5;

/** Where the other is when one is at `position`. */
function along(pairs, position) {
  const found = pairs.findIndex(([here]) => here >= position);
  const next = found < 0 ? pairs.length - 1 : Math.max(1, found);
  const [[from, to], [fromEnd, toEnd]] = [pairs[next - 1], pairs[next]];
  const part = fromEnd > from ? (position - from) / (fromEnd - from) : 1;
  return to + part * (toEnd - to);
}
