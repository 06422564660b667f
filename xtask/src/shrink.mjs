// Makes what a browser has to fetch of a release smaller than Cargo, wasm-bindgen and wasm-opt leave it: short names
// between a program and its script, nothing exported that the script does not use, no space in scripts and styles.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { run } from './wasm.mjs';
import { renamed } from './wasm_names.mjs';
import { namedByOrder } from './wasm_order.mjs';
import { LOADER, isLater, isUnused, unknown } from './later.mjs';
import { emptied, split } from './wasm_split.mjs';

/** What the oldest browsers have in which the toolbar runs. */
const FEATURES = [
  '--enable-bulk-memory',
  '--enable-nontrapping-float-to-int',
  '--enable-sign-ext',
  '--enable-mutable-globals',
  '--enable-reference-types',
  '--enable-multivalue',
];
/**
 * What makes a program smaller, in this order: nothing stands below address 1024, where the stack ends; and loops and
 * branches that are laid out anew are shorter (2 KB gzip), the more so the second time (1 KB).
 */
const SMALL = ['--low-memory-unused', '--flatten', '--rereloop', '-Oz', '-Oz', '-Oz', '--strip-producers'];
/** A profile tells the names of functions, and a list of whose the bytes are. */
const NAMED = Boolean(process.env.TOOLBAR_NAMES);
/** The module of all imports. */
const MODULE = 'a';
/** The benchmark looks at the memory by its name. */
const KEPT = ['memory'];

/**
 * Shrinks a script of wasm-bindgen and its wasm; `exported` are the names that a page uses of the script. What is put
 * off becomes a program of its own, whose file has the name that `named(later)` gives it.
 */
export async function shrunk(script, wasm, exported, named) {
  const folder = mkdtempSync(join(tmpdir(), 'toolbar-shrink-'));
  try {
    // First without what nobody uses, and only then it can be seen what it uses of the program.
    const entry = join(folder, 'entry.js');
    writeFileSync(entry, withoutClasses(readFileSync(script, 'utf8')));
    const used = await bundle(`export { ${exported.join(', ')} } from ${JSON.stringify(entry)};`, false);
    const exports = new Set([...used.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name));
    const short = names();
    const exportNames = new Map([...exports].map((name) => [name, KEPT.includes(name) ? name : short()]));
    const importNames = new Map();
    const importName = (name) => {
      importNames.set(name, importNames.get(name) ?? short());
      return importNames.get(name);
    };
    const given = renamed(readFileSync(wasm), MODULE, importName, (name) => exportNames.get(name));
    const program = emptied(given, isUnused);
    let shortened = used
      .replaceAll(/\bwasm\.(\w+)/g, (_, name) => `wasm.${exportNames.get(name)}`)
      .replaceAll(/(?<![.\w])(__w\w+)(?=: ?function|\()/g, (name) => importNames.get(name) ?? name)
      .replace(/"\.\/\w[\w-]*_bg\.js"/, JSON.stringify(MODULE));
    const left = [...importNames.keys()].filter((name) => shortened.includes(`${name}:`));
    if (left.length > 0) {
      throw new Error(`the script still has ${left[0]}`);
    }
    const tool = (options) => (wasm) => {
      const file = join(folder, 'program.wasm');
      writeFileSync(file, wasm);
      run('wasm-opt', [file, '-o', file, ...FEATURES, ...options]);
      return readFileSync(file);
    };
    const finished = (wasm) => {
      const small = tool([...SMALL, NAMED ? '--debuginfo' : '--strip-debug'])(wasm);
      return NAMED ? small : tool(['--reorder-functions-by-name', '--strip-debug'])(namedByOrder(small));
    };
    if (!named) {
      return { script: await bundle(shortened, true), program: finished(program) };
    }
    const [loader] = [...importNames].filter(([name]) => LOADER.test(name)).map(([, short]) => short);
    const whole = tool(['--remove-unused-module-elements', '--debuginfo'])(program);
    const parts = split(whole, isLater, loader, tool(['--remove-unused-module-elements', '--debuginfo']));
    if (unknown().length > 0) {
      throw new Error(`nothing is called ${unknown().join(', ')} that could be put off`);
    }
    const later = finished(parts.second);
    const bringing = readFileSync(new URL('later.js', import.meta.url), 'utf8');
    shortened = `${shortened}\n${bringing.replace('LATER', JSON.stringify(named(later)))}`;
    return { script: await bundle(shortened, true), program: finished(parts.first) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Classes that only a script could use are let go, though wasm-bindgen gives each a second name and a registry. */
function withoutClasses(script) {
  return script
    .replaceAll(/^if \(Symbol\.dispose\) .*$/gm, '')
    .replaceAll(/^ {4}: new FinalizationRegistry/gm, '    : /* @__PURE__ */ new FinalizationRegistry');
}

/** Puts style sheets together, in their order, without space. */
export async function style(files) {
  const contents = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  return output(await build({ ...ONCE, stdin: { contents, loader: 'css', sourcefile: basename(files[0]) }, minify: true }));
}

const ONCE = { write: false, bundle: true, logLevel: 'warning', charset: 'utf8', legalComments: 'none' };

async function bundle(contents, minify) {
  const stdin = { contents, loader: 'js', resolveDir: '/' };
  return output(await build({ ...ONCE, stdin, minify, format: 'esm', target: 'es2022' }));
}

function output({ outputFiles: [file] }) {
  return file.text;
}

/** Gives `a`, `b`, … `Z`, `aa`, …; each once. */
function names() {
  const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let count = 0;
  return () => {
    let name = '';
    for (let rest = count + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS.length)) {
      name += LETTERS[(rest - 1) % LETTERS.length];
    }
    count += 1;
    return name;
  };
}
