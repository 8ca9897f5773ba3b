#!/usr/bin/env bash
# The unary pair with `ghz`, a client that is not ours: `Evaluate` beside an echo with the same messages, in interleaved
# rounds. It needs Go, a release build of the crate and of benches/load.
#
#   benches/ghz.sh [ROUNDS] [CONNECTIONS] [IN_FLIGHT_IN_ALL]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds="${1:-5}" connections="${2:-4}" concurrency="${3:-32}"
clausula="${CLAUSULA:-${CARGO_TARGET_DIR:-target}/release/clausula}"
load="${LOAD:-${CARGO_TARGET_DIR:-benches/load/target}/release/clausula-load}"
tools="${GHZ_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/clausula-ghz}"
[ -x "$tools/ghz" ] || GOBIN="$tools" go install github.com/bojand/ghz/cmd/ghz@latest

work="$(mktemp -d)"
pids=()
stop() { kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"; }
trap stop EXIT
address() { awk 'END { print $NF }' "$work/$1"; }

"$clausula" serve --listen 127.0.0.1:0 >"$work/clausula" 2>/dev/null &
pids+=($!)
until [ -s "$work/clausula" ]; do sleep 0.05; done
"$load" sample "$work" "$(address clausula)" # request.bin and answer.bin
"$load" echo "$work/answer.bin" >"$work/echo" &
pids+=($!)
until [ -s "$work/echo" ]; do sleep 0.05; done

run() { # name
    "$tools/ghz" --insecure --connections "$connections" --concurrency "$concurrency" --duration 3s \
        --duration-stop wait --import-paths proto --proto proto/clausula/v1/evaluator_service.proto \
        --call clausula.v1.EvaluatorService.Evaluate --binary-file "$work/request.bin" --format json "$(address "$1")" |
        python3 -c '
import json, sys
report = json.load(sys.stdin)
p99 = next(part["latency"] for part in report["latencyDistribution"] if part["percentage"] == 99)
bad = sum(count for code, count in report["statusCodeDistribution"].items() if code != "OK")
print(report["rps"], p99 / 1e6, bad)'
}

for round in $(seq "$rounds"); do
    ours="$(run clausula)"
    echo="$(run echo)"
    printf '%s %s\n' "$ours" "$echo"
done | awk '
    { rate = $1 / $4; p99 = $2 / $5; printf "round %d: %.2f of the rate of the echo, %.2f of its p99, %d and %d errors\n", NR, rate, p99, $3, $6
      if ($1 > best) best = $1; if ($4 > echo) echo = $4
      if (!least || $2 < least) least = $2; if (!quiet || $5 < quiet) quiet = $5 }
    END { printf "best rounds: %.2f of the rate of the echo, %.2f of its p99\n", best / echo, least / quiet }'
