// The JSON API of what people say about cases of plagiarism.

import { ask, of, part } from './api.js';

/** Says something about a case; in the place of what was said before, if nobody else changed that meanwhile. */
export const assess = (collection, ruling) => ask('POST', of(collection, 'plagiarism/assessments'), { json: ruling });
/** What was said last about cases of a collection: {assessments, total}. */
export const list = (collection, signal) => ask('GET', of(collection, 'plagiarism/assessments'), { signal });
export const retract = (collection, { id, version }) => ask('DELETE', of(collection, `plagiarism/assessments/${part(id)}?version=${version}`));
