//! Owns the sheet for calling somebody else: a quick connect, or any number.
//!
//! Calling somebody is the first of the two steps of every transfer; leaving or joining is the second.

use crate::components::element::el;
use crate::components::live::flag;
use crate::components::number_form::number_form;
use crate::components::quick_connects::{EVERYBODY, quick_connects};
use crate::components::sheet::Sheets;
use crate::dispatch::Dispatch;
use crate::i18n::{text, use_locale};
use crate::view::{CardView, DialText, Intent, Target, View};
use leptos::prelude::*;
use std::rc::Rc;

/// The content of the sheet.
pub(crate) fn transfer(card: Memo<CardView>, sheets: Sheets, view: ReadSignal<View>) -> AnyView {
    let locale = use_locale();
    let dispatch = use_context::<Dispatch>();
    let enabled = flag(move || card.with(|card| card.controls.transfer == Some(true)));
    let consult = move |target| {
        if let Some(dispatch) = dispatch {
            let contact = card.with_untracked(|card| card.contact.clone());
            dispatch.send(Intent::Consult(contact, target));
        }
        sheets.close();
    };
    let choose = Rc::new(move |arn| consult(Target::QuickConnect(arn)));
    let call = Box::new(move |text: DialText, country| consult(Target::Number(text, country)));
    let typed = RwSignal::new(String::new());
    [
        el("p").class("quiet hint").child(text!(locale, transfer.hint)).into_any(),
        quick_connects(view, enabled, None, EVERYBODY, choose),
        number_form(view, typed, enabled, call),
    ]
    .into_any()
}
