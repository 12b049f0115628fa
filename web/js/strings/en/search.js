// Search, in English.

import { s } from './plural.js';

export const search = {
  searchTitle: 'Search by meaning',
  searchLead: 'Describe it in your own words. Doppel finds the texts that mean the same, even if they share no word.',
  searchLabel: 'What are you looking for?',
  results: (n, ms) => `${n} result${s(n)} in ${ms} ms`,
  noResults: 'Nothing was found.',
  queryCut: (tokens) => `Your text is longer than the model reads; only its beginning${tokens ? ` (${tokens} tokens)` : ''} was compared.`,
};
