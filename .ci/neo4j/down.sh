#!/usr/bin/env bash
# down.sh: stops the Docker daemon that up.sh started, and no other.
set -euo pipefail
bash "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/daemon.sh" stop
