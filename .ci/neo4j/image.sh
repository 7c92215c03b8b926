#!/usr/bin/env bash
# image.sh: makes the image neo4j:5.26-community out of Neo4j's published jars,
# this machine's Java 17 runtime and a static busybox, for machines that can
# pull no image. An image of that name which this script did not make is never
# touched; its own is made anew only when the recipe changed or
# ENTENTE_CI_REBUILD=1 asks for it.
#
# The jars are kept in ENTENTE_CI_CACHE (default: entente-ci in the user's
# cache folder). ENTENTE_CI_CDS=1 adds a class archive: half a minute once, and
# every start takes a third less (4.6 s instead of 6.6 s).
set -euo pipefail

image=neo4j:5.26-community
label=entente.ci
made=built-from-published-jars
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${ENTENTE_CI_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/entente-ci}
recipe=$(cat "$here/image.sh" "$here/entrypoint.sh" "$here/jars.xml" | sha256sum | cut -c1-16)

if docker image inspect "$image" >/dev/null 2>&1; then
	have=$(docker image inspect -f "{{index .Config.Labels \"$label\"}} {{index .Config.Labels \"$label.recipe\"}}" "$image")
	case $have in
	"$made $recipe") [ "${ENTENTE_CI_REBUILD:-}" = 1 ] || exit 0 ;;
	"$made "*) ;;
	*) exit 0 ;; # a real one: better than ours
	esac
fi

get() { # get PACKAGE…: from the system's packages
	echo "installing $*" >&2
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# --- what goes in -----------------------------------------------------------
# Neo4j 5.26 runs on Java 17 or 21; whichever other java comes first in PATH
# does not matter.
jre=
for j in "${JAVA_HOME:-}" /usr/lib/jvm/java-17-openjdk-*; do
	if [ -x "$j/bin/java" ] && grep -q '^JAVA_VERSION="17' "$j/release" 2>/dev/null; then
		jre=$j
		break
	fi
done
if [ -z "$jre" ]; then
	get openjdk-17-jre-headless
	jre=$(echo /usr/lib/jvm/java-17-openjdk-*)
fi

mkdir -p "$cache"
jars=$cache/jars-$(sha256sum <"$here/jars.xml" | cut -c1-16)
if [ ! -d "$jars" ]; then
	command -v mvn >/dev/null || get maven
	rm -rf "$jars.part"
	mvn -B -q -f "$here/jars.xml" dependency:copy-dependencies \
		-DincludeScope=runtime -DincludeTypes=jar -DoutputDirectory="$jars.part" >&2
	mv "$jars.part" "$jars" # whole or not at all
fi

busybox=$cache/busybox
if [ ! -x "$busybox" ]; then
	unpacked=$(mktemp -d)
	(
		cd "$unpacked"
		apt-get download -qq busybox-static 2>/dev/null || { apt-get update -qq && apt-get download -qq busybox-static; }
		dpkg-deb -x busybox-static_*.deb .
	) >&2
	cp "$unpacked/bin/busybox" "$busybox"
	rm -rf "$unpacked"
fi

# --- the file system --------------------------------------------------------
root=$(mktemp -d)
container=
cleanup() {
	rm -rf "$root"
	[ -z "$container" ] || docker rm -fv "$container" >/dev/null 2>&1 || true
}
trap cleanup EXIT

home=$root/var/lib/neo4j
mkdir -p "$root"/{bin,usr/bin,etc,root,proc,sys,dev,data,logs,import,plugins,opt/jre} "$home"/{bin,conf,lib}
mkdir -m 1777 "$root/tmp"

cp "$busybox" "$root/bin/busybox"
for applet in $("$busybox" --list); do
	[ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
done

# Parts of a JRE may be links to elsewhere (its conf is), hence -L; parts that
# only a desktop needs may be dangling and are left out.
tar -C "$jre" -ch --exclude='*/ct.sym' --exclude='*/src.zip' --exclude='*awt_xawt*' --exclude='*/libatk*' --exclude='*splash*' \
	conf lib bin/java bin/keytool release | tar -C "$root/opt/jre" -x
ln -s /opt/jre/bin/java "$root/usr/bin/java"
for binary in bin/java lib/server/libjvm.so lib/libnio.so lib/libnet.so lib/libzip.so lib/libjava.so; do
	ldd "$jre/$binary"
done | grep -o '/[^ ]*/[^ ]*\.so[^ ]*' | grep '^/lib' | sort -u | while read -r lib; do
	install -D -m 755 "$lib" "$root$lib"
done

cp -p "$jars"/*.jar "$home/lib/"
for d in data logs import plugins; do ln -s "/$d" "$home/$d"; done
tool() { # tool NAME CLASS
	printf '#!/bin/sh\nexec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "%s/lib/*" %s "$@"\n' /var/lib/neo4j "$2" >"$home/bin/$1"
}
tool neo4j-admin org.neo4j.cli.AdminTool
tool cypher-shell org.neo4j.shell.Main
cp "$here/entrypoint.sh" "$root/entrypoint.sh"
chmod 755 "$root/entrypoint.sh" "$home"/bin/* "$root"
printf '%s\n' root:x:0:0::/root:/bin/sh neo4j:x:7474:7474::/var/lib/neo4j:/bin/sh >"$root/etc/passwd"
printf '%s\n' root:x:0: neo4j:x:7474: >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chown -R 7474:7474 "$home" "$root"/{data,logs,import,plugins}

tar -C "$root" -c . | docker import \
	-c "LABEL $label=$made $label.recipe=$recipe" \
	-c 'ENV PATH=/var/lib/neo4j/bin:/usr/bin:/bin LANG=C.UTF-8 NEO4J_HOME=/var/lib/neo4j NEO4J_EDITION=community' \
	-c 'USER 7474:7474' -c 'WORKDIR /var/lib/neo4j' -c 'VOLUME ["/data","/logs"]' -c 'EXPOSE 7474 7687' \
	-c 'ENTRYPOINT ["/entrypoint.sh"]' -c 'CMD ["neo4j"]' - "$image" >/dev/null
[ "${ENTENTE_CI_CDS:-0}" = 1 ] || exit 0

# --- the class archive ------------------------------------------------------
# One run writes down the classes that a start needs; later starts map them
# instead of reading 200 jars. Without it all works, only slower.
container=$(docker run -d -e NEO4J_AUTH=none -e ENTENTE_CDS_DUMP=/var/lib/neo4j/classes.jsa \
	-e NEO4J_server_memory_heap_max__size=1G -e NEO4J_server_memory_pagecache_size=64M "$image")
for _ in $(seq 120); do
	# A first query loads the classes that the first client would wait for.
	if docker exec "$container" cypher-shell 'UNWIND range(1, 9) AS i CREATE (n:A {id: i}) WITH n MATCH (m:A) RETURN count(m)' >/dev/null 2>&1; then
		docker stop -t 120 "$container" >/dev/null
		docker commit -c 'ENV ENTENTE_CDS_DUMP=' "$container" "$image" >/dev/null
		exit 0
	fi
	[ "$(docker inspect -f '{{.State.Running}}' "$container")" = true ] || break
	sleep 1
done
echo 'no class archive made: the image starts slower without it' >&2
docker logs --tail 20 "$container" >&2
