#!/usr/bin/env bash
# schemathesis.sh URL [EXAMPLES [SEED]]: several thousand generated GraphQL
# requests against a running server, whose schema is read by introspection. What
# an answer must be is in schemathesis_hooks.py. The seed is printed; give it
# again to repeat a run.
set -euo pipefail
url=${1:?usage: schemathesis.sh URL [EXAMPLES [SEED]]}
examples=${2:-150} # for each field of Query
seed=${3:-$RANDOM$RANDOM}
cd "$(dirname "${BASH_SOURCE[0]}")"

python=python3
if ! python3 -c 'import schemathesis' 2>/dev/null; then
	venv=${SCHEMATHESIS_VENV:-${TMPDIR:-/tmp}/entente-schemathesis}
	[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
	"$venv/bin/python" -c 'import schemathesis' 2>/dev/null || "$venv/bin/pip" install --quiet 'schemathesis==4.32.5'
	python=$venv/bin/python
fi
echo "schemathesis: seed $seed, $examples examples for each question"
export SCHEMATHESIS_HOOKS=schemathesis_hooks
export PYTHONPATH=$PWD PYTHONDONTWRITEBYTECODE=1
# null has no spelling in the text of a query here.
timeout "${SCHEMATHESIS_TIME:-600}" "$python" -m schemathesis.cli run "$url" \
	--phases fuzzing --checks graphql_answer --max-examples "$examples" --seed "$seed" \
	--generation-graphql-allow-null false --generation-database none --request-timeout 15 --workers 2 --no-color
