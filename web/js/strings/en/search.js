// Search, in English.

import { s } from './plural.js';

export const search = {
  searchTitle: 'Search by meaning',
  searchLead: 'Describe it in your own words. Doppel finds the texts that mean the same, even if they share no word.',
  searchLabel: 'What are you looking for?',
  results: (n, ms) => `${n} result${s(n)} in ${ms} ms`,
  noResults: 'Nothing was found.',
  queryCut: (tokens) => `Your text is longer than the model reads; only its beginning${tokens ? ` (${tokens} tokens)` : ''} was compared.`,
  besideTitle: 'Compare two models',
  compareWithCollection: 'Put the same question to',
  nothingBeside: 'no other collection',
  besideLead: 'Another model reads the same texts into a collection of its own; this one answers meanwhile as before.',
  besideModel: 'Model: the server’s own, or one trained here',
  besideName: 'Name of the other collection',
  besideMake: 'Make it beside',
  besideMaking: (name) => `${name} is being made. It can be asked as soon as it is there.`,
  besideReady: (name) => `${name} is there, and is asked as well from now on.`,
  besideSwitch: (model) => `Switch to ${model}…`,
  besideSwitchSure: (name, model) => `Make ${name} anew by ${model}`,
  besideSwitching: (name, model) => `${name} is being made anew by ${model}. What was decided and enrolled stays. The other collection can be deleted under Collections then.`,
  besideSwitched: (name, model) => `${name} is made by ${model} now.`,
  onlyHere: 'only among these',
};
