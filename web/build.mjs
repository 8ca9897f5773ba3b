// Builds the console into dist/, the same bytes every time. With --check nothing is written: it fails when what is there
// differs from what the sources give. With --unit the parts without a page are built for their tests.
import { build } from "esbuild";
import { readFile, readdir, writeFile, mkdir, rm } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const here = new URL(".", import.meta.url).pathname;
const MOST = 150_000;

const options = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
};

if (process.argv.includes("--unit")) {
  await build({ ...options, entryPoints: ["src/plain.ts"], outfile: "tests/built/plain.mjs" });
  process.exit(0);
}

const { outputFiles } = await build({
  ...options,
  minify: true,
  write: false,
  outdir: "dist",
  // Each is a file of its own: the editor comes only where somebody writes.
  entryPoints: ["src/console.tsx", "src/editor.ts", "src/console.css"],
  external: ["/console/editor.js"],
});
const files = new Map(outputFiles.map((file) => [file.path.split("/").pop(), Buffer.from(file.contents)]));
files.set("index.html", await readFile(`${here}src/index.html`));
files.set("icon.svg", await readFile(`${here}src/icon.svg`));

let packed = 0;
for (const [name, bytes] of [...files].sort()) {
  const size = gzipSync(bytes, { level: 9 }).length;
  packed += size;
  console.log(`${name.padEnd(12)} ${String(bytes.length).padStart(7)} bytes, ${String(size).padStart(6)} compressed`);
}
console.log(`${packed} bytes compressed in all, ${MOST} allowed`);

let failed = packed > MOST;
if (process.argv.includes("--check")) {
  const there = await readdir(`${here}dist`);
  for (const name of new Set([...there, ...files.keys()])) {
    const same = files.has(name) && there.includes(name) && files.get(name).equals(await readFile(`${here}dist/${name}`));
    if (!same) {
      console.error(`dist/${name} is not what the sources give: run \`npm run build\` and commit it`);
      failed = true;
    }
  }
} else {
  await rm(`${here}dist`, { recursive: true, force: true });
  await mkdir(`${here}dist`);
  for (const [name, bytes] of files) await writeFile(`${here}dist/${name}`, bytes);
}
process.exitCode = failed ? 1 : 0;
