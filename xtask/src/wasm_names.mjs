// Gives the imports and exports of a wasm other names. wasm-bindgen names them after what they are, in up to 70
// characters each, in the wasm as well as in its script.

const [IMPORTS, EXPORTS] = [2, 7];
/** What an import or export can be; the imports of wasm-bindgen are functions. */
const FUNCTION = 0;

/**
 * The wasm with the names that `importName(name)` and `exportName(name)` give; the imports under one module name, and
 * without the exports for which there is none.
 */
export function renamed(wasm, module, importName, exportName) {
  const other = {
    [IMPORTS]: (content) => importSection(content, module, importName),
    [EXPORTS]: (content) => exportSection(content, exportName),
  };
  const parts = sections(wasm).map(({ id, content }) => section(id, other[id]?.(content) ?? content));
  return Buffer.concat([wasm.subarray(0, 8), ...parts]);
}

/** The sections of a wasm, each with its id. */
export function sections(wasm) {
  const found = [];
  for (let at = 8; at < wasm.length; ) {
    const [size, start] = number(wasm, at + 1);
    found.push({ id: wasm[at], content: wasm.subarray(start, start + size) });
    at = start + size;
  }
  return found;
}

function importSection(content, module, name) {
  const [count, first] = number(content, 0);
  const entries = [];
  let at = first;
  for (let entry = 0; entry < count; entry += 1) {
    const [, afterModule] = text(content, at);
    const [field, kindAt] = text(content, afterModule);
    if (content[kindAt] !== FUNCTION) {
      throw new Error(`${field} is imported and no function`);
    }
    const [, end] = number(content, kindAt + 1);
    entries.push(Buffer.concat([written(module), written(name(field)), content.subarray(kindAt, end)]));
    at = end;
  }
  return Buffer.concat([leb(count), ...entries]);
}

function exportSection(content, name) {
  const [count, first] = number(content, 0);
  const entries = [];
  let at = first;
  for (let entry = 0; entry < count; entry += 1) {
    const [field, kindAt] = text(content, at);
    const [, end] = number(content, kindAt + 1);
    const other = name(field);
    if (other) {
      entries.push(Buffer.concat([written(other), content.subarray(kindAt, end)]));
    }
    at = end;
  }
  return Buffer.concat([leb(entries.length), ...entries]);
}

/** A section with its id and size. */
export function section(id, content) {
  return Buffer.concat([Buffer.of(id), leb(content.length), content]);
}

/** A number of variable length and where it ends. */
export function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at];
    if (byte === undefined) {
      throw new Error('a wasm ends within a number');
    }
    at += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) {
      return [value, at];
    }
  }
}

/** A text with its length before it, and where it ends. */
export function text(bytes, at) {
  const [length, start] = number(bytes, at);
  return [bytes.toString('utf8', start, start + length), start + length];
}

export function leb(value) {
  const bytes = [];
  do {
    bytes.push((value % 128) | (value > 127 ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(bytes);
}

export function written(name) {
  const bytes = Buffer.from(name);
  return Buffer.concat([leb(bytes.length), bytes]);
}
