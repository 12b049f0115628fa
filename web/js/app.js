// Puts the page together: the address, the views, the language.

import './base/theme.js';
import { address, readAddress } from './base/address.js';
import * as api from './base/api.js';
import { el } from './base/dom.js';
import { cancelAll } from './base/latest.js';
import { lazily } from './base/lazy.js';
import { language, switchLanguage, t } from './base/strings.js';
import { switchTheme } from './base/theme.js';
import { collections, forget } from './part/collections.js';
import { host, introduction, isKnown, learn, learnAnew } from './part/host.js';
import { jobs } from './part/jobs.js';
import { showProgress } from './part/progress.js';
import { showSignedIn, signInForm } from './part/signin.js';
import { beginWatching } from './part/watch.js';
import { compareView } from './view/compare.js';
import { documentView } from './view/document.js';
import { libraryView } from './view/library.js';
import { searchView } from './view/search.js';

const VIEWS = {
  search: searchView, compare: compareView, library: libraryView, document: documentView,
  duplicates: lazily(() => import('./view/duplicates.js'), 'duplicatesView'),
  plagiarism: lazily(() => import('./view/plagiarism.js'), 'plagiarismView'),
  map: lazily(() => import('./view/map.js'), 'mapView'),
  classify: lazily(() => import('./view/classify.js'), 'classifyView'),
  train: lazily(() => import('./view/train.js'), 'trainView'),
  quality: lazily(() => import('./view/quality.js'), 'qualityView'),
};
/** Typing on within this many milliseconds changes the address in place; later it makes a new step to go back to. */
const SAME_STEP = 3000;

const byId = (id) => document.getElementById(id);
let views = {};
let current;
let lastNote = 0;
let locked = false;
/** Where one signs in. */
const gate = el('div');
/** Who is signed in; null where nobody is. */
let signedIn = null;
/** The name of the words that say why a key is wanted; '' where that goes without saying. */
let why = '';

/** What a view may ask of the page. */
const app = {
  /** What the server is; null until it is known. */
  get about() {
    return host.about;
  },
  /** The name of the server's model. */
  model: async () => (host.about ?? await api.about()).model,
  /** Leads nowhere any more where a collection was that is gone. */
  forget(collection) {
    forget(collection);
    for (const view of Object.keys(VIEWS)) {
      const query = byId(`nav-${view}`)?.hash.split('?')[1];
      if (new URLSearchParams(query).get('c') === collection) remember(view, address(view));
    }
  },
  /** Shows a view's title anew, when it has become known. */
  retitle() {
    showTitle();
  },
  /** Writes a view's state into the address bar; `push` says whether as a new step to go back to, else typing on stays in its step. */
  note(view, params, push) {
    const state = address(view, params);
    remember(view, state);
    // An answer may come when one has left its view.
    if (view !== current) return;
    const now = Date.now();
    if (state !== location.hash) {
      const step = push ?? now - lastNote > SAME_STEP;
      history[step ? 'pushState' : 'replaceState'](null, '', state);
    }
    lastNote = now;
    showTitle();
  },
};

/** The way to a view leads back to where one was in it. */
function remember(view, state) {
  const link = byId(`nav-${view}`);
  if (link) link.href = state;
}

function showTitle() {
  document.title = [views[current].title(), t(current), 'Doppel'].filter(Boolean).join(' – ');
}

/** What had the focus went out of sight with its view: who reads by ear or by keyboard goes on at the new one's heading. */
function focusHeading(node) {
  if (node.hidden) return;
  const focused = document.activeElement;
  if (focused !== document.body && focused.closest('main') === null) return;
  const heading = node.querySelector('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  if (!node.contains(focused)) heading.focus({ preventScroll: true });
}

/** `moved` says that one came from another state of the page. */
function route(moved) {
  if (locked) return;
  const { view: named, params } = readAddress();
  const view = Object.hasOwn(VIEWS, named) ? named : 'search';
  current = view;
  lastNote = 0;
  for (const name of Object.keys(VIEWS)) {
    views[name].node.hidden = name !== view;
    const link = byId(`nav-${name}`);
    if (name === view) link?.setAttribute('aria-current', 'page');
    else link?.removeAttribute('aria-current');
  }
  const { node } = views[view];
  const coming = views[view].show(params);
  if (moved && coming) coming.then(() => focusHeading(node));
  else if (moved) focusHeading(node);
  showBackground();
  remember(view, address(view, params));
  showTitle();
}

function build() {
  document.documentElement.lang = language();
  // What was asked by views that are made anew answers nobody any more.
  cancelAll();
  if (!locked && !isKnown()) learn();
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll('[data-t-label]')) node.setAttribute('aria-label', t(node.dataset.tLabel));
  byId('language').textContent = t('otherLanguage');
  byId('language').lang = language() === 'en' ? 'ko' : 'en';
  views = Object.fromEntries(Object.entries(VIEWS).map(([name, make]) => [name, make(app)]));
  byId('main').replaceChildren(...Object.values(views).map((view) => view.node), gate);
  showLock();
}

/** The views, or the way in, behind which they stay as they are. */
function showLock() {
  byId('progress').replaceChildren();
  byId('views').hidden = locked;
  gate.replaceChildren(...(locked ? [signInForm(why && t(why, signedIn.name), enter)] : []));
  showAbout();
  if (!locked) return;
  byId('progress').hidden = true;
  for (const { node } of Object.values(views)) node.hidden = true;
}

function lock() {
  if (locked) return;
  locked = true;
  why = !signedIn ? '' : signedIn.role === 'search' ? 'searchOnly' : 'sessionOver';
  showLock();
  byId('key').focus();
}

/** Whoever signs in again goes on where he was; what another one left on the page is not his to see. */
function enter(session) {
  if (session.role === 'search' || session.name !== signedIn?.name) {
    location.reload();
    return;
  }
  locked = false;
  showLock();
  learn();
  beginWatching();
  route(true);
}

const showBackground = () => showProgress(byId('progress'), byId('said'));

function showAbout() {
  byId('server').textContent = introduction(signedIn, locked);
}

function meet() {
  const { session } = host;
  const isOver = signedIn && session.role === 'anyone';
  if (!isOver) signedIn = session.csrf_token ? session : null;
  showSignedIn(byId('sign-out'), session);
  showAbout();
  if (isOver || session.role === 'search') api.server.dispatchEvent(new Event('locked'));
}

host.addEventListener('about', showAbout);
host.addEventListener('session', meet);
addEventListener('hashchange', () => route(true));
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
byId('theme').addEventListener('click', switchTheme);
byId('language').addEventListener('click', () => {
  switchLanguage();
  build();
  route(false);
});
api.server.addEventListener('locked', lock);
api.server.addEventListener('gone', () => { byId('gone').hidden = false; });
api.server.addEventListener('back', () => {
  byId('gone').hidden = true;
  if (!locked) learnAnew();
});
collections.addEventListener('change', () => {
  showBackground();
  views[current].refresh();
});

jobs.addEventListener('change', () => {
  showBackground();
  views[current].followJobs?.();
});

build();
route(false);
beginWatching();
