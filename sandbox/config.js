// Makes up the toolbar's configuration on the sandbox's own names; any other host has a config.json.
{
  const { hostname, port, protocol, search } = location;
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) {
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
      },
    };
    document.querySelector('meta[name=toolbar-config]').content =
      `data:application/json,${encodeURIComponent(JSON.stringify(config))}`;
  }
}
