#!/usr/bin/env bash
# up.sh: a Docker daemon that answers and the image neo4j:5.26-community, so
# that the tests on a real Neo4j can run. Safe to call at any time; quick when
# all is there. down.sh undoes it (the image and the jars stay).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bash "$here/daemon.sh" start
bash "$here/image.sh"
