// What the toolbar's program puts off: the parts that an agent seldom needs. Each is entered by a place in the code
// that brings them first (src/dom/later.rs); what only they call is put off with them.

/** What brings them, as wasm-bindgen calls it. */
export const LOADER = /^__wbg_bringNow_/;

/** Functions and modules by the beginnings of their paths. */
const LATER = [
  // What is drawn by `components::later`.
  'components::call_controls::keypad_sheet',
  'components::call_controls::transfer_sheet',
  'components::button::arrow_keys',
  'components::quick_connects',
  'components::card::parties',
  'components::card::row',
  'components::dial_box::recent_list',
  'components::dial_box::recent',
  // The lists that only these ask for.
  'connect::decode::decode_devices',
  'connect::decode::decode_endpoints',
  'connect::decode::listing',
  'components::audio::choices',
  'components::audio::choice',
  'components::audio::enhancement',
  'components::audio::select',
  // Windows beside the one that runs the phone.
  'pages::no_phone::config_errors',
  'config::reader::ConfigError::words',
  'pages::no_phone::window_screen',
  'pages::no_phone::words',
  'app::home::other_window_leads',
  'app::pop_out::popped_out',
  'app::pop_out::controls',
  'windows::pop_out::PopOutClient',
  'windows::pop_out::ClientSide',
  // Where Fusion speaks by UEF.
  'fusion::uef',
  // What is written for a trace.
  'telemetry::record::Inputs::written',
];
/** What serde writes text of, beside its own values, is a trace. */
const WRITTEN = /^<(?!serde_json::).* as serde_core::ser::Serialize::serialize::<&mut serde_json::ser::Serializer<&mut alloc::vec::Vec/;

/** Bytes below which two functions may well be alike. */
const SHORT = 64;

const found = new Set();

/**
 * Whether a function is put off: one of these, or one that was made for it, as its name tells. The compiler makes one of
 * functions that are alike, by the name of either: so what many have alike, which is short or drops something, is left.
 */
export function isLater(mangled, size) {
  if (size < SHORT || mangled.includes('drop_in_place')) {
    return false;
  }
  const name = mangled.replaceAll(/\[[0-9a-f]{12,16}\]/g, '').replaceAll('>::', '::');
  const own = LATER.filter((part) => holds(name, `fusion_connect_toolbar::${part}`));
  own.forEach((part) => found.add(part));
  return own.length > 0 || WRITTEN.test(name);
}

function holds(name, part) {
  const at = name.indexOf(part);
  return at >= 0 && !/\w/.test(name.charAt(at + part.length));
}

/** Whether a function is one that Leptos brings for streams, which nobody uses. */
export const isUnused = (mangled) => /\bwasm_streams\b/.test(mangled);

/** What no function is called: a name has changed, and the list has to follow. */
export const unknown = () => LATER.filter((part) => !found.has(part));
