// A map, once the server has drawn it.

import * as api from '../../base/api.js';
import { t } from '../../base/strings.js';

const ASK_AGAIN = 400;

/**
 * Asks until the map of a collection is there, or an `error` says why there is none; `progress(part)` hears how far it is. Where its job
 * came to nothing, asking for the map would begin another one.
 */
export async function drawnMap(collection, query, progress, signal) {
  let answer = await api.map(collection, query, signal);
  while (answer.state === 'running') {
    progress(answer.progress);
    await new Promise((done) => { setTimeout(done, ASK_AGAIN); });
    const { state, total, done, error } = await api.job(answer.id, 0, signal);
    if (state === 'cancelled') return { error: t('stopped') };
    if (state === 'failed') return { error };
    answer = state === 'done' ? await api.map(collection, query, signal) : { ...answer, progress: total ? done / total : 0 };
  }
  return answer;
}
