// The least similarities that the server takes if not told. They differ from model to model; until the server has said which they are, those of
// the model that comes with the program.

export const standard = { duplicate: 0.65, pair: 0.75 };

/** Takes what the server tells of itself. */
export function learnThresholds({ duplicate_threshold: duplicate, pair_threshold: pair }) {
  Object.assign(standard, { duplicate, pair });
}
