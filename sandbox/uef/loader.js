// The sandbox's stand-in for the script that Oracle serves (`fusion.md` C.1), itself served as sandbox-uef.js.
//
// What Oracle's loader does: the question for the build, the global, `initialize`; `names.js` and
// `core.js` play the objects. Underneath it speaks the MCA envelope with the simulated Fusion, of which Oracle's own phone
// context is a facade too; methods that begin with `uef.` are the sandbox's own, because the wire below
// Oracle's library is not public (`fusion.md` H.1). How it behaves is switched by faults that Fusion names in
// the handshake (`faults.rs`). What a toolbar gets wrong is told to Fusion, whose log shows it as a violation.
// Is never in a release.

(() => {
  'use strict';

  const query = new URLSearchParams(location.search);
  if (query.get('sandboxUef') === 'empty') {
    return; // A script that was served but is not the library.
  }

  const VERSION = 'uef-v1';
  /** The build, as Oracle's loader fetches one: the names first, then the objects. */
  const BUILD = ['sandbox-uef-names.js', 'sandbox-uef-core.js'];
  const place = document.currentScript.src;
  const target = originOf(query.get('oraParentFrame')) ?? originOf(document.referrer);
  const asked = new Map();
  const link = {
    target,
    toolbarName: (query.get('oraTbName') ?? '').toLowerCase(),
    faults: new Set(),
    ask,
    post,
    violation,
    errorData,
    /** Is given what is no answer; the core puts its own here. */
    hear: () => {},
  };

  window.addEventListener('message', hear);
  // Asked as soon as the loader is there.
  let core = begin();

  window.CX_SVC_UI_EVENTS_FRAMEWORK = { uiEventsFramework: { initialize } };

  /** Fetches the build; a failure is told to whoever initialises, and the next who does tries again. */
  function begin() {
    const fetched = fetchBuild();
    fetched.catch(() => (core = undefined));
    return fetched;
  }

  async function fetchBuild() {
    // Outside a frame of Fusion's nobody ever answers, and nothing comes of `initialize`.
    const alone = window.parent === window || !target;
    const build = await (alone ? new Promise(() => {}) : ask('FETCH_BUILD_INFO', {}));
    if (build.result !== 'success') {
      throw errorData(build.error);
    }
    link.toolbarName = build.toolbarName;
    link.faults = new Set(build.faults);
    await load(BUILD[0]);
    return load(BUILD[1]);
  }

  async function initialize(application, version) {
    core ??= begin();
    const provider = (await core)(application, version);
    if (typeof application !== 'string' || application === '' || version !== 'v1') {
      violation("initialize takes the application's name and 'v1'");
    }
    return provider;
  }

  /** Loads a part of the build, and gives what it gives. */
  function load(name) {
    return new Promise((settle, fail) => {
      window.sandboxUef = (part) => settle(part(link));
      const script = document.createElement('script');
      script.src = new URL(name, place).href;
      script.onerror = () => fail(new Error(`${script.src} could not be loaded`));
      document.head.append(script);
    }).finally(() => delete window.sandboxUef);
  }

  function hear({ source, origin, data }) {
    if (source !== window.parent || origin !== target || typeof data !== 'string') {
      return;
    }
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message?.method === 'uef.switches') {
      link.faults = new Set(message.faults);
    } else if (asked.has(message?.uuid)) {
      asked.get(message.uuid)(message);
      asked.delete(message.uuid);
    } else if (message) {
      link.hear(message);
    }
  }

  function ask(method, data) {
    const uuid = crypto.randomUUID();
    return new Promise((settle) => {
      asked.set(uuid, settle);
      post(method, { uuid, data });
    });
  }

  function post(method, members) {
    const message = { uuid: crypto.randomUUID(), ...members, method, version: VERSION, toolbarName: link.toolbarName };
    window.parent.postMessage(JSON.stringify(message), target);
  }

  function violation(text) {
    post('uef.violation', { data: { text } });
  }

  /** An `IErrorData`, with getters or plain. */
  function errorData(message = 'refused') {
    const errorDetails = { o: { detail: message } };
    if (link.faults.has('uef-plain-errors')) {
      return { status: 'error', message, errorDetails };
    }
    return { getStatus: () => 'error', getMessage: () => message, getErrorDetails: () => errorDetails };
  }

  function originOf(address) {
    return address && URL.canParse(address) ? new URL(address).origin : undefined;
  }
})();
