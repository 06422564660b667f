//! Proves what sizes the desktop gives the toolbar's frame.

use super::*;

#[test]
fn a_size_is_cut_to_the_limits_of_its_kind_and_that_is_an_error() {
    let mut desktop = desktop("");
    let mut asked = |kind: &str, width: u32, height: u32| {
        let data = json!({ "barType": kind, "width": width, "height": height });
        let effects = say(&mut desktop, "setToolbarDimensions", &data);
        (posts(&effects)[0]["result"] == "success", desktop.size)
    };
    assert_eq!(asked("FLOAT_VERTICAL", 360, 470), (true, Some((Some(360), 470))));
    assert_eq!(asked("FLOAT_VERTICAL", 471, 480), (false, Some((Some(470), 470))));
    assert_eq!(asked("NOTIFICATION", 350, 300), (false, Some((Some(350), 180))));
    assert_eq!(asked("MAIN_HORIZONTAL", 900, 70), (true, Some((None, 70))));
    assert_eq!(asked("OTHER", 360, 300), (false, Some((None, 70))));
    desktop.apply(Input::Closed, 1000);
    assert_eq!(desktop.size, None);
}
