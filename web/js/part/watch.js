// What the server tells by itself whenever it changes, for as long as the page is looked at.

import * as api from '../base/api.js';

const WHILE_GONE = 2000;
/** The stream tells at once what there is; after so many milliseconds of silence something on the way holds it back. */
const WHILE_SILENT = 3000;

/** By the name of its event: how to ask for it once, and who takes it. */
const sources = new Map();
let stream;
let timer;

/** Lets `take` hear what `ask` would answer, whenever that changes; gives a way to ask at once. */
export function watched(event, ask, take) {
  const look = async () => take(await ask());
  sources.set(event, { look, take });
  return look;
}

/** Asks once, so that nothing waits for the stream, and listens from then on. */
export function beginWatching() {
  lookAtAll();
  listen();
}

/** Only while the page is looked at: a connection that stays open is a scarce thing. */
function listen() {
  clearTimeout(timer);
  stream?.close();
  if (document.hidden) return;
  stream = api.events();
  for (const [event, { take }] of sources) {
    stream.addEventListener(event, ({ data }) => {
      clearTimeout(timer);
      take(JSON.parse(data));
    });
  }
  stream.addEventListener('error', lookAgain);
  timer = setTimeout(lookMeanwhile, WHILE_SILENT);
}

/** Asks again and again while the stream is silent from its beginning. */
function lookMeanwhile() {
  timer = setTimeout(lookMeanwhile, WHILE_SILENT);
  lookAtAll();
}

function lookAgain() {
  stream?.close();
  clearTimeout(timer);
  timer = setTimeout(listen, WHILE_GONE);
  lookAtAll();
}

function lookAtAll() {
  for (const { look } of sources.values()) {
    look().catch((problem) => {
      if (!(problem instanceof api.Problem)) throw problem;
    });
  }
}

/** Who has no key hears nothing; having one begins with a page that is loaded anew. */
function stopWatching() {
  document.removeEventListener('visibilitychange', listen);
  api.server.removeEventListener('gone', lookAgain);
  stream?.removeEventListener('error', lookAgain);
  stream?.close();
  clearTimeout(timer);
}

document.addEventListener('visibilitychange', listen);
api.server.addEventListener('locked', stopWatching);
api.server.addEventListener('gone', lookAgain);
