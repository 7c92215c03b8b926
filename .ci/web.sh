#!/usr/bin/env bash
# web.sh: the page: types, unit tests, that the committed build is what its
# sources make, and every view in a browser on the built binary (dist/entente).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CI=${CI:-true}
if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
	{ apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cd web
npm ci --no-audit --no-fund --loglevel=error
npm run --silent check
npm run --silent test
npx vite build --logLevel error --outDir "$scratch/dist" --emptyOutDir
if ! diff -rq "$scratch/dist" dist; then
	echo "web/dist is not what web/src makes: run make web and commit it"
	exit 1
fi
[ -x ../dist/entente ] || make -C .. build
node e2e/run.mjs "$@"
