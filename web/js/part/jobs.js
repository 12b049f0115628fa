// What is done in the background, as the server tells it, whoever began it.

import * as api from '../base/api.js';
import { session } from '../base/settings.js';
import { watched } from './watch.js';

const UNDER_WAY = ['waiting', 'running'];
/** So many that ended are told of at most. */
const MOST = 3;

/** Tells of `change` whenever something has changed. `all` is the newest first. */
export const jobs = Object.assign(new EventTarget(), { all: [] });

/** Those that this tab saw under way and has not shut: of them it tells how they ended, also after it was loaded anew. */
const followed = new Set(JSON.parse(session.get('jobs') ?? '[]'));

export const isUnderWay = ({ state }) => UNDER_WAY.includes(state);

/** Asks how the jobs are now. */
export const lookAtJobs = watched('jobs', api.jobs, ({ jobs: all }) => {
  jobs.all = all;
  all.filter(isUnderWay).forEach(({ id }) => followed.add(id));
  keep();
  jobs.dispatchEvent(new Event('change'));
});

function keep() {
  session.set('jobs', JSON.stringify([...followed]));
}

/** Those to tell of: what is under way, and what ended meanwhile; of maps, which show themselves, only failures. */
export function told() {
  const ended = jobs.all.filter((job) => !isUnderWay(job) && followed.has(job.id) && (job.kind !== 'map' || job.state === 'failed'));
  return [...jobs.all.filter(isUnderWay), ...ended.slice(0, MOST)];
}

/** How one ended has been read. */
export function shut({ id }) {
  followed.delete(id);
  keep();
}
