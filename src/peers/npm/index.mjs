// hnswlib-node and usearch, on one thread, with vectors of unit length.
import path from "node:path";
import { measured, readVectors, serve, version } from "./work.mjs";

// Each builds an index, and gives a function that makes a search of a width, which gives numbers of the nearest.
const peers = {
  async "hnswlib-node"({ vectors, count, dimension, neighbours, candidates }) {
    const { default: hnswlib } = await import("hnswlib-node");
    const index = new hnswlib.HierarchicalNSW("ip", dimension);
    const run = await measured(() => {
      index.initIndex(count, neighbours, candidates);
      for (let i = 0; i < count; i++) {
        index.addPoint(Array.from(vectors.subarray(i * dimension, (i + 1) * dimension)), i);
      }
    });
    const search = (width) => {
      index.setEf(width);
      return (query, k) => index.searchKnn(query, k).neighbors;
    };
    return { run, search, query: (vector) => Array.from(vector) };
  },

  async usearch({ vectors, count, dimension, neighbours, candidates, scratch }) {
    const { Index } = await import("usearch");
    const index = (width) =>
      new Index({
        metric: "ip",
        quantization: "f32",
        dimensions: dimension,
        connectivity: neighbours,
        expansion_add: candidates,
        expansion_search: width,
      });
    const built = index(candidates);
    const keys = BigUint64Array.from({ length: count }, (_, i) => BigInt(i));
    const run = await measured(() => built.add(keys, vectors, 1));
    // A width is chosen where an index is made or opened, and only there.
    const file = path.join(scratch, "index.usearch");
    built.save(file);
    const search = (width) => {
      const opened = index(width);
      opened.load(file);
      return (query, k) => Array.from(opened.search(query, k, 1).keys, Number);
    };
    return { run, search, query: (vector) => vector };
  },
};

let peer;
let queries;
let search;

await serve({
  /** Builds an index of the vectors in a file. */
  async build(request) {
    const vectors = readVectors(request.vectors);
    const { dimension } = request;
    peer = await peers[request.peer]({ ...request, vectors, count: vectors.length / dimension });
    const asked = readVectors(request.queries);
    queries = Array.from({ length: asked.length / dimension }, (_, i) =>
      peer.query(asked.subarray(i * dimension, (i + 1) * dimension)),
    );
    return { ...peer.run, version: version(request.peer) };
  },

  /** The nearest of all queries at a width. */
  nearest({ k, width }) {
    search = peer.search(width);
    return { nearest: queries.map((query) => search(query, k)) };
  },

  /** Asks the queries over and over, for about so many seconds, at the width of before. */
  async speed({ k, seconds }) {
    let asked = 0;
    const end = performance.now() + seconds * 1e3;
    const run = await measured(() => {
      do {
        search(queries[asked++ % queries.length], k);
      } while (performance.now() < end);
    });
    return { ...run, asked };
  },
});
