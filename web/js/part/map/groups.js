// What lies together on the map, in a few groups, each named by the words that its texts have and others have not: k-means in the plane,
// begun where most points are.

const GROUPS = 7;
/** Fewer points are taken in at a glance. */
const WORTH_GROUPING = 40;
const CELLS = 20;
const ROUNDS = 15;
const NAMED_BY = 3;
/** How much more it counts that a word is rare elsewhere than that it is frequent here: small words are everywhere. */
const RARITY = 3;

/** For each group its `name`, where that may stand (`x`, `y`), and the `members`' indices; none where there are few points. */
export function groupsOf(points) {
  if (points.length < WORTH_GROUPING) return [];
  let middles = crowded(points);
  let members = [];
  for (let round = 0; round < ROUNDS; round++) {
    members = middles.map(() => []);
    points.forEach((point, i) => members[nearest(middles, point)].push(i));
    members = members.filter((each) => each.length > 0);
    middles = members.map((each) => ({ x: mean(each, (i) => points[i].x), y: mean(each, (i) => points[i].y) }));
  }
  const texts = points.map(({ topics }) => topics);
  const everywhere = counted(texts);
  return members.map((each, i) => ({ ...inTheMiddle(each.map((member) => points[member]), middles[i]), members: each, name: named(each.map((member) => texts[member]), everywhere, points.length) }));
}

/** Where most points are, no two of these places beside each other. */
function crowded(points) {
  const cell = (value) => Math.min(CELLS - 1, Math.floor((value + 1) / 2 * CELLS));
  const cells = new Map();
  for (const { x, y } of points) {
    const key = cell(x) * CELLS + cell(y);
    cells.set(key, (cells.get(key) ?? 0) + 1);
  }
  const found = [];
  for (const [key] of [...cells].sort(([a, n], [b, m]) => m - n || a - b)) {
    const [column, row] = [Math.floor(key / CELLS), key % CELLS];
    if (found.every((other) => Math.max(Math.abs(other.column - column), Math.abs(other.row - row)) > 2)) found.push({ column, row });
    if (found.length === GROUPS) break;
  }
  return found.map(({ column, row }) => ({ x: (column + 0.5) / CELLS * 2 - 1, y: (row + 0.5) / CELLS * 2 - 1 }));
}

/** The point nearest to the middle, which may lie between islands. */
function inTheMiddle(points, middle) {
  const { x, y } = points.reduce((best, each) => (far(middle, each.x, each.y) < far(middle, best.x, best.y) ? each : best));
  return { x, y };
}

function nearest(middles, { x, y }) {
  let found = 0;
  middles.forEach((middle, i) => {
    if (far(middle, x, y) < far(middles[found], x, y)) found = i;
  });
  return found;
}

const far = (middle, x, y) => (middle.x - x) ** 2 + (middle.y - y) ** 2;

const mean = (each, value) => each.reduce((sum, i) => sum + value(i), 0) / each.length;

/** In how many texts each word is. */
function counted(texts) {
  const counts = new Map();
  for (const text of texts) for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The words that are in many of these texts, and in few of the others. */
function named(texts, everywhere, all) {
  const weight = ([word, n]) => n * Math.log((n / texts.length) / (everywhere.get(word) / all)) ** RARITY;
  return [...counted(texts)].filter(([word, n]) => word.length > 1 && n > 1)
    .sort((a, b) => weight(b) - weight(a)).slice(0, NAMED_BY).map(([word]) => word).join(', ');
}
