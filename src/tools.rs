//! Starts the pages of administrators and support, a program of their own; everything else is in the library.

fn main() {
    fusion_connect_toolbar::app::boot_tools();
}
