# What the scripts share. Sourced after setting -euo pipefail.
# shellcheck shell=bash
# shellcheck source=scripts/env
. "$(dirname "${BASH_SOURCE[0]}")/env"

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
die() {
	printf 'Error: %s\n' "$*" >&2
	exit 1
}

# Prints the comment block at the top of the calling script, as its help.
print_help() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0"; }

# Runs a command whose output only matters when it fails: shows that time passes, and the output's end on failure.
quietly() {
	local what=$1 log status=0 started=$SECONDS
	shift
	log=$(mktemp)
	"$@" >"$log" 2>&1 &
	local pid=$!
	while kill -0 "$pid" 2>/dev/null; do
		sleep 1
		(((SECONDS - started) % 30 == 29)) && printf '    %s: %d s\n' "$what" $((SECONDS - started))
	done
	wait "$pid" || status=$?
	if [ "$status" -ne 0 ]; then
		tail -n 40 "$log" >&2
		rm -f "$log"
		die "$what failed (status $status)"
	fi
	rm -f "$log"
}

# Builds the node; cargo itself shows the progress. Of the whole workspace, because tests build the same features with that.
build_node() {
	say "Building witan-node (the first time takes half an hour or more on two cores)"
	(cd "$WITAN_ROOT" && cargo build --locked --workspace)
}

# Cargo's arguments and flags for the runtime alone as wasm, with features that no node has: as the wasm builder builds it
# for a node of the profile `production`, and as `release` for all others.
runtime_wasm() {
	local command=$1 features=$2 profile=$3 lto=thin
	shift 3
	[ "$profile" != production ] || lto=fat
	RUSTFLAGS="-C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory --cfg substrate_runtime" \
		cargo "$command" --locked --manifest-path "$WITAN_ROOT/Cargo.toml" -p witan-runtime --lib --profile "$profile" --no-default-features --features "$features" \
		--target wasm32v1-none --target-dir "$CARGO_TARGET_DIR/benchmarks" \
		--config "profile.$profile.panic=\"abort\"" --config "profile.$profile.lto=\"$lto\"" "$@"
}

# Nothing else compiles these before somebody needs them.
check_runtime_features() { runtime_wasm check runtime-benchmarks,try-runtime release; }

# The runtime that follows this one, for tests of upgrades.
build_next_runtime() {
	say "Building the next version of the runtime"
	runtime_wasm rustc next-version release --crate-type cdylib
	mkdir -p "$(dirname "$WITAN_NEXT_RUNTIME")"
	# Compressed as the wasm builder does it, behind the prefix by which a node knows such code: a block could not hold it else.
	# Moved there whole: a build that ends half way leaves nothing that looks like a runtime.
	local compressed
	compressed=$(mktemp "$WITAN_NEXT_RUNTIME.XXXXXX")
	{
		printf '\x52\xbc\x53\x76\x46\xdb\x8e\x05'
		zstd --quiet --stdout "$CARGO_TARGET_DIR/benchmarks/wasm32v1-none/release/witan_runtime.wasm"
	} >"$compressed" || {
		rm -f "$compressed"
		die "$WITAN_NEXT_RUNTIME can't be written"
	}
	chmod 644 "$compressed"
	mv "$compressed" "$WITAN_NEXT_RUNTIME"
}

# A client in Rust that tests run against the node; apart from it, so that neither changes the other's dependencies.
build_subxt_client() {
	say "Building a client on subxt"
	cargo build --locked --manifest-path "$WITAN_ROOT/tests/subxt/Cargo.toml" --target-dir "$CARGO_TARGET_DIR/subxt"
}

install_javascript() {
	local stamp=$WITAN_ROOT/$1/node_modules/.witan-installed
	if ! cmp -s "$WITAN_ROOT/$1/package-lock.json" "$stamp"; then
		quietly "npm ci in $1" npm ci --prefix "$WITAN_ROOT/$1"
		cp "$WITAN_ROOT/$1/package-lock.json" "$stamp"
	fi
}
