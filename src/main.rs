//! Starts the toolbar, the program of agents; everything else is in the library.

fn main() {
    fusion_connect_toolbar::app::boot();
}
