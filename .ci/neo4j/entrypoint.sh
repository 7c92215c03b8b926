#!/bin/sh
# Starts Neo4j inside the image made by image.sh, taking its settings from the
# environment by the rules of the official image, so that one compose file
# serves both:
#   NEO4J_AUTH                     none | neo4j/PASSWORD
#   NEO4J_server_memory_heap_max__size=1G   sets server.memory.heap.max_size
#                                  (one underscore is a dot, two are one)
# ENTENTE_CDS_DUMP=FILE writes a class archive at exit (used by image.sh).
set -eu

home=/var/lib/neo4j
conf=$home/conf/neo4j.conf

if [ "${1:-neo4j}" != neo4j ]; then
	exec "$@"
fi

# set_conf NAME VALUE replaces the line of NAME: Neo4j refuses doubled settings.
set_conf() {
	grep -vF "$1=" "$conf" >"$conf.new" || true
	printf '%s=%s\n' "$1" "$2" >>"$conf.new"
	mv "$conf.new" "$conf"
}

get_conf() {
	while IFS='=' read -r name value; do
		[ "$name" = "$1" ] && printf '%s\n' "$value"
	done <"$conf"
	return 0
}

: >"$conf"
set_conf server.default_listen_address 0.0.0.0
set_conf dbms.usage_report.enabled false

# Names that start with NEO4J_ and are no settings have no dot once translated.
for var in $(env | cut -d= -f1 | grep -x 'NEO4J_[A-Za-z0-9_]*' || true); do
	name=$(printf '%s' "${var#NEO4J_}" | sed -e 's/__/#/g' -e 'y/_#/._/')
	case $var in NEO4J_AUTH* | NEO4J_ACCEPT_* | NEO4J_HOME | NEO4J_EDITION) continue ;; esac
	case $name in *.*) ;; *) continue ;; esac
	eval "value=\${$var}"
	[ -z "$value" ] || set_conf "$name" "$value"
done

case ${NEO4J_AUTH:-} in
none) set_conf dbms.security.auth_enabled false ;;
neo4j/?*)
	# Only a server without data takes the password; later it is the database's.
	if [ ! -d /data/databases/system ] && [ ! -d /data/dbms ]; then
		password=${NEO4J_AUTH#neo4j/}
		neo4j-admin dbms set-initial-password -- "${password%/true}"
	fi
	;;
'') ;;
*)
	echo 'NEO4J_AUTH must be "none" or "neo4j/PASSWORD"' >&2
	exit 2
	;;
esac

# java reads its options from a file, so that the process list stays short.
args=$home/conf/java.args
{
	for p in java.nio java.io sun.nio.ch java.util.concurrent; do
		case $p in sun.*) m=java.base/sun.nio.ch ;; *) m=java.base/$p ;; esac
		echo "--add-opens=$m=ALL-UNNAMED"
	done
	printf '%s\n' -XX:+UseG1GC -XX:-OmitStackTraceInFastThrow -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8
	v=$(get_conf server.memory.heap.initial_size); [ -z "$v" ] || echo "-Xms$v"
	v=$(get_conf server.memory.heap.max_size); [ -z "$v" ] || echo "-Xmx$v"
	get_conf server.jvm.additional
	if [ -n "${ENTENTE_CDS_DUMP:-}" ]; then
		echo "-XX:ArchiveClassesAtExit=$ENTENTE_CDS_DUMP"
	elif [ -f "$home/classes.jsa" ]; then
		printf '%s\n' "-XX:SharedArchiveFile=$home/classes.jsa" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off
	fi
	echo -cp
	printf '%s:' "$home"/lib/*.jar
	printf '\n%s\n' org.neo4j.server.CommunityEntryPoint "--home-dir=$home" "--config-dir=$home/conf" --console-mode
} >"$args"
exec java "@$args"
