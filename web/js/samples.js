// The sample collections: which one a view opens with, and what one may ask it.

export const SAMPLE = { search: 'wordnet', duplicates: 'questions', plagiarism: 'essays' };

/** A document of the essays that was put together from others. */
export const EXAMPLE_ESSAY = 'e13';

export const EXAMPLES = {
  wordnet: ['the fear of being in a closed small room', 'a doctor who treats children', 'rain that freezes as it falls'],
  questions: ['How can I fall asleep faster?', 'What should I do when I forgot my password?', '잠이 안 올 때는 어떻게 해야 하나요?'],
  essays: ['why the sea rises and falls', 'learning from mistakes'],
};
