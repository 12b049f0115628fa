// The JSON API of what becomes of duplicates: clusters, their history, and what is learned from what people decided.

import { ask, of, part } from './api.js';

const post = (route) => (collection, json, signal) => ask('POST', of(collection, `duplicates/${route}`), { json, signal });
const get = (collection, route, signal) => ask('GET', of(collection, `duplicates/${route}`), { signal });

export const clusters = (collection, page, signal) => get(collection, `clusters?${new URLSearchParams(page)}`, signal);
/** One cluster with its texts, also those that a list leaves out. */
export const cluster = (collection, id, signal) => get(collection, `clusters/${part(id)}`, signal);
/** Decides about a whole cluster by one step of the history, which is the answer. */
export const resolve = (collection, id, plan) => ask('POST', of(collection, `duplicates/clusters/${part(id)}`), { json: plan });
/** Groups of texts that are the same but for some values. */
export const templates = (collection, page, signal) => get(collection, `templates?${new URLSearchParams(page)}`, signal);
/** What many texts say, which makes no two of them duplicates. */
export const boilerplate = (collection, page, signal) => get(collection, `boilerplate?${new URLSearchParams(page)}`, signal);
export const history = (collection, page, signal) => get(collection, `history?${new URLSearchParams(page)}`, signal);
/** Takes a step back; the answer is the step that did. */
export const revert = (collection, step) => ask('POST', of(collection, `duplicates/history/${part(step)}/revert`));
/** Pairs of a text here and one in another collection. */
export const against = post('against');
export const learn = post('learn');
/** A round of pairs to be decided: what is left of the one that was begun, else a new one. */
export const askRound = (collection, signal) => ask('POST', of(collection, 'duplicates/rounds'), { signal });
export const rounds = (collection, signal) => get(collection, 'rounds', signal);
