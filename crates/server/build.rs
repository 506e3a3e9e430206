//! Builds the program anew when its pages were.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
