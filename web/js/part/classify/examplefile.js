// Examples as people have them: lines with a label, a tab and a text; CSV with these names; or JSON lines.

const CSV = /\.csv$/i;
const JSONL = /\.(jsonl|ndjson)$/i;
const NAMES = ['label', 'text'];

/** The line in which something is no example. */
export class NoExample extends Error {
  constructor(line) {
    super(`line ${line}`);
    this.line = line;
  }
}

/** The examples ({label, text}) of a text; `name` is that of its file. Where `label` is given, each line is a text with that label. */
export function readExamples(text, { name = '', label = '' } = {}) {
  const whole = text.replace(/^\ufeff/, '');
  if (label) return lines(whole).map(([line]) => ({ label, text: line }));
  if (JSONL.test(name)) return lines(whole).map(fromJson);
  if (CSV.test(name)) return fromRecords(records(whole));
  const rows = lines(whole).map(([line, number]) => [...split(line, number), number]);
  return withoutHead(rows).map(([first, second]) => ({ label: first, text: second }));
}

/** Lines that are not blank, stripped, each with its number. */
const lines = (text) => text.split(/\r?\n/).map((line, i) => [line.trim(), i + 1]).filter(([line]) => line);

function split(line, number) {
  const at = line.indexOf('\t');
  const pair = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  if (at < 0 || !pair.every(Boolean)) throw new NoExample(number);
  return pair;
}

const isHead = (row) => NAMES.every((name, i) => row[i]?.trim().toLowerCase() === name);
const withoutHead = (rows) => (rows.length && isHead(rows[0]) ? rows.slice(1) : rows);

function fromJson([line, number]) {
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    throw new NoExample(number);
  }
  if (!NAMES.every((name) => typeof value?.[name] === 'string' && value[name].trim())) throw new NoExample(number);
  return { label: value.label, text: value.text };
}

/** Columns by their names, else the first two. */
function fromRecords(rows) {
  const head = rows[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const named = NAMES.map((name) => head.indexOf(name));
  const isNamed = named.every((at) => at >= 0);
  return (isNamed ? rows.slice(1) : rows).map(({ cells, line }) => {
    const [label, text] = (isNamed ? named : [0, 1]).map((at) => cells[at]?.trim());
    if (!label || !text) throw new NoExample(line);
    return { label, text };
  });
}

/** The records of CSV by RFC 4180, each with the line in which it begins. */
function records(text) {
  const found = [];
  let [cells, cell, quoted, line, begun] = [[], '', false, 1, 1];
  function end() {
    cells.push(cell);
    if (cells.some((each) => each.trim())) found.push({ cells, line: begun });
    [cells, cell, begun] = [[], '', line];
  }
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === '\n') line++;
    if (quoted && letter === '"' && text[i + 1] === '"') cell += text[i++];
    else if (letter === '"' && (quoted || !cell.trim())) [quoted, cell] = [!quoted, quoted ? cell : ''];
    else if (quoted) cell += letter;
    else if (letter === ',') [cells, cell] = [[...cells, cell], ''];
    else if (letter === '\n') end();
    else if (letter !== '\r') cell += letter;
  }
  end();
  return found;
}
