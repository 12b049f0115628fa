// OpenAI's own client against a running server: node openai.mjs ADDRESS MODEL
import assert from "node:assert/strict";
import OpenAI, { NotFoundError, BadRequestError } from "openai";

const [baseURL, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });

const models = await client.models.list();
assert.deepEqual(models.data.map((each) => each.id), [model]);
assert.equal((await client.models.retrieve(model)).object, "model");

// By itself the client asks for base64.
const packed = await client.embeddings.create({ model, input: ["the dog", "the sea"] });
assert.equal(packed.data.length, 2);
const plain = await client.embeddings.create({ model, input: "the dog", encoding_format: "float", dimensions: packed.data[0].embedding.length });
plain.data[0].embedding.forEach((value, i) => assert.ok(Math.abs(value - packed.data[0].embedding[i]) < 1e-6));
assert.ok(plain.usage.prompt_tokens > 0);

const failed = async (call, type, status, message) => {
  const error = await call().then(() => null, (thrown) => thrown);
  assert.ok(error instanceof type, String(error));
  assert.equal(error.status, status);
  assert.match(error.message, message);
  assert.doesNotMatch(error.message, /no body/);
};
await failed(() => client.embeddings.create({ model, input: ["a", ""] }), BadRequestError, 400, /input\[1\] must not be empty/);
await failed(() => client.embeddings.create({ model: "other", input: "a" }), NotFoundError, 404, /this server runs the model/);
await failed(() => client.embeddings.create({ model, input: [[9906, 1917]] }), BadRequestError, 400, /check_embedding_ctx_length=False/);
await failed(() => client.models.retrieve("other"), NotFoundError, 404, /this server runs the model/);
await failed(() => client.get("/embeddings/nowhere"), NotFoundError, 404, /there is nothing at/);
