// What the toolbar's program puts off: the parts that an agent seldom needs. Each is entered by a place in the code
// that brings them first (src/dom/later.rs); what only they call is put off with them.

/** What brings them, as wasm-bindgen calls it. */
export const LOADER = /^__wbg_bringNow_/;

/** Functions and modules by the beginnings of their paths. */
const LATER = [
  // What is opened: `components::live::later_part`.
  'components::sheet::frame',
  'components::sheet::keypad',
  'components::sheet::transfer',
  'components::quick_connects',
  'components::parties',
  'components::audio::choices',
  'components::audio::choice',
  'components::audio::enhancement',
  'components::audio::select',
  'components::audio::option',
  // Windows beside the one that runs the phone.
  'pages::window_notice',
  'pages::config_errors',
  'app::home::__component_second',
  'app::popped_out',
  'windows::client',
  // Where Fusion speaks by UEF.
  'fusion::uef',
  // What is announced.
  'app::announcer::Shower',
  'dom::notification::show',
  'dom::notification::Shown',
  // What is written for a trace.
  'telemetry::inputs::Inputs::written',
];
/** Every way to write a value of serde's is for that; and nobody calls what Leptos brings for streams. */
const ALSO = / as serde_core::ser::Serialize::serialize|wasm_streams::/;

const found = new Set();

/** Whether a function is put off: one of these, or one that was made for it, as its name tells. */
export function isLater(mangled) {
  const name = mangled.replaceAll(/\[[0-9a-f]{12,16}\]/g, '').replaceAll('>::', '::');
  const own = LATER.filter((part) => holds(name, `fusion_connect_toolbar::${part}`));
  own.forEach((part) => found.add(part));
  return own.length > 0 || ALSO.test(name);
}

function holds(name, part) {
  const at = name.indexOf(part);
  return at >= 0 && !/\w/.test(name.charAt(at + part.length));
}

/** What no function is called: a name has changed, and the list has to follow. */
export const unknown = () => LATER.filter((part) => !found.has(part));
