// Put into every frame before its own scripts; looks on and takes the time, and is no part of the product.

(() => {
  /** Milliseconds on the wall clock; comparable between frames once `offset` is known. */
  const wall = () => performance.timeOrigin + performance.now();

  const find = (selector, label) => {
    for (const button of document.querySelectorAll(selector)) {
      if (button.textContent.trim() === label) {
        return button;
      }
    }
    return undefined;
  };
  /** A button of a card; only there, for who looks through a long page at each change is measured too. */
  const named = (label) => find('.card button', label);

  /** Resolves as soon as a change of the document makes `test` true. */
  function changed(test) {
    return new Promise((done) => {
      if (test()) {
        return done();
      }
      const observer = new MutationObserver(() => {
        if (test()) {
          observer.disconnect();
          done();
        }
      });
      observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
    });
  }

  /** Resolves once the browser has painted the document as it is now. */
  function painted() {
    return new Promise((done) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done();
        port2.postMessage(null);
      });
    });
  }

  /** Whether a message of the CCP says that a contact rings. */
  const rings = (message) => {
    const contacts = message?.event === 'agent::update' && message.data.snapshot.contacts;
    return contacts && contacts.some((contact) => contact.state.type === 'connecting');
  };

  /** Whether a message of the CCP says that a contact is connected. */
  const connects = (message) => {
    const contacts = message?.event === 'agent::update' && message.data.snapshot.contacts;
    return contacts && contacts.some((contact) => contact.state.type === 'connected');
  };

  /** For the frame of the simulated CCP. */
  const ccp = {
    posted: 0,
    awaited: false,
    /** Makes the simulated CCP do something. */
    act: (action) => window.postMessage(JSON.stringify({ sandbox: 'director', ...action }), location.origin),
    /** Makes a call ring, and notes when the snapshot that says so is posted. */
    ring(action) {
      ccp.awaited = true;
      ccp.act({ action: 'ring', ...action });
    },
  };

  /** For a page that shows calls. */
  const page = {
    streamsAt: 0,
    acknowledgedAt: 0,
    enabledAt: 0,
    memory: null,
    /** When what leads to an accept came, and when it was posted; `null` until then. */
    accept: null,
    /** When the message of a ring came in; `NaN` until the next one. */
    arrived: NaN,
    /** When the message came that a call is connected; `NaN` until the next one. */
    connected: NaN,
    /** When the button stood in the document, and when it was painted. */
    async card(label) {
      await changed(() => named(label));
      const ready = wall();
      await painted();
      const { arrived } = page;
      page.arrived = NaN;
      return { arrived, ready, painted: wall() };
    },
    shows: (label) => changed(() => named(label)),
    idle: () => changed(() => !['Accept', 'End call', 'Clear contact'].some(named)),
    press: (label) => named(label).click(),
    /** The wall clock of the CCP's frame minus this one's, from the quickest of some exchanges. */
    offset: () => page.offsetOf(document.querySelector("iframe[name='Amazon Connect CCP']").contentWindow),
    /** The same of any window. */
    async offsetOf(frame) {
      let best = { trip: Infinity, offset: 0 };
      for (let at = 0; at < 100; at += 1) {
        const sent = wall();
        const theirs = await new Promise((done) => {
          const listener = ({ data }) => {
            if (data?.benchPong) {
              removeEventListener('message', listener);
              done(data.benchPong);
            }
          };
          addEventListener('message', listener);
          frame.postMessage({ benchPing: true }, '*');
        });
        const trip = wall() - sent;
        if (trip < best.trip) {
          best = { trip, offset: theirs - (sent + trip / 2) };
        }
      }
      return best;
    },
    /** Notes when a command of Fusion came in, and when Streams has posted what it asks for. */
    watchAccept() {
      const stream = connect.core.getUpstream().upstream;
      const send = stream.send;
      stream.send = function (message) {
        send.call(this, message);
        if (message.event === 'api_request' && message.data.method === 'acceptContact') {
          page.accept.posted = performance.now();
        }
      };
    },
    /** How long the last accept took from what led to it. */
    takeAccept() {
      const { came, posted } = page.accept;
      page.accept = null;
      return posted - came;
    },
    /** Presses a button and notes when. */
    pressAccept() {
      page.accept = { came: performance.now(), posted: NaN };
      page.press('Accept');
    },
    /** When the message came that the call is connected, on this wall clock; once. */
    takeConnected() {
      const { connected } = page;
      page.connected = NaN;
      return connected;
    },
  };

  globalThis.bench = { ccp, page };
  addEventListener('message', ({ data, source }) => {
    if (data?.benchPing) {
      source.postMessage({ benchPong: wall() }, '*');
    }
  });

  if (location.hostname.startsWith('ccp.')) {
    const parse = JSON.parse;
    // The simulated CCP makes each message by JSON.parse with a reviver and posts it in the next step;
    // the window that it posts to is of another origin and cannot be watched.
    JSON.parse = (text, reviver) => {
      const value = parse(text, reviver);
      if (ccp.awaited && reviver && rings(value)) {
        ccp.awaited = false;
        ccp.posted = wall();
      }
      return value;
    };
    return;
  }

  const isStreams = (target) => target instanceof HTMLScriptElement && target.src.endsWith('connect-streams-min.js');
  document.addEventListener('load', ({ target }) => isStreams(target) && (page.streamsAt = performance.now()), true);

  changed(() => find('.toggle', 'Agent availability')?.matches(':not([aria-disabled])')).then(() => (page.enabledAt = performance.now()));

  // Registered before the product's own listener, so this is when the message arrived.
  addEventListener('message', (event) => {
    const came = performance.now();
    const { data } = event;
    if (data?.event === 'acknowledge' && !page.acknowledgedAt) {
      page.acknowledgedAt = came;
    }
    if (typeof data === 'string' && data.includes('"onToolbarInteractionCommand"')) {
      page.accept = { came: Math.min(event.timeStamp, came), posted: NaN };
    } else if (Number.isNaN(page.arrived) && rings(data)) {
      page.arrived = performance.timeOrigin + came;
    } else if (Number.isNaN(page.connected) && connects(data)) {
      page.connected = performance.timeOrigin + came;
    }
  });

  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      page.memory = (made.instance ?? made).exports.memory ?? null;
      return made;
    };
  }
})();
