#!/bin/sh
# Takes the picture of a brief for README and tour: sh docs/make_picture.sh, after `make brief`.
set -eu
cd "$(dirname "$0")/.."
chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --window-size=1240,1370 --screenshot=docs/images/brief.png "file://$PWD/brief.html" 2>/dev/null
