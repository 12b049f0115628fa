// transformers.js with the files of a model's folder; nothing is fetched.
import fs from "node:fs";
import path from "node:path";
import { env, pipeline } from "@huggingface/transformers";
import { measured, serve, version } from "./work.mjs";

// As published with the model; Doppel does without, transformers.js does not.
const TOKENS = {
  tokenizer_class: "BertTokenizer",
  do_lower_case: true,
  unk_token: "[UNK]",
  sep_token: "[SEP]",
  pad_token: "[PAD]",
  cls_token: "[CLS]",
  mask_token: "[MASK]",
};

let extract;

await serve({
  /** The model of a folder, copied into an empty one beside what its tokenizer needs. */
  async load({ model, scratch, threads }) {
    for (const file of ["config.json", "tokenizer.json", "model.onnx"]) {
      fs.copyFileSync(path.join(model, file), path.join(scratch, file));
    }
    const { max_seq_length } = JSON.parse(fs.readFileSync(path.join(model, "sentence_bert_config.json"), "utf8"));
    const tokens = JSON.stringify({ ...TOKENS, model_max_length: max_seq_length });
    fs.writeFileSync(path.join(scratch, "tokenizer_config.json"), tokens);
    env.allowRemoteModels = false;
    env.localModelPath = path.dirname(scratch);
    extract = await pipeline("feature-extraction", path.basename(scratch), {
      dtype: "fp32",
      device: "cpu",
      subfolder: "",
      session_options: { intraOpNumThreads: threads },
    });
    return { version: version("@huggingface/transformers") };
  },

  /** Embeds texts, so many a call, in the order that they have, and writes the vectors into a file. */
  async encode({ texts, batch, vectors }) {
    const parts = [];
    const run = await measured(async () => {
      for (let i = 0; i < texts.length; i += batch) {
        parts.push((await extract(texts.slice(i, i + batch), { pooling: "mean", normalize: true })).data);
      }
    });
    fs.writeFileSync(vectors, Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))));
    return run;
  },
});
