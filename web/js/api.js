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
    init.body = JSON.stringify(body);
  }
  let response;
  let json;
  try {
    response = await fetch(new URL(path, BASE), init);
    json = await response.json();
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Problem({ status: response.status });
    if (signal?.aborted) throw cause;
    turn(true);
    throw new Problem({ gone: true });
  }
  turn(false);
  if (!response.ok) throw new Problem({ ...json, status: response.status });
  return json;
}

function turn(gone) {
  if (server.gone === gone) return;
  server.gone = gone;
  server.dispatchEvent(new Event(gone ? 'gone' : 'back'));
}

const of = (collection, rest) => `collections/${encodeURIComponent(collection)}/${rest}`;
const question = (route) => (collection, query, signal) => ask('POST', of(collection, route), query, signal);

export const about = () => ask('GET', 'server');
export const collections = () => ask('GET', 'collections');
export const storedDocument = (collection, id, signal) => ask('GET', of(collection, `documents/${encodeURIComponent(id)}`), null, signal);
export const search = question('search');
export const duplicates = question('duplicates');
export const allPairs = question('duplicates/all');
export const plagiarism = question('plagiarism');
