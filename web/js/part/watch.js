// What the server tells by itself whenever it changes, for as long as the page is looked at.

import * as api from '../base/api.js';
import { attempt } from '../base/attempt.js';

const WHILE_GONE = 2000;
/** The stream tells at once what there is; after so many milliseconds of silence something on the way holds it back. */
const WHILE_SILENT = 3000;

/** By the name of its event: how to ask for it once, and who takes it. */
const sources = new Map();
let stream;
let timer;
/** Whether nobody may hear anything: who has no key. */
let off = false;

/** Lets `take` hear what `ask` would answer, whenever that changes; gives a way to ask at once. */
export function watched(event, ask, take) {
  const look = async () => take(await ask());
  sources.set(event, { look, take });
  return look;
}

/** Asks once, so that nothing waits for the stream, and listens from then on. */
export function beginWatching() {
  off = false;
  lookAtAll();
  listen();
}

/** Only while the page is looked at: a connection that stays open is a scarce thing. */
function listen() {
  clearTimeout(timer);
  stream?.close();
  if (off || document.hidden) return;
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
  if (off) return;
  timer = setTimeout(listen, WHILE_GONE);
  lookAtAll();
}

function lookAtAll() {
  for (const { look } of sources.values()) {
    attempt(look, () => {
      // One asks again, and that the server is gone is told elsewhere.
    });
  }
}

function stopWatching() {
  off = true;
  stream?.close();
  clearTimeout(timer);
}

document.addEventListener('visibilitychange', listen);
api.server.addEventListener('locked', stopWatching);
api.server.addEventListener('gone', lookAgain);
