// Prints the notices of everything by others that a release holds: the crates that are compiled into the
// program, with their licence texts, and the libraries from npm. Called with the file that `cargo metadata`
// was written to and the root of the repository.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [metadataFile, root] = process.argv.slice(2);
const metadata = JSON.parse(readFileSync(metadataFile, 'utf8'));
const packages = new Map(metadata.packages.map((one) => [one.id, one]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
const TEXTS = /^(licen[cs]e|copying|unlicense|notice)([-_.].*)?$/i;

const isMacro = (one) => one.targets.some(({ kind }) => kind.includes('proc-macro'));

/** What is linked: not what only builds or tests, and not macros, which run in the compiler. */
function linked() {
  const seen = new Set();
  const open = metadata.workspace_members.filter((id) => packages.get(id).name === 'fusion-connect-toolbar');
  while (open.length > 0) {
    const id = open.pop();
    if (seen.has(id)) {
      continue;
    }
    seen.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null) && !isMacro(packages.get(pkg))) {
        open.push(pkg);
      }
    }
  }
  return [...seen].map((id) => packages.get(id)).filter(({ source }) => source !== null);
}

function texts(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map((entry) => tidy(readFileSync(join(folder, entry.name), 'utf8')));
}

function tidy(text) {
  return text.replace(/\r\n/g, '\n').replace(/[ \t]+$/gm, '').trim();
}

/** The terms of the MIT licence, for a crate that names it and brings no text. */
const mit = (holders) => `MIT License

Copyright (c) ${holders}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** A crate without a text of its own has that of its repository, else the one it names; of a choice Apache-2.0. */
function standIn(one) {
  const sibling = metadata.packages.find(
    (other) => other.repository && other.repository === one.repository && texts(dirname(other.manifest_path)).length > 0,
  );
  if (sibling && sibling.license === one.license) {
    return texts(dirname(sibling.manifest_path));
  }
  if (/Apache-2\.0/.test(one.license ?? '')) {
    return [tidy(readFileSync(join(root, 'LICENSE'), 'utf8'))];
  }
  if (one.license === 'MIT') {
    return [mit(one.authors.length > 0 ? one.authors.join(', ') : `the authors of ${one.name}`)];
  }
  throw new Error(`${one.name} ${one.version} has no licence text, and is under ${one.license}`);
}

const entries = linked().map((one) => {
  const found = texts(dirname(one.manifest_path));
  return {
    name: `${one.name} ${one.version}`,
    terms: one.license ?? 'see its text',
    home: one.repository ?? `https://crates.io/crates/${one.name}`,
    texts: found.length > 0 ? found : standIn(one),
  };
});
entries.push({
  name: 'The standard library of Rust',
  terms: 'MIT OR Apache-2.0',
  home: 'https://github.com/rust-lang/rust',
  texts: [tidy(readFileSync(join(root, 'LICENSE'), 'utf8'))],
});
for (const name of Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies)) {
  const folder = join(root, 'node_modules', name);
  const { version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const home = (repository?.url ?? repository ?? `https://www.npmjs.com/package/${name}`).replace(/^git\+/, '');
  entries.push({ name: `${name} ${version}`, terms: license, home, texts: texts(folder) });
}
entries.sort((a, b) => a.name.localeCompare(b.name, 'en'));

// Most crates share the words of a few texts; each is printed once, and called by its number.
const numbers = new Map();
for (const text of entries.flatMap((entry) => entry.texts)) {
  if (!numbers.has(text)) {
    numbers.set(text, numbers.size + 1);
  }
}

const lines = [
  'Third-party notices of the Fusion Connect Toolbar',
  '',
  'The program holds these works, each under its own terms. The numbers are those of the texts below.',
  '',
];
for (const { name, terms, home, texts: own } of entries) {
  const which = own.map((text) => `[${numbers.get(text)}]`).join(' ');
  lines.push(`${name}`, `  ${terms} ${which}`, `  ${home}`);
}
for (const [text, number] of numbers) {
  lines.push('', '='.repeat(80), `[${number}]`, '', text);
}
process.stdout.write(`${lines.join('\n')}\n`);
