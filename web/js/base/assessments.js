// The JSON API of what people say about cases of plagiarism.

import { ask, of, part } from './api.js';

/** Says something about a case; in the place of what was said before, if nobody else changed that meanwhile. */
export const assess = (collection, ruling) => ask('POST', of(collection, 'plagiarism/assessments'), { json: ruling });
export const retract = (collection, { id, version }) => ask('DELETE', of(collection, `plagiarism/assessments/${part(id)}?version=${version}`));
