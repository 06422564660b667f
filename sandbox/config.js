// Makes up the toolbar's configuration on the sandbox's own names, unless a developer has put a config.json there.
{
  const { hostname, port, protocol, search } = location;
  const named = document.querySelector('meta[name=toolbar-config]');
  const isThere = () => {
    const request = new XMLHttpRequest();
    // Before anything else runs; a development server answers a wrong path with its page.
    request.open('GET', new URL(named.content, document.baseURI), false);
    request.send();
    return request.status === 200 && !request.responseText.trimStart().startsWith('<');
  };
  if ((hostname === 'localhost' || hostname.endsWith('.localhost')) && !isThere()) {
    const origin = (name) => `${protocol}//${name}.localhost${port && `:${port}`}`;
    // What the simulated Fusion wrote into the address of the toolbar's frame.
    const asked = new URLSearchParams(search);
    // Nobody listens there; a development server would answer a wrong path with its page.
    const uef = asked.get('sandboxUef') === 'missing' ? 'http://uef.localhost:1' : origin('fusion');
    const config = {
      connect: { ccpUrl: `${origin('ccp')}/sandbox-ccp` },
      fusion: {
        origins: [origin('fusion')],
        transport: asked.get('sandboxTransport') ?? 'auto',
        uefUrl: `${uef}/sandbox-uef.js`,
        resize: true,
      },
    };
    // Settings to try, laid over these section by section.
    const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
    try {
      const tried = JSON.parse(asked.get('sandboxConfig') ?? '{}');
      if (!isObject(tried)) {
        throw new TypeError('it is no object of sections');
      }
      for (const [name, section] of Object.entries(tried)) {
        config[name] = isObject(section) ? { ...config[name], ...section } : section;
      }
    } catch (error) {
      console.error(`sandboxConfig is ignored: ${error.message}`);
    }
    named.content = `data:application/json,${encodeURIComponent(JSON.stringify(config))}`;
  }
}
