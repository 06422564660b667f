// Puts functions of a wasm that are alike beside one another, so that gzip, which looks back 32 KB, finds more to
// repeat: two per cent.

import { leb, number, section, sections, written } from './wasm_names.mjs';
import { importedFunctions } from './wasm_split.mjs';

const [CUSTOM, CODE] = [0, 10];
/** The part of the section of names that has those of functions. */
const FUNCTION_NAMES = 1;
/** So many bytes in a row make two functions alike. */
const RUN = 6;
/** A run that is in more functions than this tells nothing. */
const USUAL = 1500;
const PRIME = 1048583;
const ROUNDS = 8;

/** The wasm with names by which its functions are to be sorted (`--reorder-functions-by-name`). */
export function namedByOrder(wasm) {
  const all = sections(wasm);
  const content = (wanted) => all.find(({ id }) => id === wanted).content;
  const imports = importedFunctions(wasm);
  const functions = bodies(content(CODE));
  const place = new Map(halved(functions.map((_, at) => at), shared(functions)).map((at, place) => [at, place]));
  const names = functions.map((_, at) => Buffer.concat([leb(imports + at), written(String(place.get(at)).padStart(6, '0'))]));
  const list = Buffer.concat([leb(names.length), ...names]);
  return Buffer.concat([wasm, section(CUSTOM, Buffer.concat([written('name'), section(FUNCTION_NAMES, list)]))]);
}

function bodies(code) {
  const [count, first] = number(code, 0);
  const found = [];
  for (let at = first; found.length < count; ) {
    const [size, start] = number(code, at);
    at = start + size;
    found.push(code.subarray(start, at));
  }
  return found;
}

/** The runs of each function that others have as well, as numbers. */
function shared(functions) {
  const runs = functions.map((body) => {
    const found = new Set();
    for (let at = 0; at + RUN <= body.length; at += 1) {
      let hash = 0;
      for (let byte = 0; byte < RUN; byte += 1) {
        hash = (hash * 31 + body[at + byte]) >>> 0;
      }
      found.add(hash % PRIME);
    }
    return found;
  });
  const users = counted(runs);
  return runs.map((own) => [...own].filter((run) => users.get(run) > 1 && users.get(run) < USUAL));
}

function counted(lists) {
  const counts = new Map();
  for (const list of lists) {
    for (const run of list) {
      counts.set(run, (counts.get(run) ?? 0) + 1);
    }
  }
  return counts;
}

/** Sorts by halving again and again: functions change sides as long as runs come to be on fewer sides. */
function halved(functions, runs) {
  if (functions.length <= 4) {
    return functions;
  }
  const middle = functions.length >> 1;
  let sides = [functions.slice(0, middle), functions.slice(middle)];
  for (let round = 0, moves = 1; round < ROUNDS && moves > 0; round += 1) {
    const counts = sides.map((side) => counted(side.map((at) => runs[at])));
    const gains = sides.map((side, here) => {
      const [own, other] = [counts[here], counts[1 - here]];
      const gain = (run) => {
        const [here, there] = [own.get(run) ?? 0, other.get(run) ?? 0];
        return cost(here, there) - cost(here - 1, there + 1);
      };
      const weighed = side.map((at) => ({ at, gain: runs[at].reduce((sum, run) => sum + gain(run), 0) }));
      return weighed.sort((a, b) => b.gain - a.gain);
    });
    moves = gains[0].findIndex(({ gain }, at) => gain + (gains[1][at]?.gain ?? -Infinity) <= 0);
    moves = moves < 0 ? gains[0].length : moves;
    const ids = gains.map((side) => side.map(({ at }) => at));
    sides = ids.map((side, here) => [...ids[1 - here].slice(0, moves), ...side.slice(moves)]);
  }
  return sides.flatMap((side) => halved(side, runs));
}

function cost(here, there) {
  return -(here * Math.log2(here + 1) + there * Math.log2(there + 1));
}
