// The JSON API, as any other client sees it. A failed call throws a Problem; an aborted one throws what fetch throws.

const BASE = new URL('v1/', document.baseURI);

/** Tells of `gone` when the server stops answering, and of `back` when it answers again. */
export const server = Object.assign(new EventTarget(), { gone: false });

export class Problem extends Error {
  /** `gone`: there was no answer at all. `message` is the problem's own sentence, empty if it has none. */
  constructor({ status = 0, detail = '', code = '', gone = false }) {
    super(detail);
    Object.assign(this, { status, code, gone });
  }
}

async function ask(method, path, body, signal) {
  const init = { method, signal, headers: { Accept: 'application/json, application/problem+json' } };
  if (body) {
    init.headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body, wellFormed);
  }
  let response;
  let text;
  try {
    response = await fetch(new URL(path, BASE), init);
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    turn(true);
    throw new Problem({ gone: true });
  }
  turn(false);
  const json = parse(text);
  if (!response.ok || json === undefined) throw new Problem({ ...json, status: response.status });
  return json;
}

function turn(gone) {
  if (server.gone === gone) return;
  server.gone = gone;
  server.dispatchEvent(new Event(gone ? 'gone' : 'back'));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Half a surrogate pair is no character and cannot be sent as UTF-8. It counts as one code point before and after. */
const wellFormed = (key, value) => (typeof value === 'string' && value.toWellFormed ? value.toWellFormed() : value);

const of = (collection) => `collections/${encodeURIComponent(collection)}`;

export const about = () => ask('GET', 'server');
export const collections = () => ask('GET', 'collections');
export const storedDocument = (name, id, signal) => ask('GET', `${of(name)}/documents/${encodeURIComponent(id)}`, null, signal);
export const search = (name, query, signal) => ask('POST', `${of(name)}/search`, query, signal);
export const duplicates = (name, query, signal) => ask('POST', `${of(name)}/duplicates`, query, signal);
export const allPairs = (name, query, signal) => ask('POST', `${of(name)}/duplicates/all`, query, signal);
export const plagiarism = (name, query, signal) => ask('POST', `${of(name)}/plagiarism`, query, signal);
