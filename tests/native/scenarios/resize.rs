//! Fusion is asked for room while a sheet is open: once, within its limits, and not again after a refusal.

use super::over_both;
use crate::desk::{Desk, Setup};
use fusion_connect_toolbar::domain::{FrameSize, Intent};
use fusion_connect_toolbar::view::FusionHealth;
use serde_json::Value;

const RESTING: FrameSize = FrameSize { width: 360, height: 300 };
const TALL: FrameSize = FrameSize { height: 470, ..RESTING };

/// The sizes that were asked for: width and height.
fn asked(desk: &Desk) -> Vec<[u64; 2]> {
    let requests = desk.sent("setToolbarDimensions").into_iter();
    let size = |data: &Value| ["width", "height"].map(|name| data[name].as_u64());
    requests.map(|data| size(data).map(Option::unwrap)).collect()
}

#[test]
fn the_frame_grows_for_a_sheet_and_is_as_before_when_none_is_open() {
    over_both("", |mut desk| {
        desk.sheets(false, RESTING);
        assert_eq!(asked(&desk), Vec::<[u64; 2]>::new(), "it rests already");
        desk.sheets(true, RESTING);
        assert_eq!(desk.fusion.size, Some((Some(360), 470)));
        desk.sheets(true, TALL);
        desk.sheets(false, TALL);
        assert_eq!(desk.fusion.size, Some((Some(360), 300)));
        desk.sheets(false, RESTING);
        desk.sheets(true, RESTING);
        assert_eq!(asked(&desk), [[360, 470], [360, 300], [360, 470]]);
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}

#[test]
fn a_frame_that_an_earlier_page_left_large_is_as_before_once_there_is_a_link() {
    over_both("", |mut desk| {
        desk.sheets(true, RESTING);
        // A page in between that never links must not lose the size.
        for answers in [false, true] {
            desk.fault("configuration-error", !answers);
            desk.reload();
            desk.sheets(false, TALL);
            desk.sheets(false, TALL);
            let rest = if answers { 300 } else { 470 };
            assert_eq!(desk.fusion.size, Some((Some(360), rest)));
        }
        desk.reload();
        desk.sheets(false, RESTING);
        assert_eq!(asked(&desk), [[360, 470], [360, 300]], "once, and then it rests");
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}

#[test]
fn a_sheet_that_is_opened_in_a_frame_left_large_keeps_it_until_it_is_closed() {
    over_both("", |mut desk| {
        desk.sheets(true, RESTING);
        desk.reload();
        desk.sheets(true, TALL);
        assert_eq!(asked(&desk), [[360, 470]], "it is large already");
        desk.sheets(false, TALL);
        assert_eq!(asked(&desk), [[360, 470], [360, 300]]);
    });
}

#[test]
fn a_frame_that_fusion_made_anew_is_left_as_it_is() {
    over_both("", |mut desk| {
        desk.sheets(true, RESTING);
        desk.reload_fusion();
        desk.sheets(false, RESTING);
        assert_eq!((asked(&desk), desk.fusion.size), (vec![[360, 470]], None));
        desk.reload();
        desk.sheets(false, TALL);
        assert_eq!(asked(&desk).len(), 1, "whatever made it larger since, it was not asked for");
    });
}

#[test]
fn a_window_that_gives_up_the_phone_leaves_its_frame_as_it_was() {
    over_both("", |mut desk| {
        desk.sheets(true, RESTING);
        desk.stands_down();
        assert_eq!(asked(&desk), [[360, 470], [360, 300]]);
    });
}

#[test]
fn a_refused_size_is_not_asked_for_again() {
    over_both("refuse-setToolbarDimensions", |mut desk| {
        desk.sheets(true, RESTING);
        desk.talks();
        desk.sheets(true, RESTING);
        assert_eq!((asked(&desk), desk.fusion.size), (vec![[360, 470]], None));
        assert_eq!(desk.health().fusion, FusionHealth::Linked);
    });
}

#[test]
fn a_frame_that_cannot_grow_is_left_alone() {
    over_both("", |mut desk| {
        for (width, height) in [(1240, 70), (470, 100), (400, 640), (470, 470), (471, 300)] {
            desk.sheets(true, FrameSize { width, height });
            desk.sheets(false, FrameSize { width, height });
        }
        assert_eq!(asked(&desk), Vec::<[u64; 2]>::new());
        desk.sheets(true, FrameSize { width: 470, height: 101 });
        assert_eq!(asked(&desk), [[470, 470]], "the least and the widest that can");
    });
}

#[test]
fn nobody_is_asked_without_a_link_to_fusion() {
    let mut alone = Desk::new(Setup { framed: false, ..Setup::default() });
    alone.sheets(true, RESTING);
    let mut refused = Desk::faulty("configuration-error");
    refused.sheets(true, RESTING);
    refused.fault("configuration-error", false);
    refused.intend(Intent::RetryFusion);
    assert_eq!(refused.health().fusion, FusionHealth::Linked);
    for desk in [alone, refused] {
        assert_eq!(asked(&desk), Vec::<[u64; 2]>::new());
    }
}
