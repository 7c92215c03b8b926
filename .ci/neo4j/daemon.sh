#!/usr/bin/env bash
# daemon.sh start: sees to it that a Docker daemon answers, installing the
#                  engine from the system's packages where there is none.
# daemon.sh stop:  stops the daemon that start started, and no other.
#
# What is started listens on its local socket alone and publishes ports on
# loopback. Its pid file and log are in ENTENTE_CI_RUN (/run/entente-ci).
set -euo pipefail

run=${ENTENTE_CI_RUN:-/run/entente-ci}
pidfile=$run/dockerd.pid

answers() { command -v docker >/dev/null && docker version >/dev/null 2>&1; }

alive() { # alive PID: is it a running dockerd, not another process that got the number?
	[ "$(cat "/proc/$1/comm" 2>/dev/null)" = dockerd ]
}

install_engine() {
	local missing=()
	command -v dockerd >/dev/null || missing+=(docker.io)
	command -v containerd >/dev/null || missing+=(containerd)
	command -v runc >/dev/null || missing+=(runc)
	command -v iptables >/dev/null || missing+=(iptables)
	[ ${#missing[@]} -gt 0 ] || return 0
	echo "installing ${missing[*]}" >&2
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
	answers || true # some systems start the service by themselves
}

case ${1:-} in
start)
	answers && exit 0
	install_engine
	answers && exit 0
	mkdir -p "$run"
	# A daemon killed hard leaves its pid file, and dockerd then refuses to start.
	if [ -f "$pidfile" ] && ! alive "$(cat "$pidfile")"; then
		rm -f "$pidfile"
	fi
	setsid dockerd --pidfile "$pidfile" --ip 127.0.0.1 --log-level warn >"$run/dockerd.log" 2>&1 </dev/null &
	for _ in $(seq 150); do
		answers && exit 0
		sleep 0.2
	done
	echo 'dockerd does not answer; its last words:' >&2
	tail -n 20 "$run/dockerd.log" >&2
	exit 1
	;;
stop)
	[ -f "$pidfile" ] || exit 0
	pid=$(cat "$pidfile")
	alive "$pid" || exit 0
	kill "$pid"
	for _ in $(seq 200); do
		alive "$pid" || exit 0
		sleep 0.1
	done
	echo "dockerd ($pid) does not stop" >&2
	exit 1
	;;
*)
	echo 'usage: daemon.sh start|stop' >&2
	exit 2
	;;
esac
