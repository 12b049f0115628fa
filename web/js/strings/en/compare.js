// Comparing two texts, in English.

export const compare = {
  compareTitle: 'Do these two mean the same?',
  compareLead: 'Similarity is the cosine of both texts’ vectors: 1 is the same meaning, around 0 is nothing in common.',
  text1: 'First text',
  text2: 'Second text',
  compareHint: 'Write into both fields.',
  textsCut: (tokens) => `A text is longer than the model reads; only its beginning${tokens ? ` (${tokens} tokens)` : ''} was compared as a whole.`,
  wordsTitle: 'Word by word',
  wordsLead: 'Which word stands for which, as the model reads them in their sentence; the weaker the colour, the less they have in common.',
  matrixTitle: 'Sentence by sentence',
  matrixLead: 'Each row is a sentence of the first text, each column one of the second; the stronger its colour, the more alike. Choose a cell to read both.',
  matrixCut: (n) => `Only the first ${n} sentences of each text are shown.`,
  matrixCell: (i, j, value) => `Sentence ${i} with sentence ${j}: ${value}`,
  swap: 'Swap',
  clear: 'Clear',
};
