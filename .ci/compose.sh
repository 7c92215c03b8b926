#!/usr/bin/env bash
# compose.sh: bring the compose file up for real, ask Entente one question over
# HTTP, take it down again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if docker compose version >/dev/null 2>&1; then
	compose=(docker compose)
else
	command -v docker-compose >/dev/null || { apt-get update -qq && apt-get install -y -qq docker-compose; } >/dev/null
	compose=(docker-compose)
fi
export NEO4J_PASSWORD=ci-${RANDOM}${RANDOM}x ENTENTE_PORT=28080 NEO4J_HTTP_PORT=27474 NEO4J_BOLT_PORT=27687
compose+=(--project-name entente-ci)
down() {
	status=$?
	[ "$status" -eq 0 ] || "${compose[@]}" logs --tail 40 || true
	"${compose[@]}" down --volumes --timeout 5 >/dev/null 2>&1 || true
	exit "$status"
}
trap down EXIT

make image >/dev/null
"${compose[@]}" up -d
question='{"query":"{ alignment(between: [\"Moscow\", \"Beijing\"], where: {body: [SECURITY_COUNCIL], topics: [\"dprk\"]}) { sentence n } }"}'
answer=
for _ in $(seq 150); do
	answer=$(node -e '
		const ask = async () => {
			const ready = await fetch("http://127.0.0.1:28080/readyz");
			if (!ready.ok) throw new Error("not ready");
			const a = await fetch("http://127.0.0.1:28080/graphql", { method: "POST", headers: { "content-type": "application/json" }, body: process.argv[1] });
			console.log(await a.text());
		};
		ask().catch(() => process.exit(1));' "$question") || true
	[ -z "$answer" ] || break
	sleep 2
done
printf '%s\n' "$answer"
case $answer in *'"n":27'*) echo "compose: answered" ;; *) exit 1 ;; esac
