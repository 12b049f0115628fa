// What both scripts share: a request a line of JSON comes in, an answer a line goes out.
import fs from "node:fs";
import readline from "node:readline";

/** Answers requests by the function that their `do` names, until there are no more. */
export async function serve(functions) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    const answer = await Promise.resolve()
      .then(() => functions[request.do](request))
      .catch((error) => ({ error: String(error?.message ?? error).split("\n")[0] }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

/** What work took by the clock, and of the processors with all threads of this process. */
export async function measured(work) {
  const processor = process.cpuUsage();
  const clock = performance.now();
  await work();
  const seconds = (performance.now() - clock) / 1e3;
  const { user, system } = process.cpuUsage(processor);
  return { seconds, processorSeconds: (user + system) / 1e6 };
}

/** Of a package that npm installed beside this file. */
export function version(name) {
  return JSON.parse(fs.readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
}

/** Vectors in a file, one after the other, 32 bits a number, the lowest byte first. */
export function readVectors(file) {
  const bytes = fs.readFileSync(file);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}
