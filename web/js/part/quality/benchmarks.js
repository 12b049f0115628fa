// How fast it is: what each benchmark told last, as a table, with a curve where one shows more.

import { el } from '../../base/dom.js';
import { brief, count, date } from '../../base/format.js';
import { columnName as column, t } from '../../base/strings.js';
import { chart } from '../chart.js';
import { figure, table } from './evaluation.js';

/** The columns of each benchmark, as far as its results have them. What a benchmark tells beyond stays in the file. */
const COLUMNS = {
  search: ['vector_storage', 'width', 'recall', 'queries_per_second', 'queries_per_second_all_threads', 'p50_ms', 'p99_ms'],
  growth: ['passages', 'build_seconds', 'disk_bytes_per_passage', 'recall', 'queries_per_second', 'p50_ms', 'p99_ms'],
  duplicates: ['passages', 'seconds', 'processor_seconds', 'exact_seconds', 'pairs', 'recall'],
  encode: ['texts', 'texts_per_second', 'tokens_per_second', 'share_of_peak_percent', 'workers', 'threads_per_run'],
  index: ['texts', 'documents_per_second', 'indexing_to_encoding', 'indexing_to_encoding_by_processor_time', 'found'],
  plagiarism: ['measured', 'words', 'sentences', 'passages', 'cases', 'recall', 'seconds', 'processor_seconds'],
};
const STORAGE = ['vector_storage', 'disk_bytes_per_passage', 'walked_bytes_per_passage', 'build_seconds'];
const LATENCY = ['texts', 'threads', 'queries', 'p50_ms', 'p99_ms'];
const ORDER = Object.keys(COLUMNS);

export function benchmarksPart(benchmarks) {
  return [...benchmarks].sort((a, b) => ORDER.indexOf(a.benchmark) - ORDER.indexOf(b.benchmark)).map(oneBenchmark);
}

function oneBenchmark({ benchmark, data, date: day, machine, load, results }) {
  const name = t('benchmarkOf', ORDER.includes(benchmark) ? t(`benchmark.${benchmark}`) : benchmark, data);
  return el('section', { class: 'task', 'data-benchmark': benchmark }, el('h2', {}, name),
    el('p', { class: 'facts' }, [date(day), machine, load >= 0 && t('load', brief(load))].filter(Boolean).join(' · ')),
    curve(benchmark, results, name), numbers(name, COLUMNS[benchmark] ?? scalars(results), results), more(benchmark, name, results));
}

const scalars = (results) => Object.keys(results[0] ?? {}).filter((field) => !Array.isArray(results[0][field]));

function numbers(name, fields, results) {
  const there = fields.filter((field) => results.some((result) => result[field] != null));
  return table(name, there.map(column), results.map((result) => el('tr', {}, there.map((field) => figure(shown(field, result[field]))))));
}

function shown(field, value) {
  if (typeof value !== 'number') return value ?? '';
  if (field === 'recall' || field === 'found') return value.toFixed(4);
  return Number.isInteger(value) ? count(value) : brief(value);
}

/** What does not fit into a table of a line a result. */
function more(benchmark, name, results) {
  if (benchmark === 'search') {
    const each = [...Map.groupBy(results, (result) => result.vector_storage).values()].map(([first]) => first);
    return el('div', {}, el('h3', {}, t('storageTable')), numbers(`${name}, ${t('storageTable')}`, STORAGE, each));
  }
  const latencies = results.flatMap(({ texts, latency }) => (Array.isArray(latency) ? latency.map((each) => ({ texts, ...each })) : []));
  return latencies.length ? el('div', {}, el('h3', {}, t('latencyTable')), numbers(`${name}, ${t('latencyTable')}`, LATENCY, latencies)) : null;
}

function curve(benchmark, results, title) {
  if (results.length < 2) return null;
  const axis = (field, log) => ({ label: column(field), log });
  const line = (name, x, y, label, some = results) => ({
    name, points: some.filter((each) => each[x] != null && each[y] != null).map((each) => ({ x: each[x], y: each[y], label: label && String(each[label]) })),
  });
  const along = (x, ...fields) => ({ lines: fields.map((field) => line(column(field), x, field)).filter(({ points }) => points.length), x: axis(x, true) });
  const kinds = {
    search: () => ({
      lines: [...Map.groupBy(results, (result) => result.vector_storage)].map(([storage, some]) => line(storage, 'queries_per_second', 'recall', 'width', some)),
      x: axis('queries_per_second', true),
      y: { label: t('recallByWidth') },
    }),
    growth: () => ({ ...along('passages', 'p50_ms', 'p99_ms'), y: { label: t('milliseconds'), log: true } }),
    duplicates: () => ({ ...along('passages', 'seconds', 'exact_seconds'), y: { label: column('seconds'), log: true } }),
  };
  return Object.hasOwn(kinds, benchmark) ? chart({ title, ...kinds[benchmark]() }) : null;
}
