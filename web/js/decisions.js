// What a person decided about pairs: the same, or different. Kept in this browser, by collection.

import { local } from './settings.js';

const key = (id1, id2) => JSON.stringify([id1, id2].sort());

export function decisions(collection) {
  const place = `decisions.${collection}`;
  const kept = new Map(Object.entries(JSON.parse(local.get(place) ?? '{}')));
  return {
    /** `same`, `different`, or undefined. */
    of: (id1, id2) => kept.get(key(id1, id2)),
    /** Decides; deciding the same again takes it back. */
    decide(id1, id2, what) {
      if (kept.get(key(id1, id2)) === what) kept.delete(key(id1, id2));
      else kept.set(key(id1, id2), what);
      local.set(place, JSON.stringify(Object.fromEntries(kept)));
    },
  };
}
