// One question at a time: a newer one stops the older, so answers never arrive out of order.

import { callsOf, Problem, server } from './api.js';

const SLOW = 300;
const UNREADY_PAUSE = 1000;

/**
 * `busy(on)` hears when an answer is slow, `done(answer)` and `failed(problem)` how it ended, and `told(calls)` what the server was asked
 * for it. When the server is gone the question
 * waits until it is back; when it is not ready (503) the question is asked again.
 */
export function latest({ busy, done, failed, told = () => {} }) {
  let stop = () => {};

  function run(work, delay = 0) {
    stop();
    const controller = new AbortController();
    const { signal } = controller;
    let slow;
    let timer = setTimeout(start, delay);
    stop = () => {
      controller.abort();
      clearTimeout(timer);
      clearTimeout(slow);
    };

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
        if (!(problem instanceof Problem)) throw problem;
        if (problem.status === 503) timer = setTimeout(start, UNREADY_PAUSE);
        failed(problem);
        return;
      }
      if (signal.aborted) return;
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

  return { run, cancel };
}
