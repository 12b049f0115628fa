// LangChain's client against a running server: node langchain.mjs ADDRESS MODEL
import assert from "node:assert/strict";
import { OpenAIEmbeddings } from "@langchain/openai";

const [baseURL, model] = process.argv.slice(2);
const embeddings = new OpenAIEmbeddings({ model, apiKey: "none", configuration: { baseURL }, maxRetries: 0 });
const documents = await embeddings.embedDocuments(["the dog", "the sea", "a\nline"]);
assert.equal(documents.length, 3);
const query = await embeddings.embedQuery("the dog");
const dot = query.reduce((sum, value, i) => sum + value * documents[0][i], 0);
assert.ok(dot > 0.999, String(dot));
