// Packs each file of a release beside it, by gzip and brotli at their best, where that makes it smaller.
// Called with the folder. What admins copy and change is left out, for its packed twin would grow stale.

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const PACKED = /^(texts-.*\.json|(?!headers\b).*\.(css|html|js|svg|wasm))$/;
const folder = process.argv[2];

for (const name of readdirSync(folder, { recursive: true })) {
  const path = join(folder, name);
  if (!PACKED.test(name) || !statSync(path).isFile()) {
    continue;
  }
  const raw = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
  };
  for (const [ending, packed] of [
    ['br', brotliCompressSync(raw, { params })],
    ['gz', gzipSync(raw, { level: 9 })],
  ]) {
    if (packed.length < raw.length) {
      writeFileSync(`${path}.${ending}`, packed);
    }
  }
}
