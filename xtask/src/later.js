// Brings the second program of a release (wasm_split.mjs). It stands in the script of the first one, of which it takes
// `wasm`, what that exports, and the functions that both import.
{
  const address = new URL(LATER, import.meta.url);
  const load = (code) => new WebAssembly.Instance(code, { ...__wbg_get_imports(), b: wasm });
  const fetched = async () => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(15_000) });
    if (!answer.ok) {
      throw new Error(`${address.pathname}: ${answer.status}`);
    }
    return WebAssembly.compile(await answer.arrayBuffer());
  };
  let part;
  let isHere = false;
  const arrive = (code) => {
    if (!isHere) {
      load(code);
      isHere = true;
    }
  };
  globalThis.later = {
    bring() {
      part ??= fetched().then(arrive);
      part.catch(() => {
        part = undefined;
      });
      return part;
    },
    // Calls wait for nothing, and the page stands still meanwhile: so whoever needs it brings it before.
    bringNow() {
      if (isHere) {
        return;
      }
      console.error('toolbar: a part was needed before it was brought');
      const request = new XMLHttpRequest();
      request.open('GET', address, false);
      request.overrideMimeType('text/plain; charset=x-user-defined');
      request.send();
      arrive(new WebAssembly.Module(Uint8Array.from(request.responseText, (byte) => byte.charCodeAt(0))));
    },
  };
}
