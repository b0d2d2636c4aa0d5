#!/bin/sh
# Puts axe-core, which the browser tests run in the page, where they look for it.
set -eu
cd "$(dirname "$0")/../.."

version=4.14.1
# What `npm view axe-core@4.14.1 dist.integrity` tells.
integrity=FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==

folder=${CARGO_TARGET_DIR:-target}/axe-core
mark=$folder/$version
if [ -f "$mark" ]; then exit 0; fi
command -v npm >/dev/null || { echo "axe-core comes by npm, which is not here (Debian: apt-get install npm)" >&2; exit 1; }

mkdir -p "$folder"
npm pack --silent --pack-destination "$folder" "axe-core@$version" >/dev/null
package=$folder/axe-core-$version.tgz
found=$(openssl dgst -sha512 -binary "$package" | base64 -w 0)
if [ "$found" != "$integrity" ]; then
  rm "$package"
  echo "axe-core $version is not what it was: sha512-$found" >&2
  exit 1
fi
tar -xzf "$package" -C "$folder" --strip-components 1 package/axe.min.js package/LICENSE
touch "$mark"
