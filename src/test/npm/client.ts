// A client that was generated from the description, in all three tasks: node client.js ADDRESS
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

declare const process: { argv: string[] };

const client = createClient<paths>({ baseUrl: process.argv[2]! });

function answered<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) {
    throw new Error(JSON.stringify(error));
  }
  return data;
}

function must(condition: boolean, what: string): void {
  if (!condition) {
    throw new Error(what);
  }
}

const name = "generated";
const params = { path: { name } };

answered(
  await client.POST("/v1/collections/{name}/documents", {
    params: { ...params, query: { on_duplicate: "allow" } },
    body: {
      documents: [
        { id: "dog", text: "A dog and a cat live in the house.", fields: { lang: "en", year: "2019", day: "2024-05-31" } },
        { id: "ship/100%", text: "The ship is on the sea.", fields: { lang: "en", year: "2021" } },
        { id: "서울", text: "오늘 서울 날씨 좋다", fields: { lang: "ko" } },
      ],
    },
  }),
);

// 1. What answers this?
const filters: [components["schemas"]["Filter"], string[]][] = [
  [{ field: "lang", is: "ko" }, ["서울"]],
  [{ field: "lang", in: ["ko", "de"] }, ["서울"]],
  [{ field: "year", gte: 2020, lt: 2022 }, ["ship/100%"]],
  [{ field: "day", gt: "2024-04", lte: "2024-05-31" }, ["dog"]],
  [{ field: "year", exists: false }, ["서울"]],
  [{ and: [{ field: "lang", is: "en" }, { not: { or: [{ field: "year", is: 2019 }, { field: "year", exists: false }] } }] }, ["ship/100%"]],
];
for (const [filter, expected] of filters) {
  const found = answered(await client.POST("/v1/collections/{name}/search", { params, body: { text: "the house", k: 10, filter, facets: ["lang"] } }));
  const ids = found.hits.map((hit) => hit.id).sort();
  must(JSON.stringify(ids) === JSON.stringify(expected), `${JSON.stringify(filter)}: ${ids}`);
}
// @ts-expect-error a condition that there is not
const wrong: components["schemas"]["Filter"] = { field: "lang", like: "e%" };
must((await client.POST("/v1/collections/{name}/search", { params, body: { text: "the house", filter: wrong } })).response.status === 400, "400");

// 2. Has this been asked before?
const duplicates = answered(await client.POST("/v1/collections/{name}/duplicates", { params, body: { text: "A dog and a cat live in a house.", threshold: 0.5 } }));
must(duplicates.candidates[0]?.id === "dog", "the duplicate");
answered(await client.POST("/v1/collections/{name}/duplicates/all", { params, body: { threshold: 0.5 } }));

// 3. Was this copied, and from where?
const report = answered(
  await client.POST("/v1/collections/{name}/plagiarism", { params, body: { text: "A dog and a cat live in the house.", leave_out: { quotations: true } } }),
);
must(report.coverage >= 0 && report.coverage <= 1, "the coverage");

// Ids with whatever letters, and documents by filter.
const ship = answered(await client.GET("/v1/collections/{name}/documents/{id}", { params: { path: { name, id: "ship/100%" } } }));
must(ship.id === "ship/100%", ship.id);
const gone = answered(await client.POST("/v1/collections/{name}/documents/delete", { params, body: { filter: { field: "lang", is: "ko" } } }));
must(gone.deleted === 1, String(gone.deleted));
const missing = await client.GET("/v1/collections/{name}", { params: { path: { name: "nowhere" } } });
must(missing.error?.code === "collection_not_found", JSON.stringify(missing.error));
