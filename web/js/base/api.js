// The JSON API, as any other client sees it. A failed call throws a Problem; an aborted one throws what fetch throws.

import { language, problemText, t } from './strings.js';

export const BASE = new URL('v1/', document.baseURI);
const NO_CONTENT = 204;

const UNAUTHORIZED = 401;
const CSRF = 'X-CSRF-Token';

/** Tells of `gone` when the server stops answering, of `back` when it answers again, and of `locked` when it wants a key. */
export const server = Object.assign(new EventTarget(), { gone: false });

export class Problem extends Error {
  /** `gone`: there was no answer at all; `later`: when to ask again, in seconds, where the server said so. `message` is the problem in words, empty if it has none; `more` is what the server says besides. */
  constructor({ status = 0, detail, error, code = error?.code ?? '', gone = false, later = 0, ...more }) {
    super(problemText(code, detail ?? error?.message ?? ''));
    Object.assign(this, { status, code, gone, later, more });
  }
}

/** What the caller may do here: asked once, and again only if there was no answer. */
let known;
export function session() {
  known ??= ask('GET', 'session').catch((problem) => {
    known = undefined;
    throw problem;
  });
  return known;
}

/** What changes something carries the token of who has signed in. */
async function token() {
  try {
    return (await session()).csrf_token;
  } catch (problem) {
    if (problem instanceof Problem) return undefined;
    throw problem;
  }
}

/** What was asked for the question that a signal belongs to, and what came of it: {method, path, json, file, answer}, each address once. */
const calls = new WeakMap();
export const callsOf = (signal) => [...calls.get(signal)?.values() ?? []];

function keep(signal, call) {
  if (!signal) return;
  if (!calls.has(signal)) calls.set(signal, new Map());
  const made = calls.get(signal);
  made.delete(`${call.method} ${call.path}`);
  made.set(`${call.method} ${call.path}`, call);
}

export async function ask(method, path, { json, body, signal, again } = {}) {
  const init = { method, signal, body, headers: { Accept: 'application/json, application/problem+json' } };
  const secret = method === 'GET' ? undefined : await token();
  if (secret) init.headers[CSRF] = secret;
  if (json) {
    init.headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(json);
  }
  let response;
  let answer;
  try {
    response = await fetch(new URL(path, BASE), init);
    answer = response.status === NO_CONTENT ? null : await response.json();
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Problem({ status: response.status, later: laterOf(response) });
    if (signal?.aborted) throw cause;
    if (body && !await isReadable(body)) throw new Problem({ detail: t('unreadableFile', body.name) });
    turn(true);
    throw new Problem({ gone: true });
  }
  turn(false);
  if (response.ok) {
    keep(signal, { method, path, json, file: body?.name, answer });
    return answer;
  }
  if (response.status === UNAUTHORIZED && path !== 'session') server.dispatchEvent(new Event('locked'));
  if (answer?.code === 'csrf' && !again) {
    // Somebody signed in anew in another tab.
    known = undefined;
    return ask(method, path, { json, body, signal, again: true });
  }
  throw new Problem({ ...answer, status: response.status, later: laterOf(response) });
}

/** Whether a file is still as it was when somebody picked it. */
const isReadable = (file) => file.slice(0, 1).arrayBuffer().then(() => true, () => false);

/** A moment instead of seconds is none of this server. */
const laterOf = ({ headers }) => Number(headers.get('Retry-After')) || 0;

/** Whoever signs in or is met anew may be another one. */
export function forgetSession() {
  known = undefined;
}

export async function signIn(key) {
  const session = await ask('POST', 'session', { json: { key } });
  forgetSession();
  return session;
}

export const signOut = () => ask('DELETE', 'session');

/** As `ask`, for a file to keep: its `name`, as the server calls it, and its `content`. */
async function askForFile(path) {
  const response = await fetch(new URL(path, BASE)).catch(() => { throw new Problem({ gone: true }); });
  if (response.status === UNAUTHORIZED) server.dispatchEvent(new Event('locked'));
  if (!response.ok) throw new Problem({ ...await response.json(), status: response.status });
  const [, name] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition') ?? '') ?? [];
  return { name: decodeURIComponent(name ?? 'report'), content: await response.blob() };
}

function turn(gone) {
  if (server.gone === gone) return;
  server.gone = gone;
  server.dispatchEvent(new Event(gone ? 'gone' : 'back'));
}

/** A name as a part of a path. Points alone would lead to another place: nothing that is called so can be asked for. */
export function part(name) {
  if (/^\.{1,2}$/.test(name)) throw new Problem({ detail: t('onlyPoints', name) });
  return encodeURIComponent(name);
}

export const of = (collection, rest) => `collections/${part(collection)}${rest && '/'}${rest}`;
const question = (route) => (collection, query, signal) => ask('POST', of(collection, route), { json: query, signal });

export const evaluation = (signal) => ask('GET', 'evaluation', { signal });
export const jobs = () => ask('GET', 'jobs');
export const job = (id, after, signal) => ask('GET', `jobs/${part(id)}?after=${after}`, { signal });
export const cancelJob = (id) => ask('DELETE', `jobs/${part(id)}`);
/** Tells how collections and jobs are whenever that changes. */
export function events() {
  const source = new EventSource(new URL('events', BASE));
  source.addEventListener('open', () => turn(false));
  return source;
}

export const about = (signal) => ask('GET', 'server', { signal });
export const collections = () => ask('GET', 'collections');
export const deleteCollection = (collection) => ask('DELETE', of(collection, ''));
export const upkeep = (collection, signal) => ask('GET', of(collection, 'upkeep'), { signal });
export const audit = (collection) => ask('POST', of(collection, 'audit'));
/** Compaction or reindexing, by the name of its route: begins it, says how far it is, stops it. */
export const startJob = (collection, job) => ask('POST', of(collection, job));
/** Makes a collection anew by `model`; with `as` another one of that name beside it. */
export const makeBy = (collection, order) => ask('POST', of(collection, 'reindex'), { json: order });
export const jobState = (collection, job) => ask('GET', of(collection, job));
export const stopJob = (collection, job) => ask('DELETE', of(collection, job));
export const stopIndexing = (collection) => ask('DELETE', of(collection, 'indexing'));
export const sendFile = (collection, file, signal) => ask('POST', of(collection, `files/${part(file.name)}`), { body: file, signal });

export const textOf = (file, signal) => ask('POST', `text/${part(file.name)}`, { body: file, signal });

export const storedDocument = (collection, id, signal) => ask('GET', of(collection, `documents/${part(id)}`), { signal });
/** Adds a document, or puts it in the place of the one with its id; `onDuplicate` as the server takes it. */
export const putDocument = (collection, document, onDuplicate = 'allow') => ask('POST', of(collection, `documents?on_duplicate=${onDuplicate}`), { json: { documents: [document] } });
export const deleteDocument = (collection, id) => ask('DELETE', of(collection, `documents/${part(id)}`));
export const documents = (collection, page, signal) => ask('GET', of(collection, `documents?${new URLSearchParams(page)}`), { signal });

export const search = question('search');
export const fields = (collection, signal) => ask('GET', of(collection, 'fields'), { signal });
export const duplicates = question('duplicates');
export const allPairs = question('duplicates/all');
export const decide = question('decisions');
/** How many pairs were decided how, and what of it cannot all hold; the decisions themselves are not fetched. */
export const decided = (collection, signal) => ask('GET', of(collection, 'decisions?limit=1'), { signal });
/** Looking through a whole collection in the background. */
export const mine = question('duplicates/mining');
export const mining = (collection, signal) => ask('GET', of(collection, 'duplicates/mining'), { signal });
export const stopMining = (collection) => ask('DELETE', of(collection, 'duplicates/mining'));
/** How the model does on the texts of a collection, in the background. */
export const examine = question('examine');
export const examination = (collection, signal) => ask('GET', of(collection, 'examine'), { signal });
export const stopExamination = (collection) => ask('DELETE', of(collection, 'examine'));
export const miningReport = (collection, format) => new URL(of(collection, `duplicates/mining/report/${format}?lang=${language()}`), BASE).href;

/** Trains a model for a collection; how it goes is told by `job`. */
export const train = question('train');
export const training = (collection, signal) => ask('GET', of(collection, 'train'), { signal });
export const compareModels = question('train/compare');
export const adopt = question('train/adopt');
export const discardTrained = (collection) => ask('DELETE', of(collection, 'train'));

const classifier = (name, rest = '') => `classifiers/${part(name)}${rest && '/'}${rest}`;
export const classifiers = (signal) => ask('GET', 'classifiers', { signal });
/** The labels of a classifier; nothing where nothing was enrolled. */
export const labels = (name, signal) => ask('GET', classifier(name), { signal });
export const forgetClassifier = (name) => ask('DELETE', classifier(name));
export const examples = (name, page, signal) => ask('GET', classifier(name, `examples?${new URLSearchParams(page)}`), { signal });
export const enrol = (name, list) => ask('POST', classifier(name, 'examples'), { json: { examples: list } });
/** The names of all labels become examples, too. */
export const enrolNames = (name) => ask('POST', classifier(name, 'examples'), { json: { names: true } });
/** Forgets `labels` with all their examples, and `texts`. */
export const forgetExamples = (name, what) => ask('POST', classifier(name, 'examples/delete'), { json: what });
export const classify = (name, query, signal) => ask('POST', classifier(name, 'classify'), { json: query, signal });
export const verify = (name, claim, signal) => ask('POST', classifier(name, 'verify'), { json: claim, signal });
export const measures = (name, signal) => ask('GET', classifier(name, 'measures'), { signal });
export const exampleMap = (name, signal) => ask('GET', classifier(name, 'map'), { signal });

export const plagiarism = question('plagiarism');
const kept = (collection, check) => of(collection, `plagiarism/results/${part(check)}`);
/** A check that the server keeps, by its id. */
export const keptCheck = (collection, check, signal) => ask('GET', kept(collection, check), { signal });
export const plagiarismReport = (collection, check, format) => askForFile(`${kept(collection, check)}/report/${format}?lang=${language()}`);
export const compareAll = question('plagiarism/all');
export const comparison = (collection, signal) => ask('GET', of(collection, 'plagiarism/all'), { signal });
/** The address of a report of the comparison that was made last. */
export const comparisonReport = (collection, format) => new URL(of(collection, `plagiarism/all/report/${format}?lang=${language()}`), BASE).href;
export const map = (collection, query, signal) => ask('GET', of(collection, `map?${new URLSearchParams(query)}`), { signal });
export const placeOnMap = question('map/place');
export const similarity = (text1, text2, signal) => ask('POST', 'similarity', { json: { text1, text2, explain: true }, signal });
export const embeddings = (model, input, signal) => ask('POST', 'embeddings', { json: { model, input }, signal });
