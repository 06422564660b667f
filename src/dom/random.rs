//! Fresh random bits.

use super::DomError;

/// 122 random bits in two words, out of the browser's own UUID maker.
///
/// # Errors
/// When the page is no secure context, where the maker does not exist.
pub fn seed() -> Result<[u64; 2], DomError> {
    let refused = DomError { means: "random numbers" };
    let crypto = web_sys::window().and_then(|window| window.crypto().ok()).ok_or(refused)?;
    if !web_sys::window().is_some_and(|window| window.is_secure_context()) {
        return Err(refused);
    }
    let digits: String = crypto.random_uuid().chars().filter(char::is_ascii_hexdigit).collect();
    let word = |part: Option<&str>| part.and_then(|hex| u64::from_str_radix(hex, 16).ok());
    match (word(digits.get(..16)), word(digits.get(16..32))) {
        (Some(high), Some(low)) => Ok([high, low]),
        _ => Err(refused),
    }
}
