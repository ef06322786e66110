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

# Builds the node; cargo itself shows the progress.
build_node() {
	say "Building witan-node (the first time takes about 25 minutes on two cores)"
	cargo build --locked -p witan-node
}

install_javascript() {
	local stamp=$WITAN_ROOT/$1/node_modules/.witan-installed
	if ! cmp -s "$WITAN_ROOT/$1/package-lock.json" "$stamp"; then
		quietly "npm ci in $1" npm ci --prefix "$WITAN_ROOT/$1"
		cp "$WITAN_ROOT/$1/package-lock.json" "$stamp"
	fi
}
