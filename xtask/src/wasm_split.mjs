// Splits a wasm in two, so that a page loads at its start only what it needs there. Each function that is put off is
// a stub in the first program, which brings the second one and calls on through the table of functions; the second
// shares memory, tables and globals with the first, and puts its functions into that table when it is made.
//
// No function is given another number: bodies are replaced, and wasm-opt takes out what nobody calls any more.

import { leb, number, section, sections, text, written } from './wasm_names.mjs';

const [CUSTOM, TYPES, IMPORTS, FUNCTIONS, TABLES, MEMORIES, GLOBALS, EXPORTS, START, ELEMENTS, CODE, DATA, DATA_COUNT] = Array(13).keys();
const KINDS = { table: 1, memory: 2, global: 3 };
/** The part of the section of names that has those of functions. */
const FUNCTION_NAMES = 1;
const OP = { unreachable: 0x00, end: 0x0b, call: 0x10, callIndirect: 0x11, localGet: 0x20, i32Const: 0x41 };
/** The module under which the second program imports what the first one exports. */
const SHARED = 'b';
const NAMES = { [KINDS.table]: (at) => `t${at}`, [KINDS.memory]: () => 'memory', [KINDS.global]: (at) => `g${at}` };

/**
 * Gives both programs. `isLater(name, size)` tells of a function whether it is put off; `loader` is the name of the import
 * that brings the second program; `optimise(wasm)` gives a program without what nobody calls, with its names.
 */
export function split(wasm, isLater, loader, optimise) {
  const whole = new Program(wasm);
  const load = whole.importOf(loader);
  const chosen = whole.defined().filter((at) => isLater(whole.names.get(at) ?? '', whole.bodies[at - whole.imported].length));
  const putOff = (slot) => bodies(chosen, (at) => whole.stub(at, slot(at), load));
  const left = survivors(optimise(whole.first({ bodies: putOff(() => 0) })));
  // What only they call is put off with them.
  const later = new Set([...chosen, ...whole.defined().filter((at) => !left.has(at))]);
  const entries = chosen.filter((at) => left.has(at));
  const stays = whole.defined().filter((at) => !later.has(at));
  const kept = (slot) => bodies(stays, (at) => whole.stub(at, slot(at)));
  const draft = whole.second({ bodies: kept(() => 0), table: entries.map((at, slot) => [slot, at]) });
  const called = [...survivors(optimise(draft))].filter((at) => !later.has(at));

  const { slots, added, size } = withSlots(whole, [...entries, ...called]);
  const slot = (at) => slots.get(at)?.[0] ?? null;
  const isCalled = new Set(called);
  const first = whole.first({
    bodies: bodies(entries, (at) => whole.stub(at, slot(at), load)),
    table: added.filter(([, at]) => isCalled.has(at)),
    size,
    names: whole.names,
  });
  const table = entries.flatMap((at) => slots.get(at).map((slot) => [slot, at]));
  return { first, second: whole.second({ bodies: kept(slot), table, names: whole.names }) };
}

/** The wasm without the bodies of functions that nobody calls, though the table has them. */
export function emptied(wasm, isUnused) {
  const whole = new Program(wasm);
  const unused = whole.defined().filter((at) => isUnused(whole.names.get(at) ?? ''));
  return whole.with(bodies(unused, (at) => whole.stub(at, null)));
}

function bodies(functions, body) {
  return new Map(functions.map((at) => [at, body(at)]));
}

/** The slots in the table of every function that one program calls in the other, new ones where it has none. */
function withSlots(whole, functions) {
  const slots = whole.slots();
  const added = functions.filter((at) => !slots.has(at)).map((at, place) => [whole.tableSize + place, at]);
  added.forEach(([slot, at]) => slots.set(at, [slot]));
  return { slots, added, size: whole.tableSize + added.length };
}

class Program {
  constructor(wasm) {
    this.header = wasm.subarray(0, 8);
    this.sections = sections(wasm).filter(({ id }) => id !== CUSTOM);
    this.names = functionNames(wasm);
    this.parameters = vector(this.content(TYPES), parametersOf);
    const imports = vector(this.content(IMPORTS), importAt);
    if (imports.some(({ kind }) => kind !== 0)) {
      throw new Error('something is imported that is no function');
    }
    this.importNames = imports.map(({ name }) => name);
    this.imported = imports.length;
    this.types = vector(this.content(FUNCTIONS), number);
    this.bodies = vector(this.content(CODE), sized);
    this.tables = vector(this.content(TABLES), tableAt);
    this.tableSize = this.tables[0].min;
    this.segments = vector(this.content(ELEMENTS), segmentAt);
    this.globals = vector(this.content(GLOBALS), globalAt);
    this.memory = vector(this.content(MEMORIES), limitsAt)[0].bytes;
  }

  content(wanted) {
    const found = this.sections.find(({ id }) => id === wanted);
    if (!found) {
      throw new Error(`the wasm has no section ${wanted}`);
    }
    return found.content;
  }

  defined() {
    return this.types.map((_, at) => this.imported + at);
  }

  importOf(name) {
    const at = this.importNames.indexOf(name);
    if (at < 0) {
      throw new Error(`${name} is not imported`);
    }
    return at;
  }

  /** The places in the table that a function has. */
  slots() {
    const found = new Map();
    for (const { offset, functions } of this.segments) {
      functions.forEach((at, place) => found.set(at, [...(found.get(at) ?? []), offset + place]));
    }
    return found;
  }

  /** The body of a function that calls the one in `slot`, after `load` if there is one; without a slot, it is not called. */
  stub(at, slot, load) {
    if (slot === null) {
      return Buffer.of(0, OP.unreachable, OP.end);
    }
    const type = this.types[at - this.imported];
    const values = Array.from({ length: this.parameters[type] }, (_, local) => Buffer.concat([Buffer.of(OP.localGet), leb(local)]));
    return Buffer.concat([
      Buffer.of(0),
      ...(load === undefined ? [] : [Buffer.of(OP.call), leb(load)]),
      ...values,
      Buffer.of(OP.i32Const),
      signed(slot),
      Buffer.of(OP.callIndirect),
      leb(type),
      Buffer.of(0, OP.end),
    ]);
  }

  /** The program with other bodies. */
  with(bodies) {
    return this.written({ [CODE]: this.code(bodies) }, this.names);
  }

  /** The program with other bodies, more in its table, and exports of what both share. */
  first({ bodies, table = [], size = 0, names }) {
    const share = (kind) => (_, at) => Buffer.concat([written(NAMES[kind](at)), Buffer.of(kind), leb(at)]);
    const shared = [...this.tables.map(share(KINDS.table)), ...this.globals.map(share(KINDS.global))];
    const [functions, ...others] = this.tables;
    const tables = [{ ...functions, min: Math.max(functions.min, size), max: undefined }, ...others];
    return this.written({
      [TABLES]: list(tables.map(tableBytes)),
      [EXPORTS]: list([...vector(this.content(EXPORTS), exportAt), ...shared]),
      [ELEMENTS]: list([...this.segments.map(({ bytes }) => bytes), ...runs(table).map(segment)]),
      [CODE]: this.code(bodies),
    }, names);
  }

  /** The program that has no memory, tables and globals of its own, and puts its functions into the `table`. */
  second({ bodies, table, names }) {
    const share = (kind, type, at) => Buffer.concat([written(SHARED), written(NAMES[kind](at)), Buffer.of(kind), type]);
    const imports = [
      ...vector(this.content(IMPORTS), importAt).map(({ bytes }) => bytes),
      ...this.tables.map((table, at) => share(KINDS.table, tableBytes({ ...table, max: undefined }), at)),
      share(KINDS.memory, this.memory, 0),
      ...this.globals.map(({ type }, at) => share(KINDS.global, type, at)),
    ];
    return this.written({
      [IMPORTS]: list(imports),
      [TABLES]: undefined,
      [MEMORIES]: undefined,
      [GLOBALS]: undefined,
      [EXPORTS]: undefined,
      [START]: undefined,
      [ELEMENTS]: list(runs(table).map(segment)),
      [CODE]: this.code(bodies),
      [DATA]: undefined,
      [DATA_COUNT]: undefined,
    }, names);
  }

  code(bodies) {
    return list(this.bodies.map((body, at) => withSize(bodies.get(this.imported + at) ?? body)));
  }

  /** The wasm with other sections; the names of its functions are their numbers unless there are `names`. */
  written(changed, names) {
    const kept = this.sections.filter(({ id }) => !(id in changed) || changed[id]);
    const named = this.defined().map((at) => Buffer.concat([leb(at), written(names?.get(at) ?? String(at))]));
    const part = section(FUNCTION_NAMES, list(named));
    return Buffer.concat([
      this.header,
      ...kept.map(({ id, content }) => section(id, changed[id] ?? content)),
      section(CUSTOM, Buffer.concat([written('name'), part])),
    ]);
  }
}

/** The functions of a program whose names are numbers. */
function survivors(wasm) {
  const imported = importedFunctions(wasm);
  return new Set([...functionNames(wasm)].filter(([at]) => at >= imported).map(([, name]) => Number(name)));
}

/** How many functions a program imports. */
export function importedFunctions(wasm) {
  const { content } = sections(wasm).find(({ id }) => id === IMPORTS);
  return vector(content, importAt).filter(({ kind }) => kind === 0).length;
}

function functionNames(wasm) {
  for (const { id, content } of sections(wasm)) {
    const [name, start] = id === CUSTOM ? text(content, 0) : [];
    for (let at = start; name === 'name' && at < content.length; ) {
      const [size, begin] = number(content, at + 1);
      if (content[at] === FUNCTION_NAMES) {
        const entry = (bytes, at) => {
          const [index, afterIndex] = number(bytes, at);
          const [name, end] = text(bytes, afterIndex);
          return [[index, name], end];
        };
        return new Map(vector(content.subarray(begin, begin + size), entry));
      }
      at = begin + size;
    }
  }
  return new Map();
}

/** What a section lists; `read(bytes, at)` gives one and where it ends. */
function vector(content, read) {
  const [count, first] = number(content, 0);
  const found = [];
  for (let at = first; found.length < count; ) {
    const [one, end] = read(content, at);
    found.push(one);
    at = end;
  }
  return found;
}

function list(entries) {
  return Buffer.concat([leb(entries.length), ...entries]);
}

function sized(bytes, at) {
  const [size, start] = number(bytes, at);
  return [bytes.subarray(start, start + size), start + size];
}

function withSize(bytes) {
  return Buffer.concat([leb(bytes.length), bytes]);
}

function parametersOf(bytes, at) {
  if (bytes[at] !== 0x60) {
    throw new Error('a type is no function');
  }
  const [count, afterCount] = number(bytes, at + 1);
  const [results, end] = number(bytes, afterCount + count);
  return [count, end + results];
}

function importAt(bytes, at) {
  const [, afterModule] = text(bytes, at);
  const [name, kindAt] = text(bytes, afterModule);
  const kind = bytes[kindAt];
  const end = importTypes[kind](bytes, kindAt + 1);
  return [{ name, kind, bytes: bytes.subarray(at, end) }, end];
}

/** Where the type of an import ends, by its kind. */
const importTypes = {
  0: (bytes, at) => number(bytes, at)[1],
  [KINDS.table]: (bytes, at) => limitsAt(bytes, at + 1)[1],
  [KINDS.memory]: (bytes, at) => limitsAt(bytes, at)[1],
  [KINDS.global]: (_, at) => at + 2,
};

function exportAt(bytes, at) {
  const [, kindAt] = text(bytes, at);
  const [, end] = number(bytes, kindAt + 1);
  return [bytes.subarray(at, end), end];
}

function limitsAt(bytes, at) {
  const [min, afterMin] = number(bytes, at + 1);
  const [max, end] = bytes[at] & 1 ? number(bytes, afterMin) : [undefined, afterMin];
  return [{ min, max, bytes: bytes.subarray(at, end) }, end];
}

function tableAt(bytes, at) {
  const [{ min, max }, end] = limitsAt(bytes, at + 1);
  return [{ type: bytes[at], min, max }, end];
}

function tableBytes({ type, min, max }) {
  return Buffer.concat([Buffer.of(type, max === undefined ? 0 : 1), leb(min), ...(max === undefined ? [] : [leb(max)])]);
}

function globalAt(bytes, at) {
  let end = at + 2;
  if (bytes[end] !== OP.i32Const) {
    throw new Error('a global is no number');
  }
  [, end] = number(bytes, end + 1);
  return [{ type: bytes.subarray(at, at + 2) }, end + 1];
}

/** A segment that is put into the first table at the start. */
function segmentAt(bytes, at) {
  if (bytes[at] !== 0 || bytes[at + 1] !== OP.i32Const) {
    throw new Error('a segment of the table is of another kind');
  }
  const [offset, afterOffset] = number(bytes, at + 2);
  const [count, first] = number(bytes, afterOffset + 1);
  const functions = [];
  let end = first;
  for (; functions.length < count; ) {
    const [one, next] = number(bytes, end);
    functions.push(one);
    end = next;
  }
  return [{ offset, functions, bytes: bytes.subarray(at, end) }, end];
}

function segment({ offset, functions }) {
  return Buffer.concat([Buffer.of(0, OP.i32Const), signed(offset), Buffer.of(OP.end), list(functions.map(leb))]);
}

/** Functions by their slots, those beside one another together. */
function runs(entries) {
  const found = [];
  for (const [slot, at] of entries.toSorted(([one], [other]) => one - other)) {
    const last = found.at(-1);
    if (last && last.offset + last.functions.length === slot) {
      last.functions.push(at);
    } else {
      found.push({ offset: slot, functions: [at] });
    }
  }
  return found;
}

/** A number of variable length with its sign. */
function signed(value) {
  const bytes = [];
  for (;;) {
    const byte = value & 0x7f;
    value >>= 7;
    if (value === 0 && (byte & 0x40) === 0) {
      return Buffer.from([...bytes, byte]);
    }
    bytes.push(byte | 0x80);
  }
}
