// Embeddings as arrays of numbers.

/** The cosine of two vectors of unit length. */
export const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
