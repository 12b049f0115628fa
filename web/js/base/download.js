// Hands the person a file that the page made.

import { el } from './dom.js';

export function download(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Rows as CSV by RFC 4180, with a mark in front by which spreadsheets know UTF-8. */
export function csv(rows) {
  // A text that a spreadsheet would take for a formula gets a quote in front, as in the files that the server writes.
  const plain = (value) => (typeof value === 'number' ? String(value) : value.replace(/^(?=[=+\-@＝＋－＠\t\r\n])/, "'"));
  const cell = (value) => `"${plain(value).replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
