"""FAISS and hnswlib, on one thread, with vectors of unit length: a request a line of JSON comes in, an answer goes out."""

import json
import sys
import time

NEAREST = {}


def measured(work):
    """What work took by the clock, and of the processors with all threads of this process."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - clock, "processorSeconds": time.process_time() - processor}


def faiss(vectors, neighbours, candidates):
    import faiss as library

    library.omp_set_num_threads(1)
    index = library.IndexHNSWFlat(vectors.shape[1], neighbours, library.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = candidates

    def search(width):
        index.hnsw.efSearch = width
        return lambda query, k: index.search(query, k)[1][0]

    return measured(lambda: index.add(vectors)), library.__version__, search


def hnswlib(vectors, neighbours, candidates):
    import importlib.metadata

    import hnswlib as library

    index = library.Index(space="ip", dim=vectors.shape[1])
    index.init_index(max_elements=len(vectors), M=neighbours, ef_construction=candidates)
    index.set_num_threads(1)

    def search(width):
        index.set_ef(width)
        return lambda query, k: index.knn_query(query, k)[0][0]

    return measured(lambda: index.add_items(vectors)), importlib.metadata.version("hnswlib"), search


def read(file, dimension):
    import numpy

    return numpy.fromfile(file, dtype="<f4").reshape(-1, dimension)


def build(peer, vectors, queries, dimension, neighbours, candidates, **_):
    """Builds an index of the vectors in a file."""
    library = {"faiss": faiss, "hnswlib": hnswlib}[peer]
    run, version, NEAREST["search"] = library(read(vectors, dimension), neighbours, candidates)
    NEAREST["queries"] = [query.reshape(1, -1) for query in read(queries, dimension)]
    return {**run, "version": version}


def nearest(k, width):
    """The nearest of all queries at a width."""
    NEAREST["at"] = NEAREST["search"](width)
    return {"nearest": [[int(one) for one in NEAREST["at"](query, k)] for query in NEAREST["queries"]]}


def speed(k, seconds):
    """Asks the queries over and over, for about so many seconds, at the width of before."""
    search, queries, asked = NEAREST["at"], NEAREST["queries"], 0

    def work():
        nonlocal asked
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            search(queries[asked % len(queries)], k)
            asked += 1

    return {**measured(work), "asked": asked}


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"build": build, "nearest": nearest, "speed": speed}[request.pop("do")](**request)
    except Exception as error:  # whatever it is, the other side tells it
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
