// One question at a time: a newer one stops the older, so answers never arrive out of order.

import { callsOf, Problem, server } from './api.js';

const SLOW = 300;
const PAUSE = 1000;
const TRIES = 10;
/** Of what is unavailable (503), what soon is not; where a proxy answered there is no code. What took too long takes as long again. */
const SOON = ['', 'encoder_busy', 'index_unavailable', 'not_ready', 'server_busy', 'server_stopping'];

const mayDoSoon = ({ status, code }) => status === 503 && SOON.includes(code);

/** What stops the questions that are under way. */
const underWay = new Set();

/** Stops every question. */
export function cancelAll() {
  for (const stop of underWay) stop();
}

/**
 * `busy(on)` hears when an answer is slow, `done(answer)` and `failed(problem)` how it ended, and `told(calls)` what the server was asked
 * for it. When the server is gone the question
 * waits until it is back; when it is too busy (503) the question is asked a few times more.
 */
export function latest({ busy, done, failed, told = () => {} }) {
  let stop = () => {};

  function run(work, delay = 0) {
    stop();
    const controller = new AbortController();
    const { signal } = controller;
    let slow;
    let tries = 1;
    let timer = setTimeout(start, delay);
    const ours = stop = () => {
      underWay.delete(ours);
      controller.abort();
      clearTimeout(timer);
      clearTimeout(slow);
    };
    underWay.add(ours);

    async function start() {
      slow = setTimeout(() => busy(true), SLOW);
      let answer;
      try {
        answer = await work(signal);
      } catch (problem) {
        if (signal.aborted) return;
        if (problem.gone) {
          busy(true);
          server.addEventListener('back', start, { once: true, signal });
          return;
        }
        settle();
        if (mayDoSoon(problem) && tries++ < TRIES) timer = setTimeout(start, Math.max(PAUSE, problem.later * 1000));
        else underWay.delete(ours);
        if (!(problem instanceof Problem)) throw problem;
        failed(problem);
        return;
      }
      if (signal.aborted) return;
      underWay.delete(ours);
      settle();
      done(answer);
      told(callsOf(signal));
    }

    function settle() {
      clearTimeout(slow);
      busy(false);
    }
  }

  function cancel() {
    stop();
    busy(false);
  }

  return {
    run,
    cancel,
    /** Whether one is asked, or waits to be asked again. */
    get running() {
      return underWay.has(stop);
    },
  };
}
