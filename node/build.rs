//! Stamps the version with the commit that it was built from. Without instructions to the contrary
//! Cargo runs this whenever a file of this package changes, and not for every commit.

fn main() {
	substrate_build_script_utils::generate_cargo_keys();
}
