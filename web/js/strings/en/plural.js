// The plural's ending; a number may come as it is shown.

export const s = (n) => (String(n) === '1' ? '' : 's');
