// What somebody begins with a button, which the server may refuse: whoever begins it says who hears of that.

import { Problem } from './api.js';
import { t } from './strings.js';

/** Does `what`, and lets `failed(problem)` hear why it could not be done. Whether it went well; what is no Problem is a fault of the page. */
export async function attempt(what, failed) {
  try {
    await what();
    return true;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    failed(problem);
    return false;
  }
}

/** A problem in words, also one that the server did not explain. */
export const inWords = ({ message, gone, status }) => message || (gone ? t('gone') : t('unexplained', status));
